"""Whether somebody proves by a second step who they are; those with power over others must, and
every member of a network that asks it of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from weft.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Need:
    """In which network a second step is asked for, and since when."""

    network_id: int
    since: datetime


#: What an account has in networks for which a second step is asked.
NeedFinder = Callable[[int], Iterable[Need]]
_finders: list[NeedFinder] = []

#: Recovery codes alone are no second step; they stand in for one that was lost.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_step(finder: NeedFinder) -> NeedFinder:
    """Names a function as one that knows what a second step is asked for."""
    _finders.append(finder)
    return finder


def needs_of(request: HttpRequest) -> list[Need]:
    """For what whoever asks still has to set up a second step; looked up once for each request."""
    if not hasattr(request, "weft_needs"):
        request.weft_needs = _needs(request.user.pk)  # type: ignore[attr-defined]  # kept there
    needs: list[Need] = request.weft_needs  # type: ignore[attr-defined]  # put there just now
    return needs


def _needs(account_id: int | None) -> list[Need]:
    if not settings.WEFT_REQUIRE_SECOND_STEP or account_id is None or has_second_step(account_id):
        return []
    return [need for finder in _finders for need in finder(account_id)]


def has_second_step(account_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=STEPS).exists())


def due(need: Need) -> datetime:
    """By when the second step has to be there."""
    return need.since + timedelta(days=settings.WEFT_SECOND_STEP_GRACE_DAYS)


def lacks_second_step(request: HttpRequest, network_id: int | None = None) -> bool:
    """Whether a second step is asked for in this network, or in any, and the days for it are
    over."""
    now = timezone.now()
    return any(
        network_id in (None, need.network_id) and due(need) <= now for need in needs_of(request)
    )


def sessions_of(account: Account) -> QuerySet[UserSession]:
    """Where somebody is signed in."""
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=account)
    return rows


def renew_secrets() -> int:
    """Encrypt what second steps rest on with today's key; how many rows that were."""
    adapter, renewed = get_adapter(), 0
    for step in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        for name in {"secret", "seed"} & set(step.data):
            step.data[name] = adapter.renew(step.data[name])
        step.save(update_fields=["data"])
        renewed += 1
    return renewed
