"""Whose request it is, as far as that has to be known to hold floods back: never who."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_HOME = 64


def client_address(request: HttpRequest) -> str:
    """The address that asks: the one that the outermost of our own web servers saw.

    What stands further left in the header was written by the visitor and says nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    if settings.WEFT_PROXIES < 1:
        return direct
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    chain = [part for part in passed if part]
    return chain[-settings.WEFT_PROXIES] if len(chain) >= settings.WEFT_PROXIES else direct


def neighbourhood(address: str) -> str:
    """The address; of version 6, where each home has more than can be counted, its network."""
    try:
        read = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(read, IPv6Address) and read.ipv4_mapped is None:
        return str(ip_network((read, _HOME), strict=False))
    return str(read)


def scrambled(request: HttpRequest) -> str:
    """A keyed hash of the visitor's address that is another one each day."""
    own = f"{datetime.now(UTC):%Y-%m-%d}:{neighbourhood(client_address(request))}"
    return salted_hmac("weft.client_address", own, algorithm="sha256").hexdigest()
