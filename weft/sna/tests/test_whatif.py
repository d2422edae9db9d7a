"""What is lost when actors or ties go, against the figures of the network that remains."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.spread_kernel import spread
from weft.sna.tests import graphs, twins


def test_karate_without_its_first_member() -> None:
    graph = graphs.karate()
    groups = np.array([club == "Officer" for club in graphs.karate_clubs()], dtype=int)
    found = sna.what_if(graph, [0], groups=groups)
    assert found.efficiency.before == pytest.approx(0.4920, abs=1e-4)
    assert found.efficiency.after == pytest.approx(0.3585, abs=1e-4)
    assert found.fragmentation.after == pytest.approx(0.3163, abs=1e-4)
    assert found.reach.after == pytest.approx(0.4678, abs=1e-4)
    assert found.cut_off.tolist() == [4, 5, 6, 10, 11, 16]
    assert found.isolated.tolist() == [11]
    assert (found.components.before, found.components.after) == (1, 3)
    assert found.split_groups == (0,)
    assert found.exact


def test_ties_that_a_leaver_brokered_go_too() -> None:
    joined = sna.Graph.from_edges(5, [0, 0, 0, 0, 1], [1, 2, 3, 4, 2])
    ready = sna.WhatIf(joined)
    brokered = ready.without([0], ties=[(2, 1)])
    assert brokered.fragmentation.after == 1
    assert brokered.isolated.tolist() == [1, 2, 3, 4]
    only_ties = ready.without(ties=[(1, 2)])
    assert only_ties.efficiency.after == pytest.approx(sna.efficiency(graphs.star(5)))
    assert ready.without().efficiency.difference == 0


def test_one_direction_of_a_tie_can_end() -> None:
    graph = sna.Graph.from_edges(3, [0, 1, 1], [1, 0, 2], directed=True)
    found = sna.what_if(graph, ties=[(0, 1)])
    left = sna.Graph.from_edges(3, [1, 1], [0, 2], directed=True)
    assert found.efficiency.after == pytest.approx(sna.efficiency(left))
    assert found.components.after == 1
    assert sna.what_if(graph, ties=[(0, 1), (1, 0)]).components.after == 2


def test_groups_part_when_their_last_tie_goes() -> None:
    chain = graphs.path(6)
    ready = sna.WhatIf(chain, groups=[0, 0, 1, 1, 2, -1])
    assert ready.without([1]).parted_groups == ((0, 1),)
    assert ready.without(ties=[(3, 4)]).parted_groups == ((1, 2),)
    assert ready.without([0]).parted_groups == ()
    assert ready.without([2, 3]).parted_groups == (), "a group that is gone parts from none"


def test_a_sample_says_how_far_off_it_may_be() -> None:
    graph = graphs.random_graph(1500, 4500, 4)
    hub = int(np.argmax(sna.degree(graph)))
    exact = sna.what_if(graph, [hub])
    sampled = sna.what_if(graph, [hub], sources=640)
    assert not sampled.exact
    assert sampled.sources == 640
    for found, true in ((sampled.efficiency, exact.efficiency), (sampled.reach, exact.reach)):
        assert found.error > 0
        assert abs(found.difference - true.difference) <= 4 * found.error
    assert sampled.fragmentation == exact.fragmentation


@pytest.mark.parametrize("pairs", [[(0, 2)], [(0, 9)], [0, 1]])
def test_ties_that_are_not_there_are_refused(pairs: Any) -> None:
    with pytest.raises(sna.SnaError):
        sna.what_if(graphs.path(3), ties=pairs)


def test_groups_must_fit() -> None:
    with pytest.raises(sna.InvalidGroups):
        sna.WhatIf(graphs.path(3), groups=[1])


@pytest.mark.parametrize("n", [0, 1, 2])
def test_the_smallest_networks(n: int) -> None:
    found = sna.what_if(sna.Graph.from_edges(n, [], []), range(n), groups=np.zeros(n, int))
    assert (found.components.after, found.efficiency.after, found.fragmentation.after) == (0, 0, 0)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 90), st.integers(0, 150), st.integers(0, 9_999), st.booleans(), st.data())
def test_what_remains_has_the_figures_of_the_rest(
    n: int, m: int, seed: int, directed: bool, data: st.DataObject
) -> None:
    graph = graphs.random_graph(n, m, seed, directed=directed)
    leaving = data.draw(st.sets(st.integers(0, n - 1), max_size=4))
    found = sna.what_if(graph, leaving)
    rest = graph.without(leaving)
    assert found.efficiency.after == pytest.approx(sna.efficiency(rest))
    assert found.reach.after == pytest.approx(sna.reach(rest, 2))
    assert found.fragmentation.after == pytest.approx(sna.fragmentation(rest))
    assert found.isolates.after == len(sna.isolates(rest))
    assert found.components.after == len(sna.component_sizes(rest))


@pytest.mark.parametrize("n", [70, 300])
def test_a_search_passes_by_those_who_are_gone(n: int) -> None:
    graph = graphs.random_graph(n, 3 * n, n)
    gone = np.zeros(n, dtype=np.bool_)
    gone[::7] = True
    stay = np.flatnonzero(~gone)
    found = spread(graph.indptr, graph.indices, stay, 2, gone, True)
    d = twins.all_distances(graph.subgraph(~gone))
    assert found[1][stay].tolist() == (d > 0).sum(axis=0).tolist()
    assert found[2][stay].tolist() == np.where(d > 0, d, 0).sum(axis=0).tolist()
    assert not found[1][gone].any()
