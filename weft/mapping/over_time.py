"""When each actor and tie of the map's data was there: what the timeline plays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import places_of
from weft.common.visibility import Viewer
from weft.graph.freshness import DAYS_PER_MONTH
from weft.graph.past import NEVER, Clock, Lives, Past, read_past
from weft.networks.models import Network

Ids = NDArray[np.int64]


def times(viewer: Viewer, network: Network, actors: Ids, ties: Ids) -> dict[str, Any]:
    """For either clock the days of the actors and ties, in the order of these ids."""
    clocks = {clock.value: _of_clock(read_past(viewer, clock), actors, ties) for clock in Clock}
    return {
        **clocks,
        "tieIds": ties.tolist(),
        "fading": round(network.fading_months * DAYS_PER_MONTH),
        "faded": round(network.fresh_until_months * DAYS_PER_MONTH),
    }


def _of_clock(past: Past, actors: Ids, ties: Ids) -> dict[str, Any]:
    first = past.first_day
    return {
        # All other days count from here.
        "first": first,
        "actors": _days(past.actors, actors, first),
        "ties": _days(past.ties, ties, first),
        "seen": _evidence(past, ties, first),
    }


def _days(lives: Lives, wanted: Ids, first: int) -> dict[str, Any]:
    """Since and until, in the order of the wanted; −1 where it was never there, and where it is
    there to this day."""
    at = places_of(wanted, lives.ids)
    known = at >= 0
    since = np.where(known, lives.since[at] - first, -1) if len(lives.ids) else at
    until = np.full(len(wanted), -1, dtype=np.int64)
    if len(lives.ids):
        ended = known & (lives.until[at] < NEVER)
        until[ended] = lives.until[at[ended]] - first
    position_of = {int(place): position for position, place in enumerate(at) if place >= 0}
    gaps = [
        [position_of[place], away - first, back - first]
        for place, away, back in lives.gaps
        if place in position_of
    ]
    return {"since": since.tolist(), "until": until.tolist(), "gaps": gaps}


def _evidence(past: Past, ties: Ids, first: int) -> dict[str, list[int]]:
    """Evidence in columns, sorted by when it is known: of which tie, of which day, known when."""
    number = np.full(len(past.ties.ids), -1, dtype=np.int64)
    at = places_of(ties, past.ties.ids)
    number[at[at >= 0]] = np.flatnonzero(at >= 0)
    order = np.argsort(past.evidence_known, kind="stable")
    tie = number[past.evidence_tie[order]]
    kept = tie >= 0
    return {
        "tie": tie[kept].tolist(),
        "day": (past.evidence_day[order][kept] - first).tolist(),
        "known": (past.evidence_known[order][kept] - first).tolist(),
    }
