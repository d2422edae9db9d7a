"""Introductions for everyone: parts, caps, quotas, draws, reasons, and what a policy does."""

from __future__ import annotations

import doctest
import importlib

import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs

MODULES = (
    "acceptance", "contacts", "introduction_candidates", "introduction_choice",
    "introduction_gain", "introduction_people", "introduction_reasons", "introductions",
)  # fmt: skip
PLAIN = sna.IntroductionRules(draw=0, quotas=False)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"weft.sna.{name}")).failed == 0


def made(seed: int = 0, n: int = 120) -> tuple[sna.Graph, sna.People]:
    random = np.random.default_rng(seed)
    everyone = np.arange(n)
    people = sna.People(
        asks=np.column_stack((everyone, random.integers(0, 9, n))),
        offers=np.column_stack((everyone, random.integers(0, 9, n))),
        topics=np.column_stack((everyone, everyone % 5)),
        region=everyone % 3,
        newcomer=everyone >= n - 5,
    )
    return graphs.random_graph(n - 10, 200, seed), people


def widened(graph: sna.Graph, n: int) -> sna.Graph:
    return sna.Graph.from_edges(n, *graph.edges())


def setting(seed: int = 0) -> tuple[sna.Graph, sna.People, sna.Introductions]:
    graph, people = made(seed)
    graph = widened(graph, 120)  # The last ten are isolates.
    return graph, people, sna.introductions(graph, people)


def test_ten_for_everyone_isolates_and_newcomers_too() -> None:
    graph, _, found = setting()
    assert found.person.shape == (120, 10)
    assert found.unfilled() == 0
    for i in range(graph.n):
        mine = found.person[i].tolist()
        assert len(set(mine)) == 10
        assert i not in mine
        assert not set(mine) & set(graph.neighbours(i).tolist())
    assert np.isin(np.arange(110, 120), found.person).all()


def test_nobody_is_proposed_more_often_than_the_cap() -> None:
    graph, people, found = setting()
    assert np.bincount(found.person.ravel()).max() <= 20
    rules = sna.IntroductionRules(caps=False, proposed_at_most=5)
    free = sna.introductions(graph, people, rules=rules)
    assert np.bincount(free.person.ravel()).max() > 5
    tight = sna.introductions(graph, people, rules=sna.IntroductionRules(proposed_at_most=3))
    assert np.bincount(tight.person[tight.person >= 0]).max() <= 3
    assert tight.unfilled() >= 120 * 7


def test_what_is_proposed_already_counts_against_the_cap() -> None:
    graph, _ = made()
    proposed = np.zeros(110, dtype=int)
    proposed[7] = 20
    found = sna.introductions(graph, sna.People(proposed=proposed))
    assert 7 not in found.person


def test_places_are_kept_for_other_regions_and_one_is_drawn() -> None:
    _, people, found = setting()
    region = np.asarray(people.region)
    other = region[found.person] != region[:, None]
    assert (other.sum(axis=1) >= 3).all()
    assert found.drawn.sum(axis=1).tolist() == [1] * 120
    assert found.drawn[:, 9].all()


def test_scores_fall_and_are_the_product_of_their_parts() -> None:
    graph, people = made()
    found = sna.introductions(widened(graph, 120), people, rules=PLAIN)
    assert (np.diff(found.score, axis=1) <= 0).all()
    worth = 0.5 * found.fit + 0.5 * found.gain
    assert found.score == pytest.approx(found.acceptance * worth * found.need, rel=1e-5)
    for part in (found.acceptance, found.fit, found.gain):
        assert ((part >= 0) & (part <= 1)).all()


@pytest.mark.parametrize("part", ["acceptance", "fit", "gain", "need"])
def test_each_part_can_be_switched_off(part: str) -> None:
    graph, people = made()
    graph = widened(graph, 120)
    rules = sna.IntroductionRules(draw=0, quotas=False, **{part: False})
    without = sna.introductions(graph, people, rules=rules)
    values = getattr(without, part)
    assert np.unique(values).tolist() in ([0.0], [1.0])
    whole = sna.introductions(graph, people, rules=PLAIN)
    assert not np.array_equal(without.person, whole.person)


def test_the_same_twice_and_on_demand() -> None:
    graph, people, found = setting()
    again = sna.introductions(graph, people)
    assert np.array_equal(found.person, again.person)
    rules = sna.IntroductionRules(caps=False, draw=0)
    introducer = sna.Introducer(graph, people, rules=rules)
    everyone = introducer.for_everyone()
    for i in (0, 57, 119):
        one = sna.introductions_for(graph, i, introducer)
        assert one.person[0].tolist() == everyone.person[i].tolist()
        assert one.score[0] == pytest.approx(everyone.score[i])
    with pytest.raises(sna.UnknownActor):
        introducer.for_actor(120)


