"""Calendar arithmetic that Python's own dates lack."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def in_months(day: date, count: int) -> date:
    """The same day of the month so many months later, or the last one of a shorter month."""
    month = day.year * 12 + day.month - 1 + count
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))
