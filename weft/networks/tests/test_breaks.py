"""A break neither renews a membership nor ends it early, and ends when it is to end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from testkit.cast import Cast
from weft.common.jobs import Progress, run_until_idle
from weft.common.models import AuditEntry
from weft.networks.actions import change_standing
from weft.networks.actions.belonging import lapse_memberships
from weft.networks.models import Membership

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def member(cast: Cast) -> Membership:
    """Somebody whose membership lapses in ten days, after a year."""
    network = cast.open.network
    kind = network.membership_kinds.get(name="Individual")
    network.membership_kinds.filter(pk=kind.pk).update(months=12)
    rows = Membership.objects.filter(network=network, account=cast.account("member"))
    rows.update(kind=kind, until=TODAY() + days(10))
    return rows.get()


def put(cast: Cast, member: Membership, state: str, by: str, lasts: int | None = None) -> None:
    until = None if lasts is None else TODAY() + days(lasts)
    viewer = cast.open.viewer(cast.account(by))
    change_standing(viewer=viewer, membership=member, state=state, until=until)


def go_by(member: Membership, number: int) -> None:
    """Let so many days go by for this membership, and the last night."""
    member.refresh_from_db()
    for name in ("until", "paused_until", "state_since"):
        at = getattr(member, name)
        if isinstance(at, datetime):
            # By the clock on the wall, whether or not summer time begins or ends in between.
            at = timezone.localtime(at)
        if at is not None:
            setattr(member, name, at - days(number))
    member.save()
    lapse_memberships({}, Progress())
    member.refresh_from_db()


@pytest.mark.parametrize("by", ["member", "convenor"])
def test_what_was_left_of_its_time_is_left_after_a_break(
    cast: Cast, member: Membership, by: str
) -> None:
    put(cast, member, "paused", by)
    go_by(member, 60)
    assert member.state == "paused"
    put(cast, member, "active", by)
    assert member.until == TODAY() + days(10)
    go_by(member, 11)
    assert member.state == "lapsed"


def test_whoever_renews_gives_a_whole_time(cast: Cast, member: Membership) -> None:
    put(cast, member, "active", "convenor")
    assert member.until is not None
    assert member.until > TODAY() + days(360)


def test_a_break_ends_on_the_day_that_was_given_and_the_log_says_so(
    cast: Cast, member: Membership
) -> None:
    put(cast, member, "paused", "convenor", lasts=30)
    go_by(member, 30)
    assert member.state == "paused"
    go_by(member, 1)
    assert (member.state, member.stands_until) == ("active", TODAY() + days(10))
    last = AuditEntry.objects.filter(about_id=member.account_id).order_by("number").last()
    assert last is not None
    assert (last.by_id, last.details) == (None, {"standing": "active"})


def test_a_break_without_an_end_lasts(cast: Cast, member: Membership) -> None:
    put(cast, member, "paused", "convenor", lasts=30)
    put(cast, member, "paused", "convenor")
    go_by(member, 400)
    assert (member.state, member.stands_until) == ("paused", None)


def test_who_is_back_early_from_a_break_does_not_lapse_when_it_would_have_ended(
    cast: Cast, member: Membership
) -> None:
    Membership.objects.filter(pk=member.pk).update(kind=None, until=None)
    member.refresh_from_db()
    put(cast, member, "paused", "convenor", lasts=30)
    put(cast, member, "active", "convenor")
    go_by(member, 32)
    assert (member.state, member.until) == ("active", None)


@pytest.mark.parametrize(
    ("state", "words"), [("paused", "have paused your membership"), ("ended", "have ended your")]
)
def test_whose_membership_others_change_hears_of_it(cast: Cast, state: str, words: str) -> None:
    account = cast.account("member")
    assert account is not None
    own = Membership.objects.get(network=cast.open.network, account=account)
    convenor = cast.open.viewer(cast.account("convenor"))
    change_standing(viewer=convenor, membership=own, state=state)
    run_until_idle()
    [letter] = [one for one in mail.outbox if one.to == [account.email]]
    assert words in letter.body
    assert "privacy" in letter.body
    # Once more the same is no news.
    change_standing(viewer=convenor, membership=own, state=state)
    run_until_idle()
    assert len([one for one in mail.outbox if one.to == [account.email]]) == 1


def test_who_takes_a_break_of_their_own_accord_gets_no_mail(cast: Cast) -> None:
    account = cast.account("member")
    assert account is not None
    own = Membership.objects.get(network=cast.open.network, account=account)
    change_standing(viewer=cast.open.viewer(account), membership=own, state="paused")
    run_until_idle()
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_the_night_ends_both_also_outside_of_a_transaction(cast: Cast) -> None:
    yesterday = TODAY() - days(1)
    rows = Membership.objects.filter(network=cast.open.network)
    lapsing = rows.get(account=cast.account("member"))
    resting = rows.get(account=cast.account("moderator"))
    rows.filter(pk=lapsing.pk).update(until=yesterday)
    rows.filter(pk=resting.pk).update(state="paused", paused_until=yesterday)
    lapse_memberships({}, Progress())
    lapsing.refresh_from_db()
    resting.refresh_from_db()
    assert (lapsing.state, resting.state) == ("lapsed", "active")


@pytest.mark.parametrize("before", ["lapsed", "ended"])
def test_a_break_of_who_was_no_member_begins_a_new_term(
    cast: Cast, member: Membership, before: str
) -> None:
    Membership.objects.filter(pk=member.pk).update(state=before, until=TODAY() - days(9))
    member.refresh_from_db()
    convenor = cast.open.viewer(cast.account("convenor"))
    change_standing(viewer=convenor, membership=member, state="paused")
    assert member.until is not None
    assert member.until > TODAY() + days(300)
