"""Which actors are central, and how far a network turns on one of them."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from weft.sna import engine
from weft.sna.cohesion import components, degree
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.kernels import dependencies
from weft.sna.paths import closeness, sample
from weft.sna.peeling import Peeled, peeled

#: Sources searched from in one piece of work, and cores that share the work.
PART = 64
MOST_CORES = 4


@dataclass(frozen=True, slots=True)
class BetweennessEstimate:
    """Sampled betweenness.

    Attributes
    ----------
    values : float64 array of shape (n,)
        Normalised to 0 … 1.
    errors : float64 array of shape (n,)
        Standard error of each value: about right for the most central, too small for those
        who lie on the ways of few sources.
    bound : float
        No value is further off than this with 95 % probability (Hoeffding, over all actors).
    sources : int
    """

    values: FloatArray
    errors: FloatArray
    bound: float
    sources: int


def betweenness(graph: Graph) -> FloatArray:
    """Return the share of shortest paths between others that pass through each actor.

    Σ_{s≠v≠t} σ_st(v)/σ_st over the pairs (s,t), divided by their number: (n−1)(n−2)/2, or
    (n−1)(n−2) if directed. Exact, in O(nm); see `betweenness_estimate` for large networks.

    References
    ----------
    Freeman (1977); Brandes (2001).

    Examples
    --------
    >>> betweenness(Graph.from_edges(3, [0, 1], [1, 2])).tolist()
    [0.0, 1.0, 0.0]
    """
    if graph.n < 3:
        return np.zeros(graph.n)
    if "betweenness" not in graph.memo:
        pairs = (graph.n - 1) * (graph.n - 2) / (1 if graph.directed else 2)
        graph.memo["betweenness"] = engine.betweenness(graph) / pairs
    return graph.memo["betweenness"]  # type: ignore[no-any-return]  # The memo holds any type.


def betweenness_estimate(
    graph: Graph,
    *,
    sources: int = 1024,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> BetweennessEstimate:
    """Estimate betweenness from shortest paths out of sampled sources, linearly scaled.

    A path counts for an actor in proportion to how far along it the actor lies, so actors next
    to a sampled source are not overrated. Paths through trees that hang on an undirected network
    are counted exactly, and only the rest is searched. Directed graphs are sampled half
    forwards and half backwards.

    Parameters
    ----------
    graph : Graph
    sources : int
        Sampled sources; with n of them an undirected result is exact.
    seed : int
    progress : function of a float, optional
        Called with the share done, 0 … 1; what it raises ends the search.

    Returns
    -------
    BetweennessEstimate

    References
    ----------
    Geisberger, Sanders & Schultes (2008); trees: Sarıyüce et al. (2013).

    Examples
    --------
    >>> found = betweenness_estimate(Graph.from_edges(3, [0, 1], [1, 2]))
    >>> found.values.tolist(), found.errors.tolist()
    ([0.0, 1.0, 0.0], [0.0, 0.0, 0.0])
    """
    n = graph.n
    if n < 3:
        return BetweennessEstimate(np.zeros(n), np.zeros(n), 0.0, n)
    chosen = sample(n, sources, seed)
    key = f"betweenness {len(chosen)} {seed}"
    if key in graph.memo:
        return graph.memo[key]  # type: ignore[no-any-return]  # The memo holds any type.
    k = len(chosen)
    trees = None if graph.directed else peeled(graph)
    total, squares = _searched_in_parts(graph, trees, chosen, progress)
    # Each pair is met from both its ends, and the two scaled shares add to one.
    scale = n / ((n - 1) * (n - 2)) * (1 if graph.directed else 2)
    mean = total / k
    variance = np.maximum(squares / k - mean**2, 0) / max(k - 1, 1) * (1 - k / n)
    widest = n / (n - 1) * (1 if graph.directed else 2)
    bound = 0.0 if k == n else widest * math.sqrt(math.log(2 * n / 0.05) / (2 * k))
    values = mean * scale
    if trees is not None:
        values += trees.through / ((n - 1) * (n - 2) / 2)
    graph.memo[key] = BetweennessEstimate(values, np.sqrt(variance) * scale, bound, k)
    return graph.memo[key]  # type: ignore[no-any-return]  # The memo holds any type.


def _searched_in_parts(
    graph: Graph,
    trees: Peeled | None,
    chosen: IntArray,
    progress: Callable[[float], None] | None,
) -> tuple[FloatArray, FloatArray]:
    """Sum dependencies over the sources, on all cores; the same for any number of them.

    Where trees are given only what they hang on is searched, from the root of each source.
    """
    if trees is None:
        ways, mass, at = [graph, graph.reversed()], np.ones(graph.n), chosen
    else:
        ways, mass, at = [trees.core], trees.mass, trees.root[chosen]
    sources, times = np.unique(at, return_counts=True)
    parts = [(way, i) for i in range(0, len(sources), PART) for way in ways]

    def searched(part: tuple[Graph, int]) -> tuple[FloatArray, FloatArray]:
        way, first = part
        some = slice(first, first + PART)
        often = times[some].astype(np.float64)
        return dependencies(way.indptr, way.indices, sources[some], often, mass, True)

    total, squares = np.zeros(len(mass)), np.zeros(len(mass))
    cores = min(os.cpu_count() or 1, MOST_CORES)
    with ThreadPoolExecutor(cores) as pool:
        try:
            for done, found in enumerate(pool.map(searched, parts), 1):
                total += found[0]
                squares += found[1]
                if progress is not None:
                    progress(done / len(parts))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    if trees is None:
        return total, squares
    whole, whole_squares = np.zeros(graph.n), np.zeros(graph.n)
    whole[trees.kept], whole_squares[trees.kept] = total, squares
    return whole, whole_squares


def eigenvector(graph: Graph) -> FloatArray:
    """Return eigenvector centrality in the largest component, at most 1, elsewhere 0.

    The principal eigenvector of the adjacency matrix, directions ignored: an actor is central
    if tied to central actors.

    References
    ----------
    Bonacich (1972).

    Examples
    --------
    >>> eigenvector(Graph.from_edges(4, [0, 1], [1, 2])).round(4).tolist()
    [0.7071, 1.0, 0.7071, 0.0]
    """
    values = np.zeros(graph.n)
    if not graph.m:
        return values
    whole, inside = graph.undirected(), components(graph) == 0
    # Only this part is asked: among equal components no vector is the principal one, and
    # the search for one then fails now and again.
    found = engine.eigenvector(whole if inside.all() else whole.subgraph(inside))
    values[inside] = found / found.max()
    return values


def pagerank(graph: Graph, *, damping: float = 0.85) -> FloatArray:
    """Return PageRank, unweighted: the share of a random walk that each actor receives.

    At each step the walk follows a tie with probability `damping` and else jumps anywhere.
    The values add to 1.

    Parameters
    ----------
    graph : Graph
    damping : float
        Above 0 and below 1.

    References
    ----------
    Brin & Page (1998).

    Examples
    --------
    >>> pagerank(Graph.from_edges(2, [0], [1])).round(4).tolist()
    [0.5, 0.5]
    """
    return engine.pagerank(graph, damping) if graph.n else np.zeros(0)


def _centralisation(values: ArrayLike, most: float) -> float:
    """Return Σ(max − c)/most, Freeman's centralisation; 0 where the maximum is 0."""
    array = np.asarray(values, dtype=np.float64)
    return float(np.sum(array.max() - array) / most) if most > 0 and len(array) else 0.0


