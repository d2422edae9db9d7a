"""The only place that knows igraph: converts a graph once and calls the C core.

Results leave this module as NumPy arrays and plain numbers; igraph's types never do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from weft.sna.graph import FloatArray, Graph, IntArray

#: Ties up to which Leiden runs until it no longer improves.
FULL_LEIDEN = 200_000


def _native(graph: Graph) -> Any:
    """Return the igraph twin of a graph, converted once and kept with the graph."""
    if "igraph" not in graph.memo:
        import igraph  # noqa: PLC0415  # Slow to import.

        source, target = graph.edges()
        pairs = np.column_stack((source, target)).astype(np.int32, copy=False)
        graph.memo["igraph"] = igraph.Graph(
            n=graph.n, edges=np.ascontiguousarray(pairs), directed=graph.directed
        )
    return graph.memo["igraph"]


@contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Make igraph draw from a seeded generator, and give it back Python's own afterwards."""
    import igraph  # noqa: PLC0415  # Slow to import.

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  # No secret.
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def betweenness(graph: Graph) -> FloatArray:
    return np.array(_native(graph).betweenness(directed=graph.directed), dtype=np.float64)


def closeness_parts(graph: Graph) -> FloatArray:
    return np.array(_native(graph).harmonic_centrality(), dtype=np.float64)


def eigenvector(graph: Graph) -> FloatArray:
    """Return the principal eigenvector of a connected graph."""
    with _seeded(0):
        return np.array(_native(graph).eigenvector_centrality(scale=True), dtype=np.float64)


def pagerank(graph: Graph, damping: float) -> FloatArray:
    return np.array(_native(graph).pagerank(damping=damping), dtype=np.float64)


def local_clustering(graph: Graph) -> FloatArray:
    native = _native(graph)
    return np.array(native.transitivity_local_undirected(mode="zero"), dtype=np.float64)


def leiden(
    graph: Graph, resolution: float, seed: int, start: IntArray | None = None
) -> tuple[IntArray, float]:
    """Return one Leiden partition and its modularity.

    Run until it no longer improves, or twice in large networks, where the rest of the
    improvement (three parts in ten thousand) would take eight times as long. `start` is a
    partition to improve.
    """
    native = _native(graph)
    with _seeded(seed):
        found = native.community_leiden(
            objective_function="modularity",
            resolution=resolution,
            n_iterations=-1 if graph.m <= FULL_LEIDEN else 2,
            initial_membership=None if start is None else start.tolist(),
        )
    return np.array(found.membership, dtype=np.int64), float(found.modularity)


def rewired(graph: Graph, seed: int) -> Graph:
    """Return a graph with the same degrees and ten swaps tried per tie."""
    native = _native(graph).copy()
    with _seeded(seed):
        native.rewire(n=10 * graph.m)
    edges = np.array(native.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    return Graph.from_edges(graph.n, edges[:, 0], edges[:, 1], directed=graph.directed)
