"""Two people at once: what one of them did is known to the other, whatever their page says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.workshop.actions import (
    Entry,
    change_entry,
    decide,
    discard_workshop,
    set_open,
    withdraw,
)
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Participant, State, Workshop
from weft.workshop.tests.a_room import end, say, settle

pytestmark = pytest.mark.django_db
_NO = Entry("Amy", "", Agreement.NO)
_THINGS = ("change", "withdraw", "decide", "open", "end")


def do(what: str, host: Viewer, workshop: Workshop, amy: Participant) -> None:
    match what:
        case "change":
            change_entry(participant=amy, entry=_NO)
        case "withdraw":
            withdraw(participant=amy)
        case "decide":
            settle(host, workshop, Decision.REFUSED, amy)
        case "open":
            set_open(viewer=host, workshop=workshop, is_open=True)
        case "end":
            put_on_map(viewer=host, workshop=workshop)


@pytest.mark.parametrize("what", _THINGS)
def test_what_is_on_the_map_is_done(what: str, host: Viewer, workshop: Workshop) -> None:
    """Their own copy still says that the doors are open."""
    amy = say(workshop, "Amy")
    amy.workshop = workshop
    end(host, Workshop.objects.get(pk=workshop.pk))
    with pytest.raises(InvalidInput, match="on the map"):
        do(what, host, workshop, amy)
    kept = Participant.objects.get(pk=amy.pk)
    assert (kept.agreement, kept.decision) == (Agreement.EVERYONE, Decision.ACCEPTED)
    assert Workshop.objects.get(pk=workshop.pk).state == State.DONE


@pytest.mark.parametrize("what", _THINGS)
def test_what_is_thrown_away_does_not_come_back(
    what: str, host: Viewer, workshop: Workshop
) -> None:
    amy = say(workshop, "Amy")
    discard_workshop(viewer=host, workshop=Workshop.objects.get(pk=workshop.pk))
    with pytest.raises(InvalidInput, match="deleted"):
        do(what, host, workshop, amy)
    assert not Participant.objects.filter(name="Amy").exists()


def test_what_was_withdrawn_does_not_come_back(workshop: Workshop) -> None:
    amy = say(workshop, "Amy")
    withdraw(participant=Participant.objects.get(pk=amy.pk))
    with pytest.raises(InvalidInput, match="Join again"):
        change_entry(participant=amy, entry=_NO)
    assert not workshop.participants.exists()


def test_a_no_before_the_end_counts(host: Viewer, workshop: Workshop) -> None:
    amy, ben = say(workshop, "Amy"), say(workshop, "Ben")
    settle(host, workshop, Decision.ACCEPTED, amy, ben)
    change_entry(participant=amy, entry=_NO)
    made = put_on_map(viewer=host, workshop=workshop)
    assert [one.name for one in Actor.objects.filter(created_in=made)] == ["Ben"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer anyway")
@pytest.mark.parametrize("what", _THINGS)
def test_who_writes_holds_the_workshop(what: str, host: Viewer, workshop: Workshop) -> None:
    amy = say(workshop, "Amy")
    settle(host, workshop, Decision.ACCEPTED, amy)
    with CaptureQueriesContext(connection) as queries:
        do(what, host, workshop, amy)
    asked = [query["sql"] for query in queries if "workshop_" in query["sql"]]
    assert "FOR UPDATE" in asked[0]
    assert 'FROM "workshop_workshop"' in asked[0]


def test_a_decision_needs_a_name(host: Viewer, workshop: Workshop) -> None:
    with pytest.raises(InvalidInput, match="Choose whether to accept"):
        decide(viewer=host, workshop=workshop, shown=[], decision="perhaps")
