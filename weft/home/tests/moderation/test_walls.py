"""Moderators read no more than they see where it stands, and nobody judges what they look after."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput, NotAllowed
from weft.graph.actions import add_actor
from weft.graph.kinds import person_kind
from weft.graph.models import Voice, VoiceKind
from weft.groups.actions import Draft, Resource, add_resource, change_group, start_group
from weft.groups.models import Domain, Group, GroupMember, GroupResource, Openness
from weft.home.tests.moderation.conftest import Town
from weft.home.tests.moderation.test_involved import nothing_for, reported, steward
from weft.moderating.actions import Ruling, refuse, release, settle, take_back
from weft.moderating.models import Held, HeldState, Outcome
from weft.moderating.permissions import must_moderate

PAD = Resource("Innerpad", "https://inner.example/key")


def closed(town: Town, by: str, *members: str, openness: str = Openness.CLOSED) -> Group:
    draft = Draft("Cell", Domain.COMMUNITY, openness=openness)
    group = start_group(viewer=town.viewer(by), network=town.network, draft=draft)
    assert isinstance(group, Group)
    for name in members:
        GroupMember.objects.create(group=group, account=town.accounts[name])
    return group


@pytest.mark.parametrize("openness", [Openness.CLOSED, Openness.SECRET])
@pytest.mark.parametrize("author", ["con", "old"])
def test_neither_author_nor_steward_reads_a_report_of_a_link(
    town: Town, author: str, openness: str
) -> None:
    group = closed(town, "con", "old", "nell", openness=openness)
    made = add_resource(viewer=town.viewer(author), group=group, resource=PAD)
    assert isinstance(made, GroupResource)
    one = reported(town, "group_resource", made.pk)
    assert one.about == town.accounts[author]
    nothing_for(town, "con", one)


def test_whoever_became_a_steward_since_reads_no_report(town: Town) -> None:
    group = closed(town, "old", "nell", "mia")
    made = add_resource(viewer=town.viewer("old"), group=group, resource=PAD)
    assert isinstance(made, GroupResource)
    of_group, of_link = (
        reported(town, "group", group.pk),
        reported(town, "group_resource", made.pk),
    )
    must_moderate(town.viewer("mia"), of_group)
    GroupMember.objects.filter(account=town.accounts["mia"]).delete()
    steward(town, group, "mia")
    nothing_for(town, "mia", of_group)
    nothing_for(town, "mia", of_link)
    settle(viewer=town.viewer("max"), report=of_group, ruling=Ruling(Outcome.NOTHING))


def test_whoever_speaks_for_somebody_since_reads_no_report(town: Town) -> None:
    kind = person_kind(town.network.pk)
    actor = add_actor(viewer=town.viewer("con"), values={"name": "Guild", "kind": kind})
    one = reported(town, "actor", actor.pk)
    Voice.objects.create(actor=actor, account=town.accounts["max"], kind=VoiceKind.SPEAKS)
    nothing_for(town, "max", one)


@pytest.mark.parametrize("is_for_all", [True, False])
def test_of_a_link_for_members_of_a_group_a_moderator_reads_where_it_stands(
    town: Town, is_for_all: bool
) -> None:
    group = closed(town, "old", "nell")
    resource = Resource(PAD.title, PAD.address, is_for_all=is_for_all)
    made = add_resource(viewer=town.viewer("old"), group=group, resource=resource)
    assert isinstance(made, GroupResource)
    one = reported(town, "group_resource", made.pk)
    page = town.client("max").get(town.url("report_detail", one.pk)).content.decode()
    assert "They shout at us." in page
    assert ("Cell" in page) == (not is_for_all)
    assert ("Innerpad" in page) == ("inner.example" in page) == is_for_all


@pytest.mark.parametrize("is_for_all", [True, False])
def test_of_a_held_link_too(town: Town, is_for_all: bool) -> None:
    group = closed(town, "old", "new")
    resource = Resource(PAD.title, PAD.address, is_for_all=is_for_all)
    held = add_resource(viewer=town.viewer("new"), group=group, resource=resource)
    assert isinstance(held, Held)
    page = town.client("max").get(town.url("held_detail", held.pk)).content.decode()
    assert "Cell" in page
    assert ("inner.example" in page) == is_for_all
    release(viewer=town.viewer("max"), held=held)
    assert GroupResource.objects.get().address == PAD.address


def test_a_group_is_not_let_through_outside_of_what_it_was_to_lie_in(town: Town) -> None:
    around = town.group("old", "Around")
    steward(town, around, "new")
    draft = Draft("Inside", Domain.COMMUNITY, parent=around)
    held = start_group(viewer=town.viewer("new"), network=town.network, draft=draft)
    assert isinstance(held, Held)
    GroupMember.objects.filter(account=town.accounts["new"]).delete()
    change_group(viewer=town.viewer("old"), group=around, draft=Draft("Around", visibility=2))
    with pytest.raises(InvalidInput, match="cannot see any more"):
        release(viewer=town.viewer("max"), held=held)
    assert not Group.objects.filter(name="Inside").exists()
    held.refresh_from_db()
    assert held.state == HeldState.WAITING


def test_what_was_taken_back_is_answered_with_a_sentence(town: Town) -> None:
    held = town.held("new")
    same = Held.objects.get(pk=held.pk)
    take_back(viewer=town.viewer("new"), held=held)
    with pytest.raises(InvalidInput, match="taken it back"):
        release(viewer=town.viewer("mia"), held=same)
    with pytest.raises(InvalidInput, match="taken it back"):
        refuse(viewer=town.viewer("mia"), held=same, principle=1, words="No.")
    with pytest.raises(NotAllowed):
        release(viewer=town.viewer("old"), held=same)
