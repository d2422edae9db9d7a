"""Tests of forming groups: hard rules always hold, small cases are the best, reasons are true."""

from __future__ import annotations

import doctest
import importlib
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.placement import members, placed
from weft import sna
from weft.sna.placement_model import Problem, problem_of

TINY = sna.GroupRules(least=2, most=3, rounds=50)
Pairs = list[tuple[int, int]]


@st.composite
def crowds(draw: st.DrawFn, most: int = 12) -> tuple[list[sna.Participant], Pairs, Pairs]:
    def some(values: str) -> st.SearchStrategy[str | None]:
        return st.none() | st.sampled_from(values)

    count = draw(st.integers(0, most))
    people = [
        sna.Participant(
            i,
            slots=draw(st.frozensets(st.sampled_from(["Mon", "Tue", "Wed"]))),
            organisation=draw(some("abc")),
            city=draw(some("XY")),
            region=draw(some("rs")),
            issue=draw(some("ij")),
            tactic=draw(some("tu")),
            size=draw(some("SL")),
            needs=draw(st.frozensets(st.sampled_from(["ramp"]))),
            state=draw(st.integers(0, 9)) == 0,
            consent=draw(st.integers(0, 9)) > 0,
        )
        for i in range(count)
    ]
    if count < 2:
        return people, [], []
    pair = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    return people, draw(st.lists(pair, max_size=4)), draw(st.lists(pair, max_size=4))


def check(
    found: sna.Groups, people: list[sna.Participant], rules: sna.GroupRules, apart: Pairs
) -> None:
    """Every hard rule holds, everyone is somewhere once, and nobody could simply be added."""
    by_id = {person.id: person for person in people}
    placed_ids = [each for group in found.groups for each in group.members]
    left = [each.id for each in found.unplaced]
    assert sorted([*placed_ids, *left], key=str) == sorted(by_id, key=str)
    kept_apart = {frozenset(pair) for pair in apart}
    for group in found.groups:
        inside = [by_id[each] for each in group.members]
        assert rules.least <= len(inside) <= rules.most
        assert fine(inside, group.slot, rules, kept_apart)
        for each in left:
            if len(inside) < rules.most:
                assert not fine([*inside, by_id[each]], group.slot, rules, kept_apart)


def check_reasons(found: sna.Groups, people: list[sna.Participant], rules: sna.GroupRules) -> None:
    """Each reason is true of the groups as they are."""
    by_id = {person.id: person for person in people}
    for each in found.unplaced:
        mine = by_id[each.id]
        here = [
            group
            for group in found.groups
            if group.slot in mine.slots and group.city == (mine.city if rules.one_city else None)
        ]
        company = {by_id[i].organisation for group in here for i in group.members}
        assert (each.code in ("full", "seat taken", "kept apart", "mixed")) <= bool(here)
        if each.code in ("no slot", "elsewhere"):
            assert not here
        if each.code == "full":
            assert all(len(group.members) == rules.most for group in here)
        if each.code == "seat taken":
            assert mine.organisation in company
        if each.code == "mixed":
            assert each.sentence.startswith(f"{len(here)} groups meet when they can come: ")


def fine(
    inside: list[sna.Participant],
    slot: str,
    rules: sna.GroupRules,
    apart: set[frozenset[int]],
) -> bool:
    names = [person.organisation for person in inside if person.organisation]
    return (
        all(slot in each.slots and each.consent and each.stake for each in inside)
        and not (rules.no_state and any(each.state for each in inside))
        and len(names) == len(set(names))
        and not (rules.one_city and len({each.city for each in inside}) > 1)
        and not any(frozenset((a.id, b.id)) in apart for a, b in combinations(inside, 2))
    )


@settings(max_examples=40, deadline=None)
@given(crowds(), st.booleans(), st.booleans(), st.sampled_from([0, 50]))
def test_hard_rules_hold(
    crowd: tuple[list[sna.Participant], Pairs, Pairs], one_city: bool, no_state: bool, exact: int
) -> None:
    people, apart, met = crowd
    rules = replace(TINY, one_city=one_city, no_state=no_state, exact=exact)
    found = sna.form_groups(people, rules, apart=apart, met=met)
    check(found, people, rules, apart)
    check_reasons(found, people, rules)
    assert found == sna.form_groups(people, rules, apart=apart, met=met)


