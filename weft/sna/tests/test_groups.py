"""Ties within and between groups, communities, and brokers between them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs


def two_cliques() -> sna.Graph:
    """Two cliques of four with one tie between 3 and 4."""
    one, other = np.triu_indices(4, 1)
    source = np.concatenate((one, one + 4, [3]))
    return sna.Graph.from_edges(8, source, np.concatenate((other, other + 4, [4])))


HALVES = ["a"] * 4 + ["b"] * 4


def test_ei_index_of_two_cliques() -> None:
    found = sna.ei_index(two_cliques(), HALVES)
    assert (found.external, found.internal) == (1, 12)
    assert found.value == pytest.approx(-11 / 13)
    assert found.expected == pytest.approx(1 - 2 * 24 / 56)
    assert found.p < 0.05


def test_the_expected_ei_index_is_the_mean_over_permutations() -> None:
    graph, rng = two_cliques(), np.random.default_rng(1)
    drawn = [sna.ei_index(graph, rng.permutation(HALVES), permutations=0).value for _ in range(999)]
    assert np.mean(drawn) == pytest.approx(sna.ei_index(graph, HALVES).expected, abs=0.03)


def test_mixing_of_two_cliques() -> None:
    found = sna.mixing(two_cliques(), HALVES)
    assert found.ties.tolist() == [[6, 1], [1, 6]]
    assert found.possible.tolist() == [[6, 16], [16, 6]]
    assert found.ratio[0, 1] == pytest.approx((1 / 16) / (13 / 28))
    assert found.expected.sum() - found.expected[0, 1] == pytest.approx(13)
    assert (found.p < 0.1).all()


def test_configuration_model_expects_all_ties() -> None:
    graph = graphs.karate()
    found = sna.degree_preserving(graph, graphs.karate_clubs())
    upper = np.triu(np.ones((2, 2), dtype=bool))
    assert found.expected[upper].sum() == pytest.approx(graph.m)
    assert found.ties[0, 1] < found.expected[0, 1]
    assert found.p[0, 1] == pytest.approx(0.001)


def test_configuration_model_expects_what_random_pairing_gives() -> None:
    graph = graphs.karate()
    clubs = np.array(graphs.karate_clubs())
    rng = np.random.default_rng(0)
    stubs = np.repeat(clubs, sna.degree(graph))
    between = []
    for _ in range(2000):
        rng.shuffle(stubs)
        between.append(np.count_nonzero(stubs[::2] != stubs[1::2]))
    found = sna.degree_preserving(graph, clubs, permutations=0)
    assert np.mean(between) == pytest.approx(found.expected[0, 1], rel=0.02)


def test_assortativity_and_modularity_are_those_of_networkx() -> None:
    graph = graphs.random_graph(50, 120, 8)
    groups = np.arange(50) % 4
    twin = graphs.oracle(graph)
    nx.set_node_attributes(twin, dict(enumerate(groups.tolist())), "group")
    expected = nx.attribute_assortativity_coefficient(twin, "group")
    assert sna.assortativity(graph, groups) == pytest.approx(expected)
    parts = [set(np.flatnonzero(groups == g).tolist()) for g in range(4)]
    assert sna.modularity(graph, groups) == pytest.approx(nx.community.modularity(twin, parts))


def test_pairs_without_a_tie_most_surprising_first() -> None:
    one, other = np.triu_indices(4, 1)
    shift = np.repeat([0, 4, 8], 6)
    graph = sna.Graph.from_edges(
        16,
        np.concatenate((np.tile(one, 3) + shift, [3, 12, 13, 14])),
        np.concatenate((np.tile(other, 3) + shift, [4, 13, 14, 15])),
    )
    found = sna.unlinked_groups(graph, np.repeat(["a", "b", "c", "d"], 4))
    pairs = [(pair.one, pair.other) for pair in found]
    assert ("a", "b") not in pairs
    assert pairs[:2] == [("a", "c"), ("b", "c")]
    assert len(pairs) == 5
    assert sna.unlinked_groups(graph, np.repeat(["a", "b", "c", "d"], 4), at_least=5) == []


@pytest.mark.parametrize(
    "measure", [sna.ei_index, sna.mixing, sna.degree_preserving, sna.assortativity, sna.brokerage]
)
def test_groups_must_fit(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(sna.InvalidGroups, match="2 groups do not fit 8 actors"):
        measure(two_cliques(), ["a", "b"])


def test_five_roles_on_one_path_each() -> None:
    roles = {}
    for groups in ("aaa", "aba", "abb", "aab", "abc"):
        arcs = sna.Graph.from_edges(3, [0, 1], [1, 2], directed=True)
        counts = sna.brokerage(arcs, list(groups)).counts
        roles[groups] = sna.ROLES[int(np.argmax(counts[1]))]
        assert counts.sum() == 1
    assert list(roles.values()) == [
        "coordinator", "consultant", "gatekeeper", "representative", "liaison",
    ]  # fmt: skip


def test_communities_are_found_the_same_each_time() -> None:
    graph = two_cliques()
    found = sna.communities(graph)
    assert found.labels.tolist() == [0] * 4 + [1] * 4
    assert (found.count, found.stability, found.runs) == (2, 1.0, 50)
    assert found.modularity == pytest.approx(sna.modularity(graph, found.labels))
    again = sna.communities(graphs.karate(), seed=3)
    assert again.labels.tolist() == sna.communities(graphs.karate(), seed=3).labels.tolist()


def test_communities_are_numbered_by_size_and_isolates_come_last() -> None:
    graph = sna.Graph.from_edges(7, [1, 3, 4, 3], [2, 4, 5, 5])
    found = sna.communities(graph)
    assert found.labels.tolist() == [2, 1, 1, 0, 0, 0, 3]
    assert found.count == 2


def test_random_networks_have_unstable_communities() -> None:
    found = sna.communities(graphs.random_graph(200, 600, 9), runs=10)
    assert found.stability < 0.6


def test_adjusted_rand() -> None:
    assert sna.adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)
    assert sna.adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.571429, abs=1e-6)
    with pytest.raises(sna.InvalidGroups):
        sna.adjusted_rand([0], [0, 1])
    with pytest.raises(sna.SnaError, match="at least one run"):
        sna.communities(two_cliques(), runs=0)
