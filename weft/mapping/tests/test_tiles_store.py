"""Tiles hold what their audience may see of the net as it is now, and are gone with it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from testkit.cast import CLEARANCE, ROLES, Cast, canaries_above
from testkit.nets import clique, load, steward_of
from weft.analysis.pipeline import forget_outdated, refresh_network, results_folder
from weft.common.jobs import Progress
from weft.common.visibility import Viewer
from weft.graph.actions import (
    edit_actor,
    erase_change_set,
    set_audience,
    undo_change_set,
)
from weft.graph.models import Actor, ChangeSet
from weft.mapping.tiles.store import current_cut, is_tiled, stamp_of, tile_bytes
from weft.mapping.tiles.tile import Place
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord

TOP = Place(0, 0, 0)


@pytest.fixture(autouse=True)
def everything_is_large(settings: Settings) -> None:
    settings.WEFT_MAP_WHOLE_UP_TO = 3


@pytest.fixture
def network() -> Network:
    records = [ActorRecord(name=f"Zyxwvut {n}", place="Leeds") for n in range(40)]
    return load(records, [*clique(0, 8), *clique(20, 8)])


def read(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(data))
    return found


def names_in(viewer: Viewer, network: Network, view: str = "network") -> set[str]:
    return set(read(tile_bytes(viewer, current_cut(viewer, network), view, TOP))["name"])


def folders(network: Network) -> list[Path]:
    return sorted(results_folder(network.pk).glob("tiles-*"))


def words_on_disk(network: Network) -> str:
    """All that is readable in the folder of results."""
    text = ""
    for file in results_folder(network.pk).rglob("*.gz"):
        text += gzip.decompress(file.read_bytes()).decode()
    return text


@pytest.mark.django_db
def test_the_worker_cuts_ahead_for_each_audience(network: Network) -> None:
    assert len(folders(network)) == 3
    assert is_tiled(Viewer(network.pk, 0), network)
    for folder in folders(network):
        assert len(list(folder.glob("network-*.json.gz"))) == 21


@pytest.mark.django_db
def test_small_networks_have_no_tiles(network: Network, settings: Settings) -> None:
    settings.WEFT_MAP_WHOLE_UP_TO = 5_000
    refresh_network(network, Progress())
    assert folders(network) == []


@pytest.mark.django_db
def test_a_hidden_actor_is_gone_at_once_and_from_the_folder(network: Network) -> None:
    visitor, hidden = Viewer(network.pk, 0), Actor.objects.get(name="Zyxwvut 3")
    assert hidden.name in names_in(visitor, network)
    set_audience(viewer=steward_of(network), rows=[hidden], audience=2)
    network.refresh_from_db()
    for view in ("network", "place"):
        assert hidden.name not in names_in(visitor, network, view)
    public = [folder for folder in folders(network) if folder.name.startswith("tiles-1-0-")]
    assert len(public) == 1
    texts = [gzip.decompress(f.read_bytes()).decode() for f in public[0].glob("*.gz")]
    assert not any(f'"{hidden.name}"' in text for text in texts)
    refresh_network(network, Progress())
    assert hidden.name not in names_in(visitor, network)
    assert hidden.name in names_in(Viewer(network.pk, 2), network)


@pytest.mark.django_db
def test_an_erased_actor_is_in_no_file(network: Network) -> None:
    viewer, change_set = steward_of(network), ChangeSet.objects.get(network=network)
    names_in(viewer, network)
    assert "Zyxwvut" in words_on_disk(network)
    undo_change_set(viewer=viewer, change_set=change_set)
    erase_change_set(viewer=viewer, change_set=change_set)
    broken_off = results_folder(network.pk) / ".ab12-tiles-1-0-v1-1-1-n1"
    broken_off.mkdir()
    (broken_off / "network-0-0-0-x.json.gz").write_bytes(gzip.compress(b"Zyxwvut"))
    forget_outdated(network.pk)
    assert "Zyxwvut" not in words_on_disk(network)
    network.refresh_from_db()
    refresh_network(network, Progress())
    assert "Zyxwvut" not in words_on_disk(network)


@pytest.mark.django_db
def test_a_tile_that_comes_late_is_not_kept(network: Network) -> None:
    """One who still holds the former version must not write into the folder of the next."""
    visitor = Viewer(network.pk, 0)
    former = current_cut(visitor, network)
    hidden = Actor.objects.get(name="Zyxwvut 0")
    set_audience(viewer=steward_of(network), rows=[hidden], audience=2)
    network.refresh_from_db()
    refresh_network(network, Progress())
    late = read(tile_bytes(visitor, former, "network", Place(3, 0, 0)))
    assert not former.folder.exists()
    assert hidden.name not in late["name"]


@pytest.mark.django_db
def test_only_tiles_that_show_the_change_are_cut_again(network: Network) -> None:
    viewer = Viewer(network.pk, 0)
    before = {
        f.name: f.stat().st_ino for f in current_cut(viewer, network).folder.glob("*-*-*-*-*")
    }
    renamed = Actor.objects.get(name="Zyxwvut 3")
    edit_actor(viewer=steward_of(network), actor=renamed, values={"name": "Renamed"})
    network.refresh_from_db()
    folder = current_cut(viewer, network).folder
    kept = {f.name for f in folder.glob("*-*-*-*-*") if before.get(f.name) == f.stat().st_ino}
    anew = [name for name in before if name not in kept]
    # The actor is in one tile of each level at most, in each of the two views.
    assert kept
    assert 2 <= len(anew) <= 6
    assert "Renamed" in names_in(viewer, network)


@pytest.mark.django_db
def test_what_is_worked_out_anew_takes_over_what_did_not_change(network: Network) -> None:
    viewer = Viewer(network.pk, 0)
    actor = Actor.objects.get(name="Zyxwvut 39")
    edit_actor(viewer=steward_of(network), actor=actor, values={"description": "Not on the map."})
    before = {f.name: f.stat().st_ino for f in folders(network)[0].glob("*-*-*-*-*")}
    network.refresh_from_db()
    refresh_network(network, Progress())
    after = {f.name: f.stat().st_ino for f in current_cut(viewer, network).folder.glob("*-*-*-*-*")}
    assert before == after


@pytest.mark.django_db
def test_a_cut_is_made_again_where_its_folder_was_deleted(network: Network) -> None:
    viewer = Viewer(network.pk, 0)
    for folder in folders(network):
        shutil.rmtree(folder)
    assert "Zyxwvut 1" in names_in(viewer, network)


@pytest.mark.django_db
def test_no_tile_gives_away_what_is_hidden(shared_cast: Cast, client: Client) -> None:
    stage = shared_cast.open
    for role in ROLES:
        account = shared_cast.account(role)
        client.logout()
        if account is not None:
            client.force_login(account)
        clearance = CLEARANCE[role][0]
        for view in ("network", "place"):
            stamp = stamp_of(Viewer(stage.network.pk, clearance), stage.network)
            text = ""
            for tile in ("0-0-0", "1-0-0", "1-1-0", "1-0-1", "1-1-1"):
                url = reverse("map_tile", args=[stage.network.slug, stamp, view, tile])
                answer = client.get(url)
                kept = "immutable" if clearance == 0 else "no-cache"
                assert answer.headers["Cache-Control"].split(", ")[0] == "private"
                assert kept in answer.headers["Cache-Control"]
                text += gzip.decompress(answer.content).decode()
            assert "canaryactor" in text
            assert not [word for word in canaries_above(clearance) if word in text]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["tiles/{stamp}/network/1-2-0.json", "tiles/{stamp}/file/0-0-0.json",
     "tiles/{stamp}/network/0-0.json", "tiles/{stamp}/network/99-0-0.json",
     "tiles/1-0-v0-0-1-n1/network/0-0-0.json", "tiles/x/network/0-0-0.json",
     "around/?ids=", "around/?ids=²", "around/?ids=999999999", "around/?ids=1&view=moon"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(shared_cast: Cast, client: Client, address: str) -> None:
    network = shared_cast.open.network
    stamp = stamp_of(Viewer(network.pk, 0), network)
    answer = client.get(f"/{network.slug}/map/{address.format(stamp=stamp)}")
    assert answer.status_code == 404
