"""Whom each actor should meet: ten proposals for everyone, worked out with the other results."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from django.db.models import QuerySet
from numpy.typing import ArrayLike, NDArray

from weft import sna
from weft.analysis.arrays import NetArrays
from weft.analysis.files import Arrays
from weft.common.db import DaysSince1970
from weft.common.visibility import Viewer
from weft.graph.models import Evidence, EvidenceKind

#: On this rung and above two are in touch; below they know of each other at most.
_IN_TOUCH, _KNOW_OF = 2, 1
#: Days with evidence from which on it can be learned who meets whom.
_DAYS_TO_LEARN_FROM = 10
_ROWS_AT_ONCE = 20_000
#: What is stored, and in how many bits.
_STORED = {
    "person": np.int32, "score": np.float32, "acceptance": np.float16, "fit": np.float16,
    "gain": np.float16, "need": np.float16, "common": np.int32, "topic": np.int32,
    "distance": np.float16, "reasons": np.uint16, "drawn": np.bool_,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meetings:
    """The stored proposals, and the names of the topics that they refer to by number."""

    arrays: Arrays
    topics: list[str]


def meetings(net: NetArrays, dated: sna.Contacts | None) -> Meetings:
    """Propose ten people to everyone; learned from dated evidence where there is enough."""
    topics = sorted(set(chain.from_iterable(net.topics)))
    if len(net.ids) < 2:
        return Meetings({}, topics)
    known = (net.rung >= 0) & (net.rung < _IN_TOUCH)
    graph = sna.Graph.from_edges(len(net.ids), net.source[~known], net.target[~known])
    aware = known & (net.rung >= _KNOW_OF)
    people = sna.People(
        topics=_pairs(net.topics, topics),
        region=_numbers(net.regions),
        kind=_numbers(net.kinds),
        aware=np.column_stack((net.source[aware], net.target[aware])),
    )
    model = sna.learn_acceptance(dated) if dated is not None else None
    found = sna.introductions(graph, people, model=model)
    arrays: Arrays = {
        f"meet_{name}": np.asarray(getattr(found, name)).astype(kind)
        for name, kind in _STORED.items()
    }
    return Meetings(arrays, topics)


def dated_contacts(viewer: Viewer, ids: NDArray[np.int64]) -> sna.Contacts | None:
    """When who was seen to have to do with whom; None where too few days are known."""
    seen = Evidence.objects.visible_to(viewer).exclude(kind=EvidenceKind.ENTERED)
    if not _has_enough_days(seen):
        return None
    rows = np.fromiter(
        seen.annotate(day=DaysSince1970("date"))
        .values_list("tie__source_id", "tie__target_id", "day")
        .iterator(chunk_size=_ROWS_AT_ONCE),
        dtype=np.dtype([("source", "i8"), ("target", "i8"), ("day", "i4")]),
    )
    source, target = (np.searchsorted(ids, rows[end]) for end in ("source", "target"))
    return sna.Contacts.of(rows["day"].astype(np.float64), source, target, len(ids))


def _has_enough_days(seen: QuerySet[Evidence]) -> bool:
    days = seen.order_by("date").values_list("date", flat=True).distinct()
    return len(days[:_DAYS_TO_LEARN_FROM]) == _DAYS_TO_LEARN_FROM


def _numbers(values: list[str]) -> NDArray[np.int64]:
    """A number for each value, −1 where there is none."""
    codes = np.unique(np.array(values, dtype=np.str_), return_inverse=True)[1]
    return np.where(np.array([bool(value) for value in values]), codes, -1)


def _pairs(of_actor: list[list[str]], names: list[str]) -> ArrayLike:
    at = {name: number for number, name in enumerate(names)}
    return [(actor, at[name]) for actor, topics in enumerate(of_actor) for name in set(topics)]
