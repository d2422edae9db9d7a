"""The net on earlier days, by what happened and by what the map showed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import (
    Ends,
    Seen,
    add_actor,
    edit_actor,
    end_many,
    record_evidence,
    undo_change_set,
)
from weft.graph.comparing import between
from weft.graph.former import former_values
from weft.graph.models import Actor, ChangeSet, Tie
from weft.graph.past import Clock, Past, first_day, number_of, read_past
from weft.graph.queries import tie_story
from weft.graph.undoings import own_steps

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def viewer(cast: Cast) -> Viewer:
    return cast.closed.viewer(cast.account("convenor"))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def backdate(change_set: ChangeSet | None, days: int) -> None:
    assert change_set is not None
    moment = timezone.now() - timedelta(days=days)
    ChangeSet.objects.filter(pk=change_set.pk).update(made_at=moment)


def add(viewer: Viewer, name: str, days: int, **values: object) -> Actor:
    actor = add_actor(viewer=viewer, values={"name": name, **values})
    backdate(actor.created_in, days)
    return actor


def tie(viewer: Viewer, one: Actor, other: Actor, seen_ago: int, rung: int = 3) -> Tie:
    made = record_evidence(
        viewer=viewer, seen=[Seen(Ends(one, other, "knows"), "meeting", ago(seen_ago), rung)]
    )
    return Tie.objects.get(created_in=made)


def on_map(past: Past, row: Actor | Tie, day: date) -> bool:
    lives = past.actors if isinstance(row, Actor) else past.ties
    there = lives.there_on(number_of(day))
    return bool(there[lives.ids == row.pk].any())


def test_a_tie_is_there_from_its_first_evidence_or_from_when_it_was_recorded(
    viewer: Viewer,
) -> None:
    amy, ben = add(viewer, "Amy", 40), add(viewer, "Ben", 40)
    known = tie(viewer, amy, ben, seen_ago=100)
    backdate(known.created_in, 10)
    happened, recorded = (read_past(viewer, clock) for clock in Clock)
    assert [on_map(happened, known, ago(days)) for days in (101, 100, 5)] == [False, True, True]
    assert [on_map(recorded, known, ago(days)) for days in (100, 11, 10)] == [False, False, True]
    # Whoever has a tie was there themselves.
    assert on_map(happened, amy, ago(100))
    assert not on_map(recorded, amy, ago(100))


def test_starts_and_ends_of_files_count_for_what_happened(viewer: Viewer) -> None:
    actor = add(viewer, "Old League", 5, start="1998", end="2004-06")
    happened, recorded = (read_past(viewer, clock) for clock in Clock)
    days = [date(1997, 12, 31), date(1998, 1, 1), date(2004, 6, 30), date(2004, 7, 1)]
    assert [on_map(happened, actor, day) for day in days] == [False, True, True, False]
    assert on_map(recorded, actor, TODAY)


def test_what_was_taken_back_never_happened_but_was_recorded(viewer: Viewer) -> None:
    wrong = add(viewer, "Wrong list", 30)
    backdate(undo_change_set(viewer=viewer, change_set=wrong.created_in), 20)
    happened, recorded = (read_past(viewer, clock) for clock in Clock)
    assert not on_map(happened, wrong, ago(25))
    assert [on_map(recorded, wrong, ago(days)) for days in (31, 25, 20)] == [False, True, False]


def test_what_was_put_back_was_away_in_between(viewer: Viewer) -> None:
    actor = add(viewer, "Amy", 50)
    ended = end_many(viewer=viewer, actors=[actor])
    undone = undo_change_set(viewer=viewer, change_set=ended)
    backdate(ended, 30)
    backdate(undone, 20)
    recorded = read_past(viewer, Clock.RECORDED)
    assert [on_map(recorded, actor, ago(days)) for days in (31, 25, 20)] == [True, False, True]


def test_that_someone_was_away_is_for_members(viewer: Viewer) -> None:
    actor = add(viewer, "Away", 50, visibility=0)
    ended = end_many(viewer=viewer, actors=[actor])
    backdate(ended, 40)
    back = undo_change_set(viewer=viewer, change_set=ended)
    backdate(back, 30)
    for clearance, was_there in ((Visibility.PUBLIC, True), (Visibility.MEMBERS, False)):
        past = read_past(Viewer(viewer.network_id, clearance), Clock.RECORDED)
        at = past.actors.ids.tolist().index(actor.pk)
        assert bool(past.actors.there_on(number_of(ago(35)))[at]) == was_there


def test_whoever_left_is_shown_to_stewards_alone(cast: Cast, viewer: Viewer) -> None:
    amy, ben, cat = (add(viewer, name, 50) for name in ("Amy", "Ben", "Cat"))
    over, stays = tie(viewer, amy, ben, 40), tie(viewer, ben, cat, 40)
    end_many(viewer=viewer, ties=[over])
    end_many(viewer=viewer, actors=[cat])
    member = cast.closed.viewer(cast.account("member"))
    visitor = Viewer(viewer.network_id, Visibility.PUBLIC)
    Actor.objects.filter(pk__in=[amy.pk, ben.pk, cat.pk]).update(visibility=0)
    Tie.objects.filter(pk__in=[over.pk, stays.pk]).update(visibility=0)
    for who, actors, ties in (
        (viewer, {amy.pk, ben.pk, cat.pk}, {over.pk, stays.pk}),
        (member, {amy.pk, ben.pk}, {over.pk}),
        (visitor, {amy.pk, ben.pk}, set()),
    ):
        past = read_past(who, Clock.HAPPENED)
        assert set(past.actors.ids) & {amy.pk, ben.pk, cat.pk} == actors
        assert set(past.ties.ids) & {over.pk, stays.pk} == ties
    assert tie_story(member, stays.pk) is None
    assert tie_story(member, over.pk) is not None
    assert tie_story(visitor, over.pk) is None


def test_two_days_compared(cast: Cast, viewer: Viewer) -> None:
    network = cast.closed.network
    amy, ben, cat = (add(viewer, name, 900) for name in ("Amy", "Ben", "Cat"))
    old = tie(viewer, amy, ben, seen_ago=1500)
    grown = tie(viewer, ben, cat, seen_ago=400, rung=2)
    record_evidence(viewer=viewer, seen=[Seen(grown, "bid", ago(10), 5)])
    fresh = tie(viewer, amy, cat, seen_ago=20)
    new = add(viewer, "Newcomer", 5)
    found = between(viewer, network, ago(700), TODAY, Clock.HAPPENED)
    assert new.pk in found.actors_added
    assert fresh.pk in found.ties_added
    assert old.pk in found.ties_faded
    later = between(viewer, network, ago(300), TODAY, Clock.HAPPENED)
    assert (grown.pk, 2, 5) in later.stronger
    assert later.weaker == []
    record_evidence(viewer=viewer, seen=[Seen(grown, "confirmed", TODAY, 1, said_by=ben)])
    weaker = between(viewer, network, ago(5), TODAY, Clock.HAPPENED)
    assert (grown.pk, 5, 1) in weaker.weaker


def test_former_names_as_far_as_one_may_see_the_change(cast: Cast, viewer: Viewer) -> None:
    actor = add(viewer, "First", 90, visibility=1)
    for days, name in ((60, "Second"), (30, "Third")):
        backdate(edit_actor(viewer=viewer, actor=actor, values={"name": name}), days)

    def names(who: Viewer, days: int) -> object:
        return former_values(who, [actor.pk], ago(days), "name").get(actor.pk)

    assert [names(viewer, days) for days in (70, 50, 10)] == ["First", "Second", None]
    visitor = Viewer(viewer.network_id, Visibility.PUBLIC)
    assert names(visitor, 70) is None


def test_undo_and_redo_walk_through_what_one_did(viewer: Viewer) -> None:
    ChangeSet.objects.update(made_by=None)
    first, second = (
        add_actor(viewer=viewer, values={"name": name}).created_in for name in ("One", "Two")
    )

    def step(which: str) -> None:
        target = getattr(own_steps(viewer), which)
        assert target is not None, which
        undo_change_set(viewer=viewer, change_set=target)

    def here() -> set[str]:
        rows = Actor.objects.filter(created_in__in=(first, second), ended_in=None)
        return set(rows.values_list("name", flat=True))

    assert own_steps(viewer).redo is None
    for which, left in (
        ("undo", {"One"}),
        ("undo", set()),
        ("redo", {"One"}),
        ("redo", {"One", "Two"}),
        ("undo", {"One"}),
        ("undo", set()),
        ("redo", {"One"}),
    ):
        step(which)
        assert here() == left
    add_actor(viewer=viewer, values={"name": "Three"})
    assert own_steps(viewer).redo is None, "after something new there is nothing to do again"


@pytest.mark.parametrize(
    ("text", "day"),
    [("2019-05-17T10:00", date(2019, 5, 17)), ("2019-05", date(2019, 5, 1)),
     ("2019", date(2019, 1, 1)), ("soon", None), ("", None), ("2019-13-40", None), ("²019", None)],
)  # fmt: skip
def test_days_in_files(text: str, day: date | None) -> None:
    assert first_day(text) == day
