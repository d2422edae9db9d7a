"""Public identifiers on the map: brought by files, matched by, edited, seen, written."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.graph.models import Actor, FieldDefinition
from weft.mapping.export import FORMATS
from weft.mapping.tests.bringing import bring, counts, export, held, looks, network

pytestmark = pytest.mark.django_db


def write(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("format_key", FORMATS)
def test_every_format_carries_them(tmp_path: Path, format_key: str) -> None:
    here, twin = network("Here"), network("Twin")
    bring(here, write(tmp_path, "a.csv", "id,name,charity number", "1,North,1112345", "2,South,"))
    path = export(here, tmp_path, format_key)
    assert bring(here, path)["changeset"] is None
    bring(twin, path)
    assert looks(held(twin)) == looks(held(here))
    assert Actor.objects.filter(network=twin, public_id="GB-CHC-1112345").count() == 1


def test_known_by_it_under_another_name(tmp_path: Path) -> None:
    here = network()
    bring(here, write(tmp_path, "a.csv", "name,charity number", "North Trust,1112345"))
    again = bring(here, write(tmp_path, "b.csv", "name,org id", "The North Trust,GB-CHC-1112345"))
    assert counts(again)[0] == (0, 1, 0, 0)
    assert Actor.objects.get(network=here).name == "The North Trust"


def test_recipients_of_grants(tmp_path: Path, corpus: Path) -> None:
    """The recipients of real grants, by the identifiers that funders publish."""
    file = corpus / "360giving-grants" / "wolfson-2014.json"
    grants = json.loads(file.read_text("utf-8"))["grants"]
    recipients = {each["id"]: each["name"] for g in grants for each in g["recipientOrganization"]}
    assert len(recipients) == 305
    path = tmp_path / "recipients.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Recipient Org:Identifier", "name"])
        writer.writerows(recipients.items())
    here = network()
    assert counts(bring(here, path))[0] == (305, 0, 0, 0)
    found = set(Actor.objects.filter(network=here).values_list("public_id", flat=True))
    assert found == set(recipients)
    assert bring(here, path)["changeset"] is None


def test_the_form_has_it_and_the_page_shows_it(cast: Cast, client: Client) -> None:
    manager = cast.account("map_manager")
    assert manager is not None
    client.force_login(manager)
    actor = cast.open.actors[0]
    edit = reverse("actor_edit", args=[cast.open.network.slug, actor.pk])
    client.post(edit, {"name": actor.name, "visibility": 0, "public_id": "GB-CHC-1112345"})
    actor.refresh_from_db()
    assert actor.public_id == "GB-CHC-1112345"
    page = reverse("actor_detail", args=[cast.open.network.slug, actor.pk])
    api = f"/api/v1/networks/{cast.open.network.slug}/actors/{actor.pk}/"
    assert b"GB-CHC-1112345" in Client().get(page).content
    assert Client().get(api).json()["public_id"] == "GB-CHC-1112345"
    fields = FieldDefinition.objects.filter(network=cast.open.network, key="public_id")
    fields.update(visibility=1)
    for address in (page, api, reverse("directory_csv", args=[cast.open.network.slug])):
        answer = Client().get(address)
        shown = b"".join(answer) if answer.streaming else answer.content
        assert b"GB-CHC-1112345" not in shown, address
