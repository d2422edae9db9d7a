"""What two actors are compared by: name, kind, website, e-mail, place and public identifier."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from weft.common.names import search_form
from weft.graph.likeness.names import Name, name_of

_SHARED = (
    "facebook.com twitter.com x.com instagram.com linkedin.com youtube.com meetup.com "
    "github.com wordpress.com blogspot.com sites.google.com wikipedia.org eventbrite.com "
    "eventbrite.co.uk linktr.ee medium.com data.gouv.fr tumblr.com wixsite.com weebly.com "
    "google.com"
)
#: Hosts that many share: there an address tells no more than its path does.
_SHARED_HOSTS = frozenset(_SHARED.split())
_MAIL = (
    "gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.com yahoo.com "
    "yahoo.co.uk icloud.com me.com aol.com btinternet.com gmx.at gmx.de gmx.net web.de "
    "orange.fr wanadoo.fr free.fr laposte.net libero.it protonmail.com proton.me posteo.de "
    "t-online.de mail.ru"
)
#: Where anyone has a mailbox.
_MAIL_HOSTS = frozenset(_MAIL.split())
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|\d{4,6})\b")
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Traits:
    """What may be used of one actor, or of one row of a file. Empty where it is not known."""

    name: str
    kind: str = ""
    website: str = ""
    email: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """The traits of one actor as they are compared."""

    traits: Traits
    name: Name = field(init=False)
    kind: str = field(init=False)
    host: str = field(init=False)
    page: str = field(init=False)
    email: str = field(init=False)
    mail_host: str = field(init=False)
    place: str = field(init=False)
    postcode: str = field(init=False)
    public_id: str = field(init=False)
    #: The register of the public identifier: “GB-CHC” of GB-CHC-1234567.
    scheme: str = field(init=False)

    def __post_init__(self) -> None:
        traits = self.traits
        _set = object.__setattr__
        _set(self, "name", name_of(traits.name))
        _set(self, "kind", search_form(traits.kind))
        host, page = _address(traits.website) if traits.website else ("", "")
        _set(self, "host", host)
        _set(self, "page", page)
        email = search_form(traits.email) if "@" in traits.email else ""
        mail_host = email.rpartition("@")[2]
        _set(self, "email", email)
        _set(self, "mail_host", "" if mail_host in _MAIL_HOSTS else mail_host)
        _set(self, "place", search_form(traits.place))
        found = _POSTCODE.search(traits.place.upper()) if traits.place else None
        _set(self, "postcode", found.group().replace(" ", "") if found else "")
        public_id = traits.public_id.strip().upper()
        _set(self, "public_id", public_id)
        _set(self, "scheme", public_id.rpartition("-")[0])


def _address(website: str) -> tuple[str, str]:
    """The host where it is the actor's own, and the page in any case."""
    try:
        parts = urlsplit(website if "//" in website else f"//{website}")
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return "", ""
    if "." not in host:
        return "", ""
    page = f"{host}{parts.path.rstrip('/').lower()}?{parts.query}".rstrip("?")
    shared = next((name for name in _SHARED_HOSTS if host == name or host.endswith(f".{name}")), "")
    if not shared:
        return host, page
    # A page of a shared host is somebody's own; its front page is nobody's.
    return "", page if parts.path.strip("/") else ""


def kilometres(first: Traits, second: Traits) -> float | None:
    """How far apart two actors are; None where either has no point."""
    if (
        first.latitude is None
        or first.longitude is None
        or second.latitude is None
        or second.longitude is None
    ):
        return None
    sin, cos, rad = math.sin, math.cos, math.radians
    up, along = rad(second.latitude - first.latitude), rad(second.longitude - first.longitude)
    half = (
        sin(up / 2) ** 2
        + cos(rad(first.latitude)) * cos(rad(second.latitude)) * sin(along / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
