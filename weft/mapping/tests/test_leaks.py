"""Leaks that were found once stay closed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from testkit.nets import clique, load, steward_of
from weft.analysis.pipeline import refresh_network, results_folder
from weft.common.jobs import Progress
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Intake,
    apply_difference,
    edit_actor,
    erase_change_set,
    set_audience,
    undo_change_set,
)
from weft.graph.difference import compare
from weft.graph.models import Actor, ChangeSet, Evidence, FieldDefinition, Tie
from weft.mapping.map_data import map_json
from weft.sna.io.records import ActorRecord, Net, TieRecord


@pytest.mark.django_db
def test_new_fields_are_seen_by_those_the_import_is_for(client: Client) -> None:
    network = load([ActorRecord(name="Riverside"), ActorRecord(name="Northgate")], [])
    viewer = steward_of(network)
    phone = ActorRecord(name="Riverside", fields={"Private phone": "0999 canary"})
    difference = compare(viewer=viewer, net=Net("test", [phone], []))
    apply_difference(viewer=viewer, difference=difference, intake=Intake(visibility=2))
    actor = Actor.objects.get(name="Riverside")
    page = client.get(reverse("actor_detail", args=[network.slug, actor.pk]))
    assert page.status_code == 200
    assert b"0999 canary" not in page.content
    assert actor.fields == {"Private phone": "0999 canary"}


@pytest.mark.django_db
def test_a_field_that_is_opened_keeps_its_past_closed(client: Client) -> None:
    network = load([ActorRecord(name="Riverside"), ActorRecord(name="Northgate")], [])
    viewer, actor = steward_of(network), Actor.objects.get(name="Riverside")
    field = FieldDefinition.objects.create(
        network=network, target="actor", key="Note", label="Note", visibility=2
    )
    for note in ("old canary", "new note"):
        change_set = edit_actor(viewer=viewer, actor=actor, values={"fields": {"Note": note}})
        actor.refresh_from_db()
    assert change_set is not None
    FieldDefinition.objects.filter(pk=field.pk).update(visibility=0)
    visitor = client.get(reverse("actor_detail", args=[network.slug, actor.pk])).content.decode()
    assert "new note" in visitor
    assert "old canary" not in visitor
    assert (
        client.get(reverse("change_set_detail", args=[network.slug, change_set.pk])).status_code
        == 404
    )


@pytest.mark.django_db
def test_erasing_also_empties_the_folder_of_results() -> None:
    network = load([ActorRecord(name=f"Zyxwvut {n}") for n in range(4)], clique(0, 4))
    viewer = steward_of(network)
    map_json(viewer, network)
    assert list(results_folder(network.pk).glob("map-*"))
    change_set = ChangeSet.objects.get(network=network)
    undo_change_set(viewer=viewer, change_set=change_set)
    erase_change_set(viewer=viewer, change_set=change_set)
    network.refresh_from_db()
    refresh_network(network, Progress())
    assert not list(results_folder(network.pk).glob("map-*"))


@pytest.mark.django_db
def test_a_hidden_region_orders_nothing(client: Client) -> None:
    records = [ActorRecord(name=f"A{n}", region="xyz"[2 - n]) for n in range(3)]
    network = load(records, [])
    FieldDefinition.objects.filter(network=network, key="place").update(visibility=2)
    for page in ("directory", "map_table"):
        shown = client.get(reverse(page, args=[network.slug]) + "?sort=region").context["page"]
        assert [actor.name for actor in shown.actors] == ["A0", "A1", "A2"]


@pytest.mark.django_db
def test_evidence_goes_with_the_audience_of_its_tie(client: Client) -> None:
    network = load(
        [ActorRecord(name="A"), ActorRecord(name="B")], [TieRecord(0, 1, rung=5)], visibility=2
    )
    viewer = steward_of(network)
    set_audience(viewer=viewer, rows=list(Actor.objects.all()), audience=0)
    change_set = set_audience(viewer=viewer, rows=list(Tie.objects.all()), audience=0)
    assert set(Tie.objects.get().evidence.values_list("visibility", flat=True)) == {0}
    undo_change_set(viewer=viewer, change_set=change_set)
    for audience, seen in ((0, 0), (1, 0), (2, 1)):
        rows = Evidence.objects.visible_to(Viewer(network.pk, audience))
        assert rows.count() == seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["map/path/?from=²&to=1", "map/path/?from={n}&to={n}", "changes/?page=²", "directory/?page=²",
     "map/table/?rung=²", "map/picture.svg?rung=²", "changes/?page={n}", "map/table/?page={n}"],
)  # fmt: skip
def test_odd_numbers_in_an_address_are_no_error(cast: Cast, client: Client, address: str) -> None:
    answer = client.get(f"/{cast.open.network.slug}/{address.format(n='9' * 400)}")
    assert answer.status_code in (200, 404, 422)
