"""What happens around signing in: written to the log, with ids and codes alone; and what is stored
of a browser is made coarse."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import (
    email_verification_code_rejected,
    login_code_rejected,
    user_signed_up,
)
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import pre_save
from django.http import HttpRequest

from weft.accounts.browsers import browser_words
from weft.accounts.models import Account
from weft.accounts.second_step import STEPS

logger = logging.getLogger(__name__)


def _signed_in(request: HttpRequest | None, user: Account, **kwargs: Any) -> None:
    records = get_authentication_records(request, user) if request else []
    ways = [f"{one['method']}:{one.get('type', '')}".rstrip(":") for one in records]
    logger.info("Account %s signed in by %s", user.pk, "+".join(ways) or "other means")


def _signed_out(user: Account | None, **kwargs: Any) -> None:
    if user is not None:
        logger.info("Account %s signed out", user.pk)


def _signed_up(user: Account, **kwargs: Any) -> None:
    logger.info("Account %s was made", user.pk)


def _code_refused(user: Account | None, **kwargs: Any) -> None:
    logger.warning("A wrong code from a mail was written for account %s", user.pk if user else "-")


def _step_refused(user: Account, authenticator: Any = None, **kwargs: Any) -> None:
    logger.warning("A wrong second step was given for account %s", user.pk)


def _step_added(
    user: Account, authenticator: Any, request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # Whoever adds one has just shown it.
    if request is not None and authenticator.type in STEPS:
        record_authentication(request, user, "mfa", type=authenticator.type)
    logger.info("Account %s added a second step (%s)", user.pk, authenticator.type)


def _step_removed(user: Account, authenticator: Any, **kwargs: Any) -> None:
    logger.info("Account %s removed a second step (%s)", user.pk, authenticator.type)


def _step_shown_again(
    request: HttpRequest, user: Account, *, reauthenticated: bool = False, **kwargs: Any
) -> None:
    if reauthenticated:
        logger.info("Account %s showed a second step again", user.pk)
        renew_session(request)


def note_session(request: HttpRequest) -> None:
    """List where somebody is signed in who did not come through allauth's doors."""
    UserSession.objects.create_from_request(request)


def _make_coarse(instance: UserSession, **kwargs: Any) -> None:
    instance.user_agent = browser_words(instance.user_agent)


def renew_session(request: HttpRequest) -> None:
    """Give the session another key after somebody proved again who they are."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def listen() -> None:
    for signal, receiver in (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_signed_up, _signed_up),
        (login_code_rejected, _code_refused),
        (email_verification_code_rejected, _code_refused),
        (authentication_failed, _step_refused),
        (authenticator_added, _step_added),
        (authenticator_removed, _step_removed),
        (authenticator_used, _step_shown_again),
    ):
        signal.connect(receiver, dispatch_uid=f"weft.{receiver.__name__}")
    pre_save.connect(_make_coarse, sender=UserSession, dispatch_uid="weft.coarse_browser")
