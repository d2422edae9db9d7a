"""Answering one application after the other, on their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from weft.accounts.models import Account
from weft.joining.models import Application, Gate
from weft.joining.tests.conftest import waiting
from weft.networks.actions import add_membership
from weft.networks.models import Network

DECLINE = {"do": "decline", "decline-words": "Sorry.", "decline-reason": "Too far."}


@pytest.fixture
def three(network: Network) -> list[Application]:
    """Three that wait, as the list has them: the newest first."""
    made = [waiting(network, f"{name}@example.org") for name in "abc"]
    for number, one in enumerate(made):
        one.sent_at = timezone.now() - timedelta(days=number)
        one.save()
    return made


def detail(application: Application) -> str:
    return reverse("application_detail", args=[application.network.slug, application.pk])


def test_after_an_answer_comes_the_next_one_and_at_last_the_list(
    client: Client, network: Network, convenor: Account, three: list[Application]
) -> None:
    client.force_login(convenor)
    first, second, third = map(detail, three)
    assert client.post(second, {"do": "admit"})["Location"] == third
    assert client.post(third, DECLINE)["Location"] == first
    answer = client.post(first, DECLINE)
    assert answer["Location"] == reverse("applications", args=[network.slug])


def test_an_opinion_that_settles_nothing_stays(
    client: Client, network: Network, three: list[Application]
) -> None:
    Gate.objects.update(admitted_by="members", needed=2)
    opinion = {"do": "opinion", "says": "yes"}
    for name, there in (("ann", detail(three[0])), ("ben", detail(three[1]))):
        account = Account.objects.create_user(f"{name}@example.com", name=name)
        add_membership(network=network, account=account)
        client.force_login(account)
        # The second yes admits; a member does not see that application any more.
        assert client.post(detail(three[0]), opinion)["Location"] == there
        assert client.get(there).status_code == 200


def test_declining_without_a_reason_keeps_the_words(
    client: Client, convenor: Account, three: list[Application]
) -> None:
    client.force_login(convenor)
    told = {**DECLINE, "decline-words": "We are sorry to say no.", "decline-reason": " "}
    answer = client.post(detail(three[0]), told)
    assert answer.status_code == 422
    assert "We are sorry to say no." in answer.content.decode()


def test_what_somebody_has_answered_meanwhile_says_so(
    client: Client, convenor: Account, three: list[Application]
) -> None:
    client.force_login(convenor)
    client.post(detail(three[0]), {"do": "admit"})
    answer = client.post(detail(three[0]), DECLINE)
    assert answer.status_code == 422
    assert "Somebody has answered this already." in answer.content.decode()
