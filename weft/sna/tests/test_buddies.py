"""Tests of matching pairs against every way to match them."""

from __future__ import annotations

import doctest
import importlib
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna


def all_matchings(allowed: np.ndarray, room: list[int]) -> list[tuple[int, ...]]:
    people, buddies = allowed.shape
    return [
        each
        for each in product(range(-1, buddies), repeat=people)
        if all(b < 0 or allowed[person, b] for person, b in enumerate(each))
        and all(each.count(b) <= room[b] for b in range(buddies))
    ]


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, list[int], np.ndarray]:
    people, buddies = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    cells = st.one_of(st.integers(-5, 5), st.just(np.nan))
    fit = np.array(
        draw(st.lists(cells, min_size=people * buddies, max_size=people * buddies)), dtype=float
    ).reshape(people, buddies)
    room = draw(st.lists(st.integers(0, 2), min_size=buddies, max_size=buddies))
    barred = np.array(
        draw(st.lists(st.booleans(), min_size=people * buddies, max_size=people * buddies)),
        dtype=bool,
    ).reshape(people, buddies)
    return fit, room, barred


@settings(max_examples=150, deadline=None)
@given(tables())
def test_most_pairs_and_of_those_the_best(case: tuple[np.ndarray, list[int], np.ndarray]) -> None:
    fit, room, barred = case
    found = sna.match_buddies(fit, capacity=room, forbidden=barred)
    allowed = ~np.isnan(fit) & ~barred

    def worth(each: tuple[int, ...]) -> tuple[int, float]:
        pairs = [(person, b) for person, b in enumerate(each) if b >= 0]
        return len(pairs), sum(float(fit[pair]) for pair in pairs)

    chosen = tuple(found.buddy.tolist())
    matchings = all_matchings(allowed, room)
    assert chosen in matchings
    assert worth(chosen) == max(map(worth, matchings))
    assert found.fit == pytest.approx(worth(chosen)[1])
    for each in found.unmatched:
        possible = np.flatnonzero(allowed[each.person])
        assert (each.code == "ruled out") == (not len(possible))
        if each.code == "full":
            assert all(chosen.count(b) == room[b] for b in possible)
            assert any(room[b] for b in possible)
        if each.code == "no room":
            assert all(room[b] == 0 for b in possible)
    assert len(found.unmatched) == chosen.count(-1)


@settings(max_examples=150, deadline=None)
@given(tables(), st.integers(0, 99))
def test_no_two_would_rather_have_each_other(
    case: tuple[np.ndarray, list[int], np.ndarray], seed: int
) -> None:
    wanted, room, barred = case
    by = np.random.default_rng(seed).permutation(wanted.size).reshape(wanted.shape).astype(float)
    by[barred] = np.nan
    found = sna.stable_buddies(wanted, by, capacity=room)
    theirs = [np.flatnonzero(found.buddy == b) for b in range(wanted.shape[1])]
    for person, buddy in np.argwhere(~np.isnan(wanted) & ~np.isnan(by)):
        now = found.buddy[person]
        person_would = now < 0 or wanted[person, buddy] > wanted[person, now]
        has_room = len(theirs[buddy]) < room[buddy]
        buddy_would = has_room or (by[theirs[buddy], buddy] < by[person, buddy]).any()
        assert not (person_would and buddy_would)
    for buddy, people in enumerate(theirs):
        assert len(people) <= room[buddy]


def test_mentors_take_as_many_as_they_can() -> None:
    fit = np.array([[3.0, 1], [3, 2], [3, 1], [np.nan, 5]])
    found = sna.match_buddies(fit, capacity=[2, 1])
    assert found.buddy.tolist() == [0, -1, 0, 1]
    assert found.unmatched[0].sentence == "All 2 people who could be their buddy have no room left."
    more = sna.match_buddies(fit, capacity=[2, 2])
    assert more.buddy.tolist() == [0, 1, 0, 1]
    assert more.unmatched == ()


def test_everyone_without_a_buddy_is_told_why() -> None:
    fit = [[np.nan, 1], [2, np.nan], [np.nan, np.nan]]
    found = sna.match_buddies(fit, capacity=[1, 0])
    assert [each.sentence for each in found.unmatched] == [
        "Those who could be their buddy take nobody at the moment.",
        "The rules leave nobody who could be their buddy.",
    ]
    ranked = sna.stable_buddies([[1], [1]], [[1], [2]])
    assert ranked.unmatched[0].sentence == (
        "The only person who could be their buddy has chosen others."
    )


@pytest.mark.parametrize(
    ("fit", "more", "words"),
    [
        ([1, 2], {}, "table of people by buddies"),
        ([[1, 2]], {"capacity": [1]}, "one capacity of 0 or more"),
        ([[1, 2]], {"capacity": [1, -1]}, "one capacity of 0 or more"),
        ([[1, 2]], {"forbidden": [[True]]}, "same people and buddies"),
        ([[np.inf]], {}, "cannot be infinite"),
    ],
)
def test_tables_have_to_fit(fit: object, more: dict[str, object], words: str) -> None:
    with pytest.raises(sna.SnaError, match=words):
        sna.match_buddies(fit, **more)  # type: ignore[arg-type]  # Meant.


def test_both_sides_need_the_same_table() -> None:
    with pytest.raises(sna.SnaError, match="Both sides"):
        sna.stable_buddies([[1, 2]], [[1, 2], [1, 2]])


def test_examples_run() -> None:
    assert doctest.testmod(importlib.import_module("weft.sna.buddies")).failed == 0
