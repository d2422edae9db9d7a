"""Who looks after a group that is kept secret needs a second step, as those do who look after the
network: whoever reads their mail would otherwise learn who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Coalesce

from weft.accounts.second_step import days_left, has_second_step, needs_second_step
from weft.common.visibility import Viewer
from weft.groups.models import GroupMember, Pulse
from weft.groups.permissions import Part


@needs_second_step
def steward_of_a_secret_since(viewer: Viewer) -> Iterable[datetime]:
    """Since when someone has looked after secret groups, and groups inside such."""
    rows = GroupMember.objects.filter(
        account_id=viewer.account_id or 0,
        is_steward=True,
        group__network_id=viewer.network_id,
        group__hidden_by__isnull=False,
    ).exclude(group__state=Pulse.ENDED)
    return rows.annotate(looks_since=Coalesce("steward_since", "since")).values_list(
        "looks_since", flat=True
    )


def days_for_a_second_step(part: Part) -> int | None:
    """How many days a steward of a secret group has left to set one up; none where there is no
    need, or it is there."""
    if not settings.WEFT_REQUIRE_SECOND_STEP or part.member is None or not part.is_steward:
        return None
    if not part.group.is_hidden or part.group.has_ended:
        return None
    if has_second_step(part.member.account_id):
        return None
    return days_left(part.member.steward_since or part.member.since)
