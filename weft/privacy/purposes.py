"""What personal data is kept for: each purpose with the exact words that people agree to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from weft.networks.models import Network


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to keep personal data."""

    code: str
    title: str | Promise
    #: What is agreed to; {network} stands for the network's name.
    wording: str | Promise


MEMBERSHIP = Purpose(
    "membership",
    _("Being a member"),
    _(
        "I agree that {network} keeps what I write here, shows it to the people I choose, and "
        "writes to me about the network. What I work on may say something about my political or "
        "other beliefs; I agree that it is kept too. I can look at it, change it, take it with me "
        "or have it deleted at any time."
    ),
)
PUBLISHING = Purpose(
    "publishing",
    _("Showing my profile to everyone"),
    _("I agree that {network} shows my profile to everyone, also outside the network."),
)
ACCESS_NEEDS = Purpose(
    "access_needs",
    _("What makes it easier to take part"),
    _(
        "I agree that {network} keeps what would make it easier for me to take part. Only the "
        "people who organise what I join see it. It may say something about my health."
    ),
)
INTRODUCTIONS = Purpose(
    "introductions",
    _("Being introduced to others"),
    _("I agree that {network} suggests to introduce me to others, and asks me first each time."),
)
PURPOSES = {one.code: one for one in (MEMBERSHIP, PUBLISHING, ACCESS_NEEDS, INTRODUCTIONS)}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one purpose as somebody reads them."""

    text: str
    version: str
    language: str


def wording_of(purpose: Purpose, network: Network) -> Wording:
    """The words in the language of the page, and a version that changes with them."""
    text = str(purpose.wording).format(network=network.name)
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Wording(text, version, get_language() or "en")
