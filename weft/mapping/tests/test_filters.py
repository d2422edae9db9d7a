"""The table takes the same filters as the map, each with one value or several."""

from __future__ import annotations

import pytest
from django.test import Client

from testkit.nets import clique, load
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord


@pytest.fixture
def network(db: None) -> Network:
    records = [
        ActorRecord(
            name=f"A{n}",
            kind=("Group", "Council", "Trust")[n % 3],
            region=("North", "South")[n % 2],
            tags=[("Housing", 'Café "Ö"', "Votes")[n // 4]],
        )
        for n in range(12)
    ]
    return load(records, clique(0, 5, type="funds", rung=3) + clique(5, 4, type="meets", rung=1))


def names(client: Client, network: Network, query: str, page: str = "map/table/") -> list[str]:
    shown = client.get(f"/{network.slug}/{page}?{query}").context["page"]
    return [actor.name for actor in shown.actors]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["map/table/", "directory/"])
def test_one_value_and_several(network: Network, client: Client, page: str) -> None:
    assert len(names(client, network, "", page)) == 12
    assert names(client, network, "kind=Group", page) == ["A0", "A3", "A6", "A9"]
    assert len(names(client, network, "kind=Group&kind=Trust", page)) == 8
    assert names(client, network, "kind=Group&region=North", page) == ["A0", "A6"]
    assert names(client, network, "topic=Caf%C3%A9+%22%C3%96%22", page) == ["A4", "A5", "A6", "A7"]
    assert len(names(client, network, "topic=Housing&topic=Votes", page)) == 8


@pytest.mark.django_db
def test_ties_and_rungs(network: Network, client: Client) -> None:
    assert names(client, network, "type=funds") == ["A0", "A1", "A2", "A3", "A4"]
    assert len(names(client, network, "type=funds&type=meets")) == 9
    assert names(client, network, "rung=2") == ["A0", "A1", "A2", "A3", "A4"]


@pytest.mark.django_db
def test_orders(network: Network, client: Client) -> None:
    assert names(client, network, "sort=-name")[0] == "A9"
    by_degree = names(client, network, "sort=degree")
    assert set(by_degree[:5]) == {"A0", "A1", "A2", "A3", "A4"}
    assert set(names(client, network, "sort=-degree")[:3]) == {"A9", "A10", "A11"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["page=99999", "page=x", "rung=9", "sort=nonsense", "q=%00", "cluster=none", "kind=%FF"],
)
def test_nonsense_in_the_address_is_no_error(network: Network, client: Client, query: str) -> None:
    assert client.get(f"/{network.slug}/map/table/?{query}").status_code == 200
