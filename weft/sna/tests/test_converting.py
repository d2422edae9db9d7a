"""Conversions to and from NetworkX and igraph lose nothing that they say they carry."""

from __future__ import annotations

import sys
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft import sna


@st.composite
def graphs(draw: st.DrawFn) -> sna.Graph:
    n = draw(st.integers(0, 7))
    actor = st.integers(0, max(n - 1, 0))
    ties = draw(st.lists(st.tuples(actor, actor, st.integers(1, 9)), max_size=20 if n else 0))
    names = draw(st.none() | st.lists(st.text(max_size=4), min_size=n, max_size=n))
    return sna.Graph.from_edges(
        n,
        [tie[0] for tie in ties],
        [tie[1] for tie in ties],
        [tie[2] for tie in ties],
        directed=draw(st.booleans()),
        labels=names,
    )


def same(one: sna.Graph, other: sna.Graph) -> bool:
    return (
        (one.n, one.m, one.directed) == (other.n, other.m, other.directed)
        and [one.label(i) for i in range(one.n)] == [other.label(i) for i in range(other.n)]
        and np.array_equal(one.indptr, other.indptr)
        and np.array_equal(one.indices, other.indices)
        and np.array_equal(one.weights, other.weights)
    )


@given(graphs())
def test_there_and_back_is_the_same_graph(graph: sna.Graph) -> None:
    assert same(graph, sna.from_networkx(sna.to_networkx(graph)))
    assert same(graph, sna.from_igraph(sna.to_igraph(graph)))


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_each_type_of_networkx(kind: Any) -> None:
    network = kind()
    network.add_nodes_from(["Ann", "Ben", "Cleo"])
    network.add_weighted_edges_from([("Ann", "Ben", 2), ("Ben", "Ann", 3), ("Ben", "Ben", 1)])
    graph = sna.from_networkx(network)
    assert graph.labels == ("Ann", "Ben", "Cleo")
    assert graph.loops == 1
    assert graph.directed is network.is_directed()
    if network.is_directed():
        assert (graph.m, graph.parallels, graph.weights.tolist()) == (2, 0, [2.0, 3.0])
    elif network.is_multigraph():
        assert (graph.m, graph.parallels, graph.weights.tolist()) == (1, 1, [5.0, 5.0])
    else:
        assert (graph.m, graph.parallels, graph.weights.tolist()) == (1, 0, [3.0, 3.0])


def test_figures_agree_with_both() -> None:
    network = nx.karate_club_graph()
    graph = sna.from_networkx(network)
    assert graph.labels is None
    assert sna.density(graph) == pytest.approx(nx.density(network))
    assert sna.to_igraph(graph).density() == pytest.approx(nx.density(network))
    assert sna.strength(graph)[0] == network.degree(0, weight="weight")


def test_names_may_repeat_and_labels_win_over_nodes() -> None:
    network = nx.Graph([(7, 8)])
    network.nodes[7]["label"] = "Ann"
    assert sna.from_networkx(network).labels == ("Ann", "8")
    twins = sna.Graph.from_edges(2, [0], [1], labels=["Ann", "Ann"])
    assert sna.from_networkx(sna.to_networkx(twins)).m == 1
    unweighted = igraph.Graph(2, [(0, 1), (0, 1)])
    unweighted.vs["label"] = ["x", "y"]
    found = sna.from_igraph(unweighted)
    assert (found.labels, found.parallels, found.weights.tolist()) == (("x", "y"), 1, [2.0, 2.0])


def test_what_cannot_be_converted_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(sna.InvalidGraph, match="no NetworkX graph but a list"):
        sna.from_networkx([(0, 1)])
    with pytest.raises(sna.InvalidGraph, match="no igraph graph but a Graph"):
        sna.from_igraph(nx.Graph())
    with pytest.raises(sna.InvalidGraph, match="“much” is no weight"):
        sna.from_networkx(nx.Graph([(0, 1, {"weight": "much"})]))
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(sna.SnaError, match="pip install networkx"):
        sna.to_networkx(sna.Graph.from_edges(1, [], []))
