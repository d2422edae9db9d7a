"""Looking at one's network as another audience does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import CLEARANCE, Cast, canaries_above
from testkit.tests.test_permission_matrix import content_of

PAGES = ("network_home", "directory", "map_data", "members", "groups", "change_sets", "who_can",
         "lenses", "map_table", "export_page")  # fmt: skip


def client_of(cast: Cast, role: str, audience: str, stage: str = "open") -> Client:
    client, account = Client(), cast.account(role)
    assert account is not None
    client.force_login(account)
    slug = getattr(cast, stage).network.slug
    client.post(reverse("view_as", args=[slug]), {"audience": audience})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("audience", "clearance"), [("everyone", 0), ("members", 1)])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_above_the_audience_is_seen(
    cast: Cast, name: str, audience: str, clearance: int
) -> None:
    slug = cast.open.network.slug
    client = client_of(cast, "convenor", audience)
    response = client.get(reverse(name, args=[slug]))
    assert response.status_code == 200
    text = content_of(response).lower()
    # Groups that one is in oneself are no secret to oneself as a member, nor what one is called.
    own = ("canaryconvenor", *(["canarygroup"] if audience == "members" else []))
    found = [word for word in canaries_above(clearance) if word in text]
    assert [word for word in found if not word.startswith(own)] == []


@pytest.mark.django_db
def test_it_lasts_until_it_is_stopped(cast: Cast) -> None:
    slug = cast.open.network.slug
    client, url = client_of(cast, "convenor", "everyone"), reverse("directory", args=[slug])
    page = client.get(url).content.decode()
    assert "as everyone does who is no member" in page
    assert "canaryactorstewards" not in page
    client.post(reverse("view_as", args=[slug]), {"audience": ""})
    assert "canaryactorstewards" in client.get(url).content.decode()


@pytest.mark.django_db
def test_writing_is_done_with_ones_own_rights(cast: Cast) -> None:
    slug = cast.open.network.slug
    client = client_of(cast, "convenor", "members")
    assert client.get(reverse("network_settings", args=[slug])).status_code == 403
    told = {"new_days": 30, "first_posts": 2}
    assert client.post(reverse("moderation_settings", args=[slug]), told).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "friend", "stranger"])
def test_nobody_sees_more_by_it(cast: Cast, role: str) -> None:
    slug = cast.open.network.slug
    client = client_of(cast, role, "members")
    text = client.get(reverse("directory", args=[slug])).content.decode()
    assert not [word for word in canaries_above(CLEARANCE[role][0]) if word in text]


@pytest.mark.django_db
def test_a_closed_network_is_seen_by_no_outsider_so_nobody_looks_as_one(cast: Cast) -> None:
    client = client_of(cast, "member", "everyone", stage="closed")
    url = reverse("directory", args=[cast.closed.network.slug])
    assert "canaryactormembers" in client.get(url).content.decode()
