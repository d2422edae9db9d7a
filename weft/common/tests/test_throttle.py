"""An address that asks too often is held back, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from weft.common.client_address import client_address, scrambled
from weft.common.errors import TooOften
from weft.common.middleware import error_page
from weft.common.throttle import Throttle, _full, forget_counts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begin_anew() -> None:
    forget_counts()


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
    forget_counts()
    assert asked(throttle, "192.0.2.1", 9) == 3


def test_processes_share_what_they_count() -> None:
    """What one process let through, another has counted too."""
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "192.0.2.1", 2) == 2
    _full.clear()
    assert asked(throttle, "192.0.2.1", 9) == 1


def test_a_flood_writes_no_more_than_the_limit(django_assert_num_queries: Any) -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    asked(throttle, "192.0.2.1", 9)
    with django_assert_num_queries(0):
        assert asked(throttle, "192.0.2.1", 50) == 0


@pytest.mark.parametrize(
    ("proxies", "header", "found"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        # What a visitor writes there stands further left.
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_ones_own_web_servers_say_who_asks(
    settings: Any, rf: RequestFactory, proxies: int, header: str, found: str
) -> None:
    settings.WEFT_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": header})
    assert client_address(request) == found
    assert found not in scrambled(request)


def test_it_is_told_in_words(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"accept": "application/json"})
    answer = error_page(request, TooOften("Wait ten minutes."))
    assert answer.status_code == 429
    assert b"Wait ten minutes." in answer.content
