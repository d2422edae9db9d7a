"""Every kind of night's work is written once a day, from its hour on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from weft.common import nightly
from weft.common.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def _one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "_kinds", ["tests.sweep"])


def at(hour: int) -> datetime:
    return datetime(2026, 3, 1, hour, tzinfo=timezone.get_default_timezone())


@pytest.mark.usefixtures("_one_kind")
def test_once_a_day() -> None:
    assert nightly.enqueue_due(at(3)) == ["tests.sweep"]
    assert nightly.enqueue_due(at(4)) == []
    Job.objects.update(state="done")
    assert nightly.enqueue_due(at(23)) == []
    assert nightly.enqueue_due(at(3) + timedelta(days=1)) == ["tests.sweep"]


@pytest.mark.usefixtures("_one_kind")
def test_not_before_its_hour() -> None:
    assert nightly.enqueue_due(at(2)) == []
    assert not Job.objects.exists()
