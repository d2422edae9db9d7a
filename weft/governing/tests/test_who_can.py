"""The page that says who can do what: what has no page here, and people without a name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.governing.queries import role_lines

pytestmark = pytest.mark.django_db


def page(cast: Cast, role: str) -> str:
    client = Client()
    client.force_login(cast.account(role))  # type: ignore[arg-type]  # there is one
    return client.get(reverse("who_can", args=[cast.open.network.slug])).content.decode()


def test_what_no_page_is_for_is_said_to_be_agreed_among_people(cast: Cast) -> None:
    lines = {line.role: line for line in role_lines(cast.open.network.pk)}
    assert [one.has_page for one in lines["treasurer"].allows] == [False]
    assert [one.has_page for one in lines["moderator"].allows] == [True]
    # Treasurer, librarian and facilitator have one each, and the convenor all three.
    assert page(cast, "member").count("there is no page for it here") == 6


def test_who_has_no_name_is_somebody_and_to_convenors_an_address(cast: Cast) -> None:
    account = cast.account("steward")
    assert account is not None
    account.name = ""
    account.save()
    assert account.email in page(cast, "convenor")
    told = page(cast, "member")
    assert account.email not in told
    assert "somebody without a name" in told
