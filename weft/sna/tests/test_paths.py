"""Distances: exact against NetworkX, sampled against exact."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs

GRAPHS = [
    graphs.karate(),
    graphs.random_graph(60, 70, 4),
    graphs.random_graph(40, 90, 5, directed=True),
]


@pytest.mark.parametrize("graph", GRAPHS)
def test_closeness_and_harmonic_follow_ties_outwards(graph: sna.Graph) -> None:
    # NetworkX measures distances towards an actor, Weft those from it.
    twin = graphs.oracle(graph.reversed())
    n = graph.n
    assert sna.closeness(graph) == pytest.approx(list(nx.closeness_centrality(twin).values()))
    harmonic = np.array(list(nx.harmonic_centrality(twin).values())) / (n - 1)
    assert sna.harmonic(graph) == pytest.approx(harmonic)
    assert sna.efficiency(graph) == pytest.approx(harmonic.mean())


def test_efficiency_is_that_of_networkx() -> None:
    graph = GRAPHS[1]
    assert sna.efficiency(graph) == pytest.approx(nx.global_efficiency(graphs.oracle(graph)))


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("k", [1, 2, 5])
def test_reach_counts_those_within_k_steps(graph: sna.Graph, k: int) -> None:
    lengths = dict(nx.all_pairs_shortest_path_length(graphs.oracle(graph), cutoff=k))
    within = [len(lengths[v]) - 1 for v in range(graph.n)]
    assert sna.actor_reach(graph, k).tolist() == within
    assert sna.reach(graph, k) == pytest.approx(sum(within) / (graph.n * (graph.n - 1)))


def test_a_sample_of_everyone_is_exact() -> None:
    graph = GRAPHS[0]
    found = sna.sweep(graph, sources=34)
    assert found.exact
    assert found.efficiency.error == 0
    assert found.harmonic == pytest.approx(sna.harmonic(graph))


def test_a_sample_is_close_and_knows_how_close() -> None:
    graph = graphs.random_graph(2000, 6000, 6)
    exact = sna.sweep(graph)
    misses = []
    for seed in range(10):
        found = sna.sweep(graph, sources=512, seed=seed)
        for guess, truth in (
            (found.efficiency, exact.efficiency),
            (found.reach[1], exact.reach[1]),
            (found.reach[2], exact.reach[2]),
        ):
            assert guess.sources == 512
            misses.append((guess.value - truth.value) / guess.error)
    # With eight batches the errors are themselves rough, so allow heavier tails than normal.
    assert np.mean(np.abs(misses) < 2.5) > 0.9
    assert np.corrcoef(found.harmonic, exact.harmonic)[0, 1] > 0.99
    assert found.within[:, 1].mean() == pytest.approx(exact.within[:, 1].mean(), rel=0.1)


def test_shortest_paths_are_those_of_networkx() -> None:
    for graph in GRAPHS:
        twin = graphs.oracle(graph)
        for start, end in ((0, graph.n - 1), (3, 17), (5, 5)):
            expected = (
                sorted(nx.all_shortest_paths(twin, start, end))
                if nx.has_path(twin, start, end)
                else []
            )
            assert sna.shortest_paths(graph, start, end) == expected
            assert sna.shortest_path(graph, start, end) == (expected[0] if expected else [])


def test_shortest_paths_stop_at_the_limit() -> None:
    # Twelve diamonds in a row have 4096 shortest paths from end to end.
    source, target = [], []
    for k in range(12):
        a = 3 * k
        source += [a, a, a + 1, a + 2]
        target += [a + 1, a + 2, a + 3, a + 3]
    graph = sna.Graph.from_edges(37, source, target)
    assert len(sna.shortest_paths(graph, 0, 36, limit=10)) == 10
    assert len(sna.shortest_paths(graph, 0, 36, limit=5000)) == 4096


def test_rewired_networks_keep_degrees_and_differ_by_seed() -> None:
    graph = graphs.karate()
    found = sna.chance_efficiency(graph, rewires=5, seed=1)
    assert found.tolist() == sna.chance_efficiency(graph, rewires=5, seed=1).tolist()
    assert len(set(found)) > 1
    assert (found > 0.3).all()


def test_a_sample_needs_a_source_and_reach_a_step() -> None:
    with pytest.raises(sna.SnaError, match="at least one source"):
        sna.efficiency(GRAPHS[0], sources=0)
    with pytest.raises(sna.SnaError, match="at least one step"):
        sna.sweep(GRAPHS[0], depth=0)
