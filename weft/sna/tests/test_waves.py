"""Tests of building a wave of answers."""

from __future__ import annotations

import doctest
import importlib
from typing import Any

import numpy as np
import pytest

from weft import sna

PEOPLE = ["Ann", "Bo", "Cy", "Di"]


def test_rows_become_answers() -> None:
    rows = [("Ann", "Bo", 3), ("Bo", "Ann", 0), ("Cy", "Di", 5)]
    wave = sna.Wave.from_rows(PEOPLE, rows)
    assert (wave.n, wave.asked.sum(), wave.answered.tolist()) == (4, 4, [True, True, True, False])
    assert wave.rungs()[0].tolist() == [0, 3, 0, 0]
    assert wave.rungs([3, 2]).tolist() == [[0, 0], [5, 0]]


def test_a_table_and_rows_are_the_same() -> None:
    table = {"rung": [2, 1], "from": ["Ann", "Bo"], "to": ["Bo", "Cy"], "note": ["", ""]}
    one = sna.Wave.from_rows(PEOPLE, table)
    other = sna.Wave.from_rows(PEOPLE, np.array([["Ann", "Bo", 2], ["Bo", "Cy", 1]], dtype=object))
    assert np.array_equal(one.rungs(), other.rungs())


def test_only_those_who_answered_had_an_opportunity() -> None:
    wave = sna.Wave.from_rows(PEOPLE, [], answered=["Ann"], asked=["Ann", "Bo"])
    assert wave.opportunities().sum() == 3
    assert not wave.opportunities()[1:].any()


def test_found_by_searching_is_an_answer_but_no_opportunity() -> None:
    wave = sna.Wave.from_rows(PEOPLE, [("Ann", "Di", 2)], shown=[("Ann", "Bo"), ("Bo", "Ann")])
    assert wave.rungs()[0, 3] == 2
    assert wave.opportunities().nonzero() == (np.array([0]), np.array([1]))


@pytest.mark.parametrize(
    ("rows", "more", "words"),
    [
        ([("Ann", "Ann", 1)], {}, "“Ann” answered about themselves"),
        ([("Ann", "Bo", 1), ("Ann", "Bo", 2)], {}, "“Ann” answered twice about “Bo”"),
        ([("Ann", "Eve", 1)], {}, "“Eve” is not among the members"),
        ([("Ann", "Bo", 6)], {}, "“6” is no rung"),
        ([("Ann", "Bo", 1.5)], {}, "“1.5” is no rung"),
        ([("Ann", "Bo", 1)], {"answered": ["Bo"]}, "“Ann” has answers but did not answer"),
        ([("Ann", "Bo", 1)], {"asked": ["Bo"]}, "“Ann” answered without having been asked"),
        ([("Ann", "Bo")], {}, "should have 3 values"),
        ({"from": [], "to": []}, {}, "no column “rung”"),
        ([], {"shown": [("Ann", "Eve")]}, "“Eve” is not among"),
    ],
)
def test_what_cannot_be_is_said(rows: Any, more: dict[str, Any], words: str) -> None:
    with pytest.raises(sna.InvalidWave, match=words):
        sna.Wave.from_rows(PEOPLE, rows, **more)


def test_members_appear_once() -> None:
    with pytest.raises(sna.InvalidWave, match="“Bo” appears twice"):
        sna.Wave.from_rows(["Bo", "Ann", "Bo"], [])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("asked", [True], "“asked” should hold one value for each of 2"),
        ("shown", [[True]], "2 × 2"),
        ("target", [5], "outside 0 … 1"),
        ("rung", [7], "from 0 to 5"),
        ("rung", [1, 1], "one source, one target and one rung"),
    ],
)
def test_arrays_have_to_fit(field: str, value: Any, words: str) -> None:
    given: dict[str, Any] = {
        "members": ("a", "b"), "asked": [True, True], "answered": [True, True],
        "source": [0], "target": [1], "rung": [2],
    }  # fmt: skip
    with pytest.raises(sna.InvalidWave, match=words):
        sna.Wave(**{**given, field: value})


def test_a_wave_cannot_be_changed() -> None:
    wave = sna.Wave.from_rows(PEOPLE, [("Ann", "Bo", 3)])
    with pytest.raises(ValueError, match="read-only"):
        wave.rung[0] = 1


@pytest.mark.parametrize("name", ["change", "compare", "waves"])
def test_examples_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"weft.sna.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
