"""Graphs that the tests share: classics from NetworkX and small ones drawn by hand."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import networkx as nx
import numpy as np

from weft import sna

KITE_NAMES = [
    "Andre",
    "Beverley",
    "Carol",
    "Diane",
    "Ed",
    "Fernando",
    "Garth",
    "Heather",
    "Ike",
    "Jane",
]


def converted(graph: Any) -> sna.Graph:
    """Return the unweighted twin of a NetworkX graph, labelled with its nodes."""
    nodes: list[Hashable] = list(graph)
    position = {node: i for i, node in enumerate(nodes)}
    return sna.Graph.from_edges(
        len(nodes),
        [position[a] for a, _ in graph.edges()],
        [position[b] for _, b in graph.edges()],
        directed=graph.is_directed(),
        labels=[str(node) for node in nodes],
    )


def oracle(graph: sna.Graph) -> Any:
    """Return the NetworkX twin of a graph."""
    twin = nx.DiGraph() if graph.directed else nx.Graph()
    twin.add_nodes_from(range(graph.n))
    source, target = graph.edges()
    twin.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    return twin


def karate() -> sna.Graph:
    return converted(nx.karate_club_graph())


def karate_clubs() -> list[str]:
    return [club for _, club in nx.karate_club_graph().nodes(data="club")]


def florentine() -> sna.Graph:
    return converted(nx.florentine_families_graph())


def kite() -> sna.Graph:
    return converted(nx.relabel_nodes(nx.krackhardt_kite_graph(), dict(enumerate(KITE_NAMES))))


def path(n: int) -> sna.Graph:
    return sna.Graph.from_edges(n, np.arange(n - 1), np.arange(1, n))


def star(n: int) -> sna.Graph:
    return sna.Graph.from_edges(n, np.zeros(n - 1, dtype=int), np.arange(1, n))


def random_graph(n: int, m: int, seed: int, *, directed: bool = False) -> sna.Graph:
    rng = np.random.default_rng(seed)
    return sna.Graph.from_edges(n, rng.integers(0, n, m), rng.integers(0, n, m), directed=directed)
