"""What is asked for by name on a large map: search, an actor with its ties, what filters leave."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from testkit.nets import clique, load, steward_of
from weft.analysis.queries import reading
from weft.common.visibility import Viewer
from weft.graph.actions import set_audience
from weft.graph.models import Actor, Tie
from weft.mapping.map_data import map_data
from weft.mapping.tiles import around as arounds
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(settings: Settings) -> Network:
    settings.WEFT_MAP_WHOLE_UP_TO = 12
    names = ["Bridge House", "Old Bridge", "Café Bridge", "Bridget", "The Bridgeway Trust"]
    records = [ActorRecord(name=name, kind="Group", place="Leeds") for name in names]
    records += [ActorRecord(name=f"Other {n}", kind="Person") for n in range(20)]
    # Bridget has the most ties of those who begin with what is typed.
    ties = [TieRecord(3, n, rung=n % 5 + 1) for n in range(5, 15)]
    return load(records, [*ties, *clique(0, 3, rung=4)])


def asked(client: Client, network: Network, address: str) -> dict[str, Any]:
    answer = client.get(f"/{network.slug}/map/{address}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def found_by(client: Client, network: Network, typed: str) -> list[str]:
    return [hit["name"] for hit in asked(client, network, f"search/?q={typed}")["found"]]


def test_beginnings_come_first_and_the_highest_ranked_of_them(
    network: Network, client: Client
) -> None:
    assert found_by(client, network, "BRIDGE")[:2] == ["Bridget", "Bridge House"]
    assert set(found_by(client, network, "bridge")[2:]) == {
        "Old Bridge", "Café Bridge", "The Bridgeway Trust"}  # fmt: skip


def test_words_in_any_order_and_without_accents(network: Network, client: Client) -> None:
    assert found_by(client, network, "bridge cafe") == ["Café Bridge"]
    assert found_by(client, network, "trust bridgeway") == ["The Bridgeway Trust"]
    assert found_by(client, network, "nobody") == []
    assert found_by(client, network, "") == []
    assert found_by(client, network, "%00") == []
    assert len(found_by(client, network, "other")) == 12


def test_who_is_hidden_is_not_found(network: Network, client: Client) -> None:
    hidden = Actor.objects.get(name="Bridget")
    set_audience(viewer=steward_of(network), rows=[hidden], audience=1)
    assert "Bridget" not in found_by(client, network, "bridget")
    assert client.get(f"/{network.slug}/map/around/?ids={hidden.pk}").status_code == 404


def test_an_actor_comes_with_its_strongest_ties(
    network: Network, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arounds, "MOST_TIES", 4)
    hub = Actor.objects.get(name="Bridget")
    found = asked(client, network, f"around/?ids={hub.pk}")
    assert found["actors"]["id"][0] == hub.pk
    assert found["asked"] == 1
    rungs = [rung or 0 for rung in Tie.objects.filter(source=hub).values_list("rung", flat=True)]
    assert found["rung"] == sorted(rungs, reverse=True)[:4]
    assert found["actors"]["degree"][0] == 10


def test_several_come_with_the_ties_between_them(network: Network, client: Client) -> None:
    ids = list(Actor.objects.filter(search_name__contains="bridge h").values_list("pk", flat=True))
    ids += list(Actor.objects.filter(name__startswith="Old").values_list("pk", flat=True))
    found = asked(client, network, f"around/?ids={','.join(map(str, ids))}")
    assert len(found["a"]) == 1
    assert len(found["actors"]["id"]) == 2


def test_who_has_no_place_has_no_position_there(network: Network, client: Client) -> None:
    other = Actor.objects.get(name="Other 0")
    found = asked(client, network, f"around/?ids={other.pk}&view=place")["actors"]
    assert found["x"][0] is None
    assert found["kind"][0] >= 0


def test_what_a_filter_leaves_comes_whole_or_is_counted(network: Network, client: Client) -> None:
    some = asked(client, network, "part.json?kind=Group")
    assert some["count"] == len(some["net"]["actors"]["name"]) == 5
    assert len(some["net"]["ties"]["target"]) == 3
    many = asked(client, network, "part.json?kind=Person")
    assert many == {"count": 20}


def test_a_part_stands_where_it_stands_on_the_large_map(network: Network, client: Client) -> None:
    some = asked(client, network, "part.json?q=bridget")["net"]["actors"]
    hub = Actor.objects.get(name="Bridget")
    around = asked(client, network, f"around/?ids={hub.pk}")["actors"]
    assert some["x"][0] == pytest.approx(around["x"][0], abs=1)
    assert some["y"][0] == pytest.approx(around["y"][0], abs=1)


def test_the_whole_net_is_still_there_for_those_who_ask(network: Network) -> None:
    viewer = Viewer(network.pk, 0)
    assert len(map_data(viewer, network, reading(viewer, network))["actors"]["id"]) == 25


def test_the_page_asks_for_tiles_above_the_limit(
    network: Network, client: Client, settings: Settings
) -> None:
    page = client.get(f"/{network.slug}/map/").content.decode()
    assert "map/overview.json" in page.split("<script", 1)[0]
    assert '"isTiled": true' in page
    settings.WEFT_MAP_WHOLE_UP_TO = 5_000
    page = client.get(f"/{network.slug}/map/").content.decode()
    assert "map/data.json" in page.split("<script", 1)[0]
    assert '"isTiled": false' in page
