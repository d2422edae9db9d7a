"""Another map comes into a layer: who is the same, who may see it, again, and undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import edit_actor, end_actor, undo_change_set
from weft.graph.models import Actor, FieldDefinition, Layer, Tie
from weft.mapping.models import Outcome, Source
from weft.mapping.sources.actions import decide_matches, let_go_of, look_now
from weft.mapping.sources.layer_actions import bring_file, bring_network
from weft.mapping.tests.laying import Place
from weft.networks.actions import add_membership, add_responsibility, create_network
from weft.networks.models import Membership
from weft.networks.viewers import viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return Place()


def test_a_map_comes_into_a_layer_and_goes_again(place: Place) -> None:
    trust = place.add(place.here, "North Trust", public_id="GB-CHC-1112345")
    theirs = place.add(place.there, "The North Trust CIO", public_id="GB-CHC-1112345",
                       website="https://north.example")  # fmt: skip
    forum = place.add(place.there, "River Forum")
    place.tie(theirs, forum, type="funds", rung=4)
    source = place.bring()
    assert source.outcome == Outcome.WAITING, source.message
    (match,) = source.preview["matches"]
    assert (match["name"], match["resembles"]) == ("The North Trust CIO", "North Trust")
    assert (match["is_certain"], match["is_same"]) == (True, True)
    assert match["why"] == ["the same public identifier"]
    assert place.names() == {"North Trust": ""}
    place.accept(source)
    assert source.outcome == Outcome.CHANGED, source.message
    assert place.names() == {"North Trust": "", "River Forum": "Sub"}
    tie = Tie.objects.get(network=place.here)
    assert (tie.source, tie.target.name, tie.rung) == (trust, "River Forum", 4)
    assert tie.layer is not None
    trust.refresh_from_db()
    assert (trust.name, trust.website) == ("North Trust", "https://north.example")
    # Undone, nothing of it is left; brought in again, someone is asked first.
    assert source.change_set is not None
    undo_change_set(viewer=place.viewer(), change_set=source.change_set)
    trust.refresh_from_db()
    assert (place.names(), trust.website) == ({"North Trust": ""}, "")
    place.bring()
    source.refresh_from_db()
    assert source.outcome == Outcome.WAITING
    assert "bring it in again" in source.message
    place.accept(source)
    assert place.names() == {"North Trust": "", "River Forum": "Sub"}
    assert Source.objects.count() == Layer.objects.count() == 1


def test_brought_in_again_it_is_brought_up_to_date(place: Place) -> None:
    first = place.add(place.there, "River Forum")
    for number in range(30):
        place.tie(first, place.add(place.there, f"Member {number}"))
    source = place.accept(place.bring())
    assert len(place.names()) == 31
    there = place.viewer(place.there)
    edit_actor(viewer=there, actor=first, values={"name": "River Assembly", "place": "Leeds"})
    end_actor(viewer=there, actor=Actor.objects.get(name="Member 3", network=place.there))
    place.add(place.there, "Newcomer")
    place.bring()
    source.refresh_from_db()
    assert source.outcome == Outcome.CHANGED, source.message
    names = place.names()
    assert len(names) == 31
    assert {"River Assembly", "Newcomer"} <= set(names)
    assert not {"River Forum", "Member 3"} & set(names)
    assert Tie.objects.filter(network=place.here, ended_in=None).count() == 29
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    assert source.outcome == Outcome.UNCHANGED


def test_keeping_apart_and_together(place: Place) -> None:
    certain = {"public_id": "GB-COH-01234567"}
    place.add(place.here, "Bridge House", **certain)
    place.add(place.here, "Riverside Trust")
    place.add(place.there, "Bridge House Ltd", **certain)
    place.add(place.there, "The Riverside Trust")
    source = place.bring()
    by_name = {match["name"]: match for match in source.preview["matches"]}
    assert by_name["Bridge House Ltd"]["is_same"]
    assert not by_name["The Riverside Trust"]["is_same"]
    assert source.preview["actors"]["new"] == 1
    decide_matches(
        viewer=place.viewer(),
        source=source,
        same=[by_name["The Riverside Trust"]["key"]],
        apart=[by_name["Bridge House Ltd"]["key"]],
    )
    place.worked(source)
    assert {m["name"]: m["is_same"] for m in source.preview["matches"]} == {
        "Bridge House Ltd": False, "The Riverside Trust": True,
    }  # fmt: skip
    place.accept(source)
    assert place.names() == {"Bridge House": "", "Riverside Trust": "", "Bridge House Ltd": "Sub"}
    # What was decided is remembered.
    place.add(place.there, "Newcomer")
    place.bring()
    assert place.names() == {"Bridge House": "", "Riverside Trust": "", "Bridge House Ltd": "Sub",
                             "Newcomer": "Sub"}  # fmt: skip


def test_nothing_is_seen_by_more_people_than_there(place: Place) -> None:
    audiences = {name: place.add(place.there, name, visibility=n)
                 for n, name in enumerate(("Open", "Members", "Stewards"))}  # fmt: skip
    place.tie(audiences["Open"], audiences["Stewards"], visibility=0)
    FieldDefinition.objects.create(
        network=place.there, target="actor", key="Secret", label="Secret", visibility=2
    )
    FieldDefinition.objects.filter(network=place.there, key="email").update(visibility=2)
    there = place.viewer(place.there)
    values: dict[str, Any] = {"email": "hidden@example.org", "fields": {"Secret": "canary"}}
    edit_actor(viewer=there, actor=audiences["Open"], values=values)
    place.accept(place.bring(visibility=0))
    seen = dict(Actor.objects.filter(network=place.here).values_list("name", "visibility"))
    assert seen == {"Open": 0, "Members": 1, "Stewards": 2}
    assert Tie.objects.get(network=place.here).visibility == 2
    here = Actor.objects.get(network=place.here, name="Open")
    # E-mail is for members here and for stewards there, so it does not come along.
    assert here.email == ""
    assert here.fields == {"Secret": "canary"}
    field = FieldDefinition.objects.get(network=place.here, key="Secret")
    assert field.visibility == 2


def test_an_open_actor_is_not_filled_with_what_is_not_open(place: Place) -> None:
    certain = {"public_id": "GB-COH-01234567"}
    here = place.add(place.here, "Bridge House", visibility=0, **certain)
    place.add(place.there, "Bridge House", visibility=1, website="https://b.example", **certain)
    place.accept(place.bring(visibility=0))
    here.refresh_from_db()
    assert here.website == ""


def test_only_what_the_person_may_see_comes(place: Place) -> None:
    place.add(place.there, "Open", visibility=0)
    place.add(place.there, "Members", visibility=1)
    place.there.visibility = 0
    place.there.save()
    Membership.objects.filter(network=place.there).delete()
    source = place.accept(place.bring(visibility=0))
    assert place.names() == {"Open": "Sub"}
    place.there.visibility = 1
    place.there.save()
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    assert source.outcome == Outcome.FAILED
    assert "can no longer be seen" in source.message
    assert place.names() == {"Open": "Sub"}


def test_what_is_closed_there_is_closed_here(place: Place) -> None:
    names = [f"Actor {n}" for n in range(3)]
    theirs = [place.add(place.there, name, visibility=0) for name in names]
    source = place.accept(place.bring(visibility=0))
    opened = Actor.objects.get(network=place.here, name="Actor 1")
    edit_actor(viewer=place.viewer(), actor=opened, values={"visibility": 2})
    edit_actor(viewer=place.viewer(), actor=opened, values={"visibility": 1})
    for actor in theirs[:2]:
        edit_actor(viewer=place.viewer(place.there), actor=actor, values={"visibility": 2})
    look_now(viewer=place.viewer(), source=source)
    place.worked(source)
    seen = dict(Actor.objects.filter(network=place.here).values_list("name", "visibility"))
    # The second was closed by hand here, and stays as it was left.
    assert seen == {"Actor 0": 2, "Actor 1": 1, "Actor 2": 0}


def test_how_old_a_tie_is_comes_along(place: Place) -> None:
    first, second = place.add(place.there, "One"), place.add(place.there, "Two")
    tie = place.tie(first, second)
    Tie.objects.filter(pk=tie.pk).update(evidence_date="2020-02-03")
    place.accept(place.bring())
    brought = Tie.objects.get(network=place.here)
    assert brought.evidence_date is not None
    assert brought.evidence_date.isoformat() == "2020-02-03"
    assert brought.evidence.get().date < timezone.localdate()


def test_ties_that_others_made_say_what_they_said(place: Place) -> None:
    for network, weight in ((place.here, 1.0), (place.there, 9.0)):
        ends = [place.add(network, name, public_id=f"GB-CHC-11111{n}")
                for n, name in enumerate(("One", "Two"))]  # fmt: skip
        place.tie(*ends, type="funds", weight=weight)
    source = place.accept(place.bring())
    assert Tie.objects.get(network=place.here).weight == 1.0
    assert source.outcome == Outcome.UNCHANGED


def test_a_file_comes_into_a_layer(place: Place) -> None:
    content = b"Name,Charity number,With\nNorth,1112345,\nSouth,,\n"
    for _time in range(2):
        source = bring_file(
            viewer=place.viewer(), uploads=[SimpleUploadedFile("list.csv", content)], name="List"
        )
        place.worked(source)
        if source.outcome == Outcome.WAITING:
            place.accept(source)
        assert place.names() == {"North": "List", "South": "List"}
        assert Source.objects.count() == 1
    assert source.folder == ""
    with pytest.raises(InvalidInput, match="no longer here"):
        look_now(viewer=place.viewer(), source=source)
    change_set = let_go_of(viewer=place.viewer(), source=source, ends_rows=True)
    assert change_set is not None
    assert place.names() == {}


@pytest.mark.parametrize("role", ["anonymous", "stranger", "member"])
def test_others_bring_nothing_in(cast: Cast, role: str) -> None:
    viewer = cast.open.viewer(cast.account(role))
    with pytest.raises(NotAllowed):
        bring_network(viewer=viewer, there=cast.closed.network, name="x")
    with pytest.raises(NotAllowed):
        bring_file(viewer=viewer, uploads=[SimpleUploadedFile("a.csv", b"name\nZoe\n")], name="x")


def test_a_network_that_one_may_not_see_does_not_exist(place: Place) -> None:
    closed = create_network(account=None, name="Closed")
    with pytest.raises(InvalidInput, match="can no longer be seen"):
        bring_network(viewer=place.viewer(), there=closed, name="x")
    with pytest.raises(InvalidInput, match="the network itself"):
        bring_network(viewer=place.viewer(), there=place.here, name="x")
    assert not Layer.objects.exists()


def test_the_view_of_whoever_left_is_no_longer_lent(place: Place) -> None:
    place.add(place.there, "Forum")
    source = place.accept(place.bring())
    bob = Account.objects.create_user("bob@example.org")
    add_responsibility(
        membership=add_membership(network=place.here, account=bob), role="map_manager"
    )
    Membership.objects.filter(network=place.here, account=place.account).delete()
    viewer = viewer_of(place.here, bob.pk)
    look_now(viewer=viewer, source=source)
    place.worked(source)
    assert source.outcome == Outcome.FAILED
    assert "no longer looks after this map" in source.message
    with pytest.raises(InvalidInput, match="can no longer be seen"):
        bring_network(viewer=viewer, there=place.there, name="Sub")
    add_membership(network=place.there, account=bob)
    bring_network(viewer=viewer, there=place.there, name="Sub")
    place.worked(source)
    assert (source.outcome, source.made_by) == (Outcome.UNCHANGED, bob)


def test_a_closed_network_does_not_name_its_layer(place: Place) -> None:
    with pytest.raises(InvalidInput, match="may read"):
        place.bring(name="")
    place.there.visibility = 0
    place.there.save()
    assert place.bring(name="").name == "There"
