"""Mails go out whatever people call themselves and their networks."""

from __future__ import annotations

from django.core import mail

from weft.common.mails import Letter, send


def test_a_line_break_in_a_name_ends_no_header() -> None:
    letter = Letter(
        "anna@example.org",
        "News of %(network)s",
        "moderating/mails/waits",
        "moderate-1",
        names={"network": "Town\r\nBcc: mallory@example.org"},
    )
    send(letter, {})
    sent = mail.outbox[0]
    assert sent.subject == "News of Town Bcc: mallory@example.org"
    assert sent.recipients() == ["anna@example.org"]
