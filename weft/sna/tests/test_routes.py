"""Ways between two actors, against trying all of them."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.tests import graphs


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 14), st.integers(1, 30), st.integers(0, 9_999), st.booleans())
def test_the_best_ways_of_all(n: int, m: int, seed: int, directed: bool) -> None:
    graph, rng = graphs.random_graph(n, m, seed, directed=directed), np.random.default_rng(seed)
    strength, fresh = (rng.uniform(0.1, 1, len(graph.indices)) for _ in range(2))
    found = sna.routes(
        graph, 0, n - 1, strength=strength, freshness=fresh, rules=sna.RouteRules(limit=5)
    )
    oracle = graphs.oracle(graph)
    if not nx.has_path(oracle, 0, n - 1):
        assert found == sna.Routes((), -1, 0.0)
        return
    shortest = list(nx.all_shortest_paths(oracle, 0, n - 1))
    assert (found.steps, found.shortest) == (len(shortest[0]) - 1, len(shortest))
    value = {}
    for way in nx.all_simple_paths(oracle, 0, n - 1, cutoff=found.steps + 1):
        arcs = [
            int(graph.indptr[a] + np.searchsorted(graph.neighbours(a), b)) for a, b in pairwise(way)
        ]
        worth = np.prod(strength[arcs]) * np.prod(fresh[arcs]) * 0.5 ** (len(way) - 2)
        value[tuple(way)] = (worth, strength[arcs].min(), fresh[arcs].min())
    best = sorted((worth for worth, _s, _f in value.values()), reverse=True)[:5]
    assert [way.value for way in found.routes] == pytest.approx(best)
    for way in found.routes:
        assert value[way.actors] == pytest.approx((way.value, way.strength, way.freshness))
        assert way.favours == len(way.actors) - 2


def test_a_detour_over_friends_beats_a_stranger() -> None:
    graph = sna.Graph.from_edges(5, [0, 1, 0, 2, 3], [1, 4, 2, 3, 4])
    strong = np.array([0.1 if 1 in pair else 1.0 for pair in zip(graph.sources(), graph.indices)])  # noqa: B905
    first, second = sna.routes(graph, 0, 4, strength=strong).routes
    assert first.actors == (0, 2, 3, 4)
    assert (second.actors, second.strength, second.favours) == ((0, 1, 4), 0.1, 1)
    only_shortest = sna.routes(graph, 0, 4, strength=strong, rules=sna.RouteRules(longer=0)).routes
    assert [way.actors for way in only_shortest] == [(0, 1, 4)]


def test_from_an_actor_to_itself_and_to_nobody() -> None:
    graph = sna.Graph.from_edges(3, [0], [1])
    assert sna.routes(graph, 0, 0).routes[0].actors == (0,)
    assert sna.routes(graph, 0, 2) == sna.Routes((), -1, 0.0)


@pytest.mark.parametrize("willing", [0, 1.5])
def test_what_cannot_be_is_refused(willing: float) -> None:
    graph = sna.Graph.from_edges(3, [0], [1])
    with pytest.raises(sna.SnaError):
        sna.routes(graph, 0, 1, rules=sna.RouteRules(willing))
    with pytest.raises(sna.UnknownActor):
        sna.routes(graph, 0, 3)
    for strength in ([1.0], [0.0, 1.0]):
        with pytest.raises(sna.InvalidGraph):
            sna.routes(graph, 0, 1, strength=strength)
