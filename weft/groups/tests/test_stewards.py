"""Those who look after a group: two at least, never the last one gone by accident."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from weft.common.breaking import breaks
from weft.common.desk import desk_notes
from weft.common.errors import InvalidInput
from weft.groups.actions import (
    appoint,
    end_group,
    leave_group,
    remove_member,
    stand_down,
)
from weft.groups.models import Group, GroupMember, Openness
from weft.groups.tests.conftest import Here
from weft.networks.actions import change_standing, end_membership
from weft.networks.actions.belonging import lapse_memberships
from weft.networks.models import Membership, Standing


def test_a_group_with_one_steward_says_so_to_its_members_and_on_the_desk(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    warning = "This group hangs on one steward."
    assert warning in here.page("ben", "group_detail", group)
    assert warning not in here.page("cleo", "group_detail", group)
    assert [note.words for note in _desk(here)] == ["“Readers” has one steward alone."]
    here.make_steward(group, "ben")
    assert warning not in here.page("ben", "group_detail", group)
    assert _desk(here) == []


def _desk(here: Here) -> list[Any]:
    notes = desk_notes(here.viewer("con"), here.network.slug)
    return [note for note in notes if "Readers" in note.words]


def test_the_last_steward_cannot_leave_or_lay_it_down(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    anna, pk = here.viewer("anna"), here.member(group, "anna").pk
    with pytest.raises(InvalidInput):
        leave_group(viewer=anna, group=group)
    with pytest.raises(InvalidInput):
        stand_down(viewer=anna, group=group, member_id=pk)
    assert here.member(group, "anna").is_steward
    page = here.page("anna", "group_detail", group)
    assert "You are its only steward." in page
    assert "Leave the group" not in page


def test_one_of_two_stewards_can_leave(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    here.make_steward(group, "ben")
    leave_group(viewer=here.viewer("anna"), group=group)
    assert not here.is_in(group, "anna")


def test_a_steward_who_takes_a_break_does_not_count_as_another(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    here.make_steward(group, "ben")
    change_standing(viewer=here.viewer("ben"), membership=here.membership("ben"),
                    state=Standing.PAUSED)  # fmt: skip
    with pytest.raises(InvalidInput):
        leave_group(viewer=here.viewer("anna"), group=group)


def test_the_last_steward_leaves_a_group_that_has_ended(here: Here) -> None:
    group = here.start()
    end_group(viewer=here.viewer("anna"), group=group, closing_note="Done.")
    leave_group(viewer=here.viewer("anna"), group=group)
    assert not here.is_in(group, "anna")


def _ends(here: Here) -> None:
    end_membership(membership=here.membership("anna"), by=None)


def _lapses_at_night(here: Here) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(account=here.accounts["anna"]).update(until=yesterday)
    assert lapse_memberships({}, None) == {"lapsed": 1}  # type: ignore[arg-type]  # not asked


def _is_lapsed_by_hand(here: Here) -> None:
    change_standing(viewer=here.viewer("con"), membership=here.membership("anna"),
                    state=Standing.LAPSED)  # fmt: skip


ENDINGS = [_ends, _lapses_at_night, _is_lapsed_by_hand]


@pytest.mark.parametrize("ends", ENDINGS)
def test_who_is_no_member_of_the_network_is_in_none_of_its_groups(
    here: Here, ends: Callable[[Here], None]
) -> None:
    group, secret = here.start(), here.secret()
    here.bring(group, "ben")
    ends(here)
    assert not GroupMember.objects.filter(account=here.accounts["anna"]).exists()
    assert here.is_in(group, "ben")
    assert here.status("anna", "group_detail", secret) == 404
    assert "Nobody looks after this group any more." in here.page("ben", "group_detail", group)
    assert [note.words for note in _desk(here)] == ["Nobody looks after “Readers” any more."]


def test_a_membership_that_is_renewed_brings_no_group_back(here: Here) -> None:
    group = here.start(by="ben")
    here.bring(group, "anna", by="ben")
    _lapses_at_night(here)
    change_standing(viewer=here.viewer("con"), membership=here.membership("anna"),
                    state=Standing.ACTIVE)  # fmt: skip
    assert not here.is_in(group, "anna")


@pytest.mark.parametrize(("who", "may"), [("con", True), ("cleo", False), ("mo", False)])
def test_who_takes_it_from_a_steward(here: Here, who: str, may: bool) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    for name in ("ben", "cleo"):
        here.make_steward(group, name)
    url = here.url("group_member", group, here.member(group, "ben").pk)
    answer = here.client(who).post(url, {"do": "stand_down"})
    assert answer.status_code == (302 if may else 403)
    assert here.member(group, "ben").is_steward is not may


def test_a_convenor_finds_the_button_for_it_on_the_page(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    assert "Remove as steward" not in here.page("con", "group_detail", group)
    here.make_steward(group, "ben")
    assert here.page("con", "group_detail", group).count("Remove as steward") == 2
    assert "Remove as steward" not in here.page("cleo", "group_detail", group)


def test_a_steward_is_not_removed_but_lays_it_down_first(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben")
    here.make_steward(group, "ben")
    pk = here.member(group, "ben").pk
    with pytest.raises(InvalidInput):
        remove_member(viewer=here.viewer("anna"), group=group, member_id=pk, reason="Why")


def test_nobody_becomes_a_steward_of_a_group_that_they_are_not_in(here: Here) -> None:
    group, other = here.start(), here.start("Writers", by="ben")
    with pytest.raises(InvalidInput):
        appoint(viewer=here.viewer("anna"), group=group, member_id=here.member(other, "ben").pk)


def test_a_convenor_who_is_not_in_it_learns_nobodys_name_by_making_them_a_steward(
    here: Here,
) -> None:
    secret = here.secret()
    here.bring(secret, "ben")
    url = here.url("group_member", secret, here.member(secret, "ben").pk)
    assert here.client("con").post(url, {"do": "appoint"}).status_code == 403
    assert "Ben" not in here.page("con", "group_detail", secret)


def test_names_of_stewards_are_for_members(here: Here) -> None:
    group = here.start(visibility=0)
    assert "Anna" in here.page("dan", "group_detail", group)
    for name in ("group_detail", "groups_csv", "api:groups"):
        page = here.page("", name, group if name == "group_detail" else None)
        assert "Readers" in page
        assert "Anna" not in page


def _breaks(here: Here, who: str) -> list[tuple[str, str]]:
    found = breaks(here.viewer(who), here.network.slug, here.accounts["anna"].pk)
    own = (one for one in found if one.about == "Groups without another steward")
    return [(one.words, one.step[1]) for one in own]


def test_what_breaks_when_somebody_leaves_names_the_groups_that_hang_on_them(here: Here) -> None:
    group, shared, secret = here.start(), here.start("Writers"), here.secret()
    here.bring(shared, "ben")
    here.make_steward(shared, "ben")
    known = (group.name, str(group.pk))
    # A handover lists no secret group for whoever takes over.
    assert _breaks(here, "anna") == [known, (secret.name, "")]
    assert _breaks(here, "cleo") == [known]


def _looked_after_for(group: Group, days: int) -> None:
    since = timezone.now() - timedelta(days=days)
    GroupMember.objects.filter(group=group).update(since=since)


@pytest.mark.parametrize(
    ("openness", "days", "is_led_away"),
    [
        (Openness.SECRET, 8, True), (Openness.SECRET, 6, False),
        (Openness.CLOSED, 8, False), (Openness.OPEN, 8, False),
    ],
)  # fmt: skip
def test_who_looks_after_a_secret_group_needs_a_second_step(
    here: Here, settings: Any, openness: str, days: int, is_led_away: bool
) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    group = here.start(openness=openness)
    _looked_after_for(group, days)
    assert here.status("anna", "group_detail", group) == (302 if is_led_away else 200)
    api = here.client("anna").get(here.url("api:groups"))
    assert api.status_code == (403 if is_led_away else 200)
    if is_led_away:
        TOTP.activate(here.accounts["anna"], "JBSWY3DPEHPK3PXP")
        assert here.status("anna", "group_detail", group) == 200


def test_also_who_looks_after_what_lies_in_a_secret_group(here: Here, settings: Any) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    secret = here.secret()
    child = here.start("Murmur", parent=secret)
    here.bring(child, "ben")
    here.make_steward(child, "ben")
    GroupMember.objects.filter(account=here.accounts["ben"]).update(
        steward_since=timezone.now() - timedelta(days=8)
    )
    assert here.status("ben", "group_detail", child) == 302


def test_the_days_for_it_begin_when_one_becomes_a_steward(here: Here, settings: Any) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    secret = here.secret()
    here.bring(secret, "ben")
    _looked_after_for(secret, 400)
    assert here.status("ben", "group_detail", secret) == 200
    appoint(viewer=here.viewer("anna"), group=secret, member_id=here.member(secret, "ben").pk)
    assert here.status("ben", "group_detail", secret) == 200


def test_a_steward_of_a_secret_group_reads_by_when_it_is_needed(here: Here, settings: Any) -> None:
    secret, known = here.secret(), here.start()
    here.bring(secret, "ben")
    words = "you need a second step for signing in"
    assert words not in here.page("anna", "group_detail", secret)
    settings.WEFT_REQUIRE_SECOND_STEP = True
    # On every page, and in words that give no secret away to those who look on.
    for group in (secret, known):
        page = here.page("anna", "group_detail", group)
        assert words in page
    assert words not in here.page("ben", "group_detail", secret)


def test_a_secret_group_that_ended_asks_for_no_second_step(here: Here, settings: Any) -> None:
    settings.WEFT_REQUIRE_SECOND_STEP = True
    secret = here.secret()
    end_group(viewer=here.viewer("anna"), group=secret, closing_note="Done.")
    _looked_after_for(secret, 8)
    assert here.status("anna", "group_detail", secret) == 200
