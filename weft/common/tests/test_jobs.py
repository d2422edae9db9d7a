"""Jobs: once per key, again after a failure, and the reason kept when all attempts fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from weft.common import jobs
from weft.common.errors import WeftError
from weft.common.job_holds import told
from weft.common.models import Job, JobState

KIND = "tests.work"


@pytest.fixture
def done(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[jobs.Payload]]:
    """The payloads of the jobs that were done; a payload may name an error to raise."""
    seen: list[jobs.Payload] = []

    def work(payload: jobs.Payload, progress: jobs.Progress) -> jobs.Payload:
        progress.report(40, "Half way")
        seen.append(payload)
        if payload.get("explained"):
            raise WeftError("The file is gone. Upload it again.")
        if payload.get("broken"):
            raise RuntimeError("canary")
        return {"said": payload.get("say")}

    monkeypatch.setitem(jobs._register, KIND, work)
    monkeypatch.setattr(jobs, "FIRST_WAIT", timedelta(0))
    Job.objects.all().delete()
    yield seen
    Job.objects.all().delete()


def enqueue(key: str = "a", delay: int = 0, **payload: object) -> Job:
    return jobs.enqueue(kind=KIND, dedupe_key=key, payload=payload, delay=delay)


def test_a_job_is_done_and_its_result_kept(done: list[jobs.Payload]) -> None:
    job = enqueue(say="hello")
    assert jobs.run_until_idle() == 1
    job.refresh_from_db()
    assert (job.state, job.progress, job.result) == (JobState.DONE, 100, {"said": "hello"})
    assert job.finished_at is not None


def test_the_same_request_twice_is_one_job_until_it_starts(done: list[jobs.Payload]) -> None:
    first, twin, other = enqueue("a"), enqueue("a"), enqueue("b")
    assert first == twin != other
    assert jobs.run_until_idle() == 2
    assert enqueue("a") != first


def test_a_job_waits_for_its_time(done: list[jobs.Payload]) -> None:
    enqueue(delay=60)
    assert jobs.run_until_idle() == 0


def test_an_explained_failure_is_final_and_told(done: list[jobs.Payload]) -> None:
    job = enqueue(explained=True)
    jobs.run_until_idle()
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "The file is gone. Upload it again.")
    assert len(done) == 1


def test_an_unexplained_failure_is_tried_again_and_hides_its_details(
    done: list[jobs.Payload],
) -> None:
    job = enqueue(broken=True)
    jobs.run_until_idle()
    job.refresh_from_db()
    assert len(done) == jobs.MAX_ATTEMPTS
    assert (job.state, job.message) == (JobState.FAILED, "Something went wrong on our side.")


def test_a_failed_job_waits_longer_each_time(
    done: list[jobs.Payload], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "FIRST_WAIT", timedelta(seconds=2))
    job = enqueue(broken=True)
    waits = []
    for _attempt in range(3):
        assert jobs.run_until_idle() == 1
        job.refresh_from_db()
        assert job.lease_until is not None
        waits.append(round((job.lease_until - timezone.now()).total_seconds()))
        assert jobs.run_until_idle() == 0
        Job.objects.update(lease_until=timezone.now())
    assert waits == [2, 4, 8]


def test_a_job_whose_worker_died_is_taken_over(done: list[jobs.Payload]) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=1)
    assert jobs.run_until_idle() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_kills_its_workers_is_given_up(done: list[jobs.Payload]) -> None:
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, attempts=jobs.MAX_ATTEMPTS)
    jobs.run_until_idle()
    job.refresh_from_db()
    assert done == []
    assert (job.state, "several times" in job.message) == (JobState.FAILED, True)


def test_a_held_job_is_nobody_elses(
    done: list[jobs.Payload], monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue()
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "hold", {}.get)
        assert jobs.claim_next() is None
    claim = jobs.claim_next()
    assert claim is not None
    jobs.run(claim)
    assert len(done) == 1


def test_progress_is_told(done: list[jobs.Payload]) -> None:
    job = enqueue(explained=True)
    jobs.run_until_idle()
    job.refresh_from_db()
    assert told(job) == (40, "Half way")
