"""Tables of actors and ties: the right figures under the right names, and plain refusals."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from weft import sna
from weft.sna.frames import measured

pandas = pytest.importorskip("pandas")

KITE = sna.Graph.from_edges(
    5, [0, 1, 2, 3], [1, 2, 0, 2], [1, 2, 3, 4], labels=["Ann", "Ben", "Cleo", "Dai", "Eve"]
)


@pytest.mark.parametrize("directed", [False, True])
def test_each_measure_by_name_is_what_all_of_them_say(directed: bool) -> None:
    graph = sna.Graph.from_edges(5, [0, 1, 2, 3], [1, 2, 0, 2], directed=directed)
    for name, values in sna.actor_measures(graph).items():
        np.testing.assert_allclose(
            measured(graph, [name])[name], np.asarray(values, float), rtol=1e-9
        )


def test_a_frame_has_a_row_for_each_actor() -> None:
    table = sna.frame(KITE)
    assert list(table.index) == list(KITE.labels or ())
    assert set(table) == set(sna.actor_measures(KITE))
    assert table.index.name == "actor"
    assert table["degree"].tolist() == [2, 2, 3, 1, 0]
    assert list(sna.frame(KITE, ["core", "degree"])) == ["core", "degree"]
    assert list(sna.frame(sna.Graph.from_edges(2, [0], [1])).index) == [0, 1]


def test_ties_there_and_back() -> None:
    table = sna.tie_frame(KITE)
    assert table.values.tolist()[-1] == ["Cleo", "Dai", 4.0]
    again = sna.from_frame(table, weight="weight", actors=KITE.labels)
    assert np.array_equal(again.indices, KITE.indices)
    assert np.array_equal(again.weights, KITE.weights)
    bare = sna.tie_frame(sna.Graph.from_edges(3, [2], [0], directed=True))
    assert bare.values.tolist() == [[2, 0, 1]]


def test_any_table_will_do() -> None:
    ties = pandas.DataFrame({"from": [7, 8], "to": [8, 8], "n": [2, 1]})
    graph = sna.from_frame(ties, "from", "to", weight="n", directed=True)
    assert (graph.labels, graph.m, graph.loops, graph.directed) == (("7", "8"), 1, 1, True)
    assert sna.from_frame({"source": [], "target": []}).n == 0


@pytest.mark.parametrize(
    ("ties", "options", "problem"),
    [
        ({"source": ["a"]}, {}, "no column “target”"),
        ([("a", "b")], {}, "no column “source”"),
        ({"source": ["a", float("nan")], "target": ["b", "c"]}, {}, "Row 1 .* nothing in “source”"),
        ({"source": [pandas.NA], "target": ["b"]}, {}, "Row 0 .* nothing in “source”"),
        ({"source": ["a"], "target": [None]}, {}, "Row 0 .* nothing in “target”"),
        ({"source": ["a"], "target": ["b"]}, {"actors": ["a", "c"]}, "“b”, who is not in"),
        ({"source": ["a"], "target": ["b"]}, {"actors": ["a", "b", "a"]}, "named twice"),
        ({"source": ["a"], "target": ["b"], "w": ["x"]}, {"weight": "w"}, "no number in “w”: “x”"),
    ],
)
def test_what_is_no_table_of_ties(ties: Any, options: dict[str, Any], problem: str) -> None:
    with pytest.raises(sna.InvalidGraph, match=problem):
        sna.from_frame(ties, **options)


def test_unknown_measures_and_a_missing_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(sna.SnaError, match="no measure “fame”; there are degree"):
        sna.frame(KITE, ["fame"])
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(sna.SnaError, match="pip install pandas"):
        sna.frame(KITE)
