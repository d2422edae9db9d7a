"""How allauth behaves here: who may sign up, where mails point, and what is kept of visitors."""

from __future__ import annotations

import base64
import hashlib
from ipaddress import IPv6Address
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.proof import is_proven
from weft.common.client_address import scrambled

#: Addresses that belong to nobody (fd00::/8), of which scrambled ones are made.
_NOBODYS = 0xFD << 120


#: allauth's own sentences are not in all of our languages, nor plain.
_SAID = {
    "account_inactive": gettext_lazy("This account is closed."),
    "email_taken": gettext_lazy("There is an account with this address. Sign in with it."),
    "incorrect_code": gettext_lazy("That is not the code. Look at the mail or the app once more."),
    "too_many_login_attempts": gettext_lazy("Too many tries. Wait a while, then try again."),
    "rate_limited": gettext_lazy("That was too often. Wait a while, then try again."),
    "cannot_generate_recovery_codes": gettext_lazy("Set up a passkey or an app with codes first."),
    "cannot_delete_authenticator": gettext_lazy("This cannot be removed now."),
    "unverified_email": gettext_lazy("Confirm your address first."),
    "add_email_blocked": gettext_lazy("Take away the second step before you change your address."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **_SAID}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.WEFT_OPEN_SIGN_UP)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Stands for the visitor's address for one day: allauth counts by it and stores it, and
        nobody reads from it where somebody was."""
        return str(IPv6Address(_NOBODYS | int(scrambled(request)[:30], 16)))

    def send_account_already_exists_mail(self, email: str) -> None:
        """allauth's own speaks of a password."""
        login_url = f"{settings.SITE_URL}{reverse('account_login')}"
        self.send_mail("account/email/account_already_exists", email, {"login_url": login_url})

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Fresh proof is needed also of those who have nothing but their mail, whom allauth
        would let pass."""
        request = self.request or context.request
        if not is_proven(request, request.user):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if ways or not user.is_authenticated:
            return ways
        url = reverse("account_reauthenticate")
        return [{"id": "code", "description": _("Use a code from your mail"), "url": url}]


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second steps are stored encrypted: a stolen database alone opens no account."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultMFAAdapter.error_messages, **_SAID}

    def _box(self) -> MultiFernet:
        """Encrypts with today's key, and opens what was encrypted with those before it."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([_cipher(key) for key in keys])

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def renew(self, encrypted_text: str) -> str:
        """The same, encrypted with today's key."""
        return self._box().rotate(encrypted_text.encode()).decode()


def _cipher(secret: str) -> Fernet:
    key = hashlib.sha256(f"weft.second_step:{secret}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
