"""Fixtures that every app's tests use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from testkit.cast import Cast, leave_stage, make_cast
from testkit.fake_provider import FakeProvider, running, use
from weft.common.throttle import forget_counts


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The cache's table is not a model's, so make it beside the migrations."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


@pytest.fixture(autouse=True)
def nobody_is_held_back() -> None:
    """All tests ask from one address; none is to count what another asked."""
    forget_counts(everywhere=False)


@pytest.fixture
def cast(db: None) -> Cast:
    """People and networks, made anew for the test."""
    return make_cast()


@pytest.fixture(scope="module")
def shared_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """People and networks that a module's tests read; what a test writes is rolled back."""
    with django_db_blocker.unblock():
        yield make_cast()
        leave_stage()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real data sets that WEFT_CORPUS points at; without it, a loud skip."""
    folder = os.environ.get("WEFT_CORPUS")
    if not folder:
        pytest.skip("WEFT_CORPUS is not set: the real data sets are not here")
    return Path(folder)


@pytest.fixture
def provider(db: None, settings: Any) -> Iterator[FakeProvider]:
    """A provider at which one can sign in."""
    with running() as server:
        use(settings, server)
        yield server
