"""Links from mails that are cut off, made up or too old: a page that says what to do, no more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.joining.mails import token_of
from weft.joining.models import InviteLink
from weft.joining.tests.conftest import waiting
from weft.networks.models import Network

LINKS = ("join_invited", "invitation_decline", "join_resume", "join_not_me", "join_by_link",
         "group_alive", "placeholder_answer", "appeal")  # fmt: skip
WORDS = "This link is not whole, or too old. Ask for a new one."


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 404
    # The address of the page itself stands in it as where to come back to.
    return re.sub(r'(next|value)="?[^"&]*', "", answer.content.decode())


@pytest.mark.parametrize("name", LINKS)
def test_a_broken_link_says_what_to_do(client: Client, network: Network, name: str) -> None:
    text = page(client, reverse(name, args=[network.slug, "made-up"]))
    assert WORDS in text
    assert "nothing here" not in text
    assert "sign in first" not in text


def test_what_was_there_looks_like_what_never_was(client: Client, network: Network) -> None:
    application = waiting(network)
    token = token_of(application)
    resume = reverse("join_resume", args=[network.slug, token])
    assert client.get(resume).status_code == 200
    made_up = page(client, reverse("join_resume", args=[network.slug, "made-up"]))
    assert page(client, resume[:-4] + "/") == made_up
    application.profile.delete()
    application.delete()
    assert page(client, resume) == made_up
    over = timezone.localdate() - timedelta(days=1)
    InviteLink.objects.create(network=network, code="gone", until=over)
    for code in ("gone", "never"):
        assert page(client, reverse("join_by_link", args=[network.slug, code])) == made_up
    assert page(client, reverse("join_resume", args=["no-network", token])) == made_up


def test_other_addresses_say_that_nothing_is_there(client: Client, network: Network) -> None:
    text = page(client, reverse("profile_detail", args=[network.slug, 999]))
    assert "There is nothing here" in text
    assert WORDS not in text
