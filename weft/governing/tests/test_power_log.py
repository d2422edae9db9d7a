"""The log of what was done with power: what its sentences name, and looking for one of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.audit import Whom, record
from weft.common.visibility import Viewer, Visibility
from weft.governing.actions import publish_decision, save_circle
from weft.governing.models import Circle
from weft.governing.power_log import kinds_in, log_lines, people_in, power_log
from weft.groups.deeds import LET_IN, REMOVED, write_down
from weft.groups.models import Group
from weft.moderating.deeds import APPEALED
from weft.networks.actions import (
    add_membership,
    add_responsibility,
    change_standing,
    take_role,
)

pytestmark = pytest.mark.django_db


def words(viewer: Viewer, count: int = 1) -> list[str]:
    return [line.words for line in log_lines(viewer, list(power_log(viewer)[:count]))]


def started(cast: Cast, name: str, visibility: int) -> Circle:
    viewer = cast.open.viewer(cast.account("convenor"))
    values = {"name": name, "kind": "working", "decides": "", "visibility": visibility,
              "ended_on": None}  # fmt: skip
    return save_circle(viewer=viewer, network=cast.open.network, circle=None, values=values)


def test_a_group_is_named_to_those_who_may_see_it_now(cast: Cast) -> None:
    group = cast.open.groups[Visibility.MEMBERS]
    write_down(LET_IN, group, by=None)
    member = cast.open.viewer(cast.account("member"))
    assert words(member) == [f"The program let somebody into the group “{group.name}”."]
    Group.objects.filter(pk=group.pk).update(visibility=Visibility.STEWARDS)
    assert words(member) == ["The program let somebody into a group."]
    assert group.name in words(cast.open.viewer(cast.account("steward")))[0]


def test_a_committee_and_what_it_decided_are_named_where_they_may_be_seen(cast: Cast) -> None:
    circle = started(cast, "Money matters", Visibility.STEWARDS)
    convenor = cast.open.viewer(cast.account("convenor"))
    member = cast.open.viewer(cast.account("member"))
    assert words(convenor)[0].endswith("started “Money matters”.")
    assert words(member)[0].endswith("started a committee or working group.")
    values = {"title": "Buy a kiln", "words": "", "visibility": 2,
              "decided_on": timezone.localdate()}  # fmt: skip
    publish_decision(viewer=convenor, circle=circle, values=values)
    assert words(convenor)[0].endswith("published the decision “Buy a kiln”.")
    assert words(member)[0].endswith("published a decision.")


def test_an_appeal_and_what_the_program_did_are_whole_sentences(cast: Cast) -> None:
    stage = cast.open
    record(APPEALED, network_id=stage.network.pk, whom=Whom())
    new = Account.objects.create_user("new@example.org", name="Nell")
    add_membership(network=stage.network, account=new)
    joined, appeal = words(stage.viewer(cast.account("convenor")), 2)
    assert joined == "Nell became a member."
    assert appeal.endswith("asked to have a decision of the moderators looked at again.")


def test_a_page_of_the_log_asks_once_however_many_groups_it_names(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    group = cast.open.groups[Visibility.PUBLIC]
    for _number in range(20):
        write_down(LET_IN, group, by=None)
    viewer = cast.open.viewer(cast.account("convenor"))
    with django_assert_max_num_queries(5):  # type: ignore[operator]  # pytest-django's
        log_lines(viewer, list(power_log(viewer)[:20]))


def test_one_looks_for_a_kind_of_deed(cast: Cast) -> None:
    group = cast.open.groups[Visibility.MEMBERS]
    write_down(LET_IN, group, by=None)
    viewer = cast.open.viewer(cast.account("member"))
    assert ("groups", "Groups") in kinds_in(viewer)
    client = Client()
    client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    url = reverse("power_log", args=[cast.open.network.slug])
    page = client.get(url, {"kind": "groups"}).content.decode()
    assert group.name in page
    assert "the responsibility" not in page
    assert '<option value="groups" selected>' in page


def test_looking_for_somebody_tells_no_more_than_the_sentences_do(cast: Cast) -> None:
    """Of whom somebody removed stands in no sentence, so nobody finds them by it."""
    nell = Account.objects.create_user("new@example.org", name="Nell")
    add_membership(network=cast.open.network, account=nell)
    write_down(REMOVED, cast.open.groups[Visibility.PUBLIC], by=None, about=nell.pk)
    steward = cast.open.viewer(cast.account("steward"))
    member = cast.open.viewer(cast.account("member"))
    found = [one.action for one in power_log(steward, person=nell.pk)]
    assert found == ["member_added"]
    assert not power_log(member, person=nell.pk).exists()
    assert (nell.pk, "Nell") in people_in(steward)
    assert (nell.pk, "Nell") not in people_in(member)


def test_what_somebody_does_about_themselves_names_them_to_stewards_alone(cast: Cast) -> None:
    """Who else is a member is not for all: they would be the one who did it."""
    nell = Account.objects.create_user("new@example.org", name="Nell")
    membership = add_membership(network=cast.open.network, account=nell)
    change_standing(viewer=cast.open.viewer(nell), membership=membership, state="paused")
    steward = cast.open.viewer(cast.account("steward"))
    member = cast.open.viewer(cast.account("member"))
    assert words(steward) == ["Nell changed the membership of Nell to “Taking a break”."]
    assert words(member) == ["A member changed the membership of a member to “Taking a break”."]
    assert power_log(steward, person=nell.pk).exists()
    assert not power_log(member, person=nell.pk).exists()
    assert (nell.pk, "Nell") not in people_in(member)


def test_who_lays_down_a_responsibility_is_named_as_all_know_of_it(cast: Cast) -> None:
    librarian = Account.objects.create_user("lib@example.org", name="Lib")
    membership = add_membership(network=cast.open.network, account=librarian)
    add_responsibility(membership=membership, role="librarian")
    held = membership.responsibilities.get().pk
    viewer = cast.open.viewer(librarian)
    take_role(viewer=viewer, network=cast.open.network, responsibility_id=held)
    member = cast.open.viewer(cast.account("member"))
    assert "Lib" in words(member)[0]
    assert (librarian.pk, "Lib") in people_in(member)
