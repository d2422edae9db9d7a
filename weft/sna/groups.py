"""How ties run within and between groups of actors, against what chance would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.cohesion import degree
from weft.sna.errors import InvalidGroups
from weft.sna.graph import FloatArray, Graph, IntArray


@dataclass(frozen=True, slots=True)
class EIIndex:
    """The E–I index with what random labels would give.

    Attributes
    ----------
    value : float
        (E−I)/(E+I), −1 all ties inside … 1 all between; nan without ties.
    external, internal : int
        Ties between and within groups.
    expected : float
        Mean over all permutations of the labels, exact.
    p : float
        Share of permutations at least as far from the expectation (two-sided).
    """

    value: float
    external: int
    internal: int
    expected: float
    p: float


@dataclass(frozen=True, slots=True)
class Mixing:
    """Ties between each two groups, beside what chance would give.

    Attributes
    ----------
    names : tuple
        The groups, sorted; rows and columns of the matrices.
    ties : int64 array of shape (g, g)
        Ties between two groups, within a group on the diagonal.
    possible : int64 array of shape (g, g)
        Pairs of actors.
    ratio : float64 array of shape (g, g)
        Density of the block over the density of the network: 1 is chance; nan without pairs.
    expected : float64 array of shape (g, g)
    p : float64 array of shape (g, g)
        Two-sided p-value of `ties` against permuted labels.
    """

    names: tuple[Any, ...]
    ties: IntArray
    possible: IntArray
    ratio: FloatArray
    expected: FloatArray
    p: FloatArray


def group_codes(graph: Graph, groups: ArrayLike) -> tuple[IntArray, NDArray[Any]]:
    """Return the groups as numbers 0 … g−1 and their sorted names."""
    values = np.asarray(groups).ravel()
    if len(values) != graph.n:
        raise InvalidGroups(f"{len(values)} groups do not fit {graph.n} actors.")
    names, codes = np.unique(values, return_inverse=True)
    return codes.astype(np.int64), names


def ei_index(graph: Graph, groups: ArrayLike, *, permutations: int = 999, seed: int = 0) -> EIIndex:
    """Compare ties between groups (bridging) with ties within (bonding).

    Directions are ignored. The expectation depends on the sizes of the groups only:
    a tie is internal with probability Σ g(g−1)/n(n−1).

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.
    permutations : int
        Random arrangements that the p-value rests on.
    seed : int

    Returns
    -------
    EIIndex

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Krackhardt & Stern (1988).

    Examples
    --------
    >>> found = ei_index(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), ["a", "a", "b", "b"])
    >>> round(found.value, 4), round(found.expected, 4)
    (-0.3333, 0.3333)
    """
    whole = graph.undirected()
    codes, _ = group_codes(whole, groups)
    source, target = whole.edges()
    if not whole.m:
        return EIIndex(float("nan"), 0, 0, float("nan"), float("nan"))
    external = int(np.count_nonzero(codes[source] != codes[target]))
    sizes = np.bincount(codes)
    inside = float(np.sum(sizes * (sizes - 1)) / (whole.n * (whole.n - 1)))
    rng = np.random.default_rng(seed)
    centre = (1 - inside) * whole.m
    further = 0
    for _ in range(permutations):
        shuffled = rng.permutation(codes)
        drawn = np.count_nonzero(shuffled[source] != shuffled[target])
        further += bool(abs(drawn - centre) >= abs(external - centre) - 1e-9)
    return EIIndex(
        value=(2 * external - whole.m) / whole.m,
        external=external,
        internal=whole.m - external,
        expected=1 - 2 * inside,
        p=(further + 1) / (permutations + 1),
    )


def mixing(graph: Graph, groups: ArrayLike, *, permutations: int = 999, seed: int = 0) -> Mixing:
    """Return the mixing matrix: block densities over the overall density, with p-values.

    Directions are ignored. Labels are permuted over the actors, the ties staying in place.

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.
    permutations : int
        Random arrangements that the p-value rests on.
    seed : int

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Newman (2003); permuted labels: Hubert & Schultz (1976).

    Examples
    --------
    >>> found = mixing(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), ["a", "a", "b", "b"])
    >>> found.ties.tolist(), found.ratio.tolist()
    ([[1, 1], [1, 1]], [[2.0, 0.5], [0.5, 2.0]])
    """
    whole = graph.undirected()
    codes, names = group_codes(whole, groups)
    g = len(names)
    sizes = np.bincount(codes, minlength=g)
    possible = np.outer(sizes, sizes)
    np.fill_diagonal(possible, sizes * (sizes - 1) // 2)
    source, target = whole.edges()
    ties = _block_ties(codes[source], codes[target], g)
    pairs = whole.n * (whole.n - 1) / 2
    expected = possible.astype(np.float64) * (whole.m / pairs if pairs else 0.0)
    ratio = np.divide(ties, expected, out=np.full((g, g), np.nan), where=expected > 0)
    rng = np.random.default_rng(seed)
    further = np.ones((g, g))
    gap = np.abs(ties - expected) - 1e-9
    for _ in range(permutations):
        shuffled = rng.permutation(codes)
        drawn = _block_ties(shuffled[source], shuffled[target], g)
        further += np.abs(drawn - expected) >= gap
    return Mixing(tuple(names.tolist()), ties, possible, ratio, expected, _p(further, permutations))


def _block_ties(one: IntArray, other: IntArray, g: int) -> IntArray:
    """Count ties by the pair of groups at their ends, both halves of the matrix filled."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    counts = np.bincount(low * g + high, minlength=g * g).reshape(g, g).astype(np.int64)
    return counts + counts.T - np.diag(np.diag(counts))


