"""What became different between two days: who came and went, which ties began, ended, faded,
grew stronger or weaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from weft.common.db import in_batches
from weft.common.visibility import Viewer
from weft.graph.freshness import Limits, strength
from weft.graph.models import Evidence, Tie
from weft.graph.past import Clock, Ids, Past, day_numbered, number_of, read_past
from weft.networks.models import Network


@dataclass(slots=True)
class Between:
    """Ids of what differs; of ties that changed their rung also the two rungs."""

    first: date
    last: date
    clock: Clock
    actors_first: int = 0
    actors_last: int = 0
    ties_first: int = 0
    ties_last: int = 0
    actors_added: list[int] = field(default_factory=list)
    actors_ended: list[int] = field(default_factory=list)
    ties_added: list[int] = field(default_factory=list)
    ties_ended: list[int] = field(default_factory=list)
    #: Still there, but not seen for so long that they count no more.
    ties_faded: list[int] = field(default_factory=list)
    stronger: list[tuple[int, int, int]] = field(default_factory=list)
    weaker: list[tuple[int, int, int]] = field(default_factory=list)


def between(viewer: Viewer, network: Network, first: date, last: date, clock: Clock) -> Between:
    """Compare the net on two days, as far as the viewer may know of it."""
    past = read_past(viewer, clock)
    start, end = number_of(first), number_of(last)
    there = past.actors.there_on(start), past.actors.there_on(end)
    on, fresh = [], []
    for day in (start, end):
        ties = past.ties_on(day)
        seen = past.seen_by(day)
        faded = number_of(Limits.of(network, day_numbered(day)).faded)
        on.append(ties)
        fresh.append(ties & ((seen < 0) | (seen > faded)))
    found = Between(first, last, clock)
    found.actors_first, found.actors_last = int(there[0].sum()), int(there[1].sum())
    found.ties_first, found.ties_last = int(fresh[0].sum()), int(fresh[1].sum())
    found.actors_added = _ids(past.actors.ids, there[1] & ~there[0])
    found.actors_ended = _ids(past.actors.ids, there[0] & ~there[1])
    # What comes back after it had faded is new again to whoever looks at the map.
    found.ties_added = _ids(past.ties.ids, fresh[1] & ~fresh[0])
    found.ties_ended = _ids(past.ties.ids, on[0] & ~on[1])
    found.ties_faded = _ids(past.ties.ids, fresh[0] & on[1] & ~fresh[1])
    both = set(_ids(past.ties.ids, fresh[0] & fresh[1]))
    _compare_rungs(found, viewer, network, _touched(past, (start, end), both))
    return found


def _ids(ids: Ids, marks: NDArray[np.bool_]) -> list[int]:
    return [int(pk) for pk in ids[marks]]


def _touched(past: Past, days: tuple[int, int], both: set[int]) -> set[int]:
    """The ties of which something was seen, said or learned between the two days."""
    first, last = days
    new = (past.evidence_known > first) & (past.evidence_known <= last)
    return {int(pk) for pk in past.ties.ids[np.unique(past.evidence_tie[new])]} & both


def _compare_rungs(
    found: Between, viewer: Viewer, network: Network, tie_ids: Iterable[int]
) -> None:
    """The rung of each tie from the evidence that there was on either day."""
    for batch in in_batches(sorted(tie_ids)):
        ties = Tie.objects.ever_visible_to(viewer).in_bulk(batch)
        evidence: dict[int, list[Evidence]] = {pk: [] for pk in ties}
        rows = Evidence.objects.filter(
            tie__in=batch, visibility__lte=viewer.clearance, ended_in__isnull=True
        )
        for row in rows.select_related("created_in").order_by("date", "pk"):
            evidence[row.tie_id].append(row)
        for pk, tie in ties.items():
            before, after = (
                strength(tie, _by(evidence[pk], day, found.clock), Limits.of(network, day).faded)[0]
                for day in (found.first, found.last)
            )
            if before is not None and after is not None and before != after:
                (found.stronger if after > before else found.weaker).append((pk, before, after))


def _by(evidence: list[Evidence], day: date, clock: Clock) -> list[Evidence]:
    if clock == Clock.HAPPENED:
        return [row for row in evidence if row.date <= day]
    return [row for row in evidence if timezone.localtime(row.created_in.made_at).date() <= day]
