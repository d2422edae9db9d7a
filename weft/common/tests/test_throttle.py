"""An address that asks too often is held back, and no other."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from weft.common.errors import TooOften
from weft.common.middleware import error_page
from weft.common.throttle import Throttle, forget_counts


def asked(throttle: Throttle, address: str, times: int) -> int:
    """How many were let through."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    for done in range(times):
        try:
            throttle.check(request)
        except TooOften:
            return done
        throttle.count(request)
    return times


def test_each_address_is_counted_alone() -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "192.0.2.1", 9) == 3
    assert asked(throttle, "192.0.2.2", 2) == 2
    assert asked(Throttle("other", 3, 60, "Wait."), "192.0.2.1", 9) == 3
    forget_counts()
    assert asked(throttle, "192.0.2.1", 9) == 3


def test_a_home_of_version_6_is_one_address() -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "2001:db8::1", 2) == 2
    assert asked(throttle, "2001:db8::ffff:1", 9) == 1
    assert asked(throttle, "2001:db8:0:1::1", 9) == 3
    assert asked(throttle, "::ffff:192.0.2.1", 2) == 2
    assert asked(throttle, "::ffff:192.0.2.2", 2) == 2
    assert asked(throttle, "", 9) == 3


def test_after_a_while_it_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "192.0.2.1", 9) == 3
    now = 1e10
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now)
    assert asked(throttle, "192.0.2.1", 9) == 3


def test_it_is_told_in_words(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"accept": "application/json"})
    answer = error_page(request, TooOften("Wait ten minutes."))
    assert answer.status_code == 429
    assert b"Wait ten minutes." in answer.content
