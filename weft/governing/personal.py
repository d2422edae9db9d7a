"""Seats, what one holds, and handovers: telling and forgetting."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from weft.common.personal import Person, Row, forgets, tells
from weft.governing.models import Decision, Handover, Holding, Seat


def _here(person: Person, name: str) -> Q:
    return Q() if person.network_id is None else Q(**{name: person.network_id})


@forgets
def forget_governing(person: Person) -> None:
    own = person.account_id or 0
    Seat.objects.filter(_here(person, "circle__network"), account_id=own).delete()
    ends = Q(from_account_id=own) | Q(to_account_id=own)
    Handover.objects.filter(_here(person, "network") & ends).delete()
    held = Holding.objects.filter(_here(person, "network"))
    held.filter(holder_id=own).update(holder=None)
    held.filter(deputy_id=own).update(deputy=None)
    Decision.objects.filter(_here(person, "circle__network"), written_by_id=own).update(
        written_by=None
    )


@tells
def tell_governing(person: Person) -> Iterable[tuple[str, list[Row]]]:
    seats = Seat.objects.filter(
        _here(person, "circle__network"), account_id=person.account_id or 0
    ).select_related("circle__network")
    yield "my_seats", [
        {"network": one.circle.network.name, "circle": one.circle.name, "since": one.since,
         "until": one.until}
        for one in seats
    ]  # fmt: skip
    held = Holding.objects.filter(_here(person, "network"), holder_id=person.account_id or 0)
    yield "what_i_hold", [
        {"network": one.network.name, "what": one.name, "kind": one.get_kind_display(),
         "renews": one.renews_on}
        for one in held.select_related("network")
    ]  # fmt: skip
