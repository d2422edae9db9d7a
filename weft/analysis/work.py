"""Whether results are being worked out, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from weft.common.job_holds import told
from weft.common.models import Job, JobState
from weft.graph.actions import REFRESH
from weft.networks.models import Network


@dataclass(frozen=True, slots=True)
class Work:
    """A job that works results out, as it stands."""

    job: Job
    percent: int
    step: str

    @property
    def is_stopping(self) -> bool:
        return self.job.stop_asked_at is not None


def _jobs_of(network: Network) -> Q:
    own = str(network.pk)
    return Q(kind=REFRESH) & (Q(dedupe_key=own) | Q(dedupe_key__startswith=f"{own}:"))


def unfinished_jobs(network: Network) -> QuerySet[Job]:
    """The jobs for this network that run, then those that wait."""
    unfinished = Job.objects.filter(
        _jobs_of(network), state__in=(JobState.QUEUED, JobState.RUNNING)
    )
    # “running” comes after “queued” in the alphabet, and is told first.
    return unfinished.order_by("-state", "pk")


def work_under_way(network: Network) -> Work | None:
    """The job that is running for this network, else the first that waits."""
    job = unfinished_jobs(network).first()
    return None if job is None else Work(job, *told(job))


def last_outcome(network: Network) -> Job | None:
    """How the last finished job for this network ended."""
    ended = Job.objects.filter(_jobs_of(network), finished_at__isnull=False)
    return ended.order_by("-finished_at", "-pk").first()
