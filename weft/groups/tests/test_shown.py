"""Who may know that somebody is in a group: the map shows it as they chose, and forgets it."""

from __future__ import annotations

import pytest

from weft.common.personal import Person
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor
from weft.graph.models import Actor, Tie, Voice, VoiceKind
from weft.groups.actions import (
    choose_shown,
    forget_in_groups,
    invite_member,
    join_group,
    leave_group,
)
from weft.groups.models import Group, GroupInvitation, GroupMember, GroupRequest, Openness, ShownTo
from weft.groups.on_map import actor_of
from weft.groups.personal import tell_groups
from weft.groups.tests.conftest import Here


def on_the_map(here: Here, name: str) -> Actor:
    """Put someone on the map as themselves."""
    actor = add_actor(viewer=here.viewer("con"), values={"name": name.title(), "kind": "Person"})
    Actor.objects.filter(pk=actor.pk).update(visibility=0)
    account = here.accounts[name]
    Voice.objects.create(actor=actor, account=account, kind=VoiceKind.SELF)
    return actor


def seen_by(here: Here, group: Group, who: str) -> bool:
    """Whether somebody sees on the map that anybody takes part in the group."""
    return Tie.objects.visible_to(here.viewer(who)).filter(target=actor_of(group)).exists()


@pytest.mark.parametrize(
    ("shown_to", "by_members", "by_all"),
    [(ShownTo.GROUP, False, False), (ShownTo.MEMBERS, True, False), (ShownTo.EVERYONE, True, True)],
)
def test_the_map_shows_who_is_in_it_to_those_whom_they_chose(
    here: Here, shown_to: str, by_members: bool, by_all: bool
) -> None:
    on_the_map(here, "ben")
    group = here.start(visibility=0)
    join_group(viewer=here.viewer("ben"), group=group, shown_to=shown_to)
    assert seen_by(here, group, "cleo") == by_members
    assert seen_by(here, group, "") == by_all


def test_nothing_chosen_shows_it_to_the_group_alone(here: Here) -> None:
    on_the_map(here, "ben")
    group = here.start(visibility=0)
    here.client("ben").post(here.url("group_join", group), {"shown_to": "nonsense"})
    assert here.member(group, "ben").shown_to == ShownTo.GROUP
    assert not seen_by(here, group, "con")


def test_in_a_group_for_members_nobody_is_shown_to_everyone(here: Here) -> None:
    group = here.start(visibility=1)
    join_group(viewer=here.viewer("ben"), group=group, shown_to=ShownTo.EVERYONE)
    assert here.member(group, "ben").shown_to == ShownTo.MEMBERS


def test_in_a_secret_group_nobody_is_shown_at_all(here: Here) -> None:
    on_the_map(here, "ben")
    secret = here.secret()
    invite_member(viewer=here.viewer("anna"), group=secret, email="ben@example.org")
    join_group(viewer=here.viewer("ben"), group=secret, shown_to=ShownTo.EVERYONE)
    assert here.member(secret, "ben").shown_to == ShownTo.GROUP
    assert not Tie.objects.exists()


def test_who_no_longer_wants_it_was_never_seen_there(here: Here) -> None:
    on_the_map(here, "ben")
    group = here.start(visibility=0)
    join_group(viewer=here.viewer("ben"), group=group, shown_to=ShownTo.EVERYONE)
    choose_shown(viewer=here.viewer("ben"), group=group, shown_to=ShownTo.GROUP)
    assert not Tie.objects.filter(target=actor_of(group)).exists()


def test_who_leaves_takes_part_no_more_and_did_so_once(here: Here) -> None:
    on_the_map(here, "ben")
    group = here.start(visibility=0)
    join_group(viewer=here.viewer("ben"), group=group, shown_to=ShownTo.EVERYONE)
    leave_group(viewer=here.viewer("ben"), group=group)
    tie = Tie.objects.get(target=actor_of(group))
    assert tie.ended_in_id is not None


def test_only_members_read_who_is_in_it(here: Here) -> None:
    group = here.start(visibility=0)
    here.bring(group, "ben", "cleo")
    for who, reads in (("ben", True), ("dan", False), ("con", False), ("mo", False), ("", False)):
        page = here.page(who, "group_detail", group)
        assert ("Cleo" in page) == reads, who


def test_addresses_are_for_stewards(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    assert "cleo@example.org" not in here.page("ben", "group_detail", group)
    assert "cleo@example.org" in here.page("anna", "group_people", group)


def test_being_forgotten_takes_everything_of_a_person_out_of_groups(here: Here) -> None:
    on_the_map(here, "ben")
    group, closed = here.start(visibility=0), here.start("Writers", openness=Openness.CLOSED)
    join_group(viewer=here.viewer("ben"), group=group, shown_to=ShownTo.EVERYONE)
    here.client("ben").post(here.url("group_ask", closed), {"text": "I am Ben"})
    here.make_steward(group, "ben")
    invite_member(viewer=here.viewer("ben"), group=group, email="dan@example.org", text="Ben here")
    forget_in_groups(here.accounts["ben"].pk)
    assert not GroupMember.objects.filter(account=here.accounts["ben"]).exists()
    assert not GroupRequest.objects.exists()
    assert not Tie.objects.exists()
    assert not GroupInvitation.objects.exists()


def test_my_data_tells_the_groups_one_is_in_also_the_secret_ones(here: Here) -> None:
    secret = here.secret()
    here.bring(secret, "ben")
    account = here.accounts["ben"]
    told = dict(tell_groups(Person(account.pk, account.email, here.network.pk)))
    assert [row["group"] for row in told["groups"]] == ["Whisper"]
    assert told["group_requests"] == []


def test_a_viewer_of_another_network_sees_none_of_it(here: Here) -> None:
    group = here.start(visibility=0)
    elsewhere = Viewer(here.network.pk + 1, 2, here.accounts["anna"].pk, frozenset({"convenor"}))
    assert not Group.objects.visible_to(elsewhere).filter(pk=group.pk).exists()