def every_way(problem: Problem, people: list[int]) -> Iterator[float]:
    """The costs of all placements, 1000 for each person left out."""
    if not people:
        yield 0.0
        return
    first, rest = people[0], people[1:]
    for cost in every_way(problem, rest):
        yield 1000 + cost
    for size in (1, 2):
        for others in combinations(rest, size):
            group = [first, *others]
            if problem.conflict[np.ix_(group, group)].any():
                continue
            options = np.flatnonzero(problem.can[group].all(axis=0))
            if len(options):
                mine = min(problem.cost(group, int(option)) for option in options)
                for cost in every_way(problem, [each for each in rest if each not in others]):
                    yield mine + cost


@settings(max_examples=40, deadline=None)
@given(crowds(most=6))
def test_small_crowds_get_the_best_groups(
    crowd: tuple[list[sna.Participant], Pairs, Pairs],
) -> None:
    people, apart, met = crowd
    rules = replace(TINY, offers={"Mon": frozenset({"ramp"})})
    found = sna.form_groups(people, rules, apart=apart, met=met)
    problem = problem_of(people, rules, apart=tuple(apart), met=tuple(met))
    best = min(every_way(problem, list(range(problem.n))))
    barred = sum(each.code in ("no consent", "state") for each in found.unplaced)
    assert found.optimal
    assert 1000 * (len(found.unplaced) - barred) + found.cost == pytest.approx(best)


def person(name: str, slots: str = "Tue", **more: object) -> sna.Participant:
    return sna.Participant(name, slots=frozenset(slots.split()), **more)  # type: ignore[arg-type]  # Fields.


def test_groups_mix_people_who_have_not_met() -> None:
    people = [person(f"p{i}") for i in range(10)]
    met = list(combinations([f"p{i}" for i in range(5)], 2))
    found = sna.form_groups(people, met=met)
    # Of five who met, the best are three in one group and two in the other: 3 + 1 pairs.
    assert (len(found.groups), found.cost) == (2, 12)
    assert found.optimal


def test_conversations_are_of_one_city() -> None:
    people = [person(f"p{i}", city="Hull" if i < 7 else "Leeds") for i in range(12)]
    found = sna.form_groups(people, sna.GroupRules.conversations())
    assert [(group.city, len(group.members)) for group in found.groups] == [("Hull", 7)]
    assert found.unplaced[0].sentence == (
        "Only 4 other people who can be in their group can make Tue in Leeds. "
        "A group needs 6 people."
    )


def test_needs_choose_the_slot() -> None:
    people = [person(f"p{i}", "Mon Tue", needs=frozenset({"ramp"})) for i in range(5)]
    found = sna.form_groups(people, sna.GroupRules(offers={"Tue": frozenset({"ramp"})}))
    assert (found.groups[0].slot, found.cost) == ("Tue", 0)


def test_ninety_people_take_seconds() -> None:
    found, took = placed(90, sna.GroupRules())
    assert took < 15
    assert len(found.unplaced) <= 15
    check(found, members(90), sna.GroupRules(), [])


@pytest.mark.slow
def test_forty_three_are_the_best_there_are() -> None:
    searched, _ = placed(43, sna.GroupRules(exact=0))
    begun = time.perf_counter()
    found, _ = placed(43, sna.GroupRules(seconds=60))
    assert time.perf_counter() - begun < 60
    assert found.optimal
    assert len(searched.unplaced) == len(found.unplaced)
    assert found.cost <= searched.cost


@pytest.mark.parametrize(
    ("people", "more", "words"),
    [
        ([person("a"), person("a")], {}, "“a” appears twice"),
        ([person("a")], {"apart": [("a", "b")]}, "“b” is not among"),
        ([person("a")], {"rules": sna.GroupRules(least=3, most=2)}, "3 to 2 cannot be formed"),
    ],
)
def test_what_cannot_be_is_said(
    people: list[sna.Participant], more: dict[str, object], words: str
) -> None:
    with pytest.raises(sna.SnaError, match=words):
        sna.form_groups(people, **more)  # type: ignore[arg-type]  # Meant.


def test_examples_run() -> None:
    assert doctest.testmod(importlib.import_module("weft.sna.placement")).failed == 0
