"""Distances: efficiency, reach, closeness and shortest paths, exact or from sampled sources."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from weft.sna.engine import rewired
from weft.sna.errors import SnaError, UnknownActor
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.kernels import distances
from weft.sna.spread_kernel import spread


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its standard error over sampled sources; the error is 0 where it is exact.

    Attributes
    ----------
    value : float
    error : float
        Standard error; nan where one batch of sources cannot tell.
    sources : int
        Actors searched from.
    """

    value: float
    error: float = 0.0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Sweep:
    """What breadth-first searches from all actors, or from a sample of them, found.

    Attributes
    ----------
    efficiency : Estimate
    reach : tuple of Estimate
        Share of ordered pairs within 1, 2, … steps.
    within : float64 array of shape (n, depth)
        How many others each actor reaches within 1, 2, … steps (scaled up if sampled).
    closeness, harmonic : float64 arrays of shape (n,)
        In 0 … 1, see `closeness` and `harmonic`.
    sources : int
        Number of actors searched from.
    exact : bool
    """

    efficiency: Estimate
    reach: tuple[Estimate, ...]
    within: FloatArray
    closeness: FloatArray
    harmonic: FloatArray
    sources: int
    exact: bool


def sample(n: int, sources: int | None, seed: int) -> IntArray:
    """Return sorted positions to search from: all n actors, or a seeded sample of them."""
    if sources is None or sources >= n:
        return np.arange(n, dtype=np.int64)
    if sources < 1:
        raise SnaError("A sample needs at least one source.")
    chosen = np.random.default_rng(seed).permutation(n)[:sources]
    return chosen.astype(np.int64)


def sweep(graph: Graph, *, depth: int = 3, sources: int | None = None, seed: int = 0) -> Sweep:
    """Search from all or some actors at once and derive every distance figure.

    Directed ties are followed from source to target, so figures describe whom an actor
    reaches. With k sampled sources the error is the spread between batches of 64 sources,
    corrected for the sampled share of the network.

    Parameters
    ----------
    graph : Graph
    depth : int
        Steps up to which reach is counted.
    sources : int, optional
        Actors to search from; all of them (exact) when left out.
    seed : int

    Returns
    -------
    Sweep

    Raises
    ------
    SnaError
        If `depth` or `sources` is below 1.

    References
    ----------
    Many searches at once: Then et al. (2014); samples of sources: Eppstein & Wang (2004).

    Examples
    --------
    >>> found = sweep(Graph.from_edges(3, [0, 1], [1, 2]))
    >>> round(found.efficiency.value, 4), found.exact
    (0.8333, True)
    """
    if depth < 1:
        raise SnaError("Reach is counted over at least one step.")
    chosen = sample(graph.n, sources, seed)
    key = f"sweep {depth} {len(chosen)} {seed if len(chosen) < graph.n else 0}"
    if key not in graph.memo:
        graph.memo[key] = _sweep(graph, depth, chosen)
    return graph.memo[key]  # type: ignore[no-any-return]  # The memo holds any type.


def _sweep(graph: Graph, depth: int, chosen: IntArray) -> Sweep:
    n, k = graph.n, len(chosen)
    if n < 2:
        nothing = tuple(Estimate(0.0, 0.0, k) for _ in range(depth))
        empty = np.zeros(n)
        return Sweep(nothing[0], nothing, np.zeros((n, depth)), empty, empty, k, True)
    # Searching against the arcs from s tells who reaches s.
    back = graph.reversed()
    near, reached, farness, inverse, per_batch = spread(
        back.indptr, back.indices, chosen, depth, np.zeros(n, dtype=np.bool_), not graph.directed
    )
    asked = np.full(n, float(k))
    asked[chosen] -= 1
    asked = np.maximum(asked, 1)
    sizes = np.full(len(per_batch), 64.0)
    sizes[-1] = k - 64 * (len(per_batch) - 1)
    batches = np.column_stack((np.cumsum(per_batch[:, :depth], axis=1), per_batch[:, depth]))
    figures = [_estimate(batches[:, c], sizes, n) for c in range(depth + 1)]
    mean_distance = np.divide(farness, reached, out=np.ones(n), where=reached > 0)
    return Sweep(
        efficiency=figures[depth],
        reach=tuple(figures[:depth]),
        within=np.cumsum(near, axis=1) * ((n - 1) / asked)[:, None],
        closeness=reached / asked / mean_distance,
        harmonic=inverse / asked,
        sources=k,
        exact=k == n,
    )


