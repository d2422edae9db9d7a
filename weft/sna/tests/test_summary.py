"""The summary: what it leaves out, what it calls an estimate, and two-mode data and files."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs


def test_figures_of_a_directed_network() -> None:
    graph = sna.Graph.from_edges(4, [0, 1, 1, 2], [1, 0, 2, 3], directed=True)
    found = sna.summary(graph)
    assert found.m == 4
    assert found.density == pytest.approx(4 / 12)
    assert found.reciprocity == 0.5
    assert found.dyad_reciprocity == pytest.approx(1 / 3)
    assert found.mean_degree == 1.5
    assert found.reach2 == pytest.approx(6 / 12)
    assert found.fragmentation == 0
    assert set(sna.actor_measures(graph)) >= {"in_degree", "out_degree", "strength"}


def test_undirected_networks_have_no_reciprocity() -> None:
    found = sna.summary(graphs.kite()).as_dict()
    assert "reciprocity" not in found
    assert "in_degree" not in sna.actor_measures(graphs.kite())


def test_estimates_are_named_with_their_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    # The function of the same name hides the module from an ordinary import.
    module = importlib.import_module("weft.sna.summary")
    monkeypatch.setattr(module, "SOURCES", 320)
    monkeypatch.setattr(module, "CORE_PERIPHERY_UP_TO", 100)
    graph = graphs.random_graph(700, 1000, 3)
    exact, found = sna.summary(graph), sna.summary(graph, exact_up_to=500)
    listed = {str(each["figure"]): each for each in found.estimated}
    assert {"reach2", "reach3", "efficiency", "betweenness_centralisation"} <= set(listed)
    assert {str(each["figure"]) for each in exact.estimated} <= {
        "kpp_neg2", "kpp_pos1_DR", "kpp_pos2",
    }  # fmt: skip
    for name in ("reach2", "reach3", "efficiency"):
        error = listed[name]["error"]
        assert isinstance(error, float)
        assert abs(getattr(found, name) - getattr(exact, name)) < 5 * error
    assert found.core_periphery_best is None
    assert "core_periphery_best" not in found.as_dict()
    json.dumps(found.as_dict())


def test_labels_name_actors() -> None:
    graph = sna.Graph.from_edges(5, [0, 0, 0, 0], [1, 2, 3, 4], labels=list("habcd"))
    found = sna.summary(graph)
    assert found.articulation_points == ["h"]
    assert found.hub_exit is not None
    assert found.hub_exit["who"] == "h"


def test_loops_are_told() -> None:
    assert sna.summary(sna.Graph.from_edges(2, [0, 1], [1, 1])).loops == 1


def test_repeated_attendance_counts_once() -> None:
    together = sna.projection((2, 1), [0, 0, 1], [0, 0, 0])
    assert together.weights.tolist() == [1, 1]
    assert sna.two_mode_density((2, 1), [0, 0, 1], [0, 0, 0]) == 1
    assert sna.two_mode_density((0, 0), [], []) == 0
    assert sna.robins_alexander((2, 1), [0, 1], [0, 0]) == 0


def test_attendance_must_fit() -> None:
    with pytest.raises(sna.InvalidGraph, match="outside 0 … 1"):
        sna.projection((2, 2), [0], [2])
    with pytest.raises(sna.InvalidGraph, match="do not pair up"):
        sna.projection((2, 2), [0], [0, 1])


def test_reading_a_table_of_ties(tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target,weight\nA,B,2\nB,C,1\nB,A,1\n", encoding="utf-8")
    graph = sna.read(ties, directed=False)
    assert graph.labels == ("A", "B", "C")
    assert (graph.m, graph.directed) == (2, False)
    assert np.sort(sna.strength(graph)).tolist() == [1, 3, 4]
    assert sna.read(ties, directed=True).directed
