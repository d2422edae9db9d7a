"""Holding back an address that asks too often, for pages that need no account."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.functional import Promise

from weft.common.errors import TooOften

# In the memory of each process, so that a flood writes nothing to the database. Where several
# processes answer, each lets so many through, which is near enough.
_counts = LocMemCache("weft.throttle", {"OPTIONS": {"MAX_ENTRIES": 20_000}})
_HOME = 64


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most so many of one thing from one address within so many seconds of the first."""

    name: str
    most: int
    seconds: int
    #: What those are told who are held back, and what they can do.
    words: str | Promise

    def check(self, request: HttpRequest) -> None:
        if _counts.get(self._key(request), 0) >= self.most:
            raise TooOften(self.words)

    def count(self, request: HttpRequest) -> None:
        key = self._key(request)
        if _counts.add(key, 1, self.seconds):
            return
        try:
            _counts.incr(key)
        except ValueError:
            # Its time ran out just now.
            _counts.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"{self.name}-{_neighbourhood(request.META.get('REMOTE_ADDR') or '')}"


def _neighbourhood(address: str) -> str:
    """The address; of version 6, where each home has more than can be counted, its network."""
    try:
        read = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(read, IPv6Address) and read.ipv4_mapped is None:
        return str(ip_network((read, _HOME), strict=False))
    return str(read)


def forget_counts() -> None:
    """Begin anew, for tests."""
    _counts.clear()
