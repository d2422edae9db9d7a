"""Work that comes round every night: each kind is written as a job once a day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, time

from django.db import DatabaseError, connections
from django.utils import timezone

from weft.common.jobs import JobFunction, enqueue, job
from weft.common.models import Job

logger = logging.getLogger(__name__)

#: From this hour on, in the server's own time zone, the night's work is due.
HOUR = time(3)
_LOOK_EVERY_SECONDS = 60
_kinds: list[str] = []


def nightly(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Names a function as the one that does this work every night."""

    def name_it(function: JobFunction) -> JobFunction:
        _kinds.append(kind)
        return job(kind)(function)

    return name_it


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Write the jobs of today's night that are not written yet; the kinds that were."""
    here = timezone.localtime(now)
    if here.time() < HOUR:
        return []
    day = here.date().isoformat()
    done = set(Job.objects.filter(kind__in=_kinds, dedupe_key=day).values_list("kind", flat=True))
    due = [kind for kind in _kinds if kind not in done]
    for kind in due:
        enqueue(kind=kind, dedupe_key=day, payload={"day": day})
    return due


def keep_nights(*, stop: threading.Event) -> None:
    """Look once a minute whether a night's work is due, until asked to stop."""
    while not stop.is_set():
        try:
            enqueue_due()
        except DatabaseError:
            logger.exception("The night's work could not be written")
            connections.close_all()
        stop.wait(_LOOK_EVERY_SECONDS)
