"""The net as it was: from when until when each actor and tie was there, by one of two clocks.

By what happened, a tie is there from its start, or from the first evidence for it, until it
ended; what was put on the map by mistake and taken back was never there. By what was recorded,
it is there from the day on which it was put on the map until it was taken off.

Who has left the map is shown to stewards alone, and ties that ended to members; see
`ever_visible_to`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from weft.common.db import DaysSince1970
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Actor, ChangeKind, ChangeSet, Evidence, Tie

EPOCH = date(1970, 1, 1)
#: The day of what has not come to an end.
NEVER = 2**31 - 1
Days = NDArray[np.int32]
Ids = NDArray[np.int64]


class Clock(models.TextChoices):
    HAPPENED = "happened", _("As it happened")
    RECORDED = "recorded", _("As the map showed it")


@dataclass(frozen=True, slots=True)
class Lives:
    """From which day on (`since`) until before which day rows were there, by their ids."""

    ids: Ids
    since: Days
    until: Days
    #: Position, first day and first day after of each time in which a row was away.
    gaps: list[tuple[int, int, int]]

    def there_on(self, day: int) -> NDArray[np.bool_]:
        there: NDArray[np.bool_] = (self.since <= day) & (day < self.until)
        for position, first, after in self.gaps:
            if first <= day < after:
                there[position] = False
        return there


@dataclass(frozen=True, slots=True)
class Past:
    """All actors and ties that a viewer may know of, and when they were there."""

    clock: Clock
    actors: Lives
    ties: Lives
    #: Positions of each tie's ends among the actors.
    source: Ids
    target: Ids
    #: Evidence, by the position of its tie and then by day: of which day it is, and since when
    #: it is known.
    evidence_tie: Ids
    evidence_day: Days
    evidence_known: Days

    def ties_on(self, day: int) -> NDArray[np.bool_]:
        """Ties that were there on a day, with both of their ends."""
        actors = self.actors.there_on(day)
        found: NDArray[np.bool_] = (
            self.ties.there_on(day) & actors[self.source] & actors[self.target]
        )
        return found

    def seen_by(self, day: int) -> Days:
        """The newest day of the evidence that each tie had by a day; −1 where it had none."""
        newest = np.full(len(self.ties.ids), -1, dtype=np.int32)
        known = self.evidence_known <= day
        np.maximum.at(newest, self.evidence_tie[known], self.evidence_day[known])
        return newest

    @property
    def first_day(self) -> int:
        """The day on which the first of them was there."""
        if not len(self.actors.since):
            return number_of(timezone.localdate())
        return int(self.actors.since.min())


def number_of(day: date) -> int:
    """A day as the number of days since 1970."""
    return (day - EPOCH).days


def day_numbered(number: int) -> date:
    return EPOCH + timedelta(days=number)


def first_day(text: str) -> date | None:
    """The first day of a year, a month or a day as files write them; None where it is none."""
    parts = [part for part in text[:10].split("-") if part.isascii() and part.isdecimal()]
    if not parts or len(parts[0]) != 4:
        return None
    try:
        year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None


def _day_after(text: str) -> date | None:
    """The first day after a year, a month or a day."""
    first = first_day(text)
    if first is None:
        return None
    parts = len(text[:10].split("-"))
    if parts >= 3:
        return first + timedelta(days=1)
    if parts == 2 and first.month < 12:
        return first.replace(month=first.month + 1)
    return date(min(first.year + 1, date.max.year), 1, 1)


def read_past(viewer: Viewer, clock: Clock) -> Past:
    """Four flat queries: change sets, actors, ties and evidence."""
    made = _change_sets(viewer.network_id)
    actor_rows: list[tuple[Any, ...]] = list(
        Actor.objects.ever_visible_to(viewer)
        .order_by("pk")
        .values_list("pk", "start", "end", "created_in", "ended_in", "merged_into")
    )
    tie_rows: list[tuple[Any, ...]] = list(
        Tie.objects.ever_visible_to(viewer)
        .order_by("pk")
        .values_list("pk", "start", "end", "created_in", "ended_in", "source", "target")
    )
    if clock == Clock.HAPPENED:
        actor_rows = [row for row in actor_rows if row[5] is None and not made.is_undo(row[4])]
        tie_rows = [row for row in tie_rows if not made.is_undo(row[4])]
    actors = _lives(actor_rows, clock, made)
    places = {int(pk): position for position, pk in enumerate(actors.ids)}
    # A tie whose end is left out has nothing to hang on.
    tie_rows = [row for row in tie_rows if row[5] in places and row[6] in places]
    ties = _lives(tie_rows, clock, made)
    source, target = (
        np.array([places[row[end]] for row in tie_rows], dtype=np.int64) for end in (5, 6)
    )
    evidence = _evidence(viewer, ties.ids, clock, made)
    if clock == Clock.HAPPENED:
        _begin_with_evidence(actors, ties, (source, target), evidence[:2], tie_rows)
    if viewer.clearance >= Visibility.MEMBERS:
        # That something was off the map for a while is told like what has ended.
        _add_gaps(viewer.network_id, clock, {"actors": actors, "ties": ties})
    return Past(clock, actors, ties, source, target, *evidence)


@dataclass(frozen=True, slots=True)
class _Made:
    """The days of change sets, and which of them are undoings."""

    day: dict[int, int]
    undo: set[int]

    def is_undo(self, change_set: int | None) -> bool:
        return change_set in self.undo


def _change_sets(network_id: int) -> _Made:
    rows = ChangeSet.objects.filter(network_id=network_id).values_list("pk", "made_at", "kind")
    days: dict[int, int] = {}
    undo: set[int] = set()
    for pk, made_at, kind in rows:
        days[pk] = number_of(timezone.localtime(made_at).date())
        if kind == ChangeKind.UNDO:
            undo.add(pk)
    return _Made(days, undo)


def _lives(rows: Sequence[tuple[Any, ...]], clock: Clock, made: _Made) -> Lives:
    """What the rows themselves say: id, start, end, created in, ended in."""
    count = len(rows)
    since, until = np.zeros(count, dtype=np.int32), np.full(count, NEVER, dtype=np.int32)
    for position, (_pk, start, end, created_in, ended_in, *_rest) in enumerate(rows):
        since[position] = made.day[created_in]
        if ended_in is not None:
            until[position] = made.day[ended_in]
        if clock == Clock.HAPPENED:
            if start and (day := first_day(start)) is not None:
                since[position] = number_of(day)
            if end and (day := _day_after(end)) is not None:
                until[position] = min(int(until[position]), number_of(day))
    ids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=count)
    return Lives(ids, since, until, [])


def _evidence(viewer: Viewer, ties: Ids, clock: Clock, made: _Made) -> tuple[Ids, Days, Days]:
    """Evidence of these ties, by tie and day; what was taken back is left out."""
    rows = list(
        Evidence.objects.filter(
            tie__network_id=viewer.network_id,
            visibility__lte=viewer.clearance,
            ended_in__isnull=True,
        )
        .annotate(day=DaysSince1970("date"))
        .order_by("tie", "date", "pk")
        .values_list("tie", "day", "created_in")
    )
    of_tie = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    day = np.fromiter((row[1] for row in rows), dtype=np.int32, count=len(rows))
    known = np.fromiter((made.day[row[2]] for row in rows), dtype=np.int32, count=len(rows))
    at = np.minimum(np.searchsorted(ties, of_tie), max(len(ties) - 1, 0))
    kept = ties[at] == of_tie if len(ties) else np.zeros(len(rows), dtype=bool)
    return at[kept], day[kept], day[kept] if clock == Clock.HAPPENED else known[kept]


def _begin_with_evidence(
    actors: Lives,
    ties: Lives,
    ends: tuple[Ids, Ids],
    evidence: tuple[Ids, Days],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """A tie without a start begins with its first evidence, and an actor with its first tie."""
    first = np.full(len(ties.ids), NEVER, dtype=np.int32)
    np.minimum.at(first, evidence[0], evidence[1])
    no_start = np.array([first_day(row[1]) is None for row in rows], dtype=bool)
    begun = np.where(no_start & (first < NEVER), first, np.minimum(ties.since, first))
    ties.since[:] = begun
    for end in ends:
        np.minimum.at(actors.since, end, ties.since)


def _add_gaps(network_id: int, clock: Clock, lives: dict[str, Lives]) -> None:
    """By the record, what was ended and put back was away in between."""
    if clock != Clock.RECORDED:
        return
    undoings = ChangeSet.objects.filter(network_id=network_id, undoes__isnull=False)
    for undoing in undoings.select_related("undoes"):
        assert undoing.undoes is not None
        first, after = (
            number_of(timezone.localtime(moment).date())
            for moment in (undoing.undoes.made_at, undoing.made_at)
        )
        if first == after:
            continue
        for name, runs in undoing.summary.get("restored_rows", {}).items():
            if name in lives:
                ids = lives[name].ids
                for low, high in runs:
                    span = slice(*np.searchsorted(ids, [low, high + 1]))
                    lives[name].gaps.extend(
                        (position, first, after) for position in range(span.start, span.stop)
                    )
