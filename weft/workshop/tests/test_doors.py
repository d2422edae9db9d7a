"""What can be read with a code and no account: few names, a short time, nothing by guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor
from weft.workshop.actions import (
    forget_old,
    open_workshop,
    participant_of,
    set_open,
    token_of,
)
from weft.workshop.doors import JOINS, WRONG_CODES, suggested_names, workshop_called
from weft.workshop.models import State, Workshop
from weft.workshop.tests.a_room import end, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(host: Viewer) -> Workshop:
    return open_workshop(viewer=host, title="Ours", audience=Visibility.MEMBERS)


def age(workshop: Workshop, days: float) -> None:
    opened_at = timezone.now() - timedelta(days=days)
    Workshop.objects.filter(pk=workshop.pk).update(opened_at=opened_at)


def names_at(url: str) -> bool:
    return b'<option value="canaryothermembers' in Client().get(url).content


def test_names_are_told_while_the_room_meets(host: Viewer, ours: Workshop) -> None:
    amy = say(ours, "Amy")
    door = reverse("workshop_join", args=[ours.code])
    mine = reverse("workshop_mine", args=[ours.code, token_of(amy)])
    assert names_at(door)
    assert names_at(mine)
    set_open(viewer=host, workshop=ours, is_open=False)
    assert not names_at(door)
    assert not names_at(mine)
    set_open(viewer=host, workshop=ours, is_open=True)
    assert names_at(mine)
    age(ours, 2.1)
    assert not names_at(door)
    assert not names_at(mine)
    set_open(viewer=host, workshop=ours, is_open=True)
    assert names_at(door), "the host opened the doors anew"
    end(host, ours)
    assert not names_at(mine)


def test_doors_that_nobody_closes_close(ours: Workshop, workshop: Workshop) -> None:
    say(ours, "Amy")
    age(ours, 7.1)
    age(workshop, 6.9)
    forget_old({}, None)  # type: ignore[arg-type]  # it tells no progress
    states = dict(Workshop.objects.values_list("pk", "state"))
    assert (states[ours.pk], states[workshop.pk]) == (State.CLOSED, State.OPEN)
    assert ours.participants.count() == 1
    assert Workshop.objects.get(pk=ours.pk).version > ours.version, "the wall hears of it"
    age(ours, 28.1)
    forget_old({}, None)  # type: ignore[arg-type]
    assert ours.participants.count() == 0, "28 days after it began, as if it were open still"


def test_people_are_not_suggested(host: Viewer, workshop: Workshop) -> None:
    for name, kind, email in (
        ("Amy", "Town Councillors", ""),
        ("Ben", "VOLUNTEER", ""),
        ("Cat", "Person", ""),
        ("Dan's Café", "Organisation", "dan@example.org"),
        ("The Allotments", "Organisation", ""),
    ):
        values = {"name": name, "kind": kind, "visibility": 0, "email": email}
        add_actor(viewer=host, values=values)
    names = suggested_names(workshop)
    assert "The Allotments" in names
    assert not {"Amy", "Ben", "Cat", "Dan's Café"} & set(names)


def test_codes_are_not_guessed(workshop: Workshop, client: Client) -> None:
    good = reverse("workshop_join", args=[workshop.code])
    mine = reverse("workshop_mine", args=[workshop.code, token_of(say(workshop, "Amy"))])
    for number in range(WRONG_CODES.most):
        assert client.get(f"/w/WRONG{number}/").status_code == 404
    for url in ("/w/ANOTHER/", good):
        answer = client.get(url)
        assert answer.status_code == 429
        assert "Wait ten minutes" in answer.content.decode()
    assert client.get(mine).status_code == 200, "who is in the room stays in it"
    assert client.get(good, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_room_of_one_address_gets_in(
    workshop: Workshop, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert JOINS.most == 300, "two hundred phones behind one address, and some again"
    monkeypatch.setattr("weft.workshop.views.JOINS", replace(JOINS, most=3))
    url = reverse("workshop_join", args=[workshop.code])
    sent = {"name": "Amy", "agreement": "everyone"}
    assert [client.post(url, sent).status_code for _n in range(4)] == [302, 302, 302, 429]
    assert client.post(url, {}).status_code == 429
    assert client.get(url).status_code == 200
    assert workshop.participants.count() == 3
    assert client.post(url, sent, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_nothing_is_looked_up_by_a_nul(
    workshop: Workshop, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """PostgreSQL takes none."""
    token = token_of(say(workshop, "Amy"))
    with django_assert_num_queries(0):
        assert workshop_called("\0") is None
        assert participant_of("\0", token) is None
    assert client.get("/w/%00/").status_code == 404
    assert client.get(f"/w/%00/{token}/").status_code == 404
