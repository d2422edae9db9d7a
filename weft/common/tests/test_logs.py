"""Lines of the log: in UTC, one for each message, without private addresses."""

from __future__ import annotations

import io
import logging
import re
import sys
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.logs import OneLine


def written(message: str, **extra: Any) -> str:
    record = logging.LogRecord("weft.x", logging.INFO, "x.py", 1, message, None, **extra)
    return OneLine().format(record)


def test_a_line_says_when_how_grave_and_where() -> None:
    line = written("All is well", exc_info=None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO weft\.x All is well", line)


@pytest.mark.parametrize("letter", ["\n", "\r\n", "\u2028", "\x1b[31m", "\x85"])
def test_no_text_makes_a_line_of_its_own(letter: str) -> None:
    line = written(f"a{letter}2027-01-01T00:00:00.000Z INFO weft.x forged", exc_info=None)
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_what_went_wrong_is_set_in() -> None:
    try:
        raise ValueError("first\n2027-01-01T00:00:00.000Z INFO weft.x forged")
    except ValueError:
        lines = written("It failed", exc_info=sys.exc_info()).split("\n")
    assert lines[0].endswith("It failed")
    assert all(line.startswith("    ") for line in lines[1:])


@pytest.mark.django_db
def test_what_is_refused_is_logged_by_name(cast: Cast, caplog: Any) -> None:
    client = Client()
    account = cast.account("member")
    assert account is not None
    client.force_login(account)
    assert client.get(reverse("import_start", args=[cast.open.network.slug])).status_code == 403
    assert f"Refused GET import_start to account {account.pk}" in caplog.text


@pytest.mark.django_db
def test_no_link_that_was_sent_to_somebody_is_logged(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of one that is not found, nor of a page that fails."""
    stream = io.StringIO()
    console = next(h for h in logging.getLogger().handlers if isinstance(h.formatter, OneLine))
    monkeypatch.setattr(console, "stream", stream)
    slug = cast.open.network.slug
    client = Client(raise_request_exception=False)
    client.get(f"/{slug}/keep/still-true/secret-token/no-more/")
    client.get(f"/{slug}/nowhere/secret-token/")
    client.get(f"/{slug}/join/back/secret-token/")
    monkeypatch.setattr("weft.joining.views.gate._invited", broken)
    assert client.get(f"/{slug}/join/invited/secret-token/").status_code == 500
    text = stream.getvalue()
    assert "<str:token>" in text
    assert "an address that there is not" in text
    assert "secret-token" not in text


def broken(*args: object) -> None:
    raise RuntimeError("broken")


@pytest.mark.django_db
def test_signing_out_clears_what_the_browser_holds(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    assert "Clear-Site-Data" not in client.get(reverse("front")).headers
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get(reverse("front")).headers
