"""Whoever is not signed in reads that something is for members, with the way in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("invitations", "Only members can invite others."),
        ("group_start", "Only members can start groups."),
    ],
)
def test_a_visitor_reads_what_is_for_members(cast: Cast, name: str, words: str) -> None:
    answer = Client().get(reverse(name, args=[cast.open.network.slug]))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert words in page
    assert "Your kind of membership" not in page
    assert f"{reverse('account_login')}?next=" in page
