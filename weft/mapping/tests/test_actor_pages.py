"""Adding, changing and ending actors and ties through the pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.graph.actions import edit_actor
from weft.graph.models import Actor, Change, Evidence, FieldDefinition, Tie


@pytest.fixture
def steward(cast: Cast, client: Client) -> Client:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    return client


def form_of(client: Client, url: str) -> dict[str, object]:
    """What the page's form would send if nothing were changed."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.mark.django_db
def test_an_actor_is_added_placed_and_found(cast: Cast, steward: Client) -> None:
    slug = cast.open.network.slug
    steward.post(
        reverse("actor_add", args=[slug]),
        {"name": "Harbour Trust", "kind": "Funder", "topics": "Housing, Housing, Arts",
         "place": "Cardiff", "visibility": 0},
    )  # fmt: skip
    actor = Actor.objects.get(name="Harbour Trust")
    assert (actor.region, actor.topics) == ("Wales", ["Housing", "Arts"])
    assert b"Harbour Trust" in Client().get(f"/{slug}/directory/?q=harbour").content


@pytest.mark.django_db
def test_saving_an_unchanged_form_changes_nothing(cast: Cast, steward: Client) -> None:
    actor = cast.open.actors[0]
    url = reverse("actor_edit", args=[cast.open.network.slug, actor.pk])
    before = Change.objects.count()
    assert steward.post(url, form_of(steward, url)).status_code == 302
    assert Change.objects.count() == before


@pytest.mark.django_db
def test_own_fields_keep_their_sort(cast: Cast, steward: Client) -> None:
    actor = cast.open.actors[0]
    for key in ("Staff", "Languages"):
        FieldDefinition.objects.create(
            network=cast.open.network, target="actor", key=key, label=key
        )
    viewer = cast.open.viewer(cast.account("convenor"))
    edit_actor(viewer=viewer, actor=actor, values={"fields": {"Staff": 3, "Languages": ["cy"]}})
    url = reverse("actor_edit", args=[cast.open.network.slug, actor.pk])
    sent = form_of(steward, url) | {"own-Staff": "4", "own-Languages": "cy | en"}
    steward.post(url, sent)
    actor.refresh_from_db()
    assert actor.fields["Staff"] == 4
    assert actor.fields["Languages"] == ["cy", "en"]
    steward.post(url, form_of(steward, url) | {"own-Staff": ""})
    actor.refresh_from_db()
    assert "Staff" not in actor.fields


@pytest.mark.django_db
def test_a_tie_needs_a_name_that_is_on_the_map(cast: Cast, steward: Client) -> None:
    actor = cast.open.actors[0]
    url = reverse("tie_add", args=[cast.open.network.slug, actor.pk])
    sent = {"with_name": "Nobody", "direction": "undirected", "visibility": 1}
    answer = steward.post(url, sent)
    assert "Nobody on the map is called" in answer.content.decode()
    near = steward.post(url, sent | {"with_name": "canaryactorm"}).content.decode()
    assert "Did you mean “canaryactormembers”?" in near
    before = Tie.objects.count()
    steward.post(url, sent | {"with_name": cast.open.actors[1].name.upper(), "rung": 4})
    assert Tie.objects.count() == before + 1


@pytest.mark.django_db
def test_evidence_raises_the_rung_and_undo_lowers_it(cast: Cast, steward: Client) -> None:
    slug, tie = cast.open.network.slug, cast.open.ties[0]
    today = timezone.localdate().isoformat()
    steward.post(
        reverse("evidence_add", args=[slug, tie.pk]),
        {"kind": "bid", "date": today, "rung": 5, "note": "Wrote a bid"},
    )
    tie.refresh_from_db()
    assert tie.rung == 5
    evidence = Evidence.objects.get(note="Wrote a bid")
    steward.post(reverse("change_set_undo", args=[slug, evidence.created_in_id]))
    tie.refresh_from_db()
    assert tie.rung == 3


@pytest.mark.django_db
def test_evidence_is_not_of_the_future(cast: Cast, steward: Client) -> None:
    slug, tie = cast.open.network.slug, cast.open.ties[0]
    answer = steward.post(
        reverse("evidence_add", args=[slug, tie.pk]), {"kind": "bid", "date": "2999-01-01"}
    )
    assert answer.status_code == 422
    assert "something that has happened" in answer.content.decode()


@pytest.mark.django_db
def test_ending_an_actor_can_be_undone(cast: Cast, steward: Client) -> None:
    slug, actor = cast.open.network.slug, cast.open.actors[0]
    ties = Tie.objects.visible_to(cast.open.viewer(cast.account("convenor"))).count()
    answer = steward.post(reverse("actor_end", args=[slug, actor.pk]), follow=True)
    assert steward.get(reverse("actor_detail", args=[slug, actor.pk])).status_code == 404
    steward.post(reverse("change_set_undo", args=[slug, answer.context["change_set"].pk]))
    assert steward.get(reverse("actor_detail", args=[slug, actor.pk])).status_code == 200
    assert Tie.objects.visible_to(cast.open.viewer(cast.account("convenor"))).count() == ties


@pytest.mark.django_db
def test_a_tie_is_edited_and_the_edit_undone(cast: Cast, steward: Client) -> None:
    slug, tie = cast.open.network.slug, cast.open.ties[0]
    url = reverse("tie_edit", args=[slug, tie.pk])
    former = tie.type.name
    steward.post(url, form_of(steward, url) | {"type": "advises", "weight": "2.5"})
    tie = Tie.objects.get(pk=tie.pk)
    assert (tie.type.name, tie.weight) == ("advises", 2.5)
    change = Change.objects.filter(tie=tie).latest("pk")
    assert change.before == {"type": former, "weight": None}
    steward.post(reverse("change_set_undo", args=[slug, change.change_set_id]))
    tie = Tie.objects.get(pk=tie.pk)
    assert (tie.type.name, tie.weight) == (former, None)
