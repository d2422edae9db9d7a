"""The papers that the law asks for, filled in from the settings and from what the program does."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weft.networks.models import Network
from weft.privacy.models import Controller


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the record of processing."""

    what: str | Promise
    whose: str | Promise
    why: str | Promise
    basis: str | Promise
    until: str | Promise


_CONSENT = _("Agreement, which can be taken back at any time")
_INTEREST = _("The network's own interest in working safely, which does not outweigh yours")
PROCESSINGS = (
    Processing(
        _("Name, address and how to be contacted"),
        _("Members and those who apply"),
        _("To have members, to write to them, and to let them sign in"),
        _CONSENT,
        _("Until one leaves, or is deleted"),
    ),
    Processing(
        _("Profile: groups, topics, needs and offers"),
        _("Members and those who apply"),
        _("So that members find each other and can help each other"),
        _CONSENT,
        _("Until one changes it or leaves"),
    ),
    Processing(
        _("What makes it easier to take part, such as captions"),
        _("Members who say so"),
        _("So that those who organise something can prepare it"),
        _("Express agreement, by a tick of its own: it may say something about health"),
        _("Until one takes it back or leaves"),
    ),
    Processing(
        _("Ties: who works with whom, and what shows it"),
        _("Members, and people and organisations in public life"),
        _("To see how the network is connected, and to make it better connected"),
        _CONSENT,
        _("Ties fade when nothing shows them any more; history is kept until one is deleted"),
    ),
    Processing(
        _("Names of people whom a member names"),
        _("People who are no members"),
        _("To ask them whether they want to be on the map"),
        _INTEREST,
        _("28 days without an answer"),
    ),
    Processing(
        _("Who did what with a responsibility"),
        _("Members who have taken something on"),
        _("So that members can follow how power is used"),
        _INTEREST,
        _("As long as the network; as a number without a name after one is deleted"),
    ),
)


@dataclass(frozen=True, slots=True)
class Held:
    """One thing on the server that others could demand."""

    what: str | Promise
    #: Whether there is any of it here.
    is_here: bool
    words: str | Promise


def what_is_held() -> list[Held]:
    """What whoever takes the server away, or orders its keeper to, would find; and would not."""
    return [
        Held(_("Names and addresses of members"), True, _("For as long as they are members.")),
        Held(_("Profiles and the map"), True, _("With the audience that each part has.")),
        Held(_("Passwords"), False, _("There are none: people sign in with codes sent by mail.")),
        Held(
            _("Internet addresses of visitors"),
            False,
            _("They are not written down. To hold floods back, they are counted for an hour."),
        ),
        Held(_("Who looked at what"), False, _("Pages write nothing down about who reads them.")),
        Held(
            _("Answers about who people are, with their names"),
            False,
            _("Answers are kept apart, without a name and without a time."),
        ),
        Held(
            _("Addresses of those who asked never to be written to"),
            False,
            _("Only a scrambled form, with which an address can be recognised but not read."),
        ),
        Held(
            _("Mails that were sent"),
            bool(settings.WEFT_LOCAL_MAIL),
            _("The mail server that sends them may keep a log of its own.")
            if not settings.WEFT_LOCAL_MAIL
            else _("This is a demo, which keeps them to be looked at."),
        ),
        Held(_("Backups"), True, _("As old as whoever keeps the server keeps them; ask them.")),
    ]


def controller_of(network: Network) -> Controller:
    """Who answers for the data; an empty one where nobody has said."""
    return Controller.objects.filter(network=network).first() or Controller(network=network)
