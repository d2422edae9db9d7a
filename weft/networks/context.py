"""What every page tells those who have taken on something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from weft.accounts.second_step import has_second_step
from weft.networks.models import HOLDING, Responsibility, Role
from weft.networks.viewers import POWERFUL


def second_step(request: HttpRequest) -> dict[str, Callable[[], date | None]]:
    """By when whoever is signed in needs a second step, asked only where a page shows it."""
    return {"second_step_due": lambda: second_step_due(request)}


def second_step_due(request: HttpRequest) -> date | None:
    user = getattr(request, "user", None)
    if not settings.WEFT_REQUIRE_SECOND_STEP or user is None or not user.is_authenticated:
        return None
    still = Q(until=None) | Q(until__gte=timezone.localdate()) | Q(role=Role.CONVENOR)
    given = Responsibility.objects.filter(
        still,
        membership__account_id=user.pk,
        membership__state__in=HOLDING,
        role__in=POWERFUL,
    )
    since = given.order_by("since").values_list("since", flat=True).first()
    if since is None or has_second_step(user.pk):
        return None
    return timezone.localtime(since + timedelta(days=settings.WEFT_SECOND_STEP_GRACE_DAYS)).date()
