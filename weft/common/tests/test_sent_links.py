"""Links in mails open one thing, for a time, as long as what they were sent for holds."""

from __future__ import annotations

import time

import pytest

from weft.common.sent_links import Opened, SentLink

LINK = SentLink("tests.door", days=3)


def test_a_link_opens_what_it_was_sent_for() -> None:
    opened = LINK.opened(LINK.token(7, "ab-cd"))
    assert opened == Opened(7, "ab-cd")
    assert opened.still_holds("ab-cd")
    assert not opened.still_holds("ab-ce")


@pytest.mark.parametrize("token", ["", "7-ab", "7-ab:made:up", "-", "x" * 3000])
def test_what_we_did_not_sign_opens_nothing(token: str) -> None:
    assert LINK.opened(token) is None


def test_no_link_opens_another_kind() -> None:
    assert SentLink("tests.window", days=3).opened(LINK.token(7, "ab")) is None


def test_a_link_is_over_after_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = LINK.token(7, "ab"), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3 * 86_400 - 60)
    assert LINK.opened(token)
    monkeypatch.setattr(time, "time", lambda: now + 3 * 86_400 + 60)
    assert LINK.opened(token) is None
