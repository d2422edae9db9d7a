"""Of whom a network asks a second step: those with power over others, or every member."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Min, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from weft.accounts.second_step import Need, needs_second_step
from weft.common.models import AuditEntry
from weft.networks.actions.responsibilities import ROLE_GIVEN
from weft.networks.models import HOLDING, Membership, Responsibility, Role
from weft.networks.powers import POWERS, Power

#: With these one sees or changes what is not for every member, or removes accounts for good.
POWERFUL = POWERS[Power.SEE_ALL] | POWERS[Power.MANAGE] | POWERS[Power.MODERATE]
#: Who had such a role within so many days before has had the days of grace.
_LOOKS_BACK_DAYS = 90


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
    needs = given.values_list("membership__network_id", "since")
    return [Need(network_id, _first(account_id, network_id, since)) for network_id, since in needs]


def _first(account_id: int, network_id: int, since: datetime) -> datetime:
    """Since when somebody has had power here, as the log says: a role that is taken and given anew
    does not begin the days of grace again."""
    given = AuditEntry.objects.filter(
        network_id=network_id,
        about_id=account_id,
        action=ROLE_GIVEN.code,
        at__gte=timezone.now() - timedelta(days=_LOOKS_BACK_DAYS),
        details__role__in=[str(role) for role in POWERFUL],
    )
    return min(since, given.aggregate(first=Min("at"))["first"] or since)


@needs_second_step
def member_where_all_need_one(account_id: int) -> Iterable[Need]:
    """Memberships in networks that ask it of every member, from when they began to ask."""
    held = Membership.objects.holding().filter(
        account_id=account_id, network__second_step_since__isnull=False
    )
    asked = Greatest("since", "network__second_step_since")
    return [Need(*row) for row in held.annotate(asked=asked).values_list("network_id", "asked")]
