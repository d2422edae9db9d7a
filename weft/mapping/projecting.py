"""Who shared activities: the map of those who take part, instead of what they take part in.

Two are tied when they shared at least so many events, bids, groups or conversations. Pairs are
worked out when asked and never stored: an assembly of 200 is 200 ties, not 19,900.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from weft import sna
from weft.common.numbers import whole_number

Positions = NDArray[np.int64]
#: A larger share is asked of nobody.
MOST_SHARED = 20
#: More ties than this make no map; a higher threshold does.
MOST_PAIRS = 60_000
#: Pairs that are counted at most, each as often as two shared something.
MOST_COUNTED = 2_000_000


def asked_projection(query: QueryDict) -> int:
    """How many activities two must have shared to be tied; 0 for the map as it is."""
    return whole_number(query.get("projection"), most=MOST_SHARED) or 0


def projected(data: dict[str, Any], least: int) -> dict[str, Any]:
    """The map's data (unpacked) without activities, tied where at least `least` are shared."""
    kinds, actors, ties = data["kinds"], data["actors"], data["ties"]
    is_activity = np.array([bool(kinds[n].get("activity")) for n in actors["kind"]], dtype=bool)
    source, target = (np.array(ties[end], dtype=np.int64) for end in ("source", "target"))
    people = np.flatnonzero(~is_activity)
    place = np.full(len(is_activity), -1, dtype=np.int64)
    place[people] = np.arange(len(people))
    place[is_activity] = np.arange(int(is_activity.sum()))
    taking_part = is_activity[source] != is_activity[target]
    who = np.where(is_activity[source], target, source)[taking_part]
    what = np.where(is_activity[source], source, target)[taking_part]
    pairs = _pairs((len(people), int(is_activity.sum())), place[who], place[what], least)
    count = len(pairs[0])
    return {
        **data,
        "actors": {name: _chosen(values, people) for name, values in actors.items()},
        "ties": {
            "source": pairs[0].tolist(),
            "target": pairs[1].tolist(),
            "type": [0] * count,
            "rung": [-1] * count,
            "direction": [0] * count,
            "weight": pairs[2].tolist(),
        },
        "types": [{"name": _("Took part together"), "colour": data["palette"][0]}],
    }


def _chosen(values: Sequence[Any], rows: Positions) -> list[Any]:
    return [values[row] for row in rows.tolist()]


def without_largest(
    who: Positions, what: Positions, activities: int
) -> tuple[Positions, Positions]:
    """An activity of thousands ties everyone to everyone, which says little and costs much: the
    largest are left out, so that no more than `MOST_COUNTED` pairs have to be counted."""
    people = np.bincount(what, minlength=activities)
    by_size = np.argsort(people, kind="stable")
    counted = np.cumsum(people[by_size] * (people[by_size] - 1) // 2)
    kept = np.zeros(activities, dtype=bool)
    kept[by_size[counted <= MOST_COUNTED]] = True
    return who[kept[what]], what[kept[what]]


def _pairs(
    shape: tuple[int, int], who: Positions, what: Positions, least: int
) -> tuple[Positions, Positions, Positions]:
    """Both ends and how much they shared, sorted by their ends; of too many the strongest."""
    who, what = without_largest(who, what, shape[1])
    graph = sna.projection(shape, who, what, threshold=least)
    rows, columns = graph.sources(), graph.indices
    once = rows < columns
    one, other, shared = rows[once], columns[once], graph.weights[once].astype(np.int64)
    if len(one) > MOST_PAIRS:
        strongest = np.argsort(-shared, kind="stable")[:MOST_PAIRS]
        one, other, shared = one[strongest], other[strongest], shared[strongest]
    order = np.lexsort((other, one))
    ends = (one[order].astype(np.int64), other[order].astype(np.int64))
    return *ends, shared[order]
