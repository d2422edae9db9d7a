"""Key players, cut points, exits, core and periphery, against brute force."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna import coreperiphery, keyplayers
from weft.sna.tests import graphs

SPARSE = [graphs.random_graph(18, 22, seed) for seed in range(4)]


@pytest.mark.parametrize("graph", SPARSE)
@pytest.mark.parametrize("k", [1, 2])
def test_fragmenting_sets_are_the_best_there_are(graph: sna.Graph, k: int) -> None:
    best = max(sna.fragmentation(graph.without(s)) for s in combinations(range(graph.n), k))
    found = sna.key_players_fragmenting(graph, k)
    assert found.exact
    assert found.value == pytest.approx(best)
    assert sna.fragmentation(graph.without(found.actors)) == pytest.approx(best)


@pytest.mark.parametrize("graph", SPARSE)
@pytest.mark.parametrize("k", [1, 2])
def test_reaching_and_distancing_sets_are_the_best_there_are(graph: sna.Graph, k: int) -> None:
    sets = list(combinations(range(graph.n), k))
    found = sna.key_players_reaching(graph, k)
    assert found.value == pytest.approx(max(sna.distance_reach(graph, s) for s in sets))
    assert sna.distance_reach(graph, found.actors) == pytest.approx(found.value)
    away = sna.key_players_distancing(graph, k)
    assert away.value == pytest.approx(max(1 - sna.efficiency(graph.without(s)) for s in sets))


def test_searched_sets_are_nearly_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    for graph in SPARSE:
        exact = [sna.key_players_fragmenting(graph, 2), sna.key_players_reaching(graph, 2)]
        monkeypatch.setattr(keyplayers, "EXACT_PAIRS", 0)
        monkeypatch.setattr(keyplayers, "EXACT_SPREAD", 0)
        graph.memo.clear()
        found = [sna.key_players_fragmenting(graph, 2), sna.key_players_reaching(graph, 2)]
        monkeypatch.undo()
        graph.memo.clear()
        for searched, best in zip(found, exact, strict=True):
            assert not searched.exact
            assert len(set(searched.actors)) == 2
            assert searched.value >= 0.9 * best.value


def test_a_set_of_three() -> None:
    graph = graphs.path(11)
    found = sna.key_players_fragmenting(graph, 3)
    assert sna.fragmentation(graph.without(found.actors)) == pytest.approx(found.value)
    assert found.value == pytest.approx(1 - 8 / 56)
    assert sna.key_players_reaching(graph, 3).value > 0.6
    assert len(sna.key_players_distancing(graph, 3).actors) == 3


def test_key_players_outside_are_refused() -> None:
    with pytest.raises(sna.UnknownActor):
        sna.distance_reach(SPARSE[0], [99])


@pytest.mark.parametrize("graph", [*SPARSE, graphs.kite(), graphs.path(6), graphs.star(6)])
def test_cut_points_and_bridges_are_those_of_networkx(graph: sna.Graph) -> None:
    twin = graphs.oracle(graph)
    points = sna.cut_points(graph)
    assert {p.actor for p in points} == set(nx.articulation_points(twin))
    for point in points:
        inside = nx.node_connected_component(twin, point.actor) - {point.actor}
        pieces = list(map(len, nx.connected_components(twin.subgraph(inside))))
        assert (point.pieces, point.cut_off) == (len(pieces), sum(pieces) - max(pieces))
        assert point.sole_links == sum(twin.degree(w) == 1 for w in twin[point.actor])
    ties = sna.bridges(graph)
    assert {(t.one, t.other) for t in ties} == {tuple(sorted(e)) for e in nx.bridges(twin)}
    for tie in ties:
        rest = twin.copy()
        rest.remove_edge(tie.one, tie.other)
        sides = [len(nx.node_connected_component(rest, end)) for end in (tie.one, tie.other)]
        assert tie.cut_off == min(sides)


def test_worst_cut_point_and_bridge_come_first() -> None:
    graph = graphs.path(7)
    assert [p.actor for p in sna.cut_points(graph)][:1] == [3]
    assert sna.bridges(graph)[0].cut_off == 3


@pytest.mark.parametrize("graph", [*(graphs.random_graph(9, 14, s) for s in range(3))])
def test_core_is_the_best_of_all_splits(graph: sna.Graph) -> None:
    tied = graph.matrix().toarray()
    best = -1.0
    for size in range(1, graph.n):
        for core in combinations(range(graph.n), size):
            inside = np.isin(np.arange(graph.n), core)
            one, other = np.triu_indices(graph.n, 1)
            counted = inside[one] == inside[other]
            pattern, ties = inside[one][counted], tied[one, other][counted]
            if pattern.std() and ties.std():
                best = max(best, float(np.corrcoef(pattern, ties)[0, 1]))
    assert sna.core_periphery(graph).r == pytest.approx(best)


def test_the_search_finds_the_core_that_trying_all_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    for graph in (graphs.kite(), graphs.florentine()):
        exact = sna.core_periphery(graph)
        monkeypatch.setattr(coreperiphery, "EXHAUSTIVE", 0)
        found = sna.core_periphery(graph)
        monkeypatch.undo()
        assert (exact.how, found.how) == ("exhaustive", "search")
        assert found.r == pytest.approx(exact.r)


def test_a_planted_core_is_found() -> None:
    one, other = np.triu_indices(8, 1)
    rim = np.arange(8, 60)
    graph = sna.Graph.from_edges(60, np.concatenate((one, rim)), np.concatenate((other, rim % 8)))
    found = sna.core_periphery(graph)
    assert found.core == tuple(range(8))
    assert found.r == pytest.approx(1)
