"""The way back to the first page, on a network's home, while somebody is new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.joining.models import Welcome
from weft.joining.tests.test_welcoming import member
from weft.networks.models import Membership, Network

NEW = "You are new here"


def home(client: Client, network: Network) -> str:
    return client.get(reverse("network_home", args=[network.slug])).content.decode()


@pytest.fixture
def joined(client: Client, network: Network) -> Membership:
    new = member(network, "new")
    assert new.account is not None
    client.force_login(new.account)
    return new.account.memberships.get()


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (29, True), (31, False)])
def test_home_leads_to_the_first_page_for_a_month(
    client: Client, network: Network, joined: Membership, days: int, is_new: bool
) -> None:
    Membership.objects.update(since=timezone.now() - timedelta(days=days))
    page = home(client, network)
    assert (NEW in page) == is_new
    assert (f'href="{reverse("welcome", args=[network.slug])}"' in page) == is_new
    assert "has said hello" not in page


def test_home_says_who_said_hello(
    client: Client, network: Network, joined: Membership, convenor: Account
) -> None:
    now = timezone.now()
    Membership.objects.update(since=now - timedelta(days=40))
    welcome = Welcome.objects.create(membership=joined, asked_at=now)
    assert NEW not in home(client, network)
    welcome.by, welcome.words, welcome.written_at = convenor, "Hello!", now
    welcome.save()
    page = home(client, network)
    assert "Con Venor has said hello to you." in page
    assert NEW in page


def test_visitors_are_not_new(network: Network) -> None:
    assert NEW not in home(Client(), network)


def test_nobody_is_promised_to_say_hello_who_was_not_asked(
    client: Client, network: Network, joined: Membership
) -> None:
    url = reverse("welcome", args=[network.slug])
    assert "says hello soon" not in client.get(url).content.decode()
    Welcome.objects.create(membership=joined, asked_at=timezone.now())
    page = client.get(url).content.decode()
    assert "Con Venor knows that you are here, and says hello soon." in page
