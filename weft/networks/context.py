"""What every page tells those of whom something is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from weft.accounts.second_step import due, needs_of


def second_step(request: HttpRequest) -> dict[str, Callable[[], date | None]]:
    """By when whoever is signed in needs a second step, asked only where a page shows it."""
    return {"second_step_due": lambda: second_step_due(request)}


def second_step_due(request: HttpRequest) -> date | None:
    # An error page may have no user.
    if not hasattr(request, "user"):
        return None
    days = [timezone.localtime(due(need)).date() for need in needs_of(request)]
    # Who is late needs it today.
    return max(min(days), timezone.localdate()) if days else None
