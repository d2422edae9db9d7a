"""The map on a day: who was on it, and what differs from another day, for pages and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils import timezone
from numpy.typing import NDArray

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.comparing import Between
from weft.graph.former import former_values
from weft.graph.freshness import Limits
from weft.graph.models import Actor, Rung, Tie
from weft.graph.past import Clock, day_numbered, first_day, number_of, read_past
from weft.mapping.filters import PAGE
from weft.networks.models import Network

#: Rows of each sort that a comparison lists; the counts are those of all.
LISTED = 25
#: As many are listed when someone wants to see all of them.
ALL_LISTED = 2000
_EARLIEST = date(1000, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, by one of the two clocks."""

    day: date
    clock: Clock

    @classmethod
    def from_query(cls, query: QueryDict, name: str = "on") -> Moment:
        """What the address asks for; anything unreadable, and days to come, are today."""
        today = timezone.localdate()
        day = first_day(query.get(name, "")) or today
        clock = query.get("clock", "")
        return cls(
            max(_EARLIEST, min(day, today)),
            Clock(clock) if clock in Clock.values else Clock.HAPPENED,
        )

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


@dataclass(frozen=True, slots=True)
class Row:
    """An actor as it was: its name then, its kind, how many ties it had, and if it is here now."""

    actor: Actor
    name: str
    ties: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Then:
    """The map on a day, and one page of who was on it."""

    moment: Moment
    actors: int
    ties: int
    first: date
    rows: list[Row]
    found: int
    page: int

    @property
    def has_next(self) -> bool:
        return self.page * PAGE < self.found


def then(viewer: Viewer, network: Network, moment: Moment, *, q: str = "", page: int = 1) -> Then:
    """Who was on the map that day, by name."""
    past = read_past(viewer, moment.clock)
    day = number_of(moment.day)
    there, ties = past.actors.there_on(day), past.ties_on(day)
    faded = number_of(Limits.of(network, moment.day).faded)
    seen = past.seen_by(day)
    ties &= (seen < 0) | (seen > faded)
    degree = np.bincount(past.source[ties], minlength=len(there))
    degree += np.bincount(past.target[ties], minlength=len(there))
    ids = past.actors.ids[there]
    names = dict(Actor.objects.ever_visible_to(viewer).values_list("pk", "name"))
    if moment.clock == Clock.RECORDED and len(ids):
        names |= {
            pk: str(name)
            for pk, name in former_values(viewer, ids.tolist(), moment.day, "name").items()
        }
    wanted = search_form(q)
    order = sorted((search_form(names[pk]), pk) for pk in ids.tolist())
    matching = [pk for form, pk in order if wanted in form]
    shown = matching[(page - 1) * PAGE : page * PAGE]
    actors = Actor.objects.ever_visible_to(viewer).select_related("kind").in_bulk(shown)
    ties_of = dict(zip(past.actors.ids.tolist(), degree.tolist(), strict=True))
    rows = [Row(actors[pk], names[pk], ties_of[pk], actors[pk].ended_in_id is None) for pk in shown]
    first = day_numbered(past.first_day)
    return Then(moment, int(there.sum()), int(ties.sum()), first, rows, len(matching), page)


def marks_on(data: dict[str, Any], moment: Moment) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which actors and ties of the map's data over time were there on a day, and counted."""
    clock = data["time"][moment.clock.value]
    day = number_of(moment.day) - clock["first"]
    actors = _there(clock["actors"], day)
    ties = _there(clock["ties"], day)
    seen = {name: np.array(values, dtype=np.int64) for name, values in clock["seen"].items()}
    newest = np.full(len(ties), -(2**31), dtype=np.int64)
    known = seen["known"] <= day
    np.maximum.at(newest, seen["tie"][known], seen["day"][known])
    ties &= (newest == -(2**31)) | (newest > day - data["time"]["faded"])
    source, target = (np.array(data["ties"][end], dtype=np.int64) for end in ("source", "target"))
    return actors, ties & actors[source] & actors[target]


def _there(lives: dict[str, Any], day: int) -> NDArray[np.bool_]:
    since, until = (np.array(lives[name], dtype=np.int64) for name in ("since", "until"))
    there: NDArray[np.bool_] = (since >= 0) & (since <= day) & ((until < 0) | (until > day))
    for position, away, back in lives["gaps"]:
        if away <= day < back:
            there[position] = False
    return there


@dataclass(slots=True)
class Compared:
    """A comparison in words: the first of each sort of difference, with how many there are."""

    between: Between
    actors_added: list[Actor] = field(default_factory=list)
    actors_ended: list[Actor] = field(default_factory=list)
    ties_added: list[Tie] = field(default_factory=list)
    ties_ended: list[Tie] = field(default_factory=list)
    ties_faded: list[Tie] = field(default_factory=list)
    stronger: list[tuple[Tie, str, str]] = field(default_factory=list)
    weaker: list[tuple[Tie, str, str]] = field(default_factory=list)


def in_words(viewer: Viewer, between: Between, most: int = LISTED) -> Compared:
    """Look the rows of a comparison up, so many of each sort."""
    words = Compared(between)
    for name in ("actors_added", "actors_ended"):
        setattr(words, name, _actors(viewer, getattr(between, name)[:most]))
    for name in ("ties_added", "ties_ended", "ties_faded"):
        setattr(words, name, _ties(viewer, getattr(between, name)[:most]))
    for name in ("stronger", "weaker"):
        rows = getattr(between, name)[:most]
        ties = {tie.pk: tie for tie in _ties(viewer, [pk for pk, _before, _after in rows])}
        labels = [(ties[pk], Rung(before).label, Rung(after).label) for pk, before, after in rows]
        setattr(words, name, labels)
    return words


def _actors(viewer: Viewer, ids: Sequence[int]) -> list[Actor]:
    rows = Actor.objects.ever_visible_to(viewer).filter(pk__in=ids)
    return list(rows.select_related("kind").order_by("search_name", "pk"))


def _ties(viewer: Viewer, ids: Sequence[int]) -> list[Tie]:
    rows = Tie.objects.ever_visible_to(viewer).filter(pk__in=ids)
    related = rows.select_related("source", "target", "type")
    return list(related.order_by("source__search_name", "target__search_name", "pk"))
