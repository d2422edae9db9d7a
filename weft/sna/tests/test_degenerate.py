"""Networks with nothing much in them: every measure answers, none crashes."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from weft import sna

NETWORKS = {
    "empty": sna.Graph.from_edges(0, [], []),
    "one": sna.Graph.from_edges(1, [], []),
    "two strangers": sna.Graph.from_edges(2, [], []),
    "a pair": sna.Graph.from_edges(2, [0], [1]),
    "a named pair": sna.Graph.from_edges(2, [0], [1], directed=True),
    "isolates": sna.Graph.from_edges(7, [], []),
    "directed isolates": sna.Graph.from_edges(5, [], [], directed=True),
    "one loop": sna.Graph.from_edges(1, [0], [0]),
    "loops only": sna.Graph.from_edges(3, [0, 1, 2], [0, 1, 2]),
    "three": sna.Graph.from_edges(3, [0, 1], [1, 2]),
    "two pairs": sna.Graph.from_edges(4, [0, 2], [1, 3]),
    "in pieces": sna.Graph.from_edges(9, [0, 1, 2, 4, 5], [1, 2, 0, 5, 6]),
    "everyone tied": sna.Graph.from_edges(5, *np.triu_indices(5, 1)),
}


@pytest.fixture(params=NETWORKS, ids=lambda name: name.replace(" ", "-"))
def graph(request: pytest.FixtureRequest) -> sna.Graph:
    return NETWORKS[request.param]


def test_summary_answers(graph: sna.Graph) -> None:
    found = sna.summary(graph).as_dict()
    assert found["n"] == graph.n
    # Undefined figures are None, so that the result is valid JSON.
    assert "NaN" not in json.dumps(found)


def test_summary_answers_with_sampled_paths(graph: sna.Graph) -> None:
    assert sna.summary(graph, exact_up_to=0).n == graph.n


def test_actor_measures_answer(graph: sna.Graph) -> None:
    for name, values in sna.actor_measures(graph).items():
        assert values.shape == (graph.n,), name


def test_layout_answers(graph: sna.Graph) -> None:
    xy = sna.layout(graph)
    assert xy.shape == (graph.n, 2)
    assert xy.dtype == np.float32
    assert np.isfinite(xy).all()
    assert np.isfinite(sna.layout(graph, start=xy)).all()
    assert np.isfinite(sna.layout(graph, start=np.full((graph.n, 2), np.nan))).all()


def test_groups_answer(graph: sna.Graph) -> None:
    groups = [i % 2 for i in range(graph.n)]
    sna.ei_index(graph, groups, permutations=9)
    sna.mixing(graph, groups, permutations=9)
    sna.degree_preserving(graph, groups, permutations=9)
    sna.unlinked_groups(graph, groups)
    assert sna.brokerage(graph, groups).counts.shape == (graph.n, 5)
    assert math.isnan(sna.modularity(graph, groups)) == (graph.m == 0)
    assert math.isnan(sna.assortativity(graph, groups)) or graph.m


def test_the_rest_answers(graph: sna.Graph) -> None:
    sna.cut_points(graph)
    sna.bridges(graph)
    sna.reciprocity(graph)
    sna.degree_assortativity(graph)
    assert sna.betweenness_estimate(graph).values.shape == (graph.n,)
    assert sna.distance_reach(graph, []) == 0
    for k in range(1, min(graph.n, 3) + 1):
        for best in (
            sna.key_players_fragmenting,
            sna.key_players_distancing,
            sna.key_players_reaching,
        ):
            assert len(best(graph, k).actors) == k


def test_nothing_to_measure_gives_zero() -> None:
    for name in ("empty", "one", "two strangers", "isolates"):
        found = sna.summary(NETWORKS[name])
        assert (found.density, found.efficiency, found.reach2, found.transitivity) == (0, 0, 0, 0)


def test_isolates_have_no_constraint() -> None:
    assert np.isnan(sna.constraint(NETWORKS["isolates"])).all()


def test_key_players_must_fit() -> None:
    for best in (sna.key_players_fragmenting, sna.key_players_distancing, sna.key_players_reaching):
        for k in (0, 3):
            with pytest.raises(sna.SnaError, match="does not fit a network of 2"):
                best(NETWORKS["a pair"], k)
