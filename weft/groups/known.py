"""Of whom somebody knows that they are members."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from weft.accounts.models import Account
from weft.common.visibility import Viewer
from weft.groups.models import GroupMember
from weft.networks.models import Network, Responsibility
from weft.networks.queries import accounts_of_members, in_term


def members_known(viewer: Viewer, network: Network) -> QuerySet[Account]:
    """Whom somebody may choose who does not look after members: those of whom every member reads
    that they belong here, as they have a responsibility, and those in a group with them."""
    own = GroupMember.objects.filter(account_id=viewer.account_id or 0).values("group")
    beside = GroupMember.objects.taking_part().filter(
        group__in=own, group__network=network, account__isnull=False
    )
    responsible = Responsibility.objects.filter(in_term(), membership__network=network)
    return (
        accounts_of_members(network)
        .filter(
            Q(pk__in=beside.values("account")) | Q(pk__in=responsible.values("membership__account"))
        )
        .exclude(name="")
        .exclude(pk=viewer.account_id or 0)
    )