def _p(further: FloatArray, permutations: int) -> FloatArray:
    """Return p-values from counts that include what was observed, so that none is zero."""
    p: FloatArray = further / (permutations + 1)
    return p


def degree_preserving(
    graph: Graph, groups: ArrayLike, *, permutations: int = 999, seed: int = 0
) -> Mixing:
    """Compare ties between groups with a configuration model that keeps every degree.

    The ends of all ties are paired at random: D_a D_b/(2m−1) ties are expected between two
    groups whose actors have D_a and D_b ties, D_a(D_a−1)/2(2m−1) within one. `ratio` is
    observed over expected, so a busy group is not called open merely because it is busy.

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.
    permutations : int
        Random arrangements that the p-value rests on.
    seed : int

    Returns
    -------
    Mixing
        `possible` counts pairs of tie ends rather than pairs of actors.

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Newman (2003); Molloy & Reed (1995).

    Examples
    --------
    >>> found = degree_preserving(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), [0, 0, 1, 1])
    >>> found.expected.tolist()
    [[0.6, 1.8], [1.8, 0.6]]
    """
    whole = graph.undirected()
    codes, names = group_codes(whole, groups)
    g = len(names)
    degrees = degree(whole)
    ends = np.bincount(codes, weights=degrees, minlength=g)
    possible = np.outer(ends, ends)
    np.fill_diagonal(possible, ends * (ends - 1) / 2)
    expected = possible / max(2 * whole.m - 1, 1)
    source, target = whole.edges()
    ties = _block_ties(codes[source], codes[target], g)
    ratio = np.divide(ties, expected, out=np.full((g, g), np.nan), where=expected > 0)
    rng = np.random.default_rng(seed)
    stubs = np.repeat(codes, degrees)
    further = np.ones((g, g))
    gap = np.abs(ties - expected) - 1e-9
    for _ in range(permutations):
        rng.shuffle(stubs)
        drawn = _block_ties(stubs[::2], stubs[1::2], g)
        further += np.abs(drawn - expected) >= gap
    return Mixing(
        tuple(names.tolist()),
        ties,
        possible.astype(np.int64),
        ratio,
        expected,
        _p(further, permutations),
    )


def assortativity(graph: Graph, groups: ArrayLike) -> float:
    """Return Newman's categorical assortativity r = (Σ e_aa − Σ a²)/(1 − Σ a²).

    e_ab is the share of ties (both directions counted) between two groups, a the share of
    tie ends in one. 1 if all ties are inside groups; nan without ties or with one group.

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Newman (2003).

    Examples
    --------
    >>> assortativity(Graph.from_edges(4, [0, 2], [1, 3]), ["a", "a", "b", "b"])
    1.0
    """
    whole = graph.undirected()
    codes, _ = group_codes(whole, groups)
    if not whole.m:
        return float("nan")
    inside = float(np.mean(codes[whole.sources()] == codes[whole.indices]))
    shares = np.bincount(codes, weights=degree(whole)) / (2 * whole.m)
    chance = float(shares @ shares)
    return (inside - chance) / (1 - chance) if chance < 1 else float("nan")


def degree_assortativity(graph: Graph) -> float:
    """Return Pearson's r of the degrees at the two ends of a tie; nan where none varies.

    References
    ----------
    Newman (2002).

    Examples
    --------
    >>> degree_assortativity(Graph.from_edges(4, [0, 1, 2], [1, 2, 3])).__round__(4)
    -0.5
    """
    whole = graph.undirected()
    if not whole.m:
        return float("nan")
    degrees = degree(whole).astype(np.float64)
    near, far = degrees[whole.sources()], degrees[whole.indices]
    centred = near - near.mean()
    variance = float(centred @ centred)
    return float(centred @ (far - near.mean())) / variance if variance > 1e-12 else float("nan")


def modularity(graph: Graph, groups: ArrayLike, *, resolution: float = 1.0) -> float:
    """Return Newman's modularity Q = Σ_c (m_c/m − γ (D_c/2m)²) of a given grouping.

    Not to be compared between networks of different sizes. nan without ties.

    Parameters
    ----------
    graph : Graph
    groups : array_like, shape (n,)
        The group of each actor, of any type that can be sorted.
    resolution : float
        γ, above 1 for smaller groups.

    Raises
    ------
    InvalidGroups
        If there is not one group per actor.

    References
    ----------
    Newman & Girvan (2004).

    Examples
    --------
    >>> modularity(Graph.from_edges(4, [0, 2], [1, 3]), ["a", "a", "b", "b"])
    0.5
    """
    whole = graph.undirected()
    codes, _ = group_codes(whole, groups)
    if not whole.m:
        return float("nan")
    inside = float(np.mean(codes[whole.sources()] == codes[whole.indices]))
    shares = np.bincount(codes, weights=degree(whole)) / (2 * whole.m)
    return inside - resolution * float(shares @ shares)
