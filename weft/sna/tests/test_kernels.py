"""Every compiled kernel against its plain twin."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna import kernels
from weft.sna.cutpoints import removal_figures
from weft.sna.spread_kernel import spread
from weft.sna.tests import graphs, twins

GRAPHS = [
    graphs.karate(),
    graphs.kite(),
    graphs.path(7),
    graphs.random_graph(30, 25, 1),
    graphs.random_graph(66, 120, 2),
    graphs.random_graph(25, 60, 3, directed=True),
]


@pytest.mark.parametrize("graph", GRAPHS)
def test_spread_counts_what_distances_say(graph: sna.Graph) -> None:
    everyone = np.arange(graph.n)
    nobody = np.zeros(graph.n, dtype=np.bool_)
    near, reached, farness, inverse, batches = spread(
        graph.indptr, graph.indices, everyone, 3, nobody, not graph.directed
    )
    d = twins.all_distances(graph)
    for k in range(3):
        assert near[:, k].tolist() == (d == k + 1).sum(axis=0).tolist()
    assert reached.tolist() == (d > 0).sum(axis=0).tolist()
    assert farness.tolist() == np.where(d > 0, d, 0).sum(axis=0).tolist()
    inverses = np.where(d > 0, 1 / np.where(d > 0, d, 1), 0)
    assert inverse == pytest.approx(inverses.sum(axis=0))
    assert batches[:, 3].sum() == pytest.approx(inverses.sum())
    assert batches[:, 0].sum() == (d == 1).sum()


@pytest.mark.parametrize("graph", GRAPHS)
def test_distances(graph: sna.Graph) -> None:
    found = kernels.distances(graph.indptr, graph.indices, np.arange(graph.n))
    assert np.array_equal(found, twins.all_distances(graph))


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("graph", GRAPHS[1:4] + GRAPHS[5:])
def test_dependencies(graph: sna.Graph, scaled: bool) -> None:
    sources = list(range(0, graph.n, 2))
    once, alone = np.ones(len(sources)), np.ones(graph.n)
    total, _ = kernels.dependencies(
        graph.indptr, graph.indices, np.array(sources), once, alone, scaled
    )
    assert total == pytest.approx(twins.dependencies(graph, sources, scaled=scaled))


@pytest.mark.parametrize("graph", GRAPHS[:5])
def test_ego_networks(graph: sna.Graph) -> None:
    linked, constraint = kernels.ego_networks(graph.indptr, graph.indices, np.arange(graph.n))
    assert linked.tolist() == twins.ties_among_neighbours(graph).tolist()
    assert constraint == pytest.approx(twins.constraint(graph))


@pytest.mark.parametrize("graph", GRAPHS)
def test_broker_roles(graph: sna.Graph) -> None:
    groups = np.arange(graph.n) % 3
    found = kernels.broker_roles(graph.indptr, graph.indices, groups)
    assert np.array_equal(found, twins.broker_roles(graph, groups))


@pytest.mark.parametrize("graph", GRAPHS[:5])
def test_removals(graph: sna.Graph) -> None:
    found = removal_figures(graph)
    whole = sum(s * (s - 1) for s in twins.component_sizes(graph))
    for v in range(0, graph.n, 4):
        left = whole - found.size[v] * (found.size[v] - 1) + found.pairs[v]
        assert left == twins.pairs_left(graph, {v})
        pieces = len(twins.component_sizes(graph.without([v])))
        others = len(twins.component_sizes(graph)) - 1
        assert found.pieces[v] == pieces - others


def test_removals_leave_out_who_has_gone() -> None:
    graph = GRAPHS[4]
    found = removal_figures(graph, (3, 5))
    assert found.size[[3, 5]].tolist() == [0, 0]
    rest = graph.without([3, 5])
    assert removal_figures(rest).pieces.tolist() == np.delete(found.pieces, [3, 5]).tolist()


@pytest.mark.parametrize("graph", [*GRAPHS[:5], graphs.random_graph(300, 1_500, 4), graphs.star(9)])
def test_cores(graph: sna.Graph) -> None:
    found = kernels.cores(graph.indptr, graph.indices)
    numbers = nx.core_number(graphs.oracle(graph))
    assert found.tolist() == [numbers[v] for v in range(graph.n)]
