"""Figures of well-known networks, computed elsewhere, to four digits."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs

KARATE = {
    "n": 34, "m": 78, "density": 0.139, "mean_degree": 4.5882, "share_ge3": 0.6471,
    "reach2": 0.6114, "reach3": 0.8556, "fragmentation": 0.0, "efficiency": 0.492,
    "transitivity": 0.2557, "avg_clustering": 0.5706, "degree_centralisation": 0.3996,
    "betweenness_centralisation": 0.4056, "closeness_centralisation": 0.2982,
    "degree_gini": 0.3854, "max_core": 4, "n_in_max_core": 10, "degree_assortativity": -0.4756,
    "algebraic_connectivity": 0.4685, "articulation_points": ["0"], "best_modularity": 0.4198,
    "n_communities": 4, "kpp_neg1": {"set": ["0"], "F": 0.3163},
    "kpp_neg2": {"set": ["0", "1"], "F": 0.4234}, "kpp_pos1_DR": 0.7132,
    "kpp_pos2": {"set": ["0", "33"], "DR": 0.9559},
    "hub_exit": {"who": "0", "eff_after": 0.3585, "F_after": 0.3163, "reach2_after": 0.4678},
}  # fmt: skip
FLORENTINE = {
    "n": 15, "m": 20, "density": 0.1905, "mean_degree": 2.6667, "share_ge3": 0.6,
    "reach2": 0.5238, "reach3": 0.8286, "fragmentation": 0.0, "efficiency": 0.5002,
    "transitivity": 0.1915, "avg_clustering": 0.16, "degree_centralisation": 0.2747,
    "betweenness_centralisation": 0.4368, "closeness_centralisation": 0.3225,
    "degree_gini": 0.27, "max_core": 2, "n_in_max_core": 10, "degree_assortativity": -0.3748,
    "algebraic_connectivity": 0.3459,
    "articulation_points": ["Albizzi", "Guadagni", "Medici", "Salviati"],
    "best_modularity": 0.3987, "n_communities": 3, "kpp_neg1": {"set": ["Medici"], "F": 0.3846},
    "kpp_neg2": {"set": ["Medici", "Guadagni"], "F": 0.7051}, "kpp_pos1_DR": 0.7,
    "kpp_pos2": {"set": ["Medici", "Bischeri"], "DR": 0.8667},
    "hub_exit": {
        "who": "Medici", "eff_after": 0.3262, "F_after": 0.3846, "reach2_after": 0.3407,
    },
    "core_periphery_best": {
        "r": 0.4226, "core": ["Medici", "Ridolfi", "Tornabuoni"], "how": "exhaustive",
    },
}  # fmt: skip
KITE = {
    "n": 10, "m": 18, "density": 0.4, "mean_degree": 3.6, "share_ge3": 0.8, "reach2": 0.7333,
    "reach3": 0.8889, "fragmentation": 0.0, "efficiency": 0.6463, "transitivity": 0.5789,
    "avg_clustering": 0.52, "degree_centralisation": 0.3333,
    "betweenness_centralisation": 0.2963, "closeness_centralisation": 0.2704,
    "degree_gini": 0.2222, "max_core": 3, "n_in_max_core": 7, "degree_assortativity": 0.1525,
    "algebraic_connectivity": 0.3373, "articulation_points": ["Heather", "Ike"],
    "best_modularity": 0.2222, "n_communities": 3, "kpp_neg1": {"set": ["Heather"], "F": 0.3889},
    "kpp_neg2": {"set": ["Fernando", "Garth"], "F": 0.5357}, "kpp_pos1_DR": 0.8083,
    "kpp_pos2": {"set": ["Diane", "Ike"], "DR": 1.0},
    "hub_exit": {
        "who": "Heather", "eff_after": 0.5139, "F_after": 0.3889, "reach2_after": 0.6111,
    },
    "core_periphery_best": {
        "r": 0.6, "core": ["Andre", "Beverley", "Diane", "Fernando", "Garth"],
        "how": "exhaustive",
    },
}  # fmt: skip
KITE_ACTORS = {
    "betweenness": [0.0231, 0.0231, 0, 0.1019, 0, 0.2315, 0.2315, 0.3889, 0.2222, 0],
    "closeness": [0.5294, 0.5294, 0.5, 0.6, 0.5, 0.6429, 0.6429, 0.6, 0.4286, 0.3103],
    "constraint": [0.5412, 0.5412, 0.6641, 0.4702, 0.6641, 0.4451, 0.4451, 0.4311, 0.5, 1],
    "effective_size": [2, 2, 1, 3.3333, 1, 3, 3, 2.3333, 2, 1],
}


def same(found: object, expected: object) -> bool:
    if isinstance(expected, dict) and isinstance(found, dict):
        return found.keys() == expected.keys() and all(
            same(found[key], value) for key, value in expected.items()
        )
    if isinstance(expected, int | float):
        return isinstance(found, int | float) and abs(found - expected) <= 1e-4
    return found == expected


@pytest.mark.parametrize(
    ("graph", "figures"),
    [(graphs.karate(), KARATE), (graphs.florentine(), FLORENTINE), (graphs.kite(), KITE)],
    ids=["karate", "florentine", "kite"],
)
def test_summary_gives_the_known_figures(graph: sna.Graph, figures: dict[str, object]) -> None:
    found = sna.summary(graph).as_dict()
    wrong = {
        name: (found.get(name), value)
        for name, value in figures.items()
        if not same(found.get(name), value)
    }
    assert wrong == {}


@pytest.mark.parametrize("measure", KITE_ACTORS)
def test_actors_of_the_kite(measure: str) -> None:
    found = sna.actor_measures(graphs.kite())[measure]
    assert found == pytest.approx(KITE_ACTORS[measure], abs=1e-4)


def test_medici_stand_between_the_others() -> None:
    graph = graphs.florentine()
    medici = graph.labels.index("Medici") if graph.labels else -1
    assert sna.betweenness(graph)[medici] == pytest.approx(0.522, abs=1e-3)
    assert sna.closeness(graph)[medici] == pytest.approx(0.56, abs=1e-3)


def test_an_isolate_joins_the_florentine_families() -> None:
    families = graphs.florentine()
    source, target = families.edges()
    graph = sna.Graph.from_edges(16, source, target)
    assert sna.density(graph) == pytest.approx(0.1667, abs=1e-4)
    assert sna.fragmentation(graph) == pytest.approx(0.125, abs=1e-4)
    assert sna.efficiency(graph) == pytest.approx(0.4376, abs=1e-4)
    assert sna.reach(graph, 2) == pytest.approx(0.4583, abs=1e-4)


def test_the_two_karate_clubs() -> None:
    graph, clubs = graphs.karate(), graphs.karate_clubs()
    found = sna.ei_index(graph, clubs)
    assert found.value == pytest.approx(-0.7179, abs=1e-4)
    assert found.expected == pytest.approx(0.0303, abs=1e-4)
    assert (found.external, found.p) == (11, 0.001)
    assert sna.assortativity(graph, clubs) == pytest.approx(0.7175, abs=1e-4)
    assert sna.modularity(graph, clubs) == pytest.approx(0.3582, abs=1e-4)
    matrix = sna.mixing(graph, clubs, permutations=99)
    assert matrix.names == ("Mr. Hi", "Officer")
    assert matrix.ties.tolist() == [[35, 11], [11, 32]]


def test_brokers_between_the_karate_clubs() -> None:
    roles = sna.brokerage(graphs.karate(), graphs.karate_clubs())
    assert roles.totals() == {
        "coordinator": 510, "consultant": 20, "gatekeeper": 128, "representative": 128,
        "liaison": 0,
    }  # fmt: skip
    first = {name: int(roles.role(name)[0]) for name in sna.ROLES}
    assert (first["coordinator"], first["representative"], first["gatekeeper"]) == (174, 15, 15)


def test_structural_holes_in_the_karate_club() -> None:
    graph = graphs.karate()
    actors = [0, 33, 2, 11]
    expected = [0.1554, 0.1564, 0.1852, 1.0]
    assert sna.constraint(graph)[actors] == pytest.approx(expected, abs=1e-4)
    expected = [13.75, 15.2353, 7.8]
    assert sna.effective_size(graph)[actors[:3]] == pytest.approx(expected, abs=1e-4)


def test_newcomers_lower_density_without_a_tie_lost() -> None:
    graph = graphs.karate()
    source, target = graph.edges()
    joined = np.concatenate((target, np.arange(34, 42)))
    grown = sna.Graph.from_edges(42, np.concatenate((source, [0, 33] * 4)), joined)
    assert sna.density(grown) == pytest.approx(0.0999, abs=1e-4)
    assert sna.mean_degree(grown) == pytest.approx(4.0952, abs=1e-4)
    panel = grown.subgraph(np.arange(42) < 34)
    assert sna.density(panel) == pytest.approx(0.139, abs=1e-4)


def test_southern_women() -> None:
    attendance = nx.davis_southern_women_graph()
    women = attendance.graph["top"]
    events = attendance.graph["bottom"]
    row = [women.index(a) for a, b in attendance.edges()]
    column = [events.index(b) for a, b in attendance.edges()]
    shape = (18, 14)
    together = sna.projection(shape, row, column)
    assert (len(row), together.m) == (89, 139)
    assert sna.density(together) == pytest.approx(0.9085, abs=1e-4)
    assert sna.projection(shape, row, column, threshold=3).m == 46
    assert sna.two_mode_density(shape, row, column) == pytest.approx(0.3532, abs=1e-4)
    assert sna.robins_alexander(shape, row, column) == pytest.approx(0.4678, abs=1e-4)
    assert sna.gini(np.bincount(row)) == pytest.approx(0.2341, abs=1e-4)


def test_toys() -> None:
    triangle = sna.Graph.from_edges(3, [0, 1, 0], [1, 2, 2])
    assert sna.constraint(triangle) == pytest.approx([1.125] * 3)
    wheel = graphs.star(10)
    assert sna.degree_centralisation(wheel) == pytest.approx(1)
    assert sna.betweenness_centralisation(wheel) == pytest.approx(1)
    assert sna.closeness_centralisation(wheel) == pytest.approx(1)
    assert sna.fragmentation(wheel.without([0])) == 1
    assert (sna.gini([0, 0, 0, 4]), sna.gini([1, 1, 1, 1])) == (0.75, 0)
    named = sna.Graph.from_edges(5, [1, 2, 1, 3], [2, 1, 3, 4], directed=True)
    assert sna.reciprocity(named).arc == pytest.approx(0.5)
    assert sna.reciprocity(named).dyad == pytest.approx(0.3333, abs=1e-4)
    assert sna.sign_flip_p([2, 1, 0, -1, 3]) == 0.375
