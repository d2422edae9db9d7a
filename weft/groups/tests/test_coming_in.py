"""Who is not in a secret group does not come into it, or read its names, by a door beside it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import run_until_idle
from weft.groups.actions import (
    Draft,
    Resource,
    add_resource,
    appoint,
    ask_to_join,
    change_group,
    end_group,
    invite_member,
    join_group,
    leave_group,
    look_after,
    remove_member,
    rescue,
    stand_down,
    take_back_invitations,
)
from weft.groups.breaking import groups_looked_after_alone
from weft.groups.models import Group, GroupInvitation, GroupMember, Openness, ShownTo
from weft.groups.tests.conftest import Here
from weft.networks.actions import add_membership, change_standing, end_membership
from weft.networks.models import Standing


def opened(here: Here, group: Group, days: int = 0) -> Group:
    """A secret group that its steward opened so many days ago."""
    change_group(viewer=here.viewer("anna"), group=group, draft=Draft("Whisper", purpose="Hush."))
    group.refresh_from_db()
    if days:
        group.known_since = timezone.now() - timedelta(days=days)
        group.save()
    return group


@pytest.mark.parametrize("who", ["con", "mo"])
def test_who_sees_all_walks_into_nothing_inside_a_secret_group(here: Here, who: str) -> None:
    secret = here.secret()
    inner = here.start("Murmur", parent=secret)
    here.bring(secret, "ben")
    join_group(viewer=here.viewer("ben"), group=inner)
    pad = Resource("Inside pad", "https://pad.example/secret")
    add_resource(viewer=here.viewer("anna"), group=inner, resource=pad)
    assert here.client(who).post(here.url("group_join", inner)).status_code == 403
    page = here.page(who, "group_detail", inner)
    assert "Ben" not in page
    assert "Inside pad" not in page
    # They may ask, or be invited, as others may.
    ask_to_join(viewer=here.viewer(who), group=inner)
    here.bring(inner, who)
    assert here.is_in(inner, who)


def test_who_is_in_the_middle_alone_asks(here: Here) -> None:
    secret = here.secret()
    middle = here.start("Murmur", parent=secret)
    inner = here.start("Rustle", parent=middle)
    here.bring(secret, "ben")
    here.bring(middle, "mo")
    for who in ("ben", "mo"):
        with pytest.raises(NotAllowed):
            join_group(viewer=here.viewer(who), group=inner)
    join_group(viewer=here.viewer("ben"), group=middle)
    join_group(viewer=here.viewer("ben"), group=inner)


def test_a_convenor_opens_no_secret_group(here: Here) -> None:
    secret = here.secret()
    inner = here.start("Murmur", parent=secret)
    here.bring(secret, "ben")
    con = here.viewer("con")
    for group, draft in (
        (secret, Draft("Whisper", openness=Openness.OPEN)),
        (secret, Draft("Whisper", openness=Openness.CLOSED)),
        (inner, Draft("Murmur", parent=None)),
        (inner, Draft("Murmur", openness=Openness.CLOSED, parent=secret)),
    ):
        with pytest.raises(NotAllowed):
            change_group(viewer=con, group=group, draft=draft)
    told = {"name": "Whisper", "purpose": "Hush.", "domain": "community", "openness": "open"}
    answer = here.client("con").post(here.url("group_edit", secret), {**told, "visibility": 0})
    assert answer.status_code == 302
    secret.refresh_from_db()
    assert (secret.openness, secret.hidden_by) == (Openness.SECRET, secret)
    assert "Who may see that it exists" not in here.page("con", "group_edit", secret)
    assert "Who may see that it exists" in here.page("anna", "group_edit", secret)
    # What it is called they may change, and end it.
    change_group(viewer=con, group=secret, draft=Draft("Quiet", openness=Openness.SECRET))
    end_group(viewer=con, group=secret, closing_note="Enough.")


def test_members_hear_that_it_is_opened_before_names_are_read(here: Here) -> None:
    secret = here.secret()
    inner = here.start("Murmur", parent=secret)
    here.bring(secret, "ben")
    join_group(viewer=here.viewer("ben"), group=inner)
    run_until_idle()
    mail.outbox.clear()
    secret = opened(here, secret)
    run_until_idle()
    # One for each group that others know of now.
    letters = [str(one.body) for one in mail.outbox if one.to == ["ben@example.org"]]
    assert len(letters) == 2
    assert all("not secret any more" in one and "For 7 days" in one for one in letters)
    assert not any("Whisper" in one or "Murmur" in one for one in letters)
    for group in (secret, inner):
        with pytest.raises(NotAllowed):
            join_group(viewer=here.viewer("dan"), group=group)
        page = here.page("dan", "group_detail", group)
        assert "Anna" not in page
        assert "Ben" not in page
    secret = opened(here, secret, days=8)
    assert "Anna" in here.page("dan", "group_detail", secret)
    join_group(viewer=here.viewer("dan"), group=secret)


def test_who_came_in_under_secrecy_stays_shown_to_the_group_alone(here: Here) -> None:
    secret = here.secret()
    invite_member(viewer=here.viewer("anna"), group=secret, email="ben@example.org")
    join_group(viewer=here.viewer("ben"), group=secret, shown_to=ShownTo.EVERYONE)
    opened(here, secret)
    assert here.member(secret, "ben").shown_to == ShownTo.GROUP


def test_rescuing_a_secret_group_names_nobody(here: Here) -> None:
    secret = here.secret()
    here.bring(secret, "ben", "cleo", "dan")
    change_standing(viewer=here.viewer("con"), membership=here.membership("anna"), state="paused")
    assert rescue(viewer=here.viewer("con"), group=secret) == 2
    for who in ("ben", "cleo"):
        look_after(viewer=here.viewer(who), group=secret)
    page = here.page("con", "group_detail", secret)
    pages = page + here.page("con", "groups") + here.page("con", "groups_csv")
    pages += here.page("con", "api:groups")
    # As words: the forms' random tokens may hold three letters in a row.
    assert not [name for name in ("Ben", "Cleo", "Dan") if re.search(rf"\b{name}\b", pages)]
    assert "Cleo" in here.page("ben", "group_detail", secret)
    # Nor does what would break if one of them left.
    change_standing(viewer=here.viewer("con"), membership=here.membership("ben"), state="paused")
    cleo = here.accounts["cleo"].pk
    assert not list(groups_looked_after_alone(here.viewer("con"), "here", cleo))
    assert list(groups_looked_after_alone(here.viewer("cleo"), "here", cleo))


def test_those_of_clearance_for_everyone_read_no_stewards(here: Here) -> None:
    group = here.start("Seen by all", visibility=0)
    account = Account.objects.create_user("fr@example.org", name="Fr")
    friend = here.network.membership_kinds.get(name="Friend")
    add_membership(network=here.network, account=account, kind=friend)
    client = Client()
    client.force_login(account)
    pages = [here.url("group_detail", group), here.url("groups_csv"), here.url("api:groups")]
    for url in [*pages, here.url("api:group", group)]:
        answer = client.get(url)
        assert answer.status_code == 200
        assert "Anna" not in b"".join(answer).decode(), url
        assert "Anna" in b"".join(here.client("dan").get(url)).decode(), url


def test_who_was_removed_asks_until_a_steward_lets_them_in(here: Here) -> None:
    group = here.start()
    anna, ben = here.viewer("anna"), here.viewer("ben")
    join_group(viewer=ben, group=group)
    remove_member(viewer=anna, group=group, member_id=here.member(group, "ben").pk, reason="No.")
    assert here.client("ben").post(here.url("group_join", group)).status_code == 403
    assert "Ask to join" in here.page("ben", "group_detail", group)
    ask_to_join(viewer=ben, group=group)
    here.bring(group, "ben")
    leave_group(viewer=ben, group=group)
    join_group(viewer=ben, group=group)


def test_a_mail_for_members_reaches_no_one_who_was_removed_in_between(here: Here) -> None:
    group = here.start()
    here.bring(group, "ben", "cleo")
    anna = here.viewer("anna")
    end_group(viewer=anna, group=group, closing_note="The key lies under the mat.")
    GroupMember.objects.filter(group=group, account=here.accounts["ben"]).delete()
    subjects = {name: here.mails(name) for name in ("ben", "cleo")}
    assert "Readers has ended" in subjects["cleo"]
    assert "Readers has ended" not in subjects["ben"]


def test_invitations_can_be_taken_back(here: Here) -> None:
    secret, anna = here.secret(), here.viewer("anna")
    client, url = here.client("anna"), here.url("group_uninvite", secret)
    for name in ("ben", "cleo", "dan"):
        invite_member(viewer=anna, group=secret, email=f"{name}@example.org")
    told = client.post(url, {"email": "BEN@example.org"}, follow=True).content
    assert told.count(b"If there was an invitation, it is taken back.") == 1
    assert "Take back an invitation" in told.decode()
    # The answer is the same for an address that nobody has.
    again = client.post(url, {"email": "nobody@example.org"}, follow=True).content
    assert again.count(b"If there was an invitation, it is taken back.") == 1
    assert here.status("ben", "group_detail", secret) == 404
    assert here.status("cleo", "group_detail", secret) == 200
    # Nothing is taken back by mistake.
    nothing = client.post(url, {"email": ""}).content.decode()
    assert "Write the address, or tick that you mean all of them." in nothing
    assert secret.invitations.count() == 2
    client.post(url, {"email": "", "all_of_them": "on"})
    assert not secret.invitations.exists()
    # The mail that waited is not sent.
    assert here.mails("ben") == []
    with pytest.raises(NotAllowed):
        take_back_invitations(viewer=here.viewer("con"), group=secret)


@pytest.mark.parametrize("how", ["leaves", "stands down", "is removed", "leaves the network"])
def test_invitations_go_with_who_made_them(here: Here, how: str) -> None:
    secret, anna = here.secret(), here.viewer("anna")
    here.bring(secret, "ben")
    here.make_steward(secret, "ben")
    ben, member = here.viewer("ben"), here.member(secret, "ben").pk
    invite_member(viewer=ben, group=secret, email="dan@example.org")
    if how == "leaves":
        leave_group(viewer=ben, group=secret)
    elif how == "leaves the network":
        end_membership(membership=here.membership("ben"), by=None)
    else:
        stand_down(viewer=ben, group=secret, member_id=member)
    if how == "is removed":
        remove_member(viewer=anna, group=secret, member_id=member, reason="No.")
    assert not GroupInvitation.objects.exists()
    assert here.status("dan", "group_detail", secret) == 404


def test_a_member_made_steward_by_a_steward_is_named_again(here: Here) -> None:
    secret = here.secret()
    here.bring(secret, "ben", "cleo")
    change_standing(viewer=here.viewer("con"), membership=here.membership("anna"), state="paused")
    rescue(viewer=here.viewer("con"), group=secret)
    ben = here.viewer("ben")
    for who in ("ben", "cleo"):
        look_after(viewer=here.viewer(who), group=secret)
    stand_down(viewer=ben, group=secret, member_id=here.member(secret, "ben").pk)
    cleo = here.viewer("cleo")
    appoint(viewer=cleo, group=secret, member_id=here.member(secret, "ben").pk)
    assert "Ben" in here.page("con", "group_detail", secret)
    assert here.membership("anna").state == Standing.PAUSED
    with pytest.raises(InvalidInput):
        rescue(viewer=here.viewer("con"), group=secret)


@pytest.mark.parametrize(("days", "says"), [(0, True), (30, False)])
def test_a_group_that_opened_says_that_one_asks_for_now(
    here: Here, days: int, *, says: bool
) -> None:
    group = opened(here, here.secret(), days)
    words = "For now one asks to join this group"
    assert (words in here.page("cleo", "group_detail", group)) == says
    assert words not in here.page("anna", "group_detail", group)
