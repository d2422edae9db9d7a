"""Undoing: what a change set did is taken back, what came after it stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from testkit.cast import Cast
from testkit.nets import steward_of
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Intake,
    apply_difference,
    edit_actor,
    end_actor,
    undo_change_set,
)
from weft.graph.difference import compare
from weft.graph.errors import AlreadyUndone, CannotUndo
from weft.graph.models import Actor, ChangeSet, Evidence, Tie
from weft.networks.actions import create_network
from weft.sna.io.records import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(db: None) -> Viewer:
    return steward_of(create_network(account=None, name="Net"))


def bring(
    viewer: Viewer, actors: list[ActorRecord], ties: list[TieRecord] | None = None
) -> ChangeSet:
    difference = compare(viewer=viewer, net=Net("test", actors, ties or []))
    made = apply_difference(viewer=viewer, difference=difference, intake=Intake())
    assert made is not None
    return made


def undo(viewer: Viewer, change_set: ChangeSet) -> ChangeSet:
    return undo_change_set(viewer=viewer, change_set=change_set)


def seen(viewer: Viewer) -> dict[str, str]:
    """The actors on the map with their descriptions."""
    actors = Actor.objects.visible_to(viewer)
    return dict(actors.order_by("name").values_list("name", "description"))


def ties_seen(viewer: Viewer) -> int:
    return Tie.objects.visible_to(viewer).count()


def test_undo_and_redo_an_import(viewer: Viewer) -> None:
    brought = bring(viewer, [ActorRecord("Amy"), ActorRecord("Ben")], [TieRecord(0, 1)])
    undone = undo(viewer, brought)
    assert (seen(viewer), ties_seen(viewer)) == ({}, 0)
    assert not Evidence.objects.visible_to(viewer).exists()
    with pytest.raises(AlreadyUndone):
        undo(viewer, brought)
    redone = undo(viewer, undone)
    assert (seen(viewer), ties_seen(viewer)) == ({"Amy": "", "Ben": ""}, 1)
    assert Evidence.objects.visible_to(viewer).count() == 1
    undone = undo(viewer, redone)
    assert (seen(viewer), ties_seen(viewer)) == ({}, 0)
    undo(viewer, undone)
    assert (seen(viewer), ties_seen(viewer)) == ({"Amy": "", "Ben": ""}, 1)


def test_redo_the_end_of_an_actor(viewer: Viewer) -> None:
    bring(viewer, [ActorRecord("Amy"), ActorRecord("Ben")], [TieRecord(0, 1)])
    ended = end_actor(viewer=viewer, actor=Actor.objects.get(name="Amy"))
    undone = undo(viewer, ended)
    assert (len(seen(viewer)), ties_seen(viewer)) == (2, 1)
    redone = undo(viewer, undone)
    assert (seen(viewer), ties_seen(viewer)) == ({"Ben": ""}, 0)
    undo(viewer, redone)
    assert (len(seen(viewer)), ties_seen(viewer)) == (2, 1)


def test_undo_keeps_newer_values(viewer: Viewer) -> None:
    bring(viewer, [ActorRecord("Amy", description="one", fields={"a": 1, "b": 1})])
    second = bring(
        viewer, [ActorRecord("Amy", description="two", place="York", fields={"a": 2, "c": 2})]
    )
    actor = Actor.objects.get()
    edit_actor(
        viewer=viewer,
        actor=actor,
        values={"description": "three", "fields": {**actor.fields, "b": 3}},
    )
    undone = undo(viewer, second)
    actor.refresh_from_db()
    assert (actor.description, actor.place, actor.latitude) == ("three", "", None)
    assert actor.fields == {"a": 1, "b": 3}
    assert (undone.summary["reverted"], undone.summary["kept_newer"]) == (1, 1)
    undo(viewer, undone)
    actor.refresh_from_db()
    assert (actor.place, actor.fields) == ("York", {"a": 2, "b": 3, "c": 2})


def test_undo_takes_along_what_hangs_on_its_actors(viewer: Viewer) -> None:
    first = bring(viewer, [ActorRecord("Amy"), ActorRecord("Ben")])
    second = bring(viewer, [ActorRecord("Amy"), ActorRecord("Cat")], [TieRecord(0, 1)])
    undone = undo(viewer, first)
    assert (seen(viewer), ties_seen(viewer)) == ({"Cat": ""}, 0)
    undo_second = undo(viewer, second)
    undo(viewer, undone)
    assert (seen(viewer), ties_seen(viewer)) == ({"Amy": "", "Ben": ""}, 0)
    undo(viewer, undo_second)
    assert (len(seen(viewer)), ties_seen(viewer)) == (3, 1)


def test_what_was_undone_does_not_come_back_with_an_older_end(viewer: Viewer) -> None:
    brought = bring(viewer, [ActorRecord("Amy")])
    ended = end_actor(viewer=viewer, actor=Actor.objects.get())
    undone = undo(viewer, brought)
    undo(viewer, ended)
    assert seen(viewer) == {}
    undo(viewer, undone)
    assert seen(viewer) == {"Amy": ""}


def test_an_id_that_was_used_again(viewer: Viewer) -> None:
    first = bring(viewer, [ActorRecord("Amy", id="7")])
    undone = undo(viewer, first)
    bring(viewer, [ActorRecord("Amy", id="7", description="new")])
    with pytest.raises(CannotUndo):
        undo(viewer, undone)
    assert seen(viewer) == {"Amy": "new"}
    assert not hasattr(ChangeSet.objects.get(pk=undone.pk), "undone_by")


def test_kinds_and_names_go_back(viewer: Viewer) -> None:
    bring(viewer, [ActorRecord("Amy", id="7", kind="person")])
    second = bring(viewer, [ActorRecord("Amy Smith", id="7", kind="group")])
    undo(viewer, second)
    actor = Actor.objects.select_related("kind").get()
    assert (actor.name, actor.search_name, actor.kind.name) == ("Amy", "amy", "person")


def test_imported_ties_rest_on_evidence_of_the_day_that_they_ended(viewer: Viewer) -> None:
    """A file that names no end says that the tie still holds, whenever it began."""
    ends = ("2019-05-17", "2019-05", "2019", "", "soon", "2999-01-01", "2019-13-40", "²019")
    today = timezone.localdate()
    bring(
        viewer,
        [ActorRecord("Amy")],
        [TieRecord(0, 0, start="1998", end=end, rung=2) for end in ends],
    )
    rows = Evidence.objects.order_by("pk").values_list("tie__end", "date", "rung", "kind")
    expected = [date(2019, 5, 17), date(2019, 5, 1), date(2019, 1, 1), *[today] * 5]
    assert list(rows) == [
        (end, day, 2, "imported") for end, day in zip(ends, expected, strict=True)
    ]
    assert [tie.evidence_date for tie in Tie.objects.order_by("pk")] == expected


@pytest.mark.parametrize("role", ["anonymous", "stranger", "member"])
def test_only_map_managers_import_and_undo(cast: Cast, role: str) -> None:
    stage = cast.open
    viewer = stage.viewer(cast.account(role))
    difference = compare(viewer=viewer, net=Net("test", [ActorRecord("Zoe")], []))
    with pytest.raises(NotAllowed):
        apply_difference(viewer=viewer, difference=difference, intake=Intake())
    with pytest.raises(NotAllowed):
        undo(viewer, stage.change_sets[0])
    assert not Actor.objects.filter(name="Zoe").exists()
