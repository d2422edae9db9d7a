"""How long personal data is kept: each kind says for how long and why, and is deleted at night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise

from weft.common.jobs import Payload, Progress
from weft.common.nightly import nightly

#: Deletes what is older than this moment; how many rows that were.
Deleter = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of personal data with its end."""

    code: str
    days: int
    what: str | Promise
    why: str | Promise
    #: None where it is deleted by work of its own.
    delete: Deleter | None = None


_kept: dict[str, Kept] = {}


def deleted_after(
    code: str, days: int, *, what: str | Promise, why: str | Promise
) -> Callable[[Deleter], Deleter]:
    """Names a function that deletes what has been kept for so many days."""

    def name_it(function: Deleter) -> Deleter:
        _kept[code] = Kept(code, days, what, why, function)
        return function

    return name_it


def says_kept(code: str, days: int, *, what: str | Promise, why: str | Promise) -> None:
    """Puts into the calendar what is deleted by other work."""
    _kept[code] = Kept(code, days, what, why)


def calendar() -> list[Kept]:
    """All that is kept for a time, the shortest first."""
    return sorted(_kept.values(), key=lambda one: (one.days, one.code))


@nightly("common.retention")
def delete_old(payload: Payload, progress: Progress) -> Payload:
    """Delete all whose time is over."""
    now = timezone.now()
    return {
        one.code: one.delete(now - timedelta(days=one.days))
        for one in calendar()
        if one.delete is not None
    }
