"""Which addresses are fetched at all: public ones of the web, on its usual ports."""

from __future__ import annotations

import ipaddress
import socket
import threading
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from weft.common.fetching.errors import CannotFetch

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {"http": 80, "https": 443}
LONGEST = 2000
#: IPv4 addresses that are not for everyone, or not for servers (RFC 6890), and Azure's own.
_CLOSED_4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",
    )
)  # fmt: skip
#: The one part of IPv6 that is handed out to everyone. All that wraps IPv4 (::/96, ::ffff:0:0/96,
#: 64:ff9b::/96), is local (fc00::/7, fe80::/10, fec0::/10) or multicast lies outside of it …
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
#: … and these parts of it are tunnels into IPv4, examples, or for protocols only.
_CLOSED_6 = tuple(
    ipaddress.IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, taken apart; `target` is what is asked of the server."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"


def checked_address(text: str) -> Address:
    """Take an address apart; raises CannotFetch where it is none that is fetched."""
    given = text.strip()
    if len(given) > LONGEST or any(ord(letter) < 33 or ord(letter) == 127 for letter in given):
        raise CannotFetch(_("This is not an address of the web. Copy it again."))
    try:
        parts = urlsplit(given)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        raise CannotFetch(_("This is not an address of the web. Copy it again.")) from None
    if parts.scheme not in PORTS or not host:
        raise CannotFetch(_("An address starts with https://. Copy it again."))
    if parts.scheme == "http" and not may_be_plain():
        raise CannotFetch(
            _(
                "This address starts with http://, so that others on the way can read and change "
                "what it gives. Try it with https:// instead."
            )
        )
    if parts.username is not None or parts.password is not None:
        raise CannotFetch(_("This address holds a name or a password. Use one that works without."))
    port = port or PORTS[parts.scheme]
    if port not in PORTS.values() and not _may_be_loopback():
        raise CannotFetch(_("Weft only fetches from the usual ports of the web, 80 and 443."))
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]{}|^`")
    return Address(parts.scheme, host.lower(), port, target)


def is_open(address: IPAddress) -> bool:
    """Whether an IP address is one of the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


def may_be_plain() -> bool:
    """Whether what is not encrypted is fetched: where the host says so, or for trying out."""
    return bool(settings.WEFT_FETCH_PLAIN) or _may_be_loopback()


def _may_be_loopback() -> bool:
    return bool(settings.WEFT_FETCH_LOOPBACK)


def look_up(address: Address, seconds: float) -> list[IPAddress]:
    """The IP addresses of the server, looked up once; refused if any of them is a private one."""
    found = _answers(address, seconds)
    for each in found:
        if not is_open(each) and not (each.is_loopback and _may_be_loopback()):
            raise CannotFetch(
                _(
                    "“%(host)s” leads into a private network. Weft only fetches what everyone on "
                    "the internet can reach."
                )
                % {"host": address.host}
            )
    if address.port not in PORTS.values() and not all(each.is_loopback for each in found):
        raise CannotFetch(_("Weft only fetches from the usual ports of the web, 80 and 443."))
    return found


def _answers(address: Address, seconds: float) -> list[IPAddress]:
    """What the name server says, in its own thread: it may be slow, and cannot be stopped."""
    answers: list[IPAddress] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        answers.extend(dict.fromkeys(ipaddress.ip_address(row[4][0]) for row in rows))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if not answers:
        raise CannotFetch(
            _("There is no server called “%(host)s”. Check the address.") % {"host": address.host}
        )
    return list(answers)
