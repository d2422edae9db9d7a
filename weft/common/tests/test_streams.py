"""Streams of events: news at once, a pulse when quiet, an end when one may hear no more."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator

import pytest

from weft.common import streams
from weft.common.streams import Fact, event_stream

_names = itertools.count()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr(streams, "close_old_connections", lambda: None)


def told(facts: list[Fact | None], **limits: float) -> list[bytes]:
    """All that a stream says while it sees these facts one after the other."""
    seen: Iterator[Fact | None] = iter(facts)
    response = event_stream(f"test-{next(_names)}", lambda: next(seen, None))
    assert response.headers["Content-Encoding"] == "identity", "or it would be held back"
    assert response.headers["Cache-Control"] == "no-store"

    async def listen() -> list[bytes]:
        return [bytes(chunk) async for chunk in response.streaming_content]  # type: ignore[union-attr]

    return asyncio.run(listen())


def test_only_what_is_new_is_told() -> None:
    chunks = told([{"version": 1}, {"version": 1}, {"version": 2}, {"version": 2}])
    assert chunks == [
        b"retry: 200\n\n",
        b'data: {"version": 1}\n\n',
        b'data: {"version": 2}\n\n',
    ]


def test_it_ends_when_the_page_may_hear_no_more() -> None:
    assert told([{"version": 1}, None, {"version": 2}])[-1] == b'data: {"version": 1}\n\n'


def test_a_quiet_stream_says_that_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PULSE_SECONDS", -1)
    assert told([{"version": 1}, {"version": 1}])[-1] == b": still here\n\n"


def test_after_a_while_a_page_connects_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST_SECONDS", -1)
    assert told([{"version": 1}]) == [b"retry: 200\n\n"]


def test_many_streams_share_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LOOK_EVERY_SECONDS", 60)
    looks = 0

    def look() -> Fact:
        nonlocal looks
        looks += 1
        return {"version": 1}

    async def first_words() -> list[bytes]:
        async def first() -> bytes:
            stream = event_stream("shared", look).streaming_content
            words = [await anext(stream), await anext(stream)]  # type: ignore[arg-type]
            return bytes(words[1])

        return await asyncio.gather(*(first() for _page in range(50)))

    assert set(asyncio.run(first_words())) == {b'data: {"version": 1}\n\n'}
    assert looks == 1
