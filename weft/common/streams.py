"""Server-sent events: a page hears within a moment that something has changed.

A stream looks at one small fact of the database a few times a second and tells it when it is
another. All streams of one fact in one process share the look, so that a room full of pages costs
no more than one.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import StreamingHttpResponse

Fact = dict[str, object]
#: Gives the fact, or None when this page may not hear of it any more.
Look = Callable[[], Fact | None]

LOOK_EVERY_SECONDS = 0.3
#: A quiet stream says something now and then, so that proxies do not close it.
PULSE_SECONDS = 15
#: Rights may be taken away: after so long a page connects, and is checked, anew.
LONGEST_SECONDS = 60


@dataclass(slots=True)
class _Shared:
    """The last look at one fact, for all streams that wait for it."""

    fact: Fact | None = None
    looked_at: float = -1.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


_shared: dict[tuple[int, str], _Shared] = {}


def _fresh(look: Look) -> Fact | None:
    close_old_connections()
    try:
        return look()
    finally:
        close_old_connections()


async def _looked(key: str, look: Look) -> Fact | None:
    """The fact as it was a moment ago at most."""
    loop = asyncio.get_running_loop()
    shared = _shared.setdefault((id(loop), key), _Shared())
    async with shared.lock:
        if time.monotonic() - shared.looked_at >= LOOK_EVERY_SECONDS:
            shared.fact = await sync_to_async(_fresh, thread_sensitive=False)(look)
            shared.looked_at = time.monotonic()
    return shared.fact


async def _events(
    key: str, look: Look, sleep: Callable[[float], Awaitable[None]]
) -> AsyncIterator[bytes]:
    begun = spoken = time.monotonic()
    told: Fact | None = None
    yield b"retry: 200\n\n"
    while time.monotonic() - begun < LONGEST_SECONDS:
        fact = await _looked(key, look)
        if fact is None:
            return
        if fact != told:
            told, spoken = fact, time.monotonic()
            yield f"data: {json.dumps(fact)}\n\n".encode()
        elif time.monotonic() - spoken > PULSE_SECONDS:
            spoken = time.monotonic()
            yield b": still here\n\n"
        await sleep(LOOK_EVERY_SECONDS)


def event_stream(
    key: str, look: Look, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> StreamingHttpResponse:
    """A response that never ends by itself. `key` names the fact; it must not tell two apart."""
    response = StreamingHttpResponse(_events(key, look, sleep), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    # Neither compressed nor held back on the way.
    response.headers["Content-Encoding"] = "identity"
    response.headers["X-Accel-Buffering"] = "no"
    return response
