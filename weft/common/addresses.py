"""E-mail addresses: one form for each, and a keyed hash that stands for one we must not keep."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme


def plain_address(address: str) -> str:
    """The address as it is stored and compared."""
    return address.strip().lower()


def address_hash(network_id: int, address: str, *, purpose: str) -> str:
    """Stands for an address that must not be kept; another one for each network and purpose."""
    own = f"{network_id}:{plain_address(address)}"
    return salted_hmac(f"weft.{purpose}", own, algorithm="sha256").hexdigest()


def mail_domain() -> str:
    """What the mails of this installation have after the @ of their identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def site_link(path: str) -> str:
    """The whole address of a page, for mails."""
    return f"{settings.SITE_URL}{path}"


def path_here(given: str) -> str:
    """The path that was given, if it leads to this installation; else the front page."""
    return given if url_has_allowed_host_and_scheme(given, allowed_hosts=None) else "/"


def sign_in_link(name: str, *args: object) -> str:
    """The address of a page that asks to sign in first; who is signed in goes straight there."""
    query = urlencode({"next": reverse(name, args=args)})
    return f"{site_link(reverse('account_login'))}?{query}"
