"""What was typed stays where something is not in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.governing.models import Decision, Holding, Seat
from weft.networks.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def convenor(cast: Cast, client: Client) -> Client:
    client.force_login(cast.account("convenor"))  # type: ignore[arg-type]  # there is one
    return client


def post(client: Client, page: str, /, *args: object, **told: object) -> tuple[int, str]:
    response = client.post(reverse(page, args=args), told)
    return response.status_code, response.content.decode()


def test_a_decision_of_tomorrow_keeps_its_words(cast: Cast, convenor: Client) -> None:
    circle, slug = cast.open.circles[1], cast.open.network.slug
    today = timezone.localdate()
    told = {
        "decision-title": "A shed for all",
        "decision-words": "A long text that took an hour",
        "decision-visibility": 1,
    }
    status, text = post(
        convenor, "decision_add", slug, circle.pk,
        **told, **{"decision-decided_on": (today + timedelta(days=1)).isoformat()},
    )  # fmt: skip
    assert status == 422
    assert "A decision is of today or earlier." in text
    assert "A long text that took an hour" in text
    assert f'max="{today.isoformat()}"' in text
    assert not Decision.objects.filter(title="A shed for all").exists()
    status, _text = post(
        convenor, "decision_add", slug, circle.pk, **told, **{"decision-decided_on": today}
    )
    assert status == 302


def test_a_seat_does_not_end_before_today(cast: Cast, convenor: Client) -> None:
    circle, account = cast.open.circles[1], cast.account("member")
    assert account is not None
    status, text = post(
        convenor, "seat_give", cast.open.network.slug, circle.pk,
        **{"seat-account": account.pk, "seat-until": "2020-01-01"},
    )  # fmt: skip
    assert status == 422
    assert "The last day has to be today or later." in text
    assert 'value="2020-01-01"' in text
    assert not Seat.objects.filter(circle=circle, account=account, until__year=2020).exists()


def test_a_deputy_who_is_the_holder_keeps_the_key(cast: Cast, convenor: Client) -> None:
    account = cast.account("member")
    assert account is not None
    status, text = post(
        convenor, "holdings", cast.open.network.slug,
        name="The key of the shed", kind="key", holder=account.pk, deputy=account.pk,
    )  # fmt: skip
    assert status == 422
    assert "A deputy is somebody else." in text
    assert "The key of the shed" in text
    assert not Holding.objects.filter(name="The key of the shed").exists()


def test_an_unknown_successor_stays_in_the_form(cast: Cast, convenor: Client) -> None:
    own = Membership.objects.get(network=cast.open.network, account=cast.account("convenor"))
    status, text = post(
        convenor, "exit_page", cast.open.network.slug, own.pk, successor="nobody@example.org"
    )
    assert status == 422
    assert "nobody@example.org" in text


def test_the_last_convenor_keeps_what_they_chose(cast: Cast, convenor: Client) -> None:
    status, text = post(
        convenor, "leave", cast.open.network.slug,
        map="unnamed", said="named", wrote="delete", sure="on", never_again="on",
    )  # fmt: skip
    assert status == 422
    assert "Look at this again:" in text
    assert 'name="never_again" checked' in text
    assert text.count(" checked") == 5


def test_a_question_with_one_answer_and_numbers_out_of_bounds(cast: Cast, convenor: Client) -> None:
    slug = cast.open.network.slug
    status, text = post(
        convenor, "equality_add", slug,
        **{"equality-words": "How old are you?", "equality-options": "Old enough"},
    )  # fmt: skip
    assert status == 422
    assert "How old are you?" in text
    assert "Old enough" in text
    status, text = post(
        convenor, "joining_settings", slug, asks="Be kind", admitted_by="steward", needed=0,
        remind_days=100,
    )  # fmt: skip
    assert status == 422
    assert "Between 1 and 50 people." in text
    assert "Between 1 and 90 days." in text
    assert "is violated" not in text
    assert "Be kind" in text
    status, text = post(convenor, "kind_edit", slug, cast.open.joining["kind"], name="A", months=0)
    assert "Between 1 month and 20 years, or leave it empty." in text
