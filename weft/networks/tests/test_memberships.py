"""Memberships: pausing, lapsing and ending, and what the kinds allow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.accounts.models import Account
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Progress
from weft.common.models import AuditEntry
from weft.networks.actions import add_membership, add_responsibility, change_standing
from weft.networks.actions.belonging import lapse_memberships
from weft.networks.actions.responsibilities import Term
from weft.networks.models import Membership, Network, Role, Standing
from weft.networks.viewers import viewer_of


def membership_of(cast: Cast, role: str) -> Membership:
    return Membership.objects.get(network=cast.closed.network, account=cast.account(role))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "clearance"),
    [("active", 1), ("paused", 1), ("lapsed", -1), ("ended", -1)],
)
def test_who_left_sees_what_a_stranger_sees(cast: Cast, state: str, clearance: int) -> None:
    network = cast.closed.network
    Membership.objects.filter(pk=membership_of(cast, "member").pk).update(state=state)
    account = cast.account("member")
    assert account is not None
    assert viewer_of(network, account.pk).clearance == clearance
    seen = Network.objects.visible_to_account(account.pk).filter(pk=network.pk).exists()
    assert seen == (clearance > 0)


@pytest.mark.django_db
def test_a_friend_sees_no_more_than_everyone(cast: Cast) -> None:
    network = cast.open.network
    account = Account.objects.create_user("friend@example.org")
    kind = network.membership_kinds.get(name="Friend")
    membership = add_membership(network=network, account=account, kind=kind)
    viewer = viewer_of(network, account.pk)
    assert (viewer.clearance, viewer.is_member) == (0, True)
    add_responsibility(membership=membership, role=Role.FACILITATOR)
    assert viewer_of(network, account.pk).clearance == 1


@pytest.mark.django_db
def test_a_term_ends_but_not_for_the_convenor(cast: Cast) -> None:
    network = cast.open.network
    yesterday = timezone.localdate() - timedelta(days=1)
    for role in ("map_manager", "convenor"):
        membership = Membership.objects.get(network=network, account=cast.account(role))
        add_responsibility(membership=membership, role=role, term=Term(until=yesterday))
    assert cast.open.viewer(cast.account("map_manager")).roles == {"member"}
    assert cast.open.viewer(cast.account("convenor")).can_manage_network


@pytest.mark.django_db
def test_members_pause_come_back_and_leave_by_themselves(cast: Cast) -> None:
    membership = membership_of(cast, "member")
    for state in (Standing.PAUSED, Standing.ACTIVE, Standing.ENDED):
        viewer = cast.closed.viewer(cast.account("member"))
        change_standing(viewer=viewer, membership=membership, state=state)
    viewer = cast.closed.viewer(cast.account("member"))
    with pytest.raises(NotAllowed):
        change_standing(viewer=viewer, membership=membership, state=Standing.ACTIVE)
    codes = AuditEntry.objects.filter(about_id=membership.account_id)
    assert list(codes.order_by("number").values_list("details", flat=True))[-1] == {
        "standing": "ended"
    }


@pytest.mark.django_db
def test_members_change_nobody_elses_membership(cast: Cast) -> None:
    viewer = cast.closed.viewer(cast.account("member"))
    for role in ("map_manager", "convenor"):
        with pytest.raises(NotAllowed):
            change_standing(
                viewer=viewer, membership=membership_of(cast, role), state=Standing.ENDED
            )


@pytest.mark.django_db
def test_a_steward_cannot_end_a_convenor(cast: Cast) -> None:
    account = Account.objects.create_user("steward@example.org")
    joined = add_membership(network=cast.closed.network, account=account)
    add_responsibility(membership=joined, role=Role.STEWARD)
    viewer = viewer_of(cast.closed.network, account.pk)
    with pytest.raises(NotAllowed, match="Only a convenor"):
        change_standing(
            viewer=viewer, membership=membership_of(cast, "convenor"), state=Standing.ENDED
        )
    change_standing(viewer=viewer, membership=membership_of(cast, "member"), state="ended")
    assert membership_of(cast, "member").state == Standing.ENDED


@pytest.mark.django_db
def test_the_last_convenor_cannot_leave(cast: Cast) -> None:
    viewer = cast.closed.viewer(cast.account("convenor"))
    with pytest.raises(InvalidInput, match="needs a convenor"):
        change_standing(
            viewer=viewer, membership=membership_of(cast, "convenor"), state=Standing.ENDED
        )


@pytest.mark.django_db
def test_memberships_lapse_and_breaks_end_at_night(cast: Cast) -> None:
    network = cast.open.network
    kind = network.membership_kinds.get(name="Individual")
    kind.months = 12
    kind.save(update_fields=["months"])
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = Membership.objects.filter(network=network)
    member = rows.get(account=cast.account("member"))
    rows.filter(pk=member.pk).update(kind=kind, until=yesterday)
    resting = rows.filter(account=cast.account("map_manager"))
    resting.update(state="paused", paused_until=yesterday)
    rows.filter(account=cast.account("convenor")).update(until=yesterday)
    assert lapse_memberships({}, Progress()) == {"lapsed": 1}
    states = {
        role: rows.get(account=cast.account(role)).state
        for role in ("member", "map_manager", "convenor", "paused")
    }
    assert states == {
        "member": "lapsed", "map_manager": "active", "convenor": "active", "paused": "paused",
    }  # fmt: skip
