"""Runs jobs at least once, also after `kill -9`.

A job's row is written in the transaction of its cause. A worker holds the job it works on by
a lock that dies with its process (`weft.common.job_holds`); a job that is marked as running
but that nobody holds was left by a worker that died, and another takes it over.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from weft.common.errors import WeftError
from weft.common.job_holds import Hold, hold
from weft.common.models import Job, JobState

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 4
#: A failed job waits this long, then twice as long, and so on.
FIRST_WAIT = timedelta(seconds=2)
Payload = dict[str, object]


class JobStopped(WeftError):
    """Someone asked a running job to stop."""

    def __init__(self, message: object = _lazy("This was stopped.")) -> None:
        super().__init__(message)


@dataclass(slots=True)
class Progress:
    """What a running job tells the person who waits for it, and hears from them.

    A part of a job gets a share of the whole: `progress.share(20, 50)` turns its 0 … 100
    into 20 … 50.
    """

    held: Hold | None = None
    first: float = 0.0
    last: float = 100.0

    def report(self, percent: float, step: str = "") -> None:
        """Say how far the job is; raises JobStopped where someone asked it to stop."""
        if self.held is None:
            return
        if Job.objects.filter(pk=self.held.job_id, stop_asked_at__isnull=False).exists():
            raise JobStopped
        whole = self.first + (self.last - self.first) * max(0.0, min(100.0, percent)) / 100
        self.held.tell(round(whole), step[:200])

    def share(self, first: float, last: float) -> Progress:
        width = (self.last - self.first) / 100
        return Progress(self.held, self.first + width * first, self.first + width * last)


JobFunction = Callable[[Payload, Progress], Payload]
_register: dict[str, JobFunction] = {}
_quick_kinds: set[str] = set()


def job(kind: str, *, quick: bool = False) -> Callable[[JobFunction], JobFunction]:
    """Names a function as the one that does jobs of this kind.

    Someone waits for a quick one, so a worker keeps a thread free for those.
    """

    def name_it(function: JobFunction) -> JobFunction:
        _register[kind] = function
        if quick:
            _quick_kinds.add(kind)
        return function

    return name_it


def enqueue(*, kind: str, dedupe_key: str, payload: Payload, delay: int = 0) -> Job:
    """Write a job, or return the one that already waits under this key."""
    run_after = timezone.now() + timedelta(seconds=delay)
    while True:
        try:
            with transaction.atomic():
                return Job.objects.create(
                    kind=kind, dedupe_key=dedupe_key, payload=payload, run_after=run_after
                )
        except IntegrityError:
            # The lock keeps a worker from starting before our caller's changes can be seen.
            with transaction.atomic():
                waiting = Job.objects.select_for_update().filter(
                    kind=kind, dedupe_key=dedupe_key, state=JobState.QUEUED
                )
                if found := waiting.first():
                    return found


def stop(asked: Job) -> None:
    """Ask a job to stop: at once if it waits, at its next step if it is being worked on."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=asked.pk, state=JobState.QUEUED)
    if not waiting.update(state=JobState.STOPPED, finished_at=now, stop_asked_at=now):
        running = Job.objects.filter(pk=asked.pk, state=JobState.RUNNING)
        running.update(stop_asked_at=now)


def _claimable() -> Q:
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, run_after__lte=now)
    retried = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return waiting | Q(Q(state=JobState.RUNNING), retried)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that this process holds."""

    job: Job
    held: Hold


def claim_next(*, only_quick: bool = False) -> Claim | None:
    """Hold the oldest job that waits or whose worker died."""
    due = Job.objects.filter(_claimable()).order_by("run_after", "pk")
    if only_quick:
        due = due.filter(kind__in=_quick_kinds)
    # A worker that is idle must not take SQLite's write lock, so look before claiming.
    for job_id in list(due.values_list("pk", flat=True)[:20]):
        held = hold(job_id)
        if held is None:
            continue
        if claimed := _claim(job_id):
            return Claim(claimed, held)
        held.release()
    return None


def _claim(job_id: int) -> Job | None:
    with transaction.atomic():
        rows = Job.objects.select_for_update(skip_locked=True)
        claimed = rows.filter(_claimable(), pk=job_id).first()
        if claimed is None:
            return None
        claimed.state = JobState.RUNNING
        claimed.lease_until = None
        claimed.attempts += 1
        claimed.save(update_fields=["state", "lease_until", "attempts"])
        return claimed


def run(claim: Claim) -> None:
    """Do one held job and store how it ended."""
    claimed = claim.job
    try:
        if claimed.attempts > MAX_ATTEMPTS:
            raise WeftError(_("This was tried several times and stopped each time."))
        result = _register[claimed.kind](claimed.payload, Progress(claim.held))
    except JobStopped as stopped:
        _finish(claimed, JobState.STOPPED, message=str(stopped))
    except WeftError as error:
        _finish(claimed, JobState.FAILED, message=str(error))
    except Exception:
        logger.exception("Job %s (%s) failed", claimed.pk, claimed.kind)
        _retry_or_fail(claimed)
    else:
        _finish(claimed, JobState.DONE, result=result)
    finally:
        claim.held.release()


def _finish(claimed: Job, state: str, *, message: str = "", result: Payload | None = None) -> None:
    Job.objects.filter(pk=claimed.pk).update(
        state=state,
        message=message,
        result=result or {},
        progress=100 if state == JobState.DONE else F("progress"),
        lease_until=None,
        finished_at=timezone.now(),
    )


def _retry_or_fail(claimed: Job) -> None:
    if claimed.attempts >= MAX_ATTEMPTS:
        _finish(claimed, JobState.FAILED, message=_("Something went wrong on our side."))
        return
    waits = FIRST_WAIT * 2 ** (claimed.attempts - 1)
    # It stays marked as running, so that a twin that was queued meanwhile is no obstacle.
    Job.objects.filter(pk=claimed.pk).update(lease_until=timezone.now() + waits)


def run_until_idle() -> int:
    """Do every job that is due, here and now; the number done. For tests and commands."""
    done = 0
    while claim := claim_next():
        run(claim)
        done += 1
    return done


def work(*, stop: threading.Event, poll_seconds: float = 0.25, only_quick: bool = False) -> None:
    """Work until asked to stop."""
    while not stop.is_set():
        try:
            claim = claim_next(only_quick=only_quick)
            if claim is not None:
                run(claim)
                continue
        except DatabaseError:
            # The server was restarted, or the disk is full: what is held was let go of.
            logger.exception("The worker could not reach the database")
            connections.close_all()
            stop.wait(5)
        stop.wait(poll_seconds)
