"""Two people edit one actor or tie at once: nothing is lost, and nothing is written over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.graph.models import Actor, Tie
from weft.mapping.tests.test_actor_pages import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(cast: Cast, client: Client) -> Client:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    return client


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("actor_edit", args=[cast.open.network.slug, cast.open.actors[0].pk])


def now(cast: Cast) -> Actor:
    return Actor.objects.get(pk=cast.open.actors[0].pk)


def test_changes_of_different_fields_are_both_kept(cast: Cast, steward: Client, url: str) -> None:
    stale = form_of(steward, url)
    steward.post(url, stale | {"description": "Newer words"})
    assert steward.post(url, stale | {"website": "https://example.org"}).status_code == 302
    assert (now(cast).description, now(cast).website) == ("Newer words", "https://example.org")


def test_two_values_of_one_field_are_shown_and_one_is_chosen(
    cast: Cast, steward: Client, url: str
) -> None:
    stale = form_of(steward, url)
    steward.post(url, stale | {"description": "Theirs", "place": "Hull"})
    mine = stale | {"description": "Mine", "website": "https://example.org"}
    answer = steward.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Yours:</" not in page
    assert "Mine" in page
    assert "Theirs" in page
    assert now(cast).description == "Theirs", "nothing is written before one has chosen"
    shown = {name: answer.context["form"][name].value() for name in mine}
    for choice, kept in (("theirs", "Theirs"), ("mine", "Mine")):
        assert steward.post(url, shown | {"choose-description": choice}).status_code == 302
        assert now(cast).description == kept
        assert (now(cast).place, now(cast).website) == ("Hull", "https://example.org")


def test_a_third_change_is_noticed_too(cast: Cast, steward: Client, url: str) -> None:
    stale = form_of(steward, url)
    steward.post(url, stale | {"description": "Second"})
    answer = steward.post(url, stale | {"description": "Mine"})
    shown = {name: answer.context["form"][name].value() for name in stale}
    steward.post(url, form_of(steward, url) | {"description": "Third"})
    again = steward.post(url, shown | {"choose-description": "mine"})
    assert again.status_code == 200
    assert "Third" in again.content.decode()
    assert now(cast).description == "Third"


def test_the_same_change_twice_is_no_conflict(cast: Cast, steward: Client, url: str) -> None:
    stale = form_of(steward, url)
    for _time in range(2):
        sent = stale | {"description": "Two lines\r\nof text"}
        assert steward.post(url, sent).status_code == 302


def test_ties_too(cast: Cast, steward: Client) -> None:
    tie = cast.open.ties[0]
    url = reverse("tie_edit", args=[cast.open.network.slug, tie.pk])
    stale = form_of(steward, url)
    steward.post(url, stale | {"label": "Theirs"})
    assert steward.post(url, stale | {"weight": "3"}).status_code == 302
    assert Tie.objects.get(pk=tie.pk).label == "Theirs"
    assert steward.post(url, stale | {"label": "Mine"}).status_code == 200
    assert Tie.objects.get(pk=tie.pk).label == "Theirs"
