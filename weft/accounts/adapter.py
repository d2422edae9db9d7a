"""How allauth behaves here: who may sign up, where mails point, and what is kept of visitors."""

from __future__ import annotations

import base64
import hashlib
from ipaddress import IPv6Address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from weft.common.client_address import scrambled

#: Addresses that belong to nobody (fd00::/8), of which scrambled ones are made.
_NOBODYS = 0xFD << 120


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.WEFT_OPEN_SIGN_UP)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Stands for the visitor's address for one day: allauth counts by it and stores it, and
        nobody reads from it where somebody was."""
        return str(IPv6Address(_NOBODYS | int(scrambled(request)[:30], 16)))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second steps are stored encrypted: a stolen database alone opens no account."""

    def _box(self) -> Fernet:
        key = hashlib.sha256(f"weft.second_step:{settings.SECRET_KEY}".encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()
