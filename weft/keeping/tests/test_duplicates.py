"""The pages about duplicates: finding, comparing, merging, taking back, and “not the same”."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast, Stage
from testkit.query_counts import queries_of
from weft.common.jobs import Progress, run_until_idle
from weft.common.models import Job
from weft.common.nightly import _kinds
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, add_tie, edit_actor, merge_actors, undo_change_set
from weft.graph.likeness.seen import seen_traits
from weft.graph.models import Actor, ChangeSet, FieldDefinition, KeptApart
from weft.keeping.duplicates import look_again, look_every_night
from weft.keeping.models import Suspect

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast, client: Client) -> Stage:
    convenor = cast.account("convenor")
    assert convenor is not None
    client.force_login(convenor)
    return cast.open


@pytest.fixture
def steward(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("convenor"))


def actor(steward: Viewer, name: str, **values: object) -> Actor:
    return add_actor(viewer=steward, values={"name": name, "kind": "Charity", **values})


def look(steward: Viewer) -> list[Suspect]:
    look_again(viewer=steward)
    run_until_idle()
    return list(Suspect.objects.visible_to(steward).order_by("-score"))


def address(name: str, stage: Stage, *pair: Actor) -> str:
    return reverse(name, args=[stage.network.slug, *(one.pk for one in pair)])


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_find_compare_merge_and_take_back(stage: Stage, steward: Viewer, client: Client) -> None:
    one = actor(steward, "Riverside Trust", topics=["water"], website="https://riverside.example")
    two = actor(steward, "The Riverside Trust Ltd", topics=["boats"], email="a@riverside.example",
                description="Looks after the river.")  # fmt: skip
    tie = add_tie(viewer=steward, source=two, target=stage.actors[0], values={"rung": 4})
    assert "Is anyone on the map twice?" in text_of(client, address("duplicates", stage))
    (pair,) = [p for p in look(steward) if p.first == one]
    assert (pair.second, pair.reasons) == (two, ["same_words"])
    listed = text_of(client, address("duplicates", stage))
    assert "the same name but for words such as “Ltd” or “the”" in listed
    compared = text_of(client, address("pair_merge", stage, one, two))
    assert "1 tie of The Riverside Trust Ltd moves over." in compared
    answer = client.post(
        address("pair_merge", stage, one, two),
        {"name": "right", "topics": "both", "visibility": "1", "comment": "They said so"},
    )
    made = ChangeSet.objects.get(network=stage.network, kind="merge")
    assert answer.headers["Location"] == reverse(
        "change_set_detail", args=[stage.network.slug, made.pk]
    )
    one.refresh_from_db()
    assert (one.name, one.topics) == ("The Riverside Trust Ltd", ["water", "boats"])
    assert (one.email, one.website) == ("a@riverside.example", "https://riverside.example")
    assert one.description == "Looks after the river."
    tie.refresh_from_db()
    assert tie.source == one
    moved_away = client.get(address("actor_detail", stage, two))
    assert moved_away.headers["Location"] == address("actor_detail", stage, one)
    api = client.get(f"/api/v1/networks/{stage.network.slug}/actors/{two.pk}/")
    assert api.headers["Location"].endswith(f"/actors/{one.pk}/")
    client.post(reverse("change_set_undo", args=[stage.network.slug, made.pk]))
    assert client.get(address("actor_detail", stage, two)).status_code == 200


def test_not_the_same_is_remembered_and_taken_back(
    stage: Stage, steward: Viewer, client: Client
) -> None:
    one, two = actor(steward, "Riverside Trust"), actor(steward, "Riverside Trust")
    assert [p for p in look(steward) if p.first == one]
    client.post(address("pair_apart", stage, two, one))
    assert KeptApart.objects.get().decided_by_id == steward.account_id
    assert not [p for p in look(steward) if p.first == one]
    assert "Riverside Trust" in text_of(client, address("kept_apart", stage))
    assert "Someone said before" in text_of(client, address("pair_merge", stage, one, two))
    client.post(address("pair_apart", stage, one, two), {"take_back": "yes"})
    assert not KeptApart.objects.exists()
    assert [p for p in Suspect.objects.visible_to(steward) if p.first == one]


def test_a_decision_holds_for_those_merged_since(steward: Viewer, stage: Stage) -> None:
    one, two, other = (actor(steward, "Riverside Trust") for _ in range(3))
    low, high = sorted((two.pk, other.pk))
    KeptApart.objects.create(network=stage.network, first_id=low, second_id=high)
    merge_actors(viewer=steward, kept=one, merged=two, values={})
    assert not [p for p in look(steward) if {p.first, p.second} == {one, other}]


def test_pairs_that_changed_or_ended_are_dropped(steward: Viewer) -> None:
    one, two = actor(steward, "Riverside Trust"), actor(steward, "Riverside Trust")
    three, four = actor(steward, "Green Street Forum"), actor(steward, "Green Street Forums")
    assert {(p.first, p.second) for p in look(steward)} >= {(one, two), (three, four)}
    edit_actor(viewer=steward, actor=one, values={"name": "Hillside Trust"})
    made = merge_actors(viewer=steward, kept=three, merged=four, values={})
    left = {p.first for p in Suspect.objects.visible_to(steward)}
    assert not left & {one, three}
    undo_change_set(viewer=steward, change_set=made)
    assert three in {p.first for p in look(steward)}


def test_only_what_may_be_seen_is_shown(stage: Stage, steward: Viewer) -> None:
    actor(steward, "Riverside Trust", visibility=0), actor(steward, "Riverside Trust", visibility=2)
    look(steward)
    member = Viewer(stage.network.pk, 1, None, frozenset({"member"}))
    names = {p.first.name for p in Suspect.objects.visible_to(member)}
    assert "Riverside Trust" not in names
    assert "Riverside Trust" in {p.first.name for p in Suspect.objects.visible_to(steward)}


def test_fields_that_may_not_be_seen_are_not_used(stage: Stage, steward: Viewer) -> None:
    FieldDefinition.objects.filter(network=stage.network, key="website").update(visibility=2)
    actor(steward, "Riverside", website="https://r.example", email="a@r.example", visibility=0)
    member = Viewer(stage.network.pk, 0)
    (found,) = [t for t in seen_traits(member).traits if t.name == "Riverside"]
    assert (found.website, found.email) == ("", "")


def test_any_two_can_be_merged_by_hand(stage: Stage, steward: Viewer, client: Client) -> None:
    one, two = actor(steward, "Riverside"), actor(steward, "Wholly different")
    page = text_of(client, address("merge_with", stage, one) + "?q=wholly")
    assert "Wholly different" in page
    assert "Nobody else" in text_of(client, address("merge_with", stage, one) + "?q=riverside")
    assert client.get(address("merge_with", stage, one) + "?q=%00").status_code == 200
    assert client.get(address("pair_merge", stage, one, one)).status_code == 404
    client.post(address("pair_merge", stage, one, two), {"visibility": "9", "name": "nonsense"})
    one.refresh_from_db()
    assert (one.name, one.visibility) == ("Riverside", 1)


def test_the_narrower_audience_is_suggested(stage: Stage, steward: Viewer, client: Client) -> None:
    one, two = actor(steward, "A", visibility=0), actor(steward, "B", visibility=2)
    page = client.get(address("pair_merge", stage, one, two)).content.decode()
    assert re.search(r'<option value="2" selected>', page)
    client.post(address("pair_merge", stage, one, two), {})
    one.refresh_from_db()
    assert one.visibility == 2


def test_every_night_those_that_changed_are_searched(steward: Viewer, stage: Stage) -> None:
    assert "keeping.duplicates_night" in _kinds
    look_every_night({}, Progress())
    run_until_idle()
    searched = Job.objects.filter(kind="keeping.duplicates", state="done")
    assert {job.payload["network"] for job in searched} >= {stage.network.pk}
    assert look_every_night({}, Progress()) == {"networks": 0}
    actor(steward, "Somebody new")
    assert look_every_night({}, Progress()) == {"networks": 1}


def test_lists_never_grow_queries(stage: Stage, steward: Viewer, client: Client) -> None:
    def grow(count: int, start: int) -> None:
        for number in range(start, start + count):
            word = chr(97 + number) * 5
            one, two = (
                actor(steward, f"{word} forum {word}"),
                actor(steward, f"{word} forum {word}"),
            )
            add_tie(viewer=steward, source=two, target=stage.actors[0], values={})
            if number % 2:
                KeptApart.objects.create(network=stage.network, first=one, second=two)
        look(steward)

    pages = [address("duplicates", stage), address("kept_apart", stage)]
    grow(2, 0)
    few = [queries_of(client, page) for page in pages]
    grow(18, 2)
    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= 20
