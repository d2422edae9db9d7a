"""Being a member, and what one has taken on."""

from __future__ import annotations

from collections.abc import Iterable

from weft.common.models import AuditEntry
from weft.common.personal import Person, Row, forgets, tells
from weft.networks.models import Membership


@forgets
def forget_membership(person: Person) -> None:
    rows = Membership.objects.filter(account_id=person.account_id or 0)
    if person.network_id is not None:
        rows = rows.filter(network_id=person.network_id)
    rows.delete()


@tells
def tell_membership(person: Person) -> Iterable[tuple[str, list[Row]]]:
    """Memberships, responsibilities, and what was done to one or by one with power."""
    rows = Membership.objects.filter(account_id=person.account_id or 0)
    entries = AuditEntry.objects.filter(about_id=person.account_id or 0)
    if person.network_id is not None:
        rows = rows.filter(network_id=person.network_id)
        entries = entries.filter(network_id=person.network_id)
    found = rows.select_related("network", "kind").prefetch_related("responsibilities")
    yield (
        "memberships",
        [
            {
                "network": one.network.name,
                "kind": one.kind.name if one.kind else "",
                "standing": one.get_state_display(),
                "since": one.since,
                "until": one.until,
                "break_until": one.paused_until,
                "responsibilities": [
                    given.get_role_display() for given in one.responsibilities.all()
                ],
            }
            for one in found
        ],
    )
    yield (
        "log_about_me",
        [
            {"network": one.network_id, "at": one.at, "what": one.action, **one.details}
            for one in entries.order_by("at")
        ],
    )
