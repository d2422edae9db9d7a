"""Who comes on the map, and on the wall: nobody who said no, and nobody twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, add_tie
from weft.graph.kinds import names_people
from weft.graph.models import Actor, ChangeSet, Evidence, Tie
from weft.graph.queries import tie_story
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Workshop
from weft.workshop.room import overlay
from weft.workshop.tests.a_room import end, say, settle

pytestmark = pytest.mark.django_db
EVERYONE, NO = Agreement.EVERYONE, Agreement.NO


def on_wall(host: Viewer, workshop: Workshop) -> set[str]:
    room: Any = overlay(host, workshop)
    return {actor["name"] for actor in room["actors"]}


def on_map(made: ChangeSet) -> set[str]:
    return set(Actor.objects.filter(created_in=made).values_list("name", flat=True))


def test_who_says_no_is_not_brought_in_by_others(host: Viewer, workshop: Workshop) -> None:
    say(workshop, "Jane Doe", "", NO)
    say(workshop, "Amy", "", EVERYONE, [("jane  doe", 4), ("New Club", 2)])
    say(workshop, "Ben", "JANE DOE", EVERYONE)
    assert on_wall(host, workshop) == {"Amy", "Ben", "New Club"}
    made = end(host, workshop)
    assert on_map(made) == {"Amy", "Ben", "New Club"}
    assert Tie.objects.get(created_in=made).target.name == "New Club"


def test_a_no_holds_though_another_of_that_name_agreed(host: Viewer, workshop: Workshop) -> None:
    say(workshop, "Jane Doe", "", NO)
    say(workshop, "Jane Doe", "", EVERYONE)
    say(workshop, "Amy", "", EVERYONE, [("Jane Doe", 4)])
    made = end(host, workshop)
    assert on_map(made) == {"Amy", "Jane Doe"}
    assert not Tie.objects.filter(created_in=made).exists(), "nobody knows which one was meant"


def test_who_is_left_out_is_not_brought_in_by_others(host: Viewer, workshop: Workshop) -> None:
    fake = say(workshop, "Fake Club", "", EVERYONE)
    say(workshop, "Amy", "Fake Club", EVERYONE, [("fake club", 3)])
    settle(host, workshop, Decision.REFUSED, fake)
    assert on_wall(host, workshop) == {"Amy"}
    assert on_map(end(host, workshop)) == {"Amy"}


def test_who_still_waits_at_the_end_is_not_brought_in(host: Viewer, workshop: Workshop) -> None:
    say(workshop, "Ben")
    amy = say(workshop, "Amy", "", EVERYONE, [("Ben", 3)])
    settle(host, workshop, Decision.ACCEPTED, amy)
    room: Any = overlay(host, workshop)
    guests = {one["name"]: one["isGuest"] for one in room["actors"]}
    assert guests == {"Ben": True, "Amy": False}, "Amy's word does not accept Ben"
    assert on_map(put_on_map(viewer=host, workshop=workshop)) == {"Amy"}


def test_who_agreed_and_is_named_is_one_person(host: Viewer, workshop: Workshop) -> None:
    say(workshop, "Amy", "", EVERYONE, [("jane doe", 4)])
    say(workshop, "Jane Doe", "Gardens", EVERYONE, [("AMY", 2)])
    assert on_wall(host, workshop) == {"Amy", "Jane Doe", "Gardens"}
    made = end(host, workshop)
    assert on_map(made) == {"Amy", "Jane Doe", "Gardens"}
    jane = Actor.objects.get(created_in=made, name="Jane Doe")
    assert jane.kind.name == "Person"
    assert Tie.objects.get(created_in=made, source__name="Amy").target == jane


def test_a_phone_that_bears_a_groups_name_is_not_the_group(
    host: Viewer, workshop: Workshop
) -> None:
    values = {"name": "City Council", "kind": "Public body", "visibility": 0}
    council = add_actor(viewer=host, values=values)
    say(workshop, "City Council")
    say(workshop, "Amy", "", EVERYONE, [("city council", 3)])
    assert Tie.objects.get(created_in=end(host, workshop)).target == council


def test_nobody_blocks_the_end_with_a_tie_to_themselves(host: Viewer, workshop: Workshop) -> None:
    values = {"name": "Jane Doe", "kind": "Councillors", "visibility": 0}
    add_actor(viewer=host, values=values)
    say(workshop, "Jane Doe", "jane doe", EVERYONE, [("JANE  DOE", 5)])
    say(workshop, "Allotments", "Allotments", EVERYONE, [("allotments", 5)])
    say(workshop, "Amy", "Gardens", EVERYONE, [("gardens", 3)])
    made = end(host, workshop)
    ties = Tie.objects.filter(created_in=made)
    assert [(tie.source.name, tie.target.name) for tie in ties] == [("Amy", "Gardens")]


def test_what_members_alone_may_know_is_not_told_of_a_public_tie(
    host: Viewer, workshop: Workshop, client: Client, cast: Cast
) -> None:
    amy, ben, club = (
        add_actor(viewer=host, values={"name": name, "kind": kind, "visibility": 0})
        for name, kind in (("Amy", "Person"), ("Ben", "Person"), ("Club", "Group"))
    )
    ties = {
        one: add_tie(viewer=host, source=one, target=club, values={
            "type": "works with", "rung": 1, "visibility": 0})
        for one in (amy, ben)
    }  # fmt: skip
    say(workshop, "Amy", "", Agreement.MEMBERS, [("Club", 4)])
    say(workshop, "Ben", "", EVERYONE, [("Club", 4)])
    end(host, workshop)
    said = Evidence.objects.filter(kind="workshop")
    assert {row.said_by: row.visibility for row in said} == {amy: 1, ben: 0}
    assert {row.note for row in said} == {""}, "the title of a workshop may name anyone"
    ties[amy].refresh_from_db()
    assert (ties[amy].visibility, ties[amy].rung) == (0, 4), "the rung rests on what Amy said"
    member = Viewer(host.network_id, Visibility.MEMBERS)
    visitor = Viewer(host.network_id, Visibility.PUBLIC)
    for viewer, told in ((member, {"Amy", "Ben"}), (visitor, {"Ben"})):
        stories = [tie_story(viewer, tie.pk) for tie in ties.values()]
        speakers = {name for story in stories if story for name in story.speakers.values()}
        assert speakers - {""} == told
    tie_page = reverse("tie_detail", args=[cast.open.network.slug, ties[amy].pk])
    page = client.get(tie_page).content.decode()
    assert "Said at a workshop" not in page
    assert "Leeds in one room" not in page


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        ("Person", True),
        ("Volunteers", True),
        ("Town COUNCILLOR", True),
        ("People", True),
        ("Member organisation", False),
        ("Public body", False),
        ("", False),
    ],
)
def test_kinds_of_people(kind: str, people: bool) -> None:
    assert names_people(kind) is people
