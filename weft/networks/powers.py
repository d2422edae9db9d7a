"""What each responsibility allows: the one table that permissions and the public page read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer
from weft.networks.models import MEMBER, Role


class Power(models.TextChoices):
    """Something that not every member may do."""

    MANAGE = "manage", _("Change the settings, and give and take responsibilities")
    EDIT_MAP = "edit_map", _("Add to the map, change and merge what is on it, and undo changes")
    SEE_ALL = "see_all", _("See what is for stewards only")
    ADMIT = "admit", _("Admit, invite and welcome members, and pause or end a membership")
    MODERATE = (
        "moderate",
        _(
            "Hold back, release and take down what members write, answer reports, and remove "
            "accounts that were made for spam"
        ),
    )
    FACILITATE = "facilitate", _("Host meetings and conversations, and see who needs what there")
    KEEP_LIBRARY = "keep_library", _("Keep the library and the handbook in order")
    KEEP_MONEY = "keep_money", _("Look after the money and tell members about it")


#: Power → who has it.
POWERS: dict[Power, frozenset[Role]] = {
    Power.MANAGE: frozenset({Role.CONVENOR}),
    Power.EDIT_MAP: frozenset({Role.CONVENOR, Role.MAP_MANAGER}),
    Power.SEE_ALL: frozenset({Role.CONVENOR, Role.MAP_MANAGER, Role.STEWARD}),
    Power.ADMIT: frozenset({Role.CONVENOR, Role.STEWARD}),
    Power.MODERATE: frozenset({Role.CONVENOR, Role.MODERATOR}),
    Power.FACILITATE: frozenset({Role.CONVENOR, Role.FACILITATOR}),
    Power.KEEP_LIBRARY: frozenset({Role.CONVENOR, Role.LIBRARIAN}),
    Power.KEEP_MONEY: frozenset({Role.CONVENOR, Role.TREASURER}),
}


#: What nothing in the program asks for yet: there is no page for it, so people agree on it.
AGREED_AMONG_PEOPLE = frozenset({Power.FACILITATE, Power.KEEP_LIBRARY, Power.KEEP_MONEY})


def can(viewer: Viewer, power: Power) -> bool:
    """Whether the viewer has taken on something that allows this."""
    return bool(viewer.roles & POWERS[power])


def powers_of(roles: frozenset[str]) -> list[Power]:
    """All that someone with these responsibilities may do."""
    return [power for power, allowed in POWERS.items() if roles & allowed]


def is_plain_member(viewer: Viewer) -> bool:
    return viewer.roles == {MEMBER}
