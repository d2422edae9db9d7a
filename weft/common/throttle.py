"""Holding back an address that asks too often, for pages that need no account; and an account that
writes to too many people in a day.

Counts are shared by all processes through the cache, which may be a table of the database. A flood
must not become a flood of writes, so each process counts in its own memory first and hands on a
tenth of a limit at a time; who is held back is remembered in memory and costs nothing more. And no
process hands on more than so many counts in a minute, however many addresses ask: beyond that it
counts for itself. So P processes let through at most 1 + P/10 times the limit, and P times in a
flood from everywhere.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from weft.common.client_address import scrambled
from weft.common.errors import InvalidInput, TooOften

V = TypeVar("V", bound=Callable[..., Any])

logger = logging.getLogger(__name__)

_here = LocMemCache("weft.throttle", {"OPTIONS": {"MAX_ENTRIES": 20_000}})
#: So many counts may one process hand on within a minute.
MOST_WRITES = 300
_MINUTE = 60
DAY = 24 * 60 * _MINUTE
_written: deque[float] = deque(maxlen=MOST_WRITES)


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most so many of one thing from one address, or by one account, within so many seconds of
    the first."""

    name: str
    most: int
    seconds: int
    #: What those are told who are held back, and what they can do.
    words: str | Promise

    def check(self, request: HttpRequest) -> None:
        if self._is_reached(self._key(request)):
            raise TooOften(self.words)

    def count(self, request: HttpRequest) -> None:
        self._count(self._key(request))

    def count_deed(self, account_id: int) -> None:
        """Count one deed of an account, wherever it sits, or refuse it."""
        who = salted_hmac("weft.throttle", str(account_id), algorithm="sha256").hexdigest()
        key = f"throttle-{self.name}-{who[:32]}"
        if self._is_reached(key):
            raise InvalidInput(self.words)
        self._count(key)

    def _is_reached(self, key: str) -> bool:
        counted, _pending, _until = self._counted(key)
        return counted >= self.most

    def _count(self, key: str) -> None:
        counted, pending, until = self._counted(key)
        counted, pending = counted + 1, pending + 1
        if counted == self.most:
            # Once, not for each request of a flood; and not whose.
            logger.warning("An address is held back from %s", self.name)
        if (pending >= self._step or counted >= self.most) and _may_write():
            shared, until = _shared(key) or (0, until)
            # What others handed on since this process looked counts, too.
            counted = max(counted, shared + pending)
            caches["default"].set(key, (shared + pending, until), _left(until))
            pending = 0
        _here.set(key, (counted, pending, until), _left(until))

    def count_visit(self, request: HttpRequest) -> None:
        """Count one visit of someone without an account, or refuse it."""
        if not request.user.is_authenticated:
            self.check(request)
            self.count(request)

    @property
    def _step(self) -> int:
        return max(1, self.most // 10)

    def _counted(self, key: str) -> tuple[int, int, float]:
        """How many are counted, how many of them only here, and until when they count."""
        known: tuple[int, int, float] | None = _here.get(key)
        if known is None:
            counted, until = _shared(key) or (0, time.time() + self.seconds)
            known = (counted, 0, until)
            _here.set(key, known, _left(until))
        return known

    def _key(self, request: HttpRequest) -> str:
        return f"throttle-{self.name}-{scrambled(request)[:32]}"


def held_back(throttle: Throttle) -> Callable[[V], V]:
    """Counts each visit of someone without an account, and answers no more than the limit."""

    def hold(view: V) -> V:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            throttle.count_visit(request)
            return view(request, *args, **kwargs)

        return cast("V", counted)

    return hold


def _shared(key: str) -> tuple[int, float] | None:
    """What all processes counted, and until when it counts. The time is kept beside the count: the
    table of the database would begin it anew with each change."""
    found: tuple[int, float] | None = caches["default"].get(key)
    return found if found and found[1] > time.time() else None


def _left(until: float) -> float:
    return max(1, until - time.time())


def _may_write() -> bool:
    """Whether this process has not yet handed on all that it may in a minute."""
    now = time.monotonic()
    if len(_written) == MOST_WRITES and now - _written[0] < _MINUTE:
        return False
    _written.append(now)
    return True


def forget_counts(*, everywhere: bool = True) -> None:
    """Begin anew, for tests: in this process, and in what is shared."""
    _here.clear()
    _written.clear()
    if everywhere:
        caches["default"].clear()
