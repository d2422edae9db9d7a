"""A room draws the map: joining without an account, consent, the wall, and one change at last."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, undo_change_set
from weft.graph.models import Actor, Evidence, Tie
from weft.workshop.actions import (
    Entry,
    decide,
    forget_old,
    join,
    open_workshop,
    set_open,
    token_of,
    withdraw,
)
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Participant, Workshop
from weft.workshop.room import overlay
from weft.workshop.tests.a_room import end, say, settle

pytestmark = pytest.mark.django_db
EVERYONE, MEMBERS, NO = Agreement.EVERYONE, Agreement.MEMBERS, Agreement.NO


def test_a_phone_joins_changes_and_deletes(workshop: Workshop, client: Client) -> None:
    url = reverse("workshop_join", args=[workshop.code.lower()])
    assert client.get(url).status_code == 200
    sent = {
        "name": "Amy", "group": "Allotments", "agreement": "members",
        "with-0": "canaryactorpublic", "rung-0": "4", "with-1": " ", "with-5": "Someone Else",
    }  # fmt: skip
    answer = client.post(url, sent)
    mine = answer["Location"]
    page = client.get(mine).content.decode()
    assert "Thank you" in page
    assert 'value="Someone Else"' in page
    amy = workshop.participants.get()
    assert list(amy.said.order_by("pk").values_list("name", "rung")) == [
        ("canaryactorpublic", 4),
        ("Someone Else", None),
    ]
    settle(cast_host(workshop), workshop, Decision.ACCEPTED, amy)
    client.post(mine, sent | {"group": "Gardens"})
    amy.refresh_from_db()
    assert (amy.group, amy.decision) == ("Gardens", "waiting"), "the host looks again"
    assert b"It is deleted" in client.post(mine, {"do": "withdraw"}).content
    assert client.get(mine).status_code == 404
    assert not workshop.participants.exists()


def cast_host(workshop: Workshop) -> Viewer:
    return Viewer(workshop.network_id, Visibility.STEWARDS, None, frozenset({"map_manager"}))


def test_nothing_is_agreed_to_by_itself(workshop: Workshop, client: Client) -> None:
    url = reverse("workshop_join", args=[workshop.code])
    page = client.get(url).content.decode()
    assert " checked" not in page
    answer = client.post(url, {"name": "Amy", "with-0": "Kept Words"})
    assert answer.status_code == 422
    assert "Choose whether you may be on the map." in answer.content.decode()
    assert "Kept Words" in answer.content.decode(), "nothing typed is lost"
    assert not workshop.participants.exists()


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("", "", EVERYONE), "Write your name"),
        (Entry(" \0 ", "", EVERYONE), "Write your name"),
        (Entry("Amy", "", "perhaps"), "Choose whether you may be on the map"),
        (Entry("Amy", "", EVERYONE, [("Ben", 9)]), "answers that are offered"),
    ],
)
def test_bad_entries_say_what_is_wrong(workshop: Workshop, entry: Entry, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        join(workshop=workshop, entry=entry)


def test_closed_doors(host: Viewer, workshop: Workshop) -> None:
    set_open(viewer=host, workshop=workshop, is_open=False)
    with pytest.raises(InvalidInput, match="closed"):
        say(workshop, "Late")
    set_open(viewer=host, workshop=workshop, is_open=True)
    assert say(workshop, "Not too late").pk


def test_links_belong_to_their_workshop(host: Viewer, workshop: Workshop, client: Client) -> None:
    other = open_workshop(viewer=host, title="Another", audience=0)
    token = token_of(say(workshop, "Amy"))
    assert client.get(reverse("workshop_mine", args=[workshop.code, token])).status_code == 200
    assert client.get(reverse("workshop_mine", args=[other.code, token])).status_code == 404
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert client.get(reverse("workshop_mine", args=[workshop.code, forged])).status_code == 404


def test_the_wall_shows_the_room_and_marks_what_is_not_confirmed(
    host: Viewer, workshop: Workshop, cast: Cast
) -> None:
    known = cast.open.actors[0]
    amy = say(workshop, "Amy", "Allotments", EVERYONE, [(known.name.upper(), 4)])
    say(workshop, "Ben", "allotments", NO, [("New Club", 2)])
    say(workshop, "Cat", "", NO, [("Never Seen", 2)])
    seen = Viewer(host.network_id, Visibility.PUBLIC)
    room: Any = overlay(seen, workshop)
    names = {actor["name"]: actor for actor in room["actors"]}
    assert set(names) == {"Amy", "Allotments", "New Club"}, "Ben and Cat did not agree"
    assert all(actor["isGuest"] for actor in names.values())
    pairs = {(tie["source"], tie["target"], tie["rung"]) for tie in room["ties"]}
    group = names["Allotments"]["id"]
    assert pairs == {
        (names["Amy"]["id"], group, 5),
        (group, known.pk, 4),
        (group, names["New Club"]["id"], 2),
    }
    settle(host, workshop, Decision.ACCEPTED, amy)
    again: Any = overlay(seen, workshop)
    assert {a["name"] for a in again["actors"] if a["isGuest"]} == {"New Club"}
    assert {a["id"] for a in again["actors"]} == {a["id"] for a in room["actors"]}


def test_the_wall_knows_no_hidden_names(host: Viewer, workshop: Workshop, cast: Cast) -> None:
    """A name typed in the room that belongs to a hidden actor stays just a name."""
    hidden = cast.open.actors[2]
    say(workshop, "Amy", "", EVERYONE, [(hidden.name, 3)])
    room: Any = overlay(Viewer(host.network_id, Visibility.PUBLIC), workshop)
    assert hidden.pk not in {tie["target"] for tie in room["ties"]}
    page = Client().get(reverse("workshop_join", args=[workshop.code])).content.decode()
    assert "canaryotherpublic" in page
    assert "canaryothermembers" not in page
    assert "canaryactorpublic" not in page, "it has an e-mail address"


def test_a_closed_network_suggests_no_names(cast: Cast) -> None:
    viewer = cast.closed.viewer(cast.account("convenor"))
    closed = open_workshop(viewer=viewer, title="Ours", audience=Visibility.PUBLIC)
    page = Client().get(reverse("workshop_join", args=[closed.code])).content.decode()
    assert "canaryactor" not in page
    ours = open_workshop(viewer=viewer, title="Ours", audience=Visibility.MEMBERS)
    page = Client().get(reverse("workshop_join", args=[ours.code])).content.decode()
    assert "canaryactormembers" in page
    assert "canaryactorstewards" not in page


def test_the_end_is_one_change_that_can_be_undone(
    host: Viewer, workshop: Workshop, cast: Cast
) -> None:
    known = cast.open.actors[0]
    before = Actor.objects.visible_to(host).count()
    say(workshop, "Amy", "Allotments", EVERYONE, [(known.name, 4), ("New Club", None)])
    say(workshop, "Ben", "Allotments", MEMBERS, [("New Club", 3)])
    say(workshop, "Cat", "Allotments", NO, [("Cat's Friends", 2)])
    alone = say(workshop, "Left Out", "", EVERYONE)
    settle(host, workshop, Decision.ACCEPTED, *workshop.participants.exclude(pk=alone.pk))
    made = put_on_map(viewer=host, workshop=workshop)
    assert made.kind == "workshop"
    fresh = {a.name: a for a in Actor.objects.filter(created_in=made)}
    assert set(fresh) == {"Amy", "Ben", "Allotments", "New Club", "Cat's Friends"}
    assert fresh["Amy"].visibility == Visibility.PUBLIC
    assert fresh["Ben"].visibility == fresh["Allotments"].visibility == Visibility.MEMBERS
    ties = Tie.objects.filter(created_in=made)
    assert ties.count() == 5, "two people of one group, and the group's three"
    shared = ties.get(target=fresh["New Club"])
    said = Evidence.objects.filter(tie=shared)
    assert {row.said_by for row in said} == {fresh["Amy"], fresh["Ben"]}
    assert {row.kind for row in said} == {"workshop"}
    cats = Evidence.objects.get(tie__target=fresh["Cat's Friends"])
    assert cats.said_by is None
    left = set(Participant.objects.filter(workshop=workshop).values_list("name", flat=True))
    assert left == {"Amy", "Ben"}, "who did not agree, or was left out, leaves no trace"
    undo_change_set(viewer=host, change_set=made)
    assert Actor.objects.visible_to(host).count() == before
    with pytest.raises(InvalidInput, match="on the map already"):
        put_on_map(viewer=host, workshop=Workshop.objects.get(pk=workshop.pk))


def test_someone_who_is_on_the_map_is_not_doubled(host: Viewer, workshop: Workshop) -> None:
    amy = add_actor(viewer=host, values={"name": "Amy", "kind": "Person", "visibility": 0})
    say(workshop, "amy", "", EVERYONE, [("New Club", 3)])
    made = end(host, workshop)
    assert set(Actor.objects.filter(created_in=made).values_list("name", flat=True)) == {"New Club"}
    assert Tie.objects.get(created_in=made).source == amy


def test_an_empty_room_puts_nothing_on_the_map(host: Viewer, workshop: Workshop) -> None:
    with pytest.raises(InvalidInput, match="Nobody is accepted yet"):
        put_on_map(viewer=host, workshop=workshop)
    say(workshop, "Cat", "", NO)
    with pytest.raises(InvalidInput):
        end(host, workshop)


def test_after_the_end_the_phone_cannot_delete(host: Viewer, workshop: Workshop) -> None:
    amy = say(workshop, "Amy")
    end(host, workshop)
    with pytest.raises(InvalidInput, match="Ask a map manager"):
        withdraw(participant=Participant.objects.select_related("workshop").get(pk=amy.pk))


def test_the_spreadsheet_runs_nothing(cast: Cast, workshop: Workshop, client: Client) -> None:
    say(workshop, "=cmd()", "+1", EVERYONE, [("@x", 3), ("Ben", None)])
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    url = reverse("workshop_export", args=[cast.open.network.slug, workshop.pk])
    rows = list(csv.reader(io.StringIO(client.get(url).content.decode("utf-8-sig"))))
    assert rows[1:] == [
        ["'=cmd()", "+1", "everyone", "waiting", "'@x", "3"],
        ["'=cmd()", "+1", "everyone", "waiting", "Ben", ""],
    ]


def test_only_hosts_host(cast: Cast, workshop: Workshop) -> None:
    member = cast.open.viewer(cast.account("member"))
    elsewhere = cast.closed.viewer(cast.account("convenor"))
    with pytest.raises(NotAllowed):
        open_workshop(viewer=member, title="Mine", audience=0)
    for viewer in (member, elsewhere):
        with pytest.raises(NotAllowed):
            put_on_map(viewer=viewer, workshop=workshop)
        with pytest.raises(NotAllowed):
            decide(viewer=viewer, workshop=workshop, shown=[], decision="accepted")


def test_what_was_said_is_forgotten(host: Viewer, workshop: Workshop) -> None:
    say(workshop, "Amy")
    forget_old({}, None)  # type: ignore[arg-type]  # it tells no progress
    assert workshop.participants.count() == 1
    Workshop.objects.update(opened_at=timezone.now() - timedelta(days=29))
    forget_old({}, None)  # type: ignore[arg-type]
    assert workshop.participants.count() == 0