def degree_centralisation(graph: Graph) -> float:
    """Return Σ(max degree − degree)/(n−1)(n−2): 1 for a star, 0 if all are equal.

    References
    ----------
    Freeman (1979).

    Examples
    --------
    >>> degree_centralisation(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]))
    1.0
    """
    return _centralisation(degree(graph), (graph.n - 1) * (graph.n - 2)) if graph.n > 2 else 0.0


def betweenness_centralisation(graph: Graph, values: FloatArray | None = None) -> float:
    """Return Σ(max − b)/(n−1) of normalised betweenness: 1 for a star.

    `values` takes betweenness already computed or estimated, shape (n,).

    Parameters
    ----------
    graph : Graph
    values : float64 array of shape (n,), optional
        Betweenness, where it was computed or estimated already.

    References
    ----------
    Freeman (1979).

    Examples
    --------
    >>> betweenness_centralisation(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]))
    1.0
    """
    if graph.n < 3:
        return 0.0
    return _centralisation(betweenness(graph) if values is None else values, graph.n - 1)


def closeness_centralisation(graph: Graph, values: FloatArray | None = None) -> float:
    """Return Σ(max − c)/((n−1)(n−2)/(2n−3)) of closeness: 1 for a star.

    `values` takes closeness already computed or estimated, shape (n,).

    Parameters
    ----------
    graph : Graph
    values : float64 array of shape (n,), optional
        Closeness, where it was computed or estimated already.

    References
    ----------
    Freeman (1979).

    Examples
    --------
    >>> round(closeness_centralisation(Graph.from_edges(4, [0, 0, 0], [1, 2, 3])), 9)
    1.0
    """
    n = graph.n
    if n < 3:
        return 0.0
    most = (n - 1) * (n - 2) / (2 * n - 3)
    return _centralisation(closeness(graph) if values is None else values, most)
