"""Who may see what: three audiences, and the viewer who belongs to one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.IntegerChoices):
    """An audience. A smaller number is a wider audience, so `visibility <= clearance` is seen."""

    PUBLIC = 0, _("Everyone")
    MEMBERS = 1, _("Members")
    STEWARDS = 2, _("Stewards")


#: The clearance of someone who may not even know that the network exists.
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking at one network, and with which roles. Built once per request."""

    network_id: int
    clearance: int
    account_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    #: The actors of this network that the viewer is, or speaks for; filled in where it matters.
    actors: frozenset[int] = field(default_factory=frozenset)
    #: Their membership takes a break: they read on, and what they had taken on rests.
    is_paused: bool = False

    def seen_as(self, audience: int) -> Viewer:
        """The same viewer, seeing no more than this audience does."""
        return Viewer(self.network_id, min(self.clearance, audience), self.account_id, frozenset())

    @property
    def can_manage_network(self) -> bool:
        return "convenor" in self.roles

    @property
    def can_edit_map(self) -> bool:
        return bool(self.roles & {"convenor", "map_manager"})

    @property
    def can_moderate(self) -> bool:
        return bool(self.roles & {"convenor", "moderator"})

    @property
    def is_member(self) -> bool:
        return bool(self.roles)


def visibility_check(name: str) -> models.CheckConstraint:
    """The database's own rule that a row's visibility is one of the three audiences."""
    return models.CheckConstraint(
        condition=models.Q(visibility__in=Visibility.values), name=f"{name}_visibility_known"
    )
