"""Whether somebody proves by a second step who they are; those with power over others must."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.visibility import Viewer

#: Since when a viewer has had powers in their network that need a second step.
PowerFinder = Callable[[Viewer], Iterable[datetime]]
_finders: list[PowerFinder] = []

#: Recovery codes alone are no second step; they stand in for one that was lost.
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_step(finder: PowerFinder) -> PowerFinder:
    """Names a function as one that knows of such powers."""
    _finders.append(finder)
    return finder


def powers_since(viewer: Viewer) -> list[datetime]:
    return [since for finder in _finders for since in finder(viewer)]


def has_second_step(account_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=STEPS).exists())


def days_left(since: datetime) -> int:
    """Days until somebody who was given power then has to have a second step; 0 when it is time."""
    until = since + timedelta(days=settings.WEFT_SECOND_STEP_GRACE_DAYS)
    return max(0, -(-(until - timezone.now()) // timedelta(days=1)))


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
