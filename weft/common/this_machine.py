"""Tells servers on this machine from those that are reached over a network."""

from __future__ import annotations

_NAMES = frozenset({"", "localhost", "127.0.0.1", "::1"})


def is_here(host: str) -> bool:
    """Whether a server is on this machine, by its name or by a folder with a socket in it."""
    return host in _NAMES or host.startswith("/")