def _estimate(sums: FloatArray, sizes: FloatArray, n: int) -> Estimate:
    """Turn sums per batch of sources into a share of ordered pairs and its standard error."""
    k = float(sizes.sum())
    value = float(sums.sum() / (k * (n - 1)))
    if k >= n:
        return Estimate(value, 0.0, int(k))
    if len(sums) < 2:
        return Estimate(value, float("nan"), int(k))
    shares = sums / (sizes * (n - 1))
    variance = float(np.average((shares - value) ** 2, weights=sizes)) / (len(sums) - 1)
    return Estimate(value, float(np.sqrt(variance * (1 - k / n))), int(k))


def efficiency(graph: Graph, *, sources: int | None = None, seed: int = 0) -> float:
    """Return the global efficiency E = Σ 1/d(i,j) / n(n−1), with 1/∞ = 0.

    1 − E is Borgatti's distance-weighted fragmentation D_F.

    Parameters
    ----------
    graph : Graph
    sources : int, optional
        Sampled sources; exact when left out.
    seed : int

    Returns
    -------
    float
        0 … 1; 0 for fewer than two actors.

    References
    ----------
    Latora & Marchiori (2001); Borgatti (2006).

    Examples
    --------
    >>> efficiency(Graph.from_edges(3, [0, 0, 1], [1, 2, 2]))
    1.0
    """
    return sweep(graph, sources=sources, seed=seed).efficiency.value


def reach(graph: Graph, k: int = 2, *, sources: int | None = None, seed: int = 0) -> float:
    """Return the share of ordered pairs at distance 1 … k: Σ|{j: d ≤ k}| / n(n−1).

    Parameters
    ----------
    graph : Graph
    k : int
        Steps.
    sources : int, optional
        Sampled actors that distances are searched from; all, and exact, when left out.
    seed : int
        Of the sample.

    References
    ----------
    k-step reach: Borgatti, Everett & Johnson (2013), Analyzing Social Networks.

    Examples
    --------
    >>> round(reach(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), 2), 4)
    0.8333
    """
    depth = max(k, 3)
    return sweep(graph, depth=depth, sources=sources, seed=seed).reach[k - 1].value


def actor_reach(
    graph: Graph, k: int = 2, *, sources: int | None = None, seed: int = 0
) -> FloatArray:
    """Return how many others each actor reaches within k steps (float64, shape (n,)).

    Parameters
    ----------
    graph : Graph
    k : int
        Steps.
    sources : int, optional
        Sampled actors that distances are searched from; all, and exact, when left out.
    seed : int
        Of the sample.

    References
    ----------
    k-step reach: Borgatti, Everett & Johnson (2013), Analyzing Social Networks.

    Examples
    --------
    >>> actor_reach(Graph.from_edges(4, [0, 1, 2], [1, 2, 3])).tolist()
    [2.0, 3.0, 3.0, 2.0]
    """
    depth = max(k, 3)
    return sweep(graph, depth=depth, sources=sources, seed=seed).within[:, k - 1]


