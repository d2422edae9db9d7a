"""Leaving all groups at once: when a membership of the network ends, and when one is forgotten."""

from __future__ import annotations

from django.db import transaction

from weft.groups.models import Group, GroupInvitation, GroupMember, GroupRequest, GroupResource
from weft.groups.on_map import hide_member
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership


@when_membership_ends
def leave_all_groups(membership: Membership) -> None:
    """Who is no member of the network is in none of its groups; even a last steward may go.

    A group that is left without stewards says so on its page and on the desk.
    """
    _leave(membership.account_id, membership.network_id, for_good=False)


@transaction.atomic
def forget_in_groups(account_id: int, network_id: int | None = None) -> None:
    """Forget that an account was ever in a group, asked for one or was invited to one."""
    _leave(account_id, network_id, for_good=True)
    here = {} if network_id is None else {"group__network_id": network_id}
    GroupRequest.objects.filter(account_id=account_id, **here).delete()
    GroupRequest.objects.filter(answered_by_id=account_id, **here).update(answered_by=None)
    GroupResource.objects.filter(added_by_id=account_id, **here).update(added_by=None)


def _leave(account_id: int, network_id: int | None, *, for_good: bool) -> None:
    here = {} if network_id is None else {"group__network_id": network_id}
    own = GroupMember.objects.filter(account_id=account_id, **here)
    for group in Group.objects.filter(pk__in=own.values("group")).select_related("network"):
        hide_member(group, account_id, for_good=for_good)
    own.delete()
    GroupInvitation.objects.filter(account_id=account_id, **here).delete()
    GroupInvitation.objects.filter(invited_by_id=account_id, **here).delete()
    GroupRequest.objects.filter(account_id=account_id, state="waiting", **here).delete()
