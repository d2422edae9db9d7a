"""The mails that a demo or a developer's installation would have sent, from their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

#: Of so many files, the newest, mails are shown.
MOST_FILES = 2_000
_BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class LocalMail:
    """One mail, with what the page shows of it."""

    to: str
    subject: str
    at: datetime
    text: str

    def is_like(self, wanted: str) -> bool:
        return wanted in self.to.casefold() or wanted in self.subject.casefold()


def local_mails(wanted: str = "") -> list[LocalMail]:
    """The mails to an address, or with a subject, that has these words; the newest first. Of one
    second, those that were written later come first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)[:MOST_FILES]
    rows = [
        ((mail.at, file.stat().st_mtime_ns, file.name, number), mail)
        for file in files
        for number, mail in enumerate(_mails_in(file))
    ]
    looked_for = wanted.strip().casefold()
    rows.sort(key=lambda row: row[0], reverse=True)
    return [mail for _place, mail in rows if mail.is_like(looked_for)]


def _mails_in(file: Path) -> Iterator[LocalMail]:
    for raw in file.read_bytes().split(_BETWEEN):
        message = message_from_bytes(raw.strip(), policy=policy.default)
        body = message.get_body(("plain",))
        if body is None or not message["Subject"]:
            continue
        yield LocalMail(
            str(message["To"]), str(message["Subject"]), _time_of(message["Date"]),
            body.get_content(),
        )  # fmt: skip


def _time_of(date: object) -> datetime:
    try:
        at = parsedate_to_datetime(str(date))
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
