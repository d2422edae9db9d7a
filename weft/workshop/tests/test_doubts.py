"""Names that are nearly those of someone on the map are shown to the host, and set right."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, undo_change_set
from weft.graph.models import Actor, Tie
from weft.workshop.actions import Entry, join
from weft.workshop.doubts import doubts, say_who_is_meant
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("convenor"))


def actor(steward: Viewer, name: str) -> Actor:
    return add_actor(viewer=steward, values={"name": name, "kind": "Charity", "visibility": 0})


def say(workshop: Workshop, group: str, *others: str) -> None:
    entry = Entry("Jane Doe", group, Agreement.EVERYONE, [(name, 3) for name in others])
    join(workshop=workshop, entry=entry)


def test_a_misspelt_name_is_asked_about_and_set_right(
    cast: Cast, steward: Viewer, workshop: Workshop, client: Client
) -> None:
    council = actor(steward, "Bristol Council")
    say(workshop, "Otter Group", "Bristol Councl", "Weir Watch")
    account = cast.account("convenor")
    assert account is not None
    client.force_login(account)
    url = reverse("workshop_host", args=[cast.open.network.slug, workshop.pk])
    page = re.sub(r"\s+", " ", client.get(url).content.decode())
    assert "“Bristol Councl” may be" in page
    assert "“Weir Watch”" not in page
    client.post(url, {"do": "meant", "said": "Bristol Councl", "actor": council.pk})
    assert "Who is meant?" not in client.get(url).content.decode()
    workshop.participants.update(decision=Decision.ACCEPTED)
    change_set = put_on_map(viewer=steward, workshop=workshop)
    assert Tie.objects.filter(target=council, created_in=change_set).exists()
    assert not Actor.objects.filter(name="Bristol Councl").exists()
    assert "What was accepted is on the map" in client.get(url).content.decode()
    undo_change_set(viewer=steward, change_set=change_set)
    assert "has been undone" in client.get(url).content.decode()


def test_a_name_of_two_is_told(steward: Viewer, workshop: Workshop) -> None:
    two = {actor(steward, "Meeting House").pk, actor(steward, "Meeting House").pk}
    say(workshop, "meeting house")
    (doubt,) = doubts(steward, workshop)
    assert doubt.is_shared
    assert {one.pk for one in doubt.actors} == two


def test_only_hosts_say_who_is_meant_and_only_of_their_map(
    cast: Cast, steward: Viewer, workshop: Workshop
) -> None:
    say(workshop, "Bristol Councl")
    there = cast.closed.actors[0]
    with pytest.raises(InvalidInput, match="no longer on the map"):
        say_who_is_meant(viewer=steward, workshop=workshop, said="x", actor_id=there.pk)
    member = cast.open.viewer(cast.account("member"))
    with pytest.raises(NotAllowed):
        say_who_is_meant(
            viewer=member, workshop=workshop, said="x", actor_id=cast.open.actors[0].pk
        )