def test_wishes_are_kept() -> None:
    graph = graphs.path(6)
    people = sna.People(barred=[(2, 0)], opted_out=[False] * 4 + [True, False])
    found = sna.introductions(graph, people)
    assert 4 not in found.person
    assert (found.person[4] == -1).all()
    assert 2 not in found.person[0]
    assert 0 not in found.person[2]
    assert 3 in found.person[0]


def test_asks_that_are_met_both_ways_fit_best() -> None:
    graph = sna.Graph.from_edges(5, [], [])
    people = sna.People(asks=[(0, 1), (2, 2), (3, 3)], offers=[(1, 1), (2, 1), (0, 2), (3, 9)])
    found = sna.introductions(graph, people, rules=PLAIN)
    assert found.person[0, :2].tolist() == [2, 1]
    assert found.fit[0, :2].tolist() == [1.0, 0.5]
    assert found.topic[0, :2].tolist() == [1, 1]


def test_knowing_of_each_other_and_replies_raise_acceptance() -> None:
    graph = sna.Graph.from_edges(6, [0], [1])
    people = sna.People(aware=[(2, 3)], asked=[0, 0, 0, 0, 5, 5], accepted=[0, 0, 0, 0, 5, 0])
    found = sna.introductions(graph, people, rules=PLAIN)
    p = {(i, int(w)): float(x) for i in range(6)
         for w, x in zip(found.person[i], found.acceptance[i], strict=True)}  # fmt: skip
    assert p[2, 3] == p[3, 2] > p[0, 2]
    assert p[0, 4] > p[0, 2] > p[0, 5]


def test_reasons_count_and_name_nobody_else() -> None:
    graph = sna.Graph.from_edges(6, [0, 0, 1, 2, 4], [1, 2, 3, 3, 5])
    people = sna.People(
        asks=[(0, 7)], offers=[(3, 7)], topics=[(0, 1), (3, 1)], region=[0, 0, 0, 1, 2, 2]
    )
    introducer = sna.Introducer(graph, people)
    why = {each.reason.name: (each.count, each.topic) for each in introducer.reasons(0, 3)}
    assert why == {
        "OFFERS_WHAT_YOU_ASK": (1, 7),
        "SAME_TOPIC": (1, 1),
        "COMMON_CONTACTS": (2, -1),
        "OTHER_REGION": (2, -1),
    }
    far = {each.reason.name: each.count for each in introducer.reasons(0, 4)}
    assert far == {"JOINS_PARTS": 0, "OTHER_REGION": 0}
    found = introducer.for_actor(0)
    place = found.person[0].tolist().index(3)
    codes = sna.IntroductionReason(int(found.reasons[0, place]))
    assert {each.name for each in codes} == set(why)
    with pytest.raises(sna.SnaError):
        introducer.reasons(0, 0)
    with pytest.raises(sna.UnknownActor):
        introducer.reasons(0, 6)


def test_learned_acceptance_is_used() -> None:
    random = np.random.default_rng(1)
    source, target = random.integers(0, 30, (2, 400))
    contacts = sna.Contacts.of(range(400), source, target, 30)
    model = sna.learn_acceptance(contacts)
    found = sna.introductions(contacts.graph(), model=model, rules=PLAIN)
    i, w = 3, int(found.person[3, 0])
    assert found.acceptance[i, 0] == pytest.approx(model.probability([i], [w])[0], rel=1e-5)
    with pytest.raises(sna.SnaError):
        sna.introductions(graphs.path(5), model=model)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_next_to_nobody(n: int) -> None:
    found = sna.introductions(sna.Graph.from_edges(n, [], []))
    assert found.person.shape == (n, 10)
    assert int((found.person >= 0).sum()) == (2 if n == 2 else 0)


def test_directions_do_not_matter() -> None:
    one = graphs.random_graph(40, 90, 3)
    source, target = one.edges()
    other = sna.Graph.from_edges(40, target, source, directed=True)
    assert np.array_equal(sna.introductions(one).person, sna.introductions(other).person)


@pytest.mark.parametrize(
    "people",
    [
        sna.People(asks=[(0, -1)]),
        sna.People(asks=[(9, 1)]),
        sna.People(topics=[1, 2, 3]),
        sna.People(region=[1]),
        sna.People(aware=[(0, 9)]),
        sna.People(asked=[0] * 5, accepted=[1] * 5),
    ],
)
def test_people_that_do_not_fit(people: sna.People) -> None:
    with pytest.raises(sna.SnaError):
        sna.introductions(graphs.path(5), people)


@pytest.mark.parametrize(
    "rules", [{"each": 0}, {"proposed_at_most": -1}, {"draw": 0.9}, {"alpha": -1}]
)
def test_rules_that_do_not_fit(rules: dict[str, int]) -> None:
    with pytest.raises(sna.SnaError):
        sna.IntroductionRules(**rules)  # type: ignore[arg-type]  # On purpose.
