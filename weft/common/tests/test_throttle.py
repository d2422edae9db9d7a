"""An address that asks too often is held back, and no other."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.test import RequestFactory

from weft.common.client_address import client_address, scrambled
from weft.common.errors import InvalidInput, TooOften
from weft.common.middleware import error_page
from weft.common.throttle import MOST_WRITES, Throttle, forget_counts

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


def test_who_is_held_back_is_logged_once(caplog: Any) -> None:
    for _visit in range(3):
        Throttle("tests-logged", 2, 60, "Wait.").count(RequestFactory().get("/"))
    assert caplog.text.count("An address is held back from tests-logged") == 1
    assert "127.0.0.1" not in caplog.text


def test_each_address_is_counted_alone() -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "192.0.2.1", 9) == 3
    assert asked(throttle, "192.0.2.2", 2) == 2
    assert asked(Throttle("other", 3, 60, "Wait."), "192.0.2.1", 9) == 3
    forget_counts()
    assert asked(throttle, "192.0.2.1", 9) == 3


def test_deeds_are_counted_for_each_account_wherever_it_sits() -> None:
    throttle = Throttle("deeds", 2, 60, "Go on tomorrow.")
    for account_id in (1, 2):
        for _time in range(2):
            throttle.count_deed(account_id)
            forget_counts(everywhere=False)
        with pytest.raises(InvalidInput, match="Go on tomorrow"):
            throttle.count_deed(account_id)


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
    forget_counts(everywhere=False)
    assert asked(throttle, "192.0.2.1", 9) == 1


def test_a_flood_writes_no_more_than_the_limit(django_assert_num_queries: Any) -> None:
    throttle = Throttle("test", 3, 60, "Wait.")
    asked(throttle, "192.0.2.1", 9)
    with django_assert_num_queries(0):
        assert asked(throttle, "192.0.2.1", 50) == 0


def test_a_flood_from_everywhere_writes_no_more_than_so_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []
    shared = caches["default"]
    monkeypatch.setattr(shared, "set", lambda *given: written.append(given[0]))
    throttle = Throttle("test", 3, 60, "Wait.")
    for number in range(MOST_WRITES + 200):
        asked(throttle, f"198.51.{number // 250}.{number % 250}", 1)
    assert len(written) == MOST_WRITES
    # And each of these addresses is still held back at its limit, by this process alone.
    assert asked(throttle, "203.0.113.9", 9) == 3


def test_the_time_of_a_count_does_not_begin_anew_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    throttle = Throttle("test", 5, 600, "Wait.")
    begun = time.time()
    assert asked(throttle, "192.0.2.1", 9) == 5
    monkeypatch.setattr("time.time", lambda: begun + 599)
    assert asked(throttle, "192.0.2.1", 9) == 0
    monkeypatch.setattr("time.time", lambda: begun + 601)
    assert asked(throttle, "192.0.2.1", 9) == 5


def test_counts_are_shared_through_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("redis", reason="the client of Redis is not installed")
    redis = RedisCache("redis://127.0.0.1:6379/15", {"KEY_PREFIX": f"weft-test-{time.time()}"})
    try:
        redis.get("nothing")
    except Exception as error:  # noqa: BLE001 - the client has errors of its own, and is optional
        pytest.skip(f"no Redis answers at 127.0.0.1:6379: {error}")
    monkeypatch.setattr("weft.common.throttle.caches", {"default": redis})
    throttle = Throttle("test", 3, 60, "Wait.")
    assert asked(throttle, "192.0.2.1", 2) == 2
    forget_counts(everywhere=False)
    assert asked(throttle, "192.0.2.1", 9) == 1


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
