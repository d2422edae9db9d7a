"""How long one stays signed in, by a clock that stands still until it is moved on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast

_HOUR, _DAY = 3600, 24 * 3600
_START = 1_800_000_000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [_START]
    monkeypatch.setattr("weft.networks.sessions.time.time", lambda: now[0])

    def pass_by(seconds: float) -> None:
        now[0] += seconds

    return pass_by


def visitor(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.account(role))  # type: ignore[arg-type]  # there is one
    client.get(reverse("account_detail"))
    return client


def is_in(client: Client, **headers: str) -> bool:
    return client.get(reverse("account_detail"), **headers).status_code == 200  # type: ignore[arg-type]  # WSGI names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "away", "stays"),
    [
        ("member", 9 * _HOUR, True), ("member", 13 * _DAY, True), ("member", 15 * _DAY, False),
        ("convenor", 7 * _HOUR, True), ("convenor", 9 * _HOUR, False),
        ("steward", 9 * _HOUR, False), ("map_manager", 9 * _HOUR, False),
        ("moderator", 9 * _HOUR, False), ("former", 9 * _HOUR, True),
    ],
)  # fmt: skip
def test_who_is_away_for_too_long_is_signed_out(
    cast: Cast, clock: Callable[[float], None], role: str, away: float, stays: bool
) -> None:
    client = visitor(cast, role)
    clock(away)
    assert is_in(client) == stays
    assert is_in(client) == stays


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "pause"), [("member", 10 * _DAY), ("convenor", 7 * _HOUR)])
def test_nobody_stays_longer_than_ninety_days(
    cast: Cast, clock: Callable[[float], None], role: str, pause: float
) -> None:
    client, days = visitor(cast, role), 0.0
    while days + pause / _DAY <= 90:
        clock(pause)
        days += pause / _DAY
        assert is_in(client), days
    clock(pause)
    assert not is_in(client)


@pytest.mark.django_db
def test_a_map_that_lies_open_is_no_visit(cast: Cast, clock: Callable[[float], None]) -> None:
    client = visitor(cast, "convenor")
    for _hour in range(7):
        clock(_HOUR)
        assert is_in(client, HTTP_ACCEPT="text/event-stream")
    clock(2 * _HOUR)
    assert not is_in(client)


@pytest.mark.django_db
def test_the_old_key_opens_nothing_any_more(cast: Cast, clock: Callable[[float], None]) -> None:
    client = visitor(cast, "convenor")
    key = client.cookies["sessionid"].value
    clock(9 * _HOUR)
    answer = client.get(reverse("front"))
    assert "You were signed out" in answer.content.decode()
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["sessionid"] = key
    assert not is_in(client)


@pytest.mark.django_db
def test_a_visit_is_noted_only_now_and_then(
    cast: Cast, clock: Callable[[float], None], django_assert_num_queries: object
) -> None:
    client = visitor(cast, "member")
    seen = client.session["weft_seen"]
    clock(60)
    is_in(client)
    assert client.session["weft_seen"] == seen
    clock(600)
    is_in(client)
    assert client.session["weft_seen"] == seen + 660


@pytest.mark.django_db
def test_other_limits_can_be_set(
    cast: Cast, clock: Callable[[float], None], settings: object
) -> None:
    settings.WEFT_SESSION_IDLE_HOURS_WITH_POWER = 1  # type: ignore[attr-defined]
    client = visitor(cast, "steward")
    clock(2 * _HOUR)
    assert not is_in(client)
