"""How long one stays signed in: some days without a visit, some hours for those with power over
others, and never longer than some months."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from weft.common.middleware import CLEAR
from weft.networks.models import HOLDING, Responsibility

Handler = Callable[[HttpRequest], HttpResponseBase]
_SINCE = "weft_since"
_SEEN = "weft_seen"
#: A visit is noted at most this often, so that not every page is a write.
_NOTED_EVERY = 300
_HOUR = 3600
_DAY = 24 * _HOUR


def session_limits(get_response: Handler) -> Handler:
    """Signs out whoever was away, or signed in, for too long."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_over = request.user.is_authenticated and _is_over(request)
        if is_over:
            _end(request)
        # A map that lies open asks for news by itself: that is no visit.
        elif request.user.is_authenticated and _is_visit(request):
            _note(request)
        response = get_response(request)
        if is_over:
            response.headers["Clear-Site-Data"] = CLEAR
        return response

    return middleware


def _is_visit(request: HttpRequest) -> bool:
    return "text/event-stream" not in request.headers.get("Accept", "")


def _is_over(request: HttpRequest) -> bool:
    now = time.time()
    since = request.session.get(_SINCE, now)
    away = now - request.session.get(_SEEN, now)
    if now - since > settings.WEFT_SESSION_MOST_DAYS * _DAY:
        return True
    if away > settings.WEFT_SESSION_IDLE_DAYS * _DAY:
        return True
    too_long = settings.WEFT_SESSION_IDLE_HOURS_WITH_POWER * _HOUR
    return away > too_long and holds_power(request.user.pk or 0)


def holds_power(account_id: int) -> bool:
    """Whether an account has taken on anything in any network."""
    return Responsibility.objects.filter(
        membership__account_id=account_id, membership__state__in=HOLDING
    ).exists()


def _end(request: HttpRequest) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    messages.info(request, _("You were signed out because you were away for a while."))


def begin(request: HttpRequest | None, **kwargs: Any) -> None:
    """Note when somebody signs in."""
    if request is not None:
        request.session[_SINCE] = request.session[_SEEN] = time.time()


def _note(request: HttpRequest) -> None:
    now = time.time()
    session = request.session
    if _SINCE not in session:
        session[_SINCE] = now
    if now - session.get(_SEEN, 0) > _NOTED_EVERY:
        session[_SEEN] = now
