"""Runs jobs at least once, also after `kill -9`.

A job's row is written in the transaction of its cause. A worker leases a row and renews the
lease while it works; a lease that runs out means that the worker died, and another takes over.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, connections, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import WeftError
from weft.common.models import Job, JobState

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 4
Payload = dict[str, object]


@dataclass(slots=True)
class Progress:
    """What a running job tells the person who waits for it."""

    job_id: int | None = None

    def report(self, percent: int, step: str = "") -> None:
        if self.job_id is None:
            return
        Job.objects.filter(pk=self.job_id).update(
            progress=max(0, min(100, percent)), step=step[:200]
        )


JobFunction = Callable[[Payload, Progress], Payload]
_register: dict[str, JobFunction] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Names a function as the one that does jobs of this kind."""

    def name_it(function: JobFunction) -> JobFunction:
        _register[kind] = function
        return function

    return name_it


def enqueue(*, kind: str, dedupe_key: str, payload: Payload, delay: int = 0) -> Job:
    """Write a job, or return the one that already waits under this key."""
    run_after = timezone.now() + timedelta(seconds=delay)
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind, dedupe_key=dedupe_key, payload=payload, run_after=run_after
            )
    except IntegrityError:
        return Job.objects.get(kind=kind, dedupe_key=dedupe_key, state=JobState.QUEUED)


def _claimable() -> Q:
    now = timezone.now()
    waiting = Q(state=JobState.QUEUED, run_after__lte=now)
    return waiting | Q(state=JobState.RUNNING, lease_until__lt=now)


def claim_next() -> Job | None:
    """Lease the oldest job that waits or whose worker died."""
    # A worker that is idle must not take SQLite's write lock, so look before claiming.
    for job_id in (
        Job.objects.filter(_claimable()).order_by("run_after", "pk").values_list("pk")[:5]
    ):
        claimed = Job.objects.filter(_claimable(), pk=job_id[0]).update(
            state=JobState.RUNNING,
            lease_until=timezone.now() + LEASE,
            attempts=F("attempts") + 1,
        )
        if claimed:
            return Job.objects.get(pk=job_id[0])
    return None


@contextmanager
def _lease_kept(job_id: int) -> Iterator[None]:
    """Renew the lease from a thread of its own while the work goes on."""
    finished = threading.Event()

    def renew() -> None:
        while not finished.wait(LEASE.total_seconds() / 3):
            try:
                Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
                    lease_until=timezone.now() + LEASE
                )
            except Exception:
                logger.exception("Could not renew the lease of job %s", job_id)
        connections.close_all()

    thread = threading.Thread(target=renew, daemon=True)
    # An in-memory test database cannot be shared with a second thread.
    is_shared = not connection.in_atomic_block
    if is_shared:
        thread.start()
    try:
        yield
    finally:
        finished.set()
        if is_shared:
            thread.join()


def run(claimed: Job) -> None:
    """Do one leased job and store how it ended."""
    try:
        if claimed.attempts > MAX_ATTEMPTS:
            raise WeftError(_("This was tried several times and stopped each time."))
        with _lease_kept(claimed.pk):
            result = _register[claimed.kind](claimed.payload, Progress(claimed.pk))
    except WeftError as error:
        _finish(claimed, JobState.FAILED, message=str(error))
    except Exception:
        logger.exception("Job %s (%s) failed", claimed.pk, claimed.kind)
        _retry_or_fail(claimed)
    else:
        _finish(claimed, JobState.DONE, result=result)


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
    waits = timedelta(seconds=2**claimed.attempts)
    # The lease does the waiting, so that a twin that was queued meanwhile is no obstacle.
    Job.objects.filter(pk=claimed.pk).update(lease_until=timezone.now() + waits)


def run_until_idle() -> int:
    """Do every job that is due, here and now; the number done. For tests and commands."""
    done = 0
    while claimed := claim_next():
        run(claimed)
        done += 1
    return done


def work(*, stop: threading.Event, poll_seconds: float = 0.25) -> None:
    """Work until asked to stop."""
    while not stop.is_set():
        claimed = claim_next()
        if claimed is None:
            time.sleep(poll_seconds)
        else:
            run(claimed)
