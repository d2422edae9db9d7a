"""Who may come in from the provider: those who are known there, and newcomers whose address the
provider has confirmed. Nobody gets into an account because an address is the same."""

from __future__ import annotations

import functools
import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string

from weft.accounts.models import Account
from weft.common.links import is_plain_name

logger = logging.getLogger(__name__)


def connected(account_id: int) -> SocialAccount | None:
    """How an account is known at the provider."""
    found: SocialAccount | None = SocialAccount.objects.filter(user_id=account_id).first()
    return found


def not_let_in(request: HttpRequest, *, failed: bool = False) -> HttpResponse:
    """The page that says what to do instead; the same whatever the reason, so that nobody
    learns from it who has an account."""
    shown = {"name": settings.WEFT_OIDC_NAME, "failed": failed}
    return render(request, "accounts/provider_no.html", shown, status=401)


class ElsewhereAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever is not known yet must be new here, with an address that was confirmed there.

        An address that was not could be anybody's; and one that has an account proves itself by a
        code from its own mailbox first, and is connected then.
        """
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing or is_connecting:
            return
        addresses = [one.email for one in sociallogin.email_addresses if one.verified]
        is_known = any(_has_account(address) for address in addresses)
        if not addresses or is_known or not self.is_open_for_signup(request, sociallogin):
            logger.warning("Someone unknown came from the provider and was not let in")
            raise ImmediateHttpResponse(not_let_in(request))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        logger.warning("Signing in at the provider failed: %s", exception or error)
        raise ImmediateHttpResponse(not_let_in(request, failed=True))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Account:
        account: Account = sociallogin.user
        account.email = str(data.get("email") or "").lower()
        name = str(data.get("name") or "").strip()[:120]
        # What the provider calls somebody may be their address.
        account.name = name if is_plain_name(name) else ""
        return account

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("account_detail")

    def generate_state_param(self, state: dict[str, Any]) -> str:
        return get_random_string(32)

    def get_requests_session(self) -> Any:
        """Straight to the provider: no proxies of the environment, and nowhere else."""
        session = super().get_requests_session()
        session.trust_env = False
        session.request = functools.partial(session.request, allow_redirects=False)
        session.get = functools.partial(session.request, "GET")
        return session


def _has_account(address: str) -> bool:
    return bool(
        EmailAddress.objects.filter(email__iexact=address).exists()
        or Account.objects.filter(email__iexact=address).exists()
    )
