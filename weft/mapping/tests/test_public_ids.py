"""Public identifiers on the map: brought by files, matched by, edited, seen, written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.graph.models import Actor, FieldDefinition
from weft.mapping.export import FORMATS
from weft.mapping.sources.actions import accept_preview
from weft.mapping.sources.layer_actions import bring_network
from weft.mapping.tests.bringing import bring, counts, export, held, looks, network
from weft.networks.actions import create_network
from weft.networks.viewers import viewer_of

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


def recipients(corpus: Path) -> dict[str, dict[str, str]]:
    """Who received real grants, by the identifier that the funder published."""
    file = corpus / "360giving-grants" / "lloyds-bank-foundation-2010-2015.json"
    grants = json.loads(file.read_text("utf-8"))["grants"]
    return {each["id"]: each for grant in grants for each in grant["recipientOrganization"]}


def table(path: Path, heads: list[str], rows: Iterable[Iterable[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(heads)
        writer.writerows(rows)
    return path


def test_recipients_of_grants(tmp_path: Path, corpus: Path) -> None:
    """Charity numbers become the very identifiers that the funder publishes."""
    known = recipients(corpus)
    assert len(known) == 3_624
    numbers = ((each["name"], each.get("charityNumber", "")) for each in known.values())
    here = network()
    path = table(tmp_path / "numbers.csv", ["name", "Charity Number"], numbers)
    assert counts(bring(here, path))[0] == (3_624, 0, 0, 0)
    found = set(Actor.objects.filter(network=here).values_list("public_id", flat=True))
    # One is a school, which has no charity number; two numbers are of no register.
    assert {pk.replace(" ", "") for pk in known} - found == {
        "GB-EDU-133839", "GB-CHC-1007", "GB-CHC-715",
    }  # fmt: skip
    # The same people by their published identifiers, each under another name, are nobody new.
    rows = ((pk, f"{each['name']} (recipient)") for pk, each in known.items())
    again = table(tmp_path / "ids.csv", ["Recipient Org:Identifier", "name"], rows)
    assert counts(bring(here, again))[0] == (3, 3_621, 0, 0)


def test_recipients_as_a_layer(tmp_path: Path, corpus: Path) -> None:
    """All with an identifier are found; the other three are asked about, and kept apart."""
    known = recipients(corpus)
    account = Account.objects.create_user("ann@example.org")
    here, there = (create_network(account=account, name=name) for name in ("Here", "There"))
    ids = ((pk, each["name"]) for pk, each in known.items())
    numbers = ((each["name"].upper(), each.get("charityNumber", "")) for each in known.values())
    bring(here, table(tmp_path / "ids.csv", ["org id", "name"], ids))
    bring(there, table(tmp_path / "numbers.csv", ["name", "charity number"], numbers))
    viewer = viewer_of(here, account.pk)
    source = bring_network(viewer=viewer, there=there, name="Grants")
    run_until_idle()
    source.refresh_from_db()
    assert source.preview["matches_count"] == 3_624
    assert source.preview["actors"]["new"] == 3
    accept_preview(viewer=viewer, source=source)
    run_until_idle()
    assert Actor.objects.filter(network=here, ended_in=None).count() == 3_627


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
