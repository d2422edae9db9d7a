"""Conversions to and from NetworkX and igraph; their types go no further than this module."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from weft.sna.errors import InvalidGraph
from weft.sna.graph import Graph
from weft.sna.libraries import wanted


def from_networkx(network: Any) -> Graph:
    """Return the graph of a NetworkX network, of any of its four types.

    Actors stand in the order of the nodes. An actor's name is the node's attribute `label`,
    or the node itself as text; nodes 0 … n−1 without labels stay nameless. Weights are the
    edges' attribute `weight`, 1 where there is none. Loops are dropped and parallel edges
    merged, their weights summed; the graph counts both. Other attributes are not carried.

    Parameters
    ----------
    network : networkx.Graph, DiGraph, MultiGraph or MultiDiGraph

    Returns
    -------
    Graph
        Directed if the network is.

    Raises
    ------
    InvalidGraph
        If it is no NetworkX network, or a weight is no number.

    Examples
    --------
    >>> import networkx
    >>> graph = from_networkx(networkx.MultiGraph([("Ann", "Ben"), ("Ben", "Ann")]))
    >>> graph.labels, graph.m, graph.parallels
    (('Ann', 'Ben'), 1, 1)
    """
    try:
        nodes = list(network.nodes(data=True))
        ties = list(network.edges(data=True))
        directed = bool(network.is_directed())
    except (AttributeError, TypeError) as error:
        raise InvalidGraph(f"This is no NetworkX graph but a {type(network).__name__}.") from error
    position: dict[Hashable, int] = {node: i for i, (node, _) in enumerate(nodes)}
    return Graph.from_edges(
        len(nodes),
        [position[one] for one, _, _ in ties],
        [position[other] for _, other, _ in ties],
        _weights(values.get("weight") for _, _, values in ties),
        directed=directed,
        labels=_labels([node for node, _ in nodes], [values.get("label") for _, values in nodes]),
    )


def to_networkx(graph: Graph) -> Any:
    """Return the graph as a NetworkX `Graph`, or `DiGraph` if it is directed.

    Nodes are the positions 0 … n−1, because two actors may have one name, with the name as
    attribute `label`; edges have the attribute `weight`. Loops and parallel ties were dropped
    and merged when the graph was built, so there are none. To name nodes by their labels, say
    `networkx.relabel_nodes(network, dict(network.nodes(data="label")))`.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    networkx.Graph or networkx.DiGraph

    Raises
    ------
    SnaError
        If NetworkX is not installed.

    Examples
    --------
    >>> graph = Graph.from_edges(2, [0], [1], [2.5], labels=["Ann", "Ben"])
    >>> network = to_networkx(graph)
    >>> list(network.edges(data="weight")), network.nodes[1]["label"]
    ([(0, 1, 2.5)], 'Ben')
    """
    networkx = wanted("networkx", "make a NetworkX graph")
    network = networkx.DiGraph() if graph.directed else networkx.Graph()
    network.add_nodes_from(range(graph.n))
    if graph.labels is not None:
        networkx.set_node_attributes(network, dict(enumerate(graph.labels)), "label")
    source, target, weight = _ties(graph)
    network.add_weighted_edges_from(zip(source, target, weight, strict=True))
    return network


def from_igraph(network: Any) -> Graph:
    """Return the graph of an igraph network.

    Actors stand in the order of the vertices, named by their attribute `name`, or else
    `label`. Weights are the edges' attribute `weight`, 1 where there is none. Loops are
    dropped and parallel edges merged, their weights summed; the graph counts both. Other
    attributes are not carried.

    Parameters
    ----------
    network : igraph.Graph

    Returns
    -------
    Graph
        Directed if the network is.

    Raises
    ------
    InvalidGraph
        If it is no igraph network, or a weight is no number.

    Examples
    --------
    >>> import igraph
    >>> graph = from_igraph(igraph.Graph(3, [(0, 1), (1, 1)], directed=True))
    >>> graph.directed, graph.m, graph.loops
    (True, 1, 1)
    """
    try:
        n, directed = int(network.vcount()), bool(network.is_directed())
        pairs = np.array(network.get_edgelist(), dtype=np.int64).reshape(-1, 2)
        known = network.vs.attributes()
        has_weights = "weight" in network.es.attributes()
    except (AttributeError, TypeError) as error:
        raise InvalidGraph(f"This is no igraph graph but a {type(network).__name__}.") from error
    given = next((network.vs[key] for key in ("name", "label") if key in known), [None] * n)
    return Graph.from_edges(
        n,
        pairs[:, 0],
        pairs[:, 1],
        _weights(network.es["weight"]) if has_weights else None,
        directed=directed,
        labels=_labels(list(range(n)), given),
    )


def to_igraph(graph: Graph) -> Any:
    """Return the graph as an igraph `Graph`.

    Vertices stand in the order of the actors, with their names as attribute `name`; edges have
    the attribute `weight`. Loops and parallel ties were dropped and merged when the graph was
    built, so there are none.

    Parameters
    ----------
    graph : Graph

    Returns
    -------
    igraph.Graph

    Raises
    ------
    SnaError
        If igraph is not installed.

    Examples
    --------
    >>> network = to_igraph(Graph.from_edges(2, [0], [1], labels=["Ann", "Ben"]))
    >>> network.vs["name"], network.get_edgelist(), network.es["weight"]
    (['Ann', 'Ben'], [(0, 1)], [1.0])
    """
    igraph = wanted("igraph", "make an igraph graph")
    source, target, weight = _ties(graph)
    pairs = list(zip(source, target, strict=True))
    network = igraph.Graph(n=graph.n, edges=pairs, directed=graph.directed)
    network.es["weight"] = weight
    if graph.labels is not None:
        network.vs["name"] = list(graph.labels)
    return network


def _ties(graph: Graph) -> tuple[list[int], list[int], list[float]]:
    """Return the ends and the weight of each tie once, as plain numbers."""
    source, target = graph.edges()
    weight = graph.weights if graph.directed else graph.weights[graph.sources() < graph.indices]
    return source.tolist(), target.tolist(), weight.tolist()


def _weights(given: Iterable[Any]) -> list[float]:
    found = []
    for value in given:
        try:
            found.append(1.0 if value is None else float(value))
        except (TypeError, ValueError) as error:
            raise InvalidGraph(f"“{value}” is no weight: a weight is a number.") from error
    return found


def _labels(nodes: Sequence[Hashable], given: Sequence[Any]) -> list[str] | None:
    """Return names for the actors, or None where nothing but their positions names them."""
    if all(name is None for name in given) and nodes == list(range(len(nodes))):
        return None
    return [str(node if name is None else name) for node, name in zip(nodes, given, strict=True)]
