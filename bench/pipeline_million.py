"""Claims: the whole pipeline at 1,000,000 actors and 5,000,000 ties on one small machine.

Takes about half an hour, so it runs by its name alone. On SQLite, or on PostgreSQL with
`WEFT_BENCH_DATABASE=postgres://…`.
"""

from __future__ import annotations

from bench.pipeline import Size
from bench.pipeline import lines as lines_of
from bench.table import Line

UK = Size(
    1_000_000, 5_000_000, layout=300, whole=720, memory=8_000, what_if=3, introductions=180
)  # fmt: skip


def lines() -> list[Line]:
    """Every stage at the size of the whole country."""
    return lines_of((UK,))
