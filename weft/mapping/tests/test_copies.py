"""What a layer made of somebody in another network goes the way of its original."""

from __future__ import annotations

from typing import Any

import pytest

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.personal import Person, forget
from weft.graph.actions import edit_actor, merge_actors
from weft.graph.models import Actor, Change, Voice, VoiceKind
from weft.graph.personal import take_name_off
from weft.mapping.layers.copies import copies_of
from weft.mapping.models import Outcome, Source, SourceRow
from weft.mapping.sources.actions import look_now
from weft.mapping.sources.memory import key_of
from weft.mapping.tests.laying import Place
from weft.networks.actions import add_membership, create_network

pytestmark = pytest.mark.django_db
NAME = "Zara Quillfeather"


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def zara(place: Place) -> Account:
    account = Account.objects.create_user("zara@example.org", name=NAME)
    add_membership(network=place.there, account=account)
    return account


def on_map(place: Place, zara: Account, **values: object) -> Actor:
    actor = place.add(place.there, NAME, kind="Person", **values)
    Voice.objects.create(actor=actor, account=zara, kind=VoiceKind.SELF)
    return actor


def here(place: Place) -> list[str]:
    names = Actor.objects.filter(network=place.here, ended_in=None).order_by("pk")
    return list(names.values_list("name", flat=True))


@pytest.mark.parametrize("network", [True, False])
@pytest.mark.parametrize("choices", [{}, {"match": "name"}])
def test_it_is_forgotten_with_its_person(
    place: Place, zara: Account, choices: dict[str, Any], *, network: bool
) -> None:
    actor = on_map(place, zara)
    place.add(place.there, "Bridge House")
    source = place.bring()
    Source.objects.update(choices=choices, preview={}, digest="", outcome=Outcome.NEW)
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    if source.outcome == Outcome.WAITING:
        place.accept(source)
    assert here(place) == [NAME, "Bridge House"]
    assert [one.name for one in copies_of(actor)] == [NAME]
    forget(Person(zara.pk, zara.email, place.there.pk if network else None))
    assert here(place) == ["Bridge House"]
    assert NAME not in str(list(Change.objects.values())) + str(list(Source.objects.values()))
    # It is not brought in again.
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    assert here(place) == ["Bridge House"]


def test_what_waits_to_be_looked_at_is_read_anew(place: Place, zara: Account) -> None:
    on_map(place, zara)
    source = place.bring()
    assert NAME in str(source.preview)
    forget(Person(zara.pk, zara.email))
    source.refresh_from_db()
    assert (source.preview, source.outcome) == ({}, Outcome.NEW)


def test_it_loses_its_name_with_its_original_and_leaves_no_trace(
    place: Place, zara: Account
) -> None:
    actor = on_map(place, zara)
    source = place.accept(place.bring())
    (copy,) = copies_of(actor)
    edit_actor(viewer=place.viewer(), actor=copy, values={"place": "Leeds"})
    take_name_off(actor)
    assert here(place) == ["Unnamed member"]
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    assert here(place) == ["Unnamed member"]
    assert NAME not in str(list(Change.objects.values()))


def test_what_people_put_there_themselves_stays(place: Place, zara: Account) -> None:
    known = {"public_id": "GB-COH-01234567"}
    theirs = place.add(place.here, NAME, kind="Person", **known)
    actor = on_map(place, zara, **known)
    place.accept(place.bring())
    assert copies_of(actor) == []
    forget(Person(zara.pk, zara.email, place.there.pk))
    assert Actor.objects.filter(pk=theirs.pk, name=NAME).exists()


def test_a_copy_of_a_copy_goes_too(place: Place, zara: Account) -> None:
    actor = on_map(place, zara)
    place.accept(place.bring())
    third = create_network(account=place.account, name="Third")
    place.there, place.here = place.here, third
    place.accept(place.bring())
    assert len(copies_of(actor)) == 2
    forget(Person(zara.pk, zara.email))
    run_until_idle()
    assert not Actor.objects.filter(name=NAME).exists()


def test_who_is_seen_by_stewards_alone_is_brought_to_no_other_network(
    place: Place, zara: Account
) -> None:
    hidden = on_map(place, zara, visibility=2)
    group = place.add(place.there, "Bridge House")
    place.tie(hidden, group)
    place.accept(place.bring())
    assert here(place) == ["Bridge House"]


def test_whom_somebody_has_become_there_is_theirs(place: Place, zara: Account) -> None:
    actor = on_map(place, zara)
    place.accept(place.bring())
    (copy,) = copies_of(actor)
    Voice.objects.create(actor=copy, account=zara, kind=VoiceKind.SELF)
    assert copies_of(actor) == []
    forget(Person(zara.pk, zara.email, place.there.pk))
    assert here(place) == [NAME]
    kept = place.add(place.here, "Z. Quillfeather", kind="Person")
    Actor.objects.filter(pk=copy.pk).update(merged_into=kept)
    assert not copies_of(actor)


def test_two_networks_that_bring_in_each_other_end(place: Place, zara: Account) -> None:
    actor = on_map(place, zara)
    source = place.accept(place.bring())
    (copy,) = copies_of(actor)
    back = Source.objects.create(network=place.there, name="Back", from_network=place.here)
    SourceRow.objects.create(source=back, key=key_of(copy, back), actor=actor, is_own=True)
    Voice.objects.all().delete()
    assert copies_of(actor) == [copy]
    take_name_off(actor)
    assert here(place) == ["Unnamed member"]
    assert source.from_network == place.there


def test_who_is_hidden_as_another_actor_now_is_brought_nowhere(place: Place, zara: Account) -> None:
    actor = on_map(place, zara)
    kept = place.add(place.there, "Z. Quillfeather", kind="Person", visibility=2)
    merge_actors(viewer=place.viewer(place.there), kept=kept, merged=actor, values={"name": NAME})
    place.add(place.there, "Bridge House")
    place.accept(place.bring())
    assert here(place) == ["Bridge House"]