def closeness(graph: Graph, *, sources: int | None = None, seed: int = 0) -> FloatArray:
    """Return closeness (r/(n−1)) · (r/Σd) over the r actors each one reaches.

    The first factor (Wasserman & Faust 1994) keeps members of small components from looking
    central; it is 1 in a connected network. Isolates have 0.

    Parameters
    ----------
    graph : Graph
    sources : int, optional
        Sampled actors that distances are searched from; all, and exact, when left out.
    seed : int
        Of the sample.

    References
    ----------
    Sabidussi (1966); Wasserman & Faust (1994).

    Examples
    --------
    >>> closeness(Graph.from_edges(3, [0, 1], [1, 2])).round(4).tolist()
    [0.6667, 1.0, 0.6667]
    """
    return sweep(graph, sources=sources, seed=seed).closeness


def harmonic(graph: Graph, *, sources: int | None = None, seed: int = 0) -> FloatArray:
    """Return harmonic closeness Σ_j 1/d(i,j) / (n−1) (float64, shape (n,), 0 … 1).

    Parameters
    ----------
    graph : Graph
    sources : int, optional
        Sampled actors that distances are searched from; all, and exact, when left out.
    seed : int
        Of the sample.

    References
    ----------
    Marchiori & Latora (2000); Rochat (2009).

    Examples
    --------
    >>> harmonic(Graph.from_edges(3, [0, 1], [1, 2])).tolist()
    [0.75, 1.0, 0.75]
    """
    return sweep(graph, sources=sources, seed=seed).harmonic


def shortest_path(graph: Graph, start: int, end: int) -> list[int]:
    """Return one shortest path as positions, the first in order of position; [] if none.

    Parameters
    ----------
    graph : Graph
        Directed ties are followed from source to target.
    start, end : int

    Raises
    ------
    UnknownActor
        If either end is no actor of the graph.

    References
    ----------
    Breadth-first search: Moore (1959).

    Examples
    --------
    >>> shortest_path(Graph.from_edges(4, [0, 0, 1, 2], [1, 2, 3, 3]), 0, 3)
    [0, 1, 3]
    """
    found = shortest_paths(graph, start, end, limit=1)
    return found[0] if found else []


def shortest_paths(graph: Graph, start: int, end: int, *, limit: int = 100) -> list[list[int]]:
    """Return all shortest paths between two actors, at most `limit`, in order of position.

    Parameters
    ----------
    graph : Graph
        Directed ties are followed from source to target.
    start, end : int
    limit : int

    Raises
    ------
    UnknownActor
        If either end is no actor of the graph.

    References
    ----------
    Breadth-first search: Moore (1959).

    Examples
    --------
    >>> shortest_paths(Graph.from_edges(4, [0, 0, 1, 2], [1, 2, 3, 3]), 0, 3)
    [[0, 1, 3], [0, 2, 3]]
    """
    for actor in (start, end):
        if not 0 <= actor < graph.n:
            raise UnknownActor(f"There is no actor {actor} in a network of {graph.n}.")
    back = graph.reversed()
    to_end = distances(back.indptr, back.indices, np.array([end], dtype=np.int64))[0]
    if to_end[start] < 0:
        return []
    found: list[list[int]] = []
    unfinished = deque([[start]])
    # Depth first, so that the limit cuts a search rather than a full list of half paths.
    while unfinished and len(found) < limit:
        path = unfinished.pop()
        here = path[-1]
        if here == end:
            found.append(path)
            continue
        nearer = [int(w) for w in graph.neighbours(here) if to_end[w] == to_end[here] - 1]
        unfinished.extend([*path, w] for w in reversed(nearer))
    return found


def chance_efficiency(graph: Graph, *, rewires: int = 200, seed: int = 0) -> FloatArray:
    """Return the efficiency of networks rewired at random with every degree kept.

    Whether a network is well connected for its degrees is read from where its own efficiency
    lies among these.

    Parameters
    ----------
    graph : Graph
    rewires : int
        Number of rewired networks.
    seed : int

    Returns
    -------
    float64 array of shape (rewires,)

    References
    ----------
    Latora & Marchiori (2001); rewiring: Maslov & Sneppen (2002).

    Examples
    --------
    >>> len(chance_efficiency(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]), rewires=3))
    3
    """
    return np.array([efficiency(rewired(graph, seed + i)) for i in range(rewires)])
