"""A handover can be stopped, says what it gives away, and is told to whom it is about."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import NotAllowed
from weft.common.jobs import run_until_idle
from weft.governing.actions import start_handover, stop_handover
from weft.governing.models import Handover
from weft.governing.spread import Spread
from weft.networks.models import Membership

pytestmark = pytest.mark.django_db


def account(cast: Cast, role: str) -> Account:
    found = cast.account(role)
    assert found is not None
    return found


@pytest.fixture
def handover(cast: Cast) -> Handover:
    for role in ("convenor", "member"):
        Account.objects.filter(pk=account(cast, role).pk).update(name=role.title())
    stage = cast.open
    leaving = Membership.objects.get(network=stage.network, account=cast.account("convenor"))
    return start_handover(
        viewer=stage.viewer(cast.account("convenor")), network=stage.network, leaving=leaving,
        successor=account(cast, "member").email,
    )  # fmt: skip


def client_of(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(account(cast, role))
    return client


def who_can(cast: Cast, role: str) -> str:
    client = client_of(cast, role)
    return client.get(reverse("who_can", args=[cast.open.network.slug])).content.decode()


def test_whoever_takes_over_hears_of_it(cast: Cast, handover: Handover) -> None:
    run_until_idle()
    told = [one for one in mail.outbox if one.subject.startswith("A handover began")]
    assert [one.to for one in told] == [[account(cast, "member").email]]
    assert "is to be handed over to you" in told[0].body


def test_it_stands_on_who_can_do_what(cast: Cast, handover: Handover) -> None:
    for role in ("convenor", "member"):
        assert "Convenor hands over to Member." in who_can(cast, role)
    told = who_can(cast, "moderator")
    assert "Convenor hands over what they look after." in told
    assert "Member." not in told
    assert (
        "hands over"
        not in Client().get(reverse("who_can", args=[cast.open.network.slug])).content.decode()
    )


def test_making_somebody_a_convenor_is_asked_twice(cast: Cast, handover: Handover) -> None:
    client = client_of(cast, "convenor")
    url = reverse("handover_detail", args=[cast.open.network.slug, handover.pk])
    assert "Make Member a convenor" in client.get(url).content.decode()
    step = handover.steps.get(kind="role", what="convenor")
    response = client.post(url, {"step": step.pk, "done": "1"})
    assert response.status_code == 422
    assert "Tick this if you are sure." in response.content.decode()
    assert not cast.open.viewer(cast.account("member")).can_manage_network
    assert client.post(url, {"step": step.pk, "done": "1", "sure": "on"}).status_code == 302
    assert cast.open.viewer(cast.account("member")).can_manage_network


@pytest.mark.parametrize("role", ["convenor", "member"])
def test_it_can_be_stopped(role: str, cast: Cast, handover: Handover) -> None:
    other = cast.open.viewer(cast.account("moderator"))
    with pytest.raises(NotAllowed):
        stop_handover(viewer=other, handover=handover)
    url = reverse("handover_stop", args=[cast.open.network.slug, handover.pk])
    assert client_of(cast, role).post(url).status_code == 302
    assert not Handover.objects.filter(pk=handover.pk).exists()
    assert "Convenor hands over" not in who_can(cast, "convenor")


def test_one_person_with_one_responsibility(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Spread(duties=1, people=1, most=1, without_deputy=1, uses=0, half_by=0)
    monkeypatch.setattr("weft.governing.views.spread_of", lambda _viewer, _lines: one)
    told = " ".join(who_can(cast, "member").split())
    assert "One person has the only responsibility. They have no deputy." in told
