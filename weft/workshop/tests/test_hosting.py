"""The host decides on what stands on their page, and on nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.workshop.actions import Entry, change_entry, withdraw
from weft.workshop.models import Agreement, Decision, Participant, Workshop
from weft.workshop.tests.a_room import say, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast: Cast, workshop: Workshop, client: Client) -> str:
    """The host's page, with the host signed in."""
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    return reverse("workshop_host", args=[cast.open.network.slug, workshop.pk])


def form(client: Client, url: str) -> dict[str, list[str]]:
    """What the page would send if all were ticked."""
    page = client.get(url).content.decode()
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(person|waiting)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def decisions(workshop: Workshop) -> dict[str, str]:
    return dict(workshop.participants.values_list("name", "decision"))


def change(participant: Participant, name: str) -> None:
    change_entry(participant=participant, entry=Entry(name, "", Agreement.EVERYONE))


@pytest.mark.parametrize("what", ["accept", "accept_all"])
def test_what_the_host_has_not_seen_is_not_accepted(
    what: str, client: Client, url: str, workshop: Workshop
) -> None:
    amy, _ben, cat = (say(workshop, name) for name in ("Amy", "Ben", "Cat"))
    sent = form(client, url)
    change(amy, "Rude Words")
    withdraw(participant=cat)
    say(workshop, "Dan")
    answer = client.post(url, sent | {"do": what}, follow=True)
    assert decisions(workshop) == {"Rude Words": "waiting", "Ben": "accepted", "Dan": "waiting"}
    assert "2 people have changed or deleted what they said" in answer.content.decode()
    answer = client.post(url, form(client, url) | {"do": what}, follow=True)
    assert set(decisions(workshop).values()) == {"accepted"}
    assert "have changed" not in answer.content.decode()


def test_who_changes_is_not_left_out_unseen(client: Client, url: str, workshop: Workshop) -> None:
    amy = say(workshop, "Fake")
    sent = form(client, url)
    change(amy, "Amy")
    answer = client.post(url, sent | {"do": "refuse"}, follow=True)
    assert decisions(workshop) == {"Amy": "waiting"}
    assert "1 person has changed" in answer.content.decode()


def test_an_id_alone_decides_nothing(client: Client, url: str, workshop: Workshop) -> None:
    amy = say(workshop, "Amy")
    for value in (str(amy.pk), "", "x.y", "1 2", "\0"):
        client.post(url, {"person": value, "do": "accept"})
    client.post(url, {"do": "accept_all"})
    assert decisions(workshop) == {"Amy": "waiting"}


def test_who_was_left_out_can_be_deleted(
    client: Client, url: str, host: Viewer, workshop: Workshop
) -> None:
    fake, _amy = say(workshop, "Fake"), say(workshop, "Amy")
    assert "whom you left out" not in client.get(url).content.decode()
    settle(host, workshop, Decision.REFUSED, fake)
    assert "whom you left out" in client.get(url).content.decode()
    client.post(url, form(client, url) | {"do": "delete"})
    assert decisions(workshop) == {"Amy": "waiting"}


def test_who_was_left_out_takes_no_seat(
    host: Viewer, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weft.workshop.actions.MOST_PEOPLE", 2)
    fake = say(workshop, "Fake")
    say(workshop, "Amy")
    with pytest.raises(InvalidInput, match="full"):
        say(workshop, "Ben")
    settle(host, workshop, Decision.REFUSED, fake)
    assert say(workshop, "Ben").pk


def test_two_taps_are_one_person(workshop: Workshop) -> None:
    phone = Client()
    url = reverse("workshop_join", args=[workshop.code])
    found = re.search(r'name="form" value="([^"]+)"', phone.get(url).content.decode())
    assert found
    sent = {"form": found[1], "name": "Amy", "agreement": "everyone", "with-0": "Ben"}
    first, second = (phone.post(url, sent)["Location"] for _tap in range(2))
    assert first == second
    assert list(decisions(workshop)) == ["Amy"]
    assert 'name="form"' not in phone.get(first).content.decode()
    phone.post(url, sent | {"name": "Her Neighbour"})
    phone.post(url, sent | {"form": "another"})
    phone.post(url, sent | {"form": ""})
    phone.post(url, sent | {"form": ""})
    assert workshop.participants.count() == 5
    phone.post(first, {"do": "withdraw"})
    assert phone.post(url, sent)["Location"] != first, "who deleted all may join again"
