"""Who looks after a group that is kept secret needs a second step, as those do who look after the
network: whoever reads their mail would otherwise learn who is in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import Coalesce

from weft.accounts.second_step import Need, needs_second_step
from weft.groups.models import GroupMember, Pulse


@needs_second_step
def steward_of_a_secret(account_id: int) -> Iterable[Need]:
    """Secret groups that somebody looks after, and groups inside such."""
    rows = GroupMember.objects.filter(
        account_id=account_id, is_steward=True, group__hidden_by__isnull=False
    ).exclude(group__state=Pulse.ENDED)
    looks_since = Coalesce("steward_since", "since")
    seen = rows.annotate(looks_since=looks_since).values_list("group__network_id", "looks_since")
    return [Need(*row) for row in seen]
