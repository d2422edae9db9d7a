"""The one table that all measurements end in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One claim: what was measured, beside what it is compared with."""

    claim: str
    ours: str
    beside: str
    ratio: str
    aim: str
    holds: bool | None = None


def interleaved(calls: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The median seconds of each call, taken in turns so that all meet the same machine."""
    taken: list[list[float]] = [[] for _ in calls]
    for _round in range(rounds):
        for times, call in zip(taken, calls, strict=True):
            started = time.perf_counter()
            call()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]


def seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def printed(lines: Sequence[Line]) -> str:
    """The table in Markdown."""
    rows = [("claim", "Weft", "beside it", "ratio", "aim", "")]
    rows += [
        (line.claim, line.ours, line.beside, line.ratio, line.aim,
         {True: "holds", False: "MISSED", None: ""}[line.holds])
        for line in lines
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(6)]

    def text(row: tuple[str, ...]) -> str:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        return "| " + " | ".join(cells) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([text(rows[0]), rule, *(text(row) for row in rows[1:])])
