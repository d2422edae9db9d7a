"""Holding back an address that asks too often, for pages that need no account."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.functional import Promise

from weft.common.client_address import scrambled
from weft.common.errors import TooOften

#: Addresses that this process has seen to be over a limit. What is counted lies in the cache that
#: all processes share; an address writes to it no more often than the limit lets it through.
_full = LocMemCache("weft.throttle", {"OPTIONS": {"MAX_ENTRIES": 20_000}})
_REMEMBERED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most so many of one thing from one address within so many seconds of the first."""

    name: str
    most: int
    seconds: int
    #: What those are told who are held back, and what they can do.
    words: str | Promise

    def check(self, request: HttpRequest) -> None:
        key = self._key(request)
        if _full.get(key):
            raise TooOften(self.words)
        if caches["default"].get(key, 0) >= self.most:
            # From here on a flood is held back by this process alone, and writes nothing.
            _full.set(key, 1, min(self.seconds, _REMEMBERED_SECONDS))
            raise TooOften(self.words)

    def count(self, request: HttpRequest) -> None:
        key, shared = self._key(request), caches["default"]
        if shared.add(key, 1, self.seconds):
            return
        try:
            shared.incr(key)
        except ValueError:
            # Its time ran out just now.
            shared.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"throttle-{self.name}-{scrambled(request)[:32]}"


def forget_counts(*, everywhere: bool = True) -> None:
    """Begin anew, for tests: in this process, and in what is shared."""
    _full.clear()
    if everywhere:
        caches["default"].clear()
