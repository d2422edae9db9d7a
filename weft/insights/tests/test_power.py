"""Who holds power: by kind, with who sways them and who is in touch, as far as one may see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from testkit.query_counts import queries_of
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import KindLook, TypeLook, add_actor, add_tie, set_looks
from weft.graph.models import Actor, ActorKind, TieType
from weft.insights.power import holders, standing, with_ties

pytestmark = pytest.mark.django_db


class Town:
    """A council with a councillor, a lobbyist, a friend, and a ministry that nobody knows."""

    def __init__(self, cast: Cast) -> None:
        self.viewer = cast.open.viewer(cast.account("convenor"))
        self.network = cast.open.network
        council, councillor, ministry = (
            self.add(name, kind)
            for name, kind in (("Council", "Body"), ("Seat", "Office"), ("Ministry", "Body"))
        )
        self.council, self.councillor, self.ministry = council, councillor, ministry
        self.lobby, self.friend = self.add("Lobby", "Group"), self.add("Friend", "Group")
        self.tie(councillor, council, "sits on", 5)
        self.tie(self.lobby, council, "lobbies", 2)
        self.tie(council, self.friend, "in touch", 4)
        kinds = ActorKind.objects.filter(network=self.network, name__in=("Body", "Office"))
        types = TieType.objects.filter(network=self.network, name__in=("sits on", "lobbies"))
        set_looks(
            viewer=self.viewer,
            kinds={kind.pk: KindLook("", "", holds_power=True) for kind in kinds},
            types={tie_type.pk: TypeLook("", is_influence=True) for tie_type in types},
        )

    def add(self, name: str, kind: str, visibility: int = 0) -> Actor:
        given = {"name": name, "kind": kind, "visibility": visibility}
        return add_actor(viewer=self.viewer, values=given)

    def tie(self, one: Actor, other: Actor, name: str, rung: int, visibility: int = 0) -> None:
        values = {"type": name, "rung": rung, "direction": "directed", "visibility": visibility}
        add_tie(viewer=self.viewer, source=one, target=other, values=values)


@pytest.fixture
def town(cast: Cast) -> Town:
    return Town(cast)


def test_who_sways_and_who_is_in_touch(town: Town) -> None:
    found = {h.actor.name: h for h in with_ties(town.viewer, holders(town.viewer))}
    assert set(found) == {"Council", "Seat", "Ministry"}
    council = found["Council"]
    assert [(a.name, sort) for a, sort in council.sways] == [
        ("Lobby", "lobbies"),
        ("Seat", "sits on"),
    ]
    assert [(a.name, int(rung or 0)) for a, rung in council.in_touch] == [
        ("Friend", 4),
        ("Lobby", 2),
    ]
    assert found["Seat"].sways == [], "whoever sits on a council sways it, not it them"
    assert found["Seat"].in_touch == []
    reach = standing(town.viewer)
    assert (reach.holders, reach.unreached, reach.reached) == (3, 2, 1)
    unreached = holders(town.viewer, only_unreached=True)
    assert {actor.name for actor in unreached} == {"Seat", "Ministry"}


def test_hidden_ties_reach_nobody(town: Town) -> None:
    secret = town.add("Secret Friend", "Group", visibility=2)
    town.tie(secret, town.ministry, "in touch", 3, visibility=2)
    assert standing(town.viewer).unreached == 1
    visitor = Viewer(town.network.pk, Visibility.PUBLIC)
    assert standing(visitor).unreached == 2
    (ministry,) = (h for h in with_ties(visitor, holders(visitor)) if h.actor == town.ministry)
    assert ministry.in_touch == []


def test_the_page_and_what_it_says_when_nobody_holds_power(
    town: Town, cast: Cast, client: Client
) -> None:
    url = reverse("power", args=[town.network.slug])
    page = client.get(url).content.decode()
    assert "3 on the map hold power, and somebody is in touch with 1 of them." in page
    assert "Ministry" in client.get(f"{url}?unreached=1").content.decode()
    account = cast.account("member")
    assert account is not None
    client.force_login(account)
    empty = client.get(reverse("power", args=[cast.closed.network.slug])).content.decode()
    assert "Nobody on the map holds power yet" in empty


def test_more_holders_are_no_more_queries(town: Town, client: Client) -> None:
    url = reverse("power", args=[town.network.slug])
    before = queries_of(client, url)
    for number in range(18):
        body = town.add(f"Body {number}", "Body")
        town.tie(town.friend, body, "in touch", 2)
    assert queries_of(client, url) == before


def test_what_if_beside_the_map(town: Town, client: Client) -> None:
    url = reverse("what_if_panel", args=[town.network.slug])
    assert client.get(url).status_code == 404
    assert client.get(url, {"without": "x"}).status_code == 404
