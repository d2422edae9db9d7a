"""Claim: an edit is heard of by open maps within a second, also by two hundred of them.

Beside it: the limit, half of the time between two looks at the database.
"""

from __future__ import annotations

import statistics
import threading
import time
import urllib.request

from bench.browser import PORT, weft
from bench.networks import load, made, steward_of
from bench.table import Line, seconds
from weft.common.streams import LOOK_EVERY_SECONDS
from weft.graph.actions import add_actor

EDITS = 8
_AIM = 1.0


class _Listener(threading.Thread):
    """A browser that follows a map, and notes when it hears of something."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.heard: list[float] = []

    def run(self) -> None:
        with urllib.request.urlopen(self.address, timeout=60) as stream:  # noqa: S310 - our own
            for line in stream:
                if line.startswith(b"data:"):
                    self.heard.append(time.perf_counter())


def lines() -> list[Line]:
    network = load("Live", made(5_000, 25_000))
    viewer = steward_of(network)
    found = []
    with weft():
        for count in (1, 200):
            listeners = [
                _Listener(f"http://localhost:{PORT}/{network.slug}/map/live/") for _ in range(count)
            ]
            for listener in listeners:
                listener.start()
            while not all(listener.heard for listener in listeners):
                time.sleep(0.05)
            waits = []
            for number in range(EDITS):
                # Edits come at any moment between two looks.
                time.sleep(0.5 + 0.037 * number)
                heard = [len(listener.heard) for listener in listeners]
                add_actor(viewer=viewer, values={"name": f"Newcomer {count} {number}"})
                done = time.perf_counter()
                while any(len(a.heard) == n for a, n in zip(listeners, heard, strict=True)):
                    time.sleep(0.005)
                waits += [a.heard[n] - done for a, n in zip(listeners, heard, strict=True)]
            middle, limit = statistics.median(waits), LOOK_EVERY_SECONDS / 2
            found.append(
                Line(f"an edit is heard of by {count} open maps", seconds(middle),
                     f"slowest {seconds(max(waits))}; half a look {seconds(limit)}",
                     f"{middle / limit:.1f}", "< 1 s", max(waits) < _AIM)
            )  # fmt: skip
    return found
