"""The page that compares two days lists the first of each sort, or all when asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.graph.actions import add_actor
from weft.mapping.then import LISTED

pytestmark = pytest.mark.django_db


def test_the_first_or_all_are_listed(cast: Cast, client: Client) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    for number in range(LISTED + 3):
        add_actor(viewer=viewer, values={"name": f"Newcomer {number:02}", "visibility": 0})
    url = reverse("time_compare", args=[cast.open.network.slug]) + "?from=2020-01-01"
    first = client.get(url).content.decode()
    assert f"The first {LISTED} are listed." in first
    assert first.count(">Newcomer ") < LISTED + 3
    everyone = client.get(f"{url}&all=1").content.decode()
    assert everyone.count(">Newcomer ") == LISTED + 3
    assert "are listed." not in everyone
