"""Groups: who may come in by which door, what stays secret, and the last steward."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.groups.models import Group
from weft.networks.models import Network


def client_of(cast: Cast, role: str) -> Client:
    client, account = Client(), cast.account(role)
    if account is not None:
        client.force_login(account)
    return client


def is_in(cast: Cast, group: Group, role: str) -> bool:
    return group.members.filter(account=cast.account(role)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("audience", "joins", "asks"), [(0, True, False), (1, False, True)])
def test_the_doors_of_open_and_closed_groups(
    cast: Cast, audience: int, joins: bool, asks: bool
) -> None:
    group = cast.open.groups[audience]
    arguments = [cast.open.network.slug, group.slug]
    client_of(cast, "member").post(reverse("group_join", args=arguments))
    assert is_in(cast, group, "member") == joins
    client_of(cast, "moderator").post(reverse("group_ask", args=arguments), {"words": "Please"})
    asked = group.requests.filter(account=cast.account("moderator")).exists()
    assert asked == asks
    assert is_in(cast, group, "moderator") is False or audience == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "stranger", "friend", "member", "moderator"])
def test_a_secret_group_is_in_no_list(cast: Cast, role: str) -> None:
    group, slug = cast.open.groups[2], cast.open.network.slug
    client = client_of(cast, role)
    for name in ("groups", "groups_csv", "api:groups", "directory", "network_home"):
        answer = client.get(reverse(name, args=[slug]))
        assert group.name.encode() not in b"".join(answer)
    assert client.get(reverse("group_detail", args=[slug, group.slug])).status_code == 404


@pytest.mark.django_db
def test_nobody_joins_a_group_without_belonging_to_the_network(cast: Cast) -> None:
    group, slug = cast.open.groups[0], cast.open.network.slug
    for role in ("anonymous", "stranger", "former", "friend", "paused"):
        client_of(cast, role).post(reverse("group_join", args=[slug, group.slug]))
        assert not is_in(cast, group, role)


@pytest.mark.django_db
def test_a_closed_network_shows_none_of_its_groups(cast: Cast) -> None:
    network: Network = cast.closed.network
    assert Client().get(reverse("groups", args=[network.slug])).status_code == 404
