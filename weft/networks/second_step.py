"""Of whom a network asks a second step: those with power over others, or every member."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from weft.accounts.second_step import Need, needs_second_step
from weft.networks.models import HOLDING, Membership, Responsibility, Role
from weft.networks.powers import POWERS, Power

#: With these one sees or changes what is not for every member.
POWERFUL = POWERS[Power.SEE_ALL] | POWERS[Power.MANAGE]


@needs_second_step
def powerful(account_id: int) -> Iterable[Need]:
    """Responsibilities in which one sees or changes what is not for every member."""
    still = Q(until=None) | Q(until__gte=timezone.localdate()) | Q(role=Role.CONVENOR)
    given = Responsibility.objects.filter(
        still,
        membership__account_id=account_id,
        membership__state__in=HOLDING,
        role__in=POWERFUL,
    )
    return [Need(*row) for row in given.values_list("membership__network_id", "since")]


@needs_second_step
def member_where_all_need_one(account_id: int) -> Iterable[Need]:
    """Memberships in networks that ask it of every member, from when they began to ask."""
    held = Membership.objects.holding().filter(
        account_id=account_id, network__second_step_since__isnull=False
    )
    asked = Greatest("since", "network__second_step_since")
    return [Need(*row) for row in held.annotate(asked=asked).values_list("network_id", "asked")]
