"""Questions that someone asks of the net: what if these were gone, how do I reach them?

The answer rests on the stored graph of the asker's audience. In a small network it is worked
out at once; in a large one, where it would take longer than a page may, by the worker.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from weft import sna
from weft.analysis.compute import plain, stored_graph
from weft.analysis.errors import NotWorkedOut
from weft.analysis.files import Arrays, places_of
from weft.analysis.models import Result
from weft.analysis.pipeline import arrays_in, file_of
from weft.analysis.queries import current_result
from weft.analysis.strengths import freshness_of, strength_of
from weft.common.errors import WeftError
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.models import Job, JobState
from weft.common.visibility import Viewer
from weft.networks.models import Network

ANSWER = "analysis.answer"
#: Actors up to which a question is answered while the asker waits: less than a tenth of a second.
AT_ONCE_UP_TO = 5_000
#: Questions of one network that may wait at the same time.
MOST_WAITING = 20
_KEPT = timedelta(days=1)
#: Answers of one network that are kept: anybody can ask, and must not fill the disk.
MOST_KEPT = 1_000
#: Actors that an answer lists by id.
_MOST_LISTED = 200
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the kind, and ids of actors that the asker may see."""

    kind: str
    values: Values

    def digest(self) -> str:
        text = json.dumps([self.kind, self.values], sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures and ids of an answer; none while it is worked out."""

    values: Values | None
    waiting: Job | None = None
    #: Names of the clusters that an answer refers to by number.
    clusters: tuple[str, ...] = ()


def ask(viewer: Viewer, network: Network, question: Question) -> Answer:
    """Answer at once where that is quick, else have it answered and say what to wait for."""
    row = current_result(viewer, network)
    if row is None:
        raise NotWorkedOut
    if row.actors <= AT_ONCE_UP_TO:
        return Answer(answered(row, question), clusters=_cluster_names(row))
    key = f"{network.pk}:{viewer.clearance}:{row.file}:{question.digest()}"
    known = Job.objects.filter(kind=ANSWER, dedupe_key=key).order_by("-pk").first()
    if known is not None and known.state == JobState.DONE:
        return Answer(known.result, clusters=_cluster_names(row))
    if known is not None and known.state == JobState.FAILED:
        known.delete()
        raise WeftError(known.message)
    if known is None or known.is_finished:
        known = _have_answered(network, row, key, question)
    return Answer(None, known)


def _cluster_names(row: Result) -> tuple[str, ...]:
    return tuple(str(cluster["name"]) for cluster in row.clusters)


def _have_answered(network: Network, row: Result, key: str, question: Question) -> Job:
    waiting = _answers(network.pk).filter(state__in=(JobState.QUEUED, JobState.RUNNING))
    if waiting.count() >= MOST_WAITING:
        raise WeftError(_("Many questions are being answered. Try again in a minute."))
    finished = _answers(network.pk).filter(finished_at__isnull=False)
    finished.filter(finished_at__lt=timezone.now() - _KEPT).delete()
    if surplus := finished.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT:].first():
        finished.filter(pk__lte=surplus).delete()
    payload: Payload = {
        "result": row.pk,
        "file": row.file,
        "kind": question.kind,
        "values": question.values,
    }
    return enqueue(kind=ANSWER, dedupe_key=key, payload=payload)


def _answers(network_id: int) -> QuerySet[Job]:
    return Job.objects.filter(kind=ANSWER, dedupe_key__startswith=f"{network_id}:")


@job(ANSWER, quick=True)
def answer(payload: Payload, progress: Progress) -> Payload:
    """Answer a question that was asked of a large network."""
    row = Result.objects.filter(pk=str(payload["result"])).first()
    values = payload["values"]
    if row is None or row.file != payload["file"] or not isinstance(values, dict):
        # An answer from another state of the net would be kept as one of this.
        raise NotWorkedOut
    return answered(row, Question(str(payload["kind"]), values))


def answered(row: Result, question: Question) -> Values:
    """The answer from what is stored of the net."""
    return plain(_ANSWERS[question.kind](_ready(file_of(row)), question.values))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A stored net made ready for questions."""

    ids: NDArray[np.int64]
    #: Whoever reports it, a tie is a tie: as in all figures of the network as a whole.
    graph: sna.Graph
    arrays: Arrays
    ready: sna.WhatIf

    def positions(self, ids: list[int]) -> list[int]:
        """Where these actors stand; those who are not there any more are left out."""
        return [place for place in places_of(ids, self.ids).tolist() if place >= 0]

    def named(self, positions: Any) -> list[int]:
        return [int(self.ids[v]) for v in list(positions)[:_MOST_LISTED]]


@lru_cache(maxsize=4)
def _ready(file: Path) -> _Asked:
    """Read a net and search it once as it is, for all questions until it changes."""
    arrays = arrays_in(file)
    graph = stored_graph(arrays)
    ready = sna.WhatIf(graph, groups=arrays["cluster"])
    return _Asked(arrays["ids"], graph, arrays, ready)


def _without(asked: _Asked, values: Values) -> Values:
    """What goes when actors go, or all of a cluster, or ties that someone brokered."""
    leaving = asked.positions(values.get("actors", []))
    if values.get("cluster") is not None:
        leaving += np.flatnonzero(asked.arrays["cluster"] == values["cluster"]).tolist()
    ties = _still_tied(asked, values.get("ties", []))
    found = asked.ready.without(leaving, ties=ties)
    figures = {
        name: [change.before, change.after, change.error]
        for name, change in (
            ("components", found.components),
            ("isolates", found.isolates),
            ("fragmentation", found.fragmentation),
            ("efficiency", found.efficiency),
            ("reach", found.reach),
        )
    }
    return {
        "figures": figures,
        "leaving": len(set(leaving)),
        "ties": len(ties),
        "cut_off": [len(found.cut_off), asked.named(found.cut_off)],
        "isolated": [len(found.isolated), asked.named(found.isolated)],
        "split": list(found.split_groups),
        "parted": [len(found.parted_groups), list(found.parted_groups)[:50]],
        "exact": found.exact,
        "sources": found.sources,
    }


def _still_tied(asked: _Asked, pairs: list[list[int]]) -> list[tuple[int, int]]:
    """The ties as positions, those that are in the graph."""
    found = set()
    for pair in pairs:
        ends = asked.positions(sorted(pair))
        if len(ends) == 2 and ends[1] in asked.graph.neighbours(ends[0]):
            found.add((ends[0], ends[1]))
    return sorted(found)


def _routes(asked: _Asked, values: Values) -> Values:
    """The most promising ways from one actor to another, whoever reports their ties."""
    ends = asked.positions([values["start"], values["end"]])
    if len(ends) < 2:
        return {"steps": -1, "shortest": 0, "routes": []}
    graph = asked.graph
    strength = strength_of(asked.arrays)
    fresh = freshness_of(asked.arrays, values["fading_months"])
    found = sna.routes(graph, ends[0], ends[1], strength=strength, freshness=fresh)
    return {
        "steps": found.steps,
        "shortest": int(min(found.shortest, 1e15)),
        "routes": [
            {
                "actors": asked.named(way.actors),
                "favours": way.favours,
                "strength": way.strength,
                "freshness": way.freshness,
                "value": way.value,
            }
            for way in found.routes
        ],
    }


_ANSWERS: dict[str, Callable[[_Asked, Values], Values]] = {
    "without": _without,
    "routes": _routes,
}
