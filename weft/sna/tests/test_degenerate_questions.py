"""Questions asked of networks with nothing much in them, and of random ones: none crashes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.tests import graphs
from weft.sna.tests.test_degenerate import NETWORKS


def ask_everything(graph: sna.Graph) -> None:
    """Every question that takes a graph, with what is true of each answer."""
    n = graph.n
    groups = [i % 3 - 1 for i in range(n)]
    topics = [["food", "rent"][: i % 3] for i in range(n)]
    loss = sna.WhatIf(graph, groups=groups).without(range(min(2, n)))
    assert 0 <= loss.fragmentation.after <= 1
    assert 0 <= loss.efficiency.after <= 1
    assert len(loss.isolated) <= loss.isolates.after
    for gap in [*sna.gaps(graph, topics, at_least=1), *sna.outward_gaps(graph, groups)]:
        assert gap.ties >= 0
        assert gap.expected >= -1e-9
        assert 0 <= gap.p <= gap.corrected <= 1
    holes = sna.structural_holes(graph, groups)
    assert (holes.open_pairs >= 0).all()
    assert len(holes.top(3)) <= min(3, n)
    found = sna.coverage(graph, topics, groups)
    assert (found.counts >= 0).all()
    assert sna.chance_of_ties(graph).of_actor.shape == (n,)
    if n:
        ways = sna.routes(graph, 0, n - 1)
        assert (ways.steps >= 0) == bool(ways.routes)
        assert all(way.actors[0] == 0 and way.actors[-1] == n - 1 for way in ways.routes)
    meet = sna.introductions(graph)
    assert meet.person.shape[0] == n
    for actor in range(n):
        people = meet.person[actor][meet.person[actor] >= 0]
        strangers = set(people.tolist()) - {actor}
        assert len(strangers) == len(people)
        assert not strangers & set(graph.undirected().neighbours(actor).tolist())


@pytest.mark.parametrize("name", NETWORKS)
def test_small_networks_are_answered(name: str) -> None:
    ask_everything(NETWORKS[name])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(0, 90), st.integers(0, 9_999), st.booleans())
def test_random_networks_are_answered(n: int, m: int, seed: int, directed: bool) -> None:
    """With loops, parallel ties and isolates, as they come."""
    ask_everything(graphs.random_graph(n, m, seed, directed=directed))


def test_every_measure_is_the_same_with_loops_and_parallel_ties() -> None:
    rng = np.random.default_rng(5)
    source, target = rng.integers(0, 20, (2, 50))
    messy = sna.Graph.from_edges(20, [*source, 3, 3, source[0]], [*target, 3, 3, target[0]])
    clean = sna.Graph.from_edges(20, *messy.edges())
    assert sna.what_if(messy, [1]).efficiency == sna.what_if(clean, [1]).efficiency
    assert sna.gaps(messy, list(range(20)), at_least=1) == sna.gaps(
        clean, list(range(20)), at_least=1
    )
    assert sna.routes(messy, 0, 19) == sna.routes(clean, 0, 19)
