"""By which door one comes into a group: openness × who one is."""

from __future__ import annotations

import pytest

from weft.common.errors import InvalidInput, NotAllowed
from weft.groups.actions import (
    answer_request,
    ask_to_join,
    decline_invitation,
    invite_member,
    join_group,
    leave_group,
    remove_member,
    withdraw_request,
)
from weft.groups.models import Group, GroupInvitation, GroupRequest, Openness, RequestState
from weft.groups.tests.conftest import Here
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Standing

#: Openness → what a page, joining and asking answer to a member who is not in the group.
DOORS = [
    (Openness.OPEN, 200, True, False),
    (Openness.CLOSED, 200, False, True),
    (Openness.SECRET, 404, False, False),
]


@pytest.mark.parametrize(("openness", "status", "joins", "asks"), DOORS)
def test_a_member_meets_the_door_of_each_openness(
    here: Here, openness: str, status: int, joins: bool, asks: bool
) -> None:
    group = here.start(openness=openness)
    assert here.status("ben", "group_detail", group) == status
    here.client("ben").post(here.url("group_ask", group), {"text": "Please"})
    assert group.requests.filter(account=here.accounts["ben"]).exists() == asks
    here.client("ben").post(here.url("group_join", group))
    assert here.is_in(group, "ben") == joins


@pytest.mark.parametrize("openness", Openness.values)
@pytest.mark.parametrize("who", ["con", "mo"])
def test_power_over_the_network_opens_no_closed_door(here: Here, openness: str, who: str) -> None:
    group = here.start(openness=openness)
    assert here.status(who, "group_detail", group) == 200
    here.client(who).post(here.url("group_join", group))
    assert here.is_in(group, who) == (openness == Openness.OPEN)


@pytest.mark.parametrize("openness", Openness.values)
def test_an_invitation_opens_every_door(here: Here, openness: str) -> None:
    group = here.start(openness=openness)
    invite_member(viewer=here.viewer("anna"), group=group, email="BEN@example.org")
    assert here.status("ben", "group_detail", group) == 200
    join_group(viewer=here.viewer("ben"), group=group)
    assert here.is_in(group, "ben")
    assert not GroupInvitation.objects.exists()


def test_who_says_no_to_a_secret_group_sees_it_no_more(here: Here) -> None:
    group = here.secret()
    invite_member(viewer=here.viewer("anna"), group=group, email="ben@example.org")
    decline_invitation(viewer=here.viewer("ben"), group=group)
    assert here.status("ben", "group_detail", group) == 404


def test_an_invitation_tells_the_steward_nothing_about_an_address(here: Here) -> None:
    group = here.start()
    answers = set()
    for address in ("ben@example.org", "nobody@example.org", "anna@example.org"):
        told = {"email": address}
        page = here.client("anna").post(here.url("group_invite", group), told, follow=True)
        body = page.content.decode()
        answers.add(body[body.index("<main") : body.index("</main")].count("they get a mail now"))
    assert answers == {1}
    assert GroupInvitation.objects.count() == 1


def asked(here: Here, group: Group, who: str = "ben") -> GroupRequest:
    return ask_to_join(viewer=here.viewer(who), group=group, text="I would like to.")


def test_a_steward_lets_in_who_asked(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    request = asked(here, group)
    assert here.mails("anna") == ["Somebody would like to join Readers"]
    answer_request(viewer=here.viewer("anna"), request=request, lets_in=True)
    assert here.is_in(group, "ben")
    assert here.mails("ben")[-1] == "You are in Readers"


@pytest.mark.parametrize("who", ["con", "mo", "ben", "cleo"])
def test_nobody_but_a_steward_answers(here: Here, who: str) -> None:
    group = here.start(openness=Openness.CLOSED)
    here.bring(group, "cleo")
    with pytest.raises(NotAllowed):
        answer_request(viewer=here.viewer(who), request=asked(here, group, "dan"), lets_in=True)
    assert not here.is_in(group, "dan")


@pytest.mark.parametrize(("answer", "reason"), [("", "Full"), ("Sorry", "")])
def test_saying_no_needs_words_and_a_reason(here: Here, answer: str, reason: str) -> None:
    request = asked(here, here.start(openness=Openness.CLOSED))
    with pytest.raises(InvalidInput):
        answer_request(viewer=here.viewer("anna"), request=request, lets_in=False,
                       answer=answer, reason=reason)  # fmt: skip


def test_who_was_turned_down_reads_the_words_and_not_the_reason(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    answer_request(viewer=here.viewer("anna"), request=asked(here, group), lets_in=False,
                   answer="We are full.", reason="He shouts.")  # fmt: skip
    page = here.page("ben", "group_detail", group)
    assert "We are full." in page
    assert "He shouts." not in page


def test_taking_a_request_back_leaves_nothing(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    asked(here, group)
    withdraw_request(viewer=here.viewer("ben"), group=group)
    assert not GroupRequest.objects.exists()


def test_a_question_wants_an_answer(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED, question="Why us?")
    with pytest.raises(InvalidInput):
        ask_to_join(viewer=here.viewer("ben"), group=group, text=" ")


def test_asking_twice_is_one_request_and_one_mail(here: Here) -> None:
    group = here.start(openness=Openness.CLOSED)
    assert asked(here, group).pk == asked(here, group).pk
    assert len(here.mails("anna")) == 1


def test_a_kind_of_membership_that_joins_no_groups(here: Here) -> None:
    friend = here.network.membership_kinds.get(name="Friend")
    friend.may_join_groups = False
    friend.save()
    Membership.objects.filter(account=here.accounts["ben"]).update(kind=friend)
    group = here.start(visibility=0)
    for action in (join_group, ask_to_join):
        with pytest.raises(NotAllowed):
            action(viewer=here.viewer("ben"), group=group)
    assert here.client("ben").get(here.url("group_start")).status_code == 403


def test_who_takes_a_break_from_the_network_is_not_counted_and_joins_nothing(here: Here) -> None:
    group, other = here.start(), here.start("Writers")
    here.bring(group, "ben")
    own = here.membership("ben")
    change_standing(viewer=here.viewer("ben"), membership=own, state=Standing.PAUSED)
    with pytest.raises(NotAllowed):
        join_group(viewer=here.viewer("ben"), group=other)
    assert "1 member" in here.page("anna", "group_detail", group)


def test_leaving_forgets_the_member(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    leave_group(viewer=here.viewer("ben"), group=group)
    assert not here.is_in(group, "ben")
    assert here.status("ben", "group_detail", group) == 200


def test_who_leaves_a_secret_group_sees_it_no_more(here: Here) -> None:
    group = here.secret()
    here.bring(group, "ben")
    assert here.status("ben", "group_detail", group) == 200
    here.client("ben").post(here.url("group_leave", group))
    assert here.status("ben", "group_detail", group) == 404


def test_removing_needs_a_reason_which_only_stewards_read(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    pk = here.member(group, "ben").pk
    with pytest.raises(InvalidInput):
        remove_member(viewer=here.viewer("anna"), group=group, member_id=pk, reason=" ")
    remove_member(viewer=here.viewer("anna"), group=group, member_id=pk, reason="Sold our list")
    assert not here.is_in(group, "ben")
    assert group.requests.get().state == RequestState.REMOVED
    assert "Sold our list" in here.page("anna", "group_people", group)
    assert here.status("cleo", "group_people", group) == 403


def test_a_plain_member_removes_nobody(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    pk = here.member(group, "cleo").pk
    with pytest.raises(NotAllowed):
        remove_member(viewer=here.viewer("ben"), group=group, member_id=pk, reason="Because")
    assert here.is_in(group, "cleo")
