"""The data of the map: one fixture holds the server and the script to the same contract."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from testkit.cast import Cast
from weft.analysis.pipeline import refresh_network
from weft.analysis.queries import reading
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, add_tie
from weft.mapping.map_data import map_data, packed, unpacked
from weft.networks.actions import create_network
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

FIXTURE = Path(__file__).resolve().parents[3] / "map_ui/fixtures/net.json"
ACTORS = (
    {"name": "Åse’s Table", "kind": "Group", "region": "Wales", "topics": ["Food", "Housing"],
     "place": "Cardiff", "latitude": 51.48, "longitude": -3.18},
    {"name": "Bridge Trust", "kind": "Funder", "region": "London", "topics": ["Housing"]},
    {"name": "Civic Forum", "kind": "Group", "region": "Wales", "topics": []},
    {"name": "Dormant Circle", "kind": "Group"},
)  # fmt: skip
TIES = ((0, 1, "funds", 3, "directed"), (1, 0, "works with", 5, "directed"),
        (1, 2, "works with", None, "undirected"))  # fmt: skip


@pytest.fixture
def small(cast: Cast) -> tuple[Network, Viewer]:
    account = cast.account("convenor")
    assert account is not None
    network = create_network(account=account, name="Small", visibility=Visibility.PUBLIC)
    viewer = viewer_of(network, account.pk)
    actors = [
        add_actor(viewer=viewer, values={**values, "visibility": Visibility.PUBLIC})
        for values in ACTORS
    ]
    for source, target, tie_type, rung, direction in TIES:
        add_tie(
            viewer=viewer,
            source=actors[source],
            target=actors[target],
            values={
                "type": tie_type,
                "rung": rung,
                "direction": direction,
                "visibility": Visibility.PUBLIC,
            },
        )
    network.refresh_from_db()
    refresh_network(network, Progress())
    return network, viewer_of(network, account.pk)


def settled(data: dict[str, Any]) -> dict[str, Any]:
    """Without what differs from run to run: the numbers of rows and the positions."""
    count = len(data["actors"]["id"])
    actors = {**data["actors"], "id": [1] * count}
    for axis in ("x", "y"):
        assert all(-1 <= value <= 10_001 for value in actors[axis])
        actors[axis] = list(range(0, 100 * count, 100))
    return {**data, "actors": actors}


def test_the_contract_with_the_script(small: tuple[Network, Viewer]) -> None:
    network, viewer = small
    data = settled(packed(map_data(viewer, network, reading(viewer, network))))
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not FIXTURE.exists():
        FIXTURE.parent.mkdir(exist_ok=True)
        FIXTURE.write_text(text, encoding="utf-8")
    assert json.loads(FIXTURE.read_text(encoding="utf-8")) == json.loads(text)


def test_ids_travel_as_steps(small: tuple[Network, Viewer]) -> None:
    network, viewer = small
    data = map_data(viewer, network, reading(viewer, network))
    steps = packed(data)["actors"]["id"]
    sums = [sum(steps[: place + 1]) for place in range(len(steps))]
    assert sums == data["actors"]["id"]


def test_unpacking_gives_back_what_was_packed(small: tuple[Network, Viewer]) -> None:
    network, viewer = small
    data = map_data(viewer, network, reading(viewer, network))
    data["ties"]["rung"] = [2, 2, 2]
    assert unpacked(packed(data)) == data


def test_a_column_of_equal_numbers_travels_as_one(small: tuple[Network, Viewer]) -> None:
    network, viewer = small
    data = map_data(viewer, network, reading(viewer, network))
    data["ties"]["rung"] = [2, 2, 2]
    assert packed(data)["ties"]["rung"] == 2


def test_data_of_each_audience(shared_cast: Cast, client: Any) -> None:
    open_network = shared_cast.open.network
    for role, seen in (("anonymous", 0), ("member", 1), ("convenor", 2)):
        account = shared_cast.account(role)
        if account is not None:
            client.force_login(account)
        text = client.get(f"/{open_network.slug}/map/data.json").content
        public = client.get(f"/{open_network.slug}/map/data.json?public").content
        names = json.loads(_plain(text))["actors"]["name"]
        assert len(names) == 2 * (seen + 1)
        assert len(json.loads(_plain(public))["actors"]["name"]) == 2


def _plain(content: bytes) -> bytes:
    return gzip.decompress(content)
