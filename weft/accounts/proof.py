"""Fresh proof of who is there: asked for before it is changed how somebody signs in.

Whoever has a second step shows it again; whoever has none writes a code from their mail. A code
alone never stands in for a second step.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.accounts.second_step import has_second_step
from weft.common.errors import TooOften

_ASKED = "weft_proof"


def is_proven(request: HttpRequest, account: Account) -> bool:
    """Whether somebody has just shown who they are, by the best that they have."""
    ways = {"mfa"} if has_second_step(account.pk) else {"mfa", "code"}
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, account)
    return any(one["method"] in ways and one["at"] > since for one in records)


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that was sent, and how often it was tried."""

    code: str
    at: float
    tries: int

    @property
    def holds(self) -> bool:
        is_young = time.time() - self.at <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        return is_young and self.tries < settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS


def _asked(request: HttpRequest) -> Asked | None:
    kept = request.session.get(_ASKED)
    found = Asked(*kept) if isinstance(kept, list) else None
    return found if found and found.holds else None


def is_asked(request: HttpRequest) -> bool:
    return _asked(request) is not None


def send_code(request: HttpRequest, account: Account) -> None:
    """Send a code to the address of the account; it holds in this session alone."""
    if not ratelimit.consume(request, action="request_login_code", key=account.email.lower()):
        raise TooOften(_("You asked for many codes. Wait a minute, then try again."))
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[_ASKED] = [code, time.time(), 0]
    adapter.send_mail("account/email/login_code", account.email, {"request": request, "code": code})


def prove_by_code(request: HttpRequest, account: Account, written: str) -> bool:
    """Whether this is the code that was sent. It works once, and not after three wrong ones."""
    asked = _asked(request)
    if asked is None or not ratelimit.consume(request, action="reauthenticate", user=account):
        return False
    if not compare_user_code(actual=written, expected=asked.code):
        request.session[_ASKED] = [asked.code, asked.at, asked.tries + 1]
        return False
    del request.session[_ASKED]
    record_authentication(request, account, method="code", reauthenticated=True)
    return True
