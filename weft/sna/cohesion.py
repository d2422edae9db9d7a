"""How tied together a network is: density, degrees, components, closure, reciprocity, cores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weft.sna import engine
from weft.sna.graph import FloatArray, Graph, IntArray
from weft.sna.kernels import component_labels, cores


def density(graph: Graph) -> float:
    """Return the share of possible ties present: 2m/n(n−1), for arcs m/n(n−1).

    Falls as 1/n when members join with the same number of ties each, so it is never compared
    between sizes. 0 for fewer than two actors.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> density(Graph.from_edges(3, [0], [1])) == 1 / 3
    True
    """
    if graph.n < 2:
        return 0.0
    possible = graph.n * (graph.n - 1)
    return (graph.m if graph.directed else 2 * graph.m) / possible


def degree(graph: Graph) -> IntArray:
    """Return the number of distinct others each actor is tied to, in either direction.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> degree(Graph.from_edges(3, [0, 1], [1, 0], directed=True)).tolist()
    [1, 1, 0]
    """
    return np.diff(graph.undirected().indptr)


def in_degree(graph: Graph) -> IntArray:
    """Return how often each actor is named by others (arcs arriving).

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> in_degree(Graph.from_edges(3, [0, 1], [2, 2], directed=True)).tolist()
    [0, 0, 2]
    """
    return np.bincount(graph.indices, minlength=graph.n).astype(np.int64)


def out_degree(graph: Graph) -> IntArray:
    """Return how many others each actor names (arcs leaving).

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> out_degree(Graph.from_edges(3, [0, 1], [2, 2], directed=True)).tolist()
    [1, 1, 0]
    """
    return np.diff(graph.indptr)


def strength(graph: Graph) -> FloatArray:
    """Return the sum of the weights of each actor's ties, both directions if directed.

    References
    ----------
    Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004).

    Examples
    --------
    >>> strength(Graph.from_edges(2, [0, 0], [1, 1], [2.0, 3.0])).tolist()
    [5.0, 5.0]
    """
    total: FloatArray = np.bincount(graph.sources(), graph.weights, graph.n).astype(np.float64)
    if graph.directed:
        total = total + np.bincount(graph.indices, weights=graph.weights, minlength=graph.n)
    return total


def mean_degree(graph: Graph) -> float:
    """Return the mean number of distinct others an actor is tied to, 2m/n; 0 if empty.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> mean_degree(Graph.from_edges(4, [0, 1, 2], [1, 2, 3]))
    1.5
    """
    return 2 * graph.undirected().m / graph.n if graph.n else 0.0


def share_with_at_least(graph: Graph, ties: int = 3) -> float:
    """Return the share of actors tied to at least this many others; 0 if empty.

    Parameters
    ----------
    graph : Graph
    ties : int
        How many others an actor must be tied to.

    References
    ----------
    None: a plain count, which growth alone does not lower.

    Examples
    --------
    >>> share_with_at_least(Graph.from_edges(4, [0, 0, 0], [1, 2, 3]))
    0.25
    """
    return float(np.mean(degree(graph) >= ties)) if graph.n else 0.0


def isolates(graph: Graph) -> IntArray:
    """Return the positions of the actors without any tie.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> isolates(Graph.from_edges(3, [0], [1])).tolist()
    [2]
    """
    return np.flatnonzero(degree(graph) == 0)


def components(graph: Graph) -> IntArray:
    """Return the component of each actor, numbered from the largest (0) to the smallest.

    Directions are ignored; of components equally large the one with the first actor comes
    first.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> components(Graph.from_edges(4, [1, 2], [2, 3])).tolist()
    [1, 0, 0, 0]
    """
    if "components" not in graph.memo:
        whole, nobody = graph.undirected(), np.zeros(graph.n, dtype=np.bool_)
        found = component_labels(whole.indptr, whole.indices, nobody)
        # They come numbered by their first actor.
        sizes = np.bincount(found, minlength=1)
        rank = np.empty(len(sizes), dtype=np.int64)
        rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
        graph.memo["components"] = rank[found]
    return graph.memo["components"]  # type: ignore[no-any-return]  # The memo holds any type.


def ranked_labels(labels: IntArray) -> IntArray:
    """Renumber groups by falling size, and by first member where sizes are equal."""
    _, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(first))
    return rank[inverse]


def component_sizes(graph: Graph) -> IntArray:
    """Return the sizes of the components, largest first.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis.

    Examples
    --------
    >>> component_sizes(Graph.from_edges(4, [1, 2], [2, 3])).tolist()
    [3, 1]
    """
    return np.bincount(components(graph)) if graph.n else np.zeros(0, dtype=np.int64)


def largest_share(graph: Graph) -> float:
    """Return the share of actors in the largest component; 0 if empty.

    References
    ----------
    Newman (2003), The structure and function of complex networks.

    Examples
    --------
    >>> largest_share(Graph.from_edges(4, [1, 2], [2, 3]))
    0.75
    """
    return float(component_sizes(graph)[0] / graph.n) if graph.n else 0.0


def fragmentation(graph: Graph) -> float:
    """Return the share of pairs that cannot reach each other: F = 1 − Σ s(s−1)/n(n−1).

    s runs over the component sizes. 0 for fewer than two actors.

    References
    ----------
    Borgatti (2006).

    Examples
    --------
    >>> round(fragmentation(Graph.from_edges(3, [0], [1])), 4)
    0.6667
    """
    if graph.n < 2:
        return 0.0
    sizes = component_sizes(graph)
    return float(1 - np.sum(sizes * (sizes - 1)) / (graph.n * (graph.n - 1)))


def local_clustering(graph: Graph) -> FloatArray:
    """Return the share of each actor's pairs of neighbours that are tied; 0 below two.

    References
    ----------
    Watts & Strogatz (1998).

    Examples
    --------
    >>> local_clustering(Graph.from_edges(3, [0, 1, 0], [1, 2, 2])).tolist()
    [1.0, 1.0, 1.0]
    """
    if "clustering" not in graph.memo:
        whole = graph.undirected()
        if "ego" in whole.memo:
            # Burt's measures have counted the same ties already.
            pairs = degree(whole) * (degree(whole) - 1.0)
            linked = whole.memo["ego"][0]
            graph.memo["clustering"] = np.divide(
                linked, pairs, out=np.zeros(whole.n), where=pairs > 0
            )
        else:
            graph.memo["clustering"] = engine.local_clustering(whole)
    return graph.memo["clustering"]  # type: ignore[no-any-return]  # The memo holds any type.


def average_clustering(graph: Graph) -> float:
    """Return the mean of `local_clustering` over all actors; 0 if empty.

    References
    ----------
    Watts & Strogatz (1998).

    Examples
    --------
    >>> round(average_clustering(Graph.from_edges(4, [0, 1, 0, 0], [1, 2, 2, 3])), 4)
    0.5833
    """
    return float(local_clustering(graph).mean()) if graph.n else 0.0


def transitivity(graph: Graph) -> float:
    """Return the share of two-paths that are closed: 3 · triangles / triples; 0 if none.

    References
    ----------
    Luce & Perry (1949); Newman, Strogatz & Watts (2001).

    Examples
    --------
    >>> round(transitivity(Graph.from_edges(4, [0, 1, 0, 0], [1, 2, 2, 3])), 4)
    0.6
    """
    degrees = degree(graph)
    pairs = degrees * (degrees - 1) / 2
    triples = float(pairs.sum())
    return float(local_clustering(graph) @ pairs) / triples if triples else 0.0


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """How often naming is returned: mutual arcs / arcs, and mutual pairs / tied pairs.

    Attributes
    ----------
    arc : float
        Share of arcs that are returned.
    dyad : float
        Share of tied pairs that name each other.
    """

    arc: float
    dyad: float


def reciprocity(graph: Graph) -> Reciprocity:
    """Return the reciprocity of a directed graph by arcs and by dyads (nan without arcs).

    Only meaningful over pairs where both were asked and answered. An undirected graph
    has 1 by definition.

    References
    ----------
    Wasserman & Faust (1994); Garlaschelli & Loffredo (2004).

    Examples
    --------
    >>> found = reciprocity(Graph.from_edges(5, [1, 2, 1, 3], [2, 1, 3, 4], directed=True))
    >>> found.arc, round(found.dyad, 4)
    (0.5, 0.3333)
    """
    if not graph.m:
        return Reciprocity(float("nan"), float("nan"))
    if not graph.directed:
        return Reciprocity(1.0, 1.0)
    # Merging opposite arcs into ties loses one arc for each mutual pair.
    dyads = graph.undirected().m
    mutual = graph.m - dyads
    return Reciprocity(2 * mutual / graph.m, mutual / dyads)


def core_numbers(graph: Graph) -> IntArray:
    """Return the largest k for which each actor is in the k-core, directions ignored.

    The k-core is the largest set of actors with at least k ties inside the set.

    References
    ----------
    Seidman (1983); Batagelj & Zaversnik (2003).

    Examples
    --------
    >>> core_numbers(Graph.from_edges(4, [0, 1, 0, 0], [1, 2, 2, 3])).tolist()
    [2, 2, 2, 1]
    """
    whole = graph.undirected()
    return cores(whole.indptr, whole.indices)
