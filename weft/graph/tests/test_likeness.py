"""Names that are suspiciously alike are shown; names that differ on purpose are not."""

from __future__ import annotations

import time

import pytest

from weft.graph.likeness import likenesses


@pytest.mark.parametrize(
    ("new", "here"),
    [
        ("Leeds Food Partnership", "Leeds Food Partnerships"),
        ("Partnership Leeds Food", "Leeds Food Partnership"),
        ("Université de Lyon", "Universite de Lyon"),
        ("Bristol Energy Co-operative", "Bristol Energy Cooperative"),
    ],
)
def test_alike(new: str, here: str) -> None:
    (found,) = likenesses([(3, new)], [(11, here)])
    assert (found.record, found.actor_id, found.resembles) == (3, 11, here)


@pytest.mark.parametrize(
    ("new", "here"),
    [
        ("Ward 11 forum", "Ward 12 forum"),
        ("10245", "10246"),
        ("Leeds Food Partnership", "York Housing Forum"),
        ("Ann", "Anna"),
    ],
)
def test_different(new: str, here: str) -> None:
    assert likenesses([(0, new)], [(1, here)]) == []


def test_two_new_records_alike_are_told_once() -> None:
    (found,) = likenesses([(0, "Hull Youth Council"), (1, "Hull Youth Councils")], [])
    assert (found.record, found.other_record) == (0, 1)


def test_many_names_take_seconds_not_minutes() -> None:
    names = [(n, f"{word} {place} forum {n}") for n, (word, place) in enumerate(
        (f"w{n % 977}", f"p{n % 1009}") for n in range(20_000))]  # fmt: skip
    started = time.process_time()
    likenesses(names, names)
    assert time.process_time() - started < 10
