"""A file on the web for the tests of linked sources: what it says can be changed."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from testkit.nets import steward_of
from weft.common.fetching import CannotFetch, Fetched
from weft.common.jobs import run_until_idle
from weft.mapping.models import Outcome, Source
from weft.mapping.sources import polling
from weft.mapping.sources.actions import accept_preview, link_source
from weft.mapping.sources.polling import Look, ask_for_look
from weft.networks.models import Network

ADDRESS = "https://sheet.example.org/people.csv"


@dataclass(slots=True)
class Web:
    """Answers for all addresses."""

    body: bytes = b"name\nZoe\n"
    fails: str = ""
    content_type: str = "text/csv"
    etag: str = ""
    asked: list[str] = field(default_factory=list)

    def fetch(self, address: str, *, etag: str = "", modified: str = "") -> Fetched:
        self.asked.append(etag)
        if self.fails:
            raise CannotFetch(self.fails)
        if etag and etag == self.etag:
            return Fetched(address, is_unchanged=True)
        return Fetched(address, self.body, self.content_type, self.etag)

    def says(self, *rows: str) -> None:
        self.body = ("\n".join(rows) + "\n").encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    monkeypatch.setattr(polling, "fetch", made.fetch)
    return made


def followed(network: Network, **values: object) -> Source:
    """A source that was linked, looked at and said yes to."""
    source = link_source(viewer=steward_of(network), name="People", address=ADDRESS, **values)  # type: ignore[arg-type]
    run_until_idle()
    source.refresh_from_db()
    assert source.outcome == Outcome.WAITING, source.message
    # The steward of the tests is no account, so the yes is that of the night.
    accept_preview(viewer=steward_of(network), source=source)
    run_until_idle()
    source.refresh_from_db()
    assert source.outcome in (Outcome.CHANGED, Outcome.UNCHANGED), source.message
    return source


def night(source: Source, day: str = "2026-01-01") -> Source:
    """What the night's job asks for, done."""
    ask_for_look(source, Look(night=day))
    run_until_idle()
    source.refresh_from_db()
    return source
