"""On real directories suggestions are right often enough, and few duplicates are missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from testkit.directories import DIRECTORIES, answers

#: Directory → least precision, least share that is worth a look, least recall, of what is told.
FLOORS = {
    "odf": (0.92, 0.92, 0.74),
    "susy": (0.35, 0.85, 0.85),
    "made": (0.95, 0.95, 0.85),
}


@pytest.mark.parametrize("name", DIRECTORIES)
def test_suggestions_on_real_directories(corpus: Path, name: str) -> None:
    told = answers(DIRECTORIES[name](corpus))["told"]
    least = FLOORS[name]
    found = (told.precision, told.worth_a_look, told.recall)
    assert all(one >= floor for one, floor in zip(found, least, strict=True)), found
