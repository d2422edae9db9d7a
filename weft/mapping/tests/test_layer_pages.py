"""The pages of layers, and the map, table, directory and pictures by layer."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from testkit.query_counts import queries_of
from weft.common.jobs import run_until_idle
from weft.graph.actions import add_actor
from weft.graph.models import Actor, Layer
from weft.mapping.models import Source
from weft.networks.models import Network

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: Cast, client: Client) -> Client:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    Source.objects.all().delete()
    return client


def at(cast: Cast, name: str, *more: object) -> str:
    return reverse(name, args=[cast.open.network.slug, *more])


def test_from_choosing_to_the_map(cast: Cast, manager: Client) -> None:
    viewer = cast.closed.viewer(cast.account("map_manager"))
    add_actor(viewer=viewer, values={"name": "River Forum", "public_id": "GB-CHC-1112345"})
    here = cast.open.viewer(cast.account("map_manager"))
    forum = add_actor(viewer=here, values={"name": "Forum", "public_id": "GB-CHC-1112345"})
    page = manager.get(at(cast, "layers")).content.decode()
    assert "Closed network" in page
    assert "Elsewhere" not in page
    given = {"there": cast.closed.network.pk, "name": "The closed one", "visibility": 1}
    answer = manager.post(at(cast, "layers"), given)
    source = Source.objects.get()
    assert answer.headers["Location"] == at(cast, "source_detail", source.pk)
    run_until_idle()
    page = manager.get(at(cast, "source_detail", source.pk)).content.decode()
    assert "Are they the same?" in page
    assert "the same public identifier" in page
    match = next(m for m in _preview(source)["matches"] if m["is_certain"])
    assert match["actor_id"] == forum.pk
    # All apart, then only those with one identifier.
    manager.post(at(cast, "source_match", source.pk), {"all": "apart"})
    run_until_idle()
    assert not any(m["is_same"] for m in _preview(source)["matches"])
    manager.post(at(cast, "source_match", source.pk), {"all": "certain"})
    run_until_idle()
    assert [m["is_same"] for m in _preview(source)["matches"]].count(True) == 1
    manager.post(at(cast, "source_accept", source.pk))
    run_until_idle()
    assert not Actor.objects.filter(network=cast.open.network, name="River Forum").exists()
    layer = Layer.objects.get(name="The closed one")
    assert layer.actors.count() == 6
    assert "The closed one" in manager.get(at(cast, "layers")).content.decode()
    actor = layer.actors.filter(visibility__lte=1).first()
    assert actor is not None
    assert "The closed one" in manager.get(at(cast, "actor_detail", actor.pk)).content.decode()


def _preview(source: Source) -> dict[str, list[dict[str, object]]]:
    source.refresh_from_db()
    preview: dict[str, list[dict[str, object]]] = source.preview
    return preview


def test_nothing_chosen_is_told(cast: Cast, manager: Client) -> None:
    answer = manager.post(at(cast, "layers"), {"visibility": 1})
    assert "Choose a network or a file." in answer.content.decode()


def test_a_network_that_one_may_not_see_is_no_choice(cast: Cast, manager: Client) -> None:
    elsewhere = Network.objects.get(name="Elsewhere")
    answer = manager.post(at(cast, "layers"), {"there": elsewhere.pk, "visibility": 1})
    assert answer.status_code == 200
    assert not Source.objects.exists()


def test_a_file(cast: Cast, manager: Client) -> None:
    upload = SimpleUploadedFile("list.csv", b"name,where\nZoe,Leeds\n")
    manager.post(at(cast, "layers"), {"upload": upload, "name": "List", "visibility": 1})
    run_until_idle()
    source = Source.objects.get()
    manager.post(at(cast, "source_correct", source.pk), {"column-0-1": "place"})
    run_until_idle()
    manager.post(at(cast, "source_accept", source.pk))
    run_until_idle()
    actor = Actor.objects.get(name="Zoe")
    assert (actor.place, str(actor.layer)) == ("Leeds", "List")
    page = manager.get(at(cast, "source_detail", source.pk)).content.decode()
    assert "Look at it now" not in page


def names_in(text: str) -> set[str]:
    return {audience for audience in ("public", "members", "stewards")
            if f"canaryactor{audience}" in text}  # fmt: skip


@pytest.mark.parametrize("name", ["directory", "map_table", "directory_csv"])
def test_lists_by_layer(cast: Cast, manager: Client, name: str) -> None:
    def listed(query: str) -> set[str]:
        answer = manager.get(f"{at(cast, name)}?{query}")
        body = b"".join(answer) if answer.streaming else answer.content
        return names_in(body.decode())

    assert listed("") == {"public", "members", "stewards"}
    assert listed("layer=canarylayermembers") == {"members"}
    assert listed("layer=canarylayermembers&layer=canarylayerpublic") == {"public", "members"}
    assert listed("layer=-") == set()
    Actor.objects.filter(pk=cast.open.actors[0].pk).update(layer=None)
    assert listed("layer=-") == {"public"}


def test_a_layer_that_one_may_not_know_of_is_the_map_itself(cast: Cast) -> None:
    Actor.objects.filter(pk=cast.open.actors[0].pk).update(layer=cast.open.layers[2])
    visitor = Client()
    for query, seen in (("layer=-", {"public"}), ("layer=canarylayerstewards", set())):
        page = visitor.get(f"{at(cast, 'directory')}?{query}").content.decode()
        page = page.replace("canarylayerstewards", "")
        assert names_in(page) == seen
    data = json.loads(gzip.decompress(visitor.get(at(cast, "map_data")).content))
    assert "canarylayerstewards" not in data["layers"]


def test_the_map_data_and_the_picture_by_layer(cast: Cast, manager: Client) -> None:
    data = json.loads(gzip.decompress(manager.get(at(cast, "map_data")).content))
    assert data["layers"] == ["canarylayermembers", "canarylayerpublic", "canarylayerstewards"]
    named = dict(zip(data["actors"]["name"], data["actors"]["layer"], strict=True))
    assert data["layers"][named["canaryactorstewards"]] == "canarylayerstewards"
    picture = at(cast, "map_picture", "svg")
    drawn = manager.get(f"{picture}?layer=canarylayermembers").content.decode()
    assert names_in(drawn) == {"members"}
    assert b"canarylayerpublic" in manager.get(f"{picture}?colour=layer").content


def test_the_list_never_grows_queries(cast: Cast, manager: Client) -> None:
    counts = []
    for first, count in ((0, 2), (2, 20)):
        for number in range(first, first + count):
            layer = Layer.objects.create(network=cast.open.network, name=f"Layer {number}")
            Source.objects.create(network=cast.open.network, name=layer.name, layer=layer)
        counts.append(queries_of(manager, at(cast, "layers")))
    assert counts[0] == counts[1]


def test_the_map_in_tiles_by_layer(cast: Cast, manager: Client) -> None:
    def told(client: Client, name: str, query: str = "") -> dict[str, Any]:
        answer = client.get(at(cast, name) + query)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        found: dict[str, Any] = json.loads(
            gzip.decompress(answer.content) if packed else answer.content
        )
        return found

    layers = ["canarylayermembers", "canarylayerpublic", "canarylayerstewards"]
    assert told(manager, "map_overview")["layers"] == layers
    part = told(manager, "map_part", "?layer=canarylayermembers")
    assert part["count"] == 1
    assert part["net"]["actors"]["name"] == ["canaryactormembers"]
    assert told(Client(), "map_overview")["layers"] == ["canarylayerpublic"]
