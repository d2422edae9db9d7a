"""What is being worked out of a network is told, and stops when asked."""

from __future__ import annotations

import pytest

from testkit.nets import load, steward_of
from weft.analysis.actions import stop_working, work_out
from weft.analysis.work import work_under_way
from weft.common.models import Job, JobState


@pytest.mark.django_db
def test_all_that_is_worked_out_and_all_that_waits_is_stopped() -> None:
    network = load([], [])
    viewer = steward_of(network)
    running = work_out(viewer=viewer, network=network)
    Job.objects.filter(pk=running.pk).update(state=JobState.RUNNING)
    waiting = work_out(viewer=viewer, network=network, lens=4)
    stop_working(viewer=viewer, network=network)
    running.refresh_from_db()
    waiting.refresh_from_db()
    assert running.stop_asked_at is not None
    assert waiting.state == JobState.STOPPED
    work = work_under_way(network)
    assert work is not None
    assert (work.job, work.is_stopping) == (running, True)
