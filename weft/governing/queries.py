"""Who has taken on what, who can do what, and what was done with power."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.visibility import Viewer, Visibility
from weft.governing.models import (
    CHECKLISTS,
    Circle,
    CircleQuerySet,
    Decision,
    Handover,
    HandoverStep,
    Holding,
    Seat,
    StepKind,
)
from weft.graph.models import Tie
from weft.groups.models import Group
from weft.networks.models import (
    HOLDING,
    Membership,
    Network,
    Responsibility,
    Role,
)
from weft.networks.permissions import can_manage_network
from weft.networks.powers import AGREED_AMONG_PEOPLE, POWERS, Power
from weft.networks.queries import in_term

#: Terms that end within so many days are brought to mind.
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who has taken something on."""

    responsibility_id: int
    account_id: int
    name: str
    is_deputy: bool
    until: date | None
    #: For those who manage, of whoever has given no name.
    address: str = ""

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


def holders_of(network_id: int) -> dict[str, list[Holder]]:
    """By role: those who have it today, deputies last."""
    rows = (
        Responsibility.objects.filter(
            in_term(),
            membership__network_id=network_id,
            membership__state__in=HOLDING,
        )
        .select_related("membership__account")
        .order_by("is_deputy", "since", "pk")
    )
    found: dict[str, list[Holder]] = {}
    for one in rows:
        account = one.membership.account
        holder = Holder(one.pk, account.pk, account.name, one.is_deputy, one.until, account.email)
        found.setdefault(one.role, []).append(holder)
    return found


@dataclass(frozen=True, slots=True)
class Allowed:
    """Something that a responsibility allows; or that people agree on, with no page for it."""

    words: str
    has_page: bool


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One responsibility: who has it, and what it allows."""

    role: str
    label: str
    holders: list[Holder]
    allows: list[Allowed] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def has_deputy(self) -> bool:
        return len(self.holders) > 1


def role_lines(network_id: int) -> list[RoleLine]:
    held = holders_of(network_id)
    return [
        RoleLine(
            role.value,
            str(role.label),
            held.get(role, []),
            [
                Allowed(str(power.label), power not in AGREED_AMONG_PEOPLE)
                for power in Power
                if role in POWERS[power]
            ],
        )
        for role in Role
    ]


def circles_seen(viewer: Viewer) -> CircleQuerySet:
    """Circles with who sits in them."""
    seats = Prefetch("seats", Seat.objects.select_related("account").order_by("since", "pk"))
    rows = Circle.objects.visible_to(viewer).prefetch_related(seats)
    return rows.order_by("ended_on", "kind", "name")


def decisions_seen(viewer: Viewer, circle: Circle | None = None) -> QuerySet[Decision]:
    rows = Decision.objects.visible_to(viewer).select_related("circle")
    if circle is not None:
        rows = rows.filter(circle=circle)
    return rows.order_by("-decided_on", "-pk")


def holdings_of(network: Network) -> QuerySet[Holding]:
    rows = Holding.objects.filter(network=network).select_related("holder", "deputy")
    return rows.order_by("kind", "name")


def membership_called(network: Network, membership_id: int) -> Membership | None:
    rows = Membership.objects.holding().select_related("account")
    return rows.filter(network=network, pk=membership_id).first()


def handovers_of(network: Network) -> QuerySet[Handover]:
    rows = Handover.objects.filter(network=network).select_related("from_account", "to_account")
    return rows.prefetch_related("steps").order_by("finished_at", "-started_at")


def step_button(step: HandoverStep, handover: Handover) -> str:
    """What the button of a step does: some steps give something away."""
    words = {"who": handover.to_account.shown_name}
    if step.kind == StepKind.ROLE:
        role = str(dict(Role.choices).get(step.what, step.what))
        if step.what == Role.CONVENOR:
            return _("Make %(who)s a convenor") % words
        return _("Give %(who)s the responsibility “%(role)s”") % {**words, "role": role}
    if step.kind == StepKind.HOLDING:
        return _("%(who)s holds it from now on") % words
    return _("Done")


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover that is under way."""

    handover: Handover
    #: Whether the viewer may read who takes over, and open it.
    may_open: bool


def handovers_told(network: Network, viewer: Viewer) -> list[HandoverLine]:
    """Handovers under way, for members. Who takes over may be known to few as a member, so others
    than the two and the convenors read only that a responsibility is handed over, and by whom."""
    if viewer.clearance < Visibility.MEMBERS or not viewer.is_member:
        return []
    found = []
    for one in handovers_of(network).filter(finished_at=None):
        may_open = can_manage_network(viewer) or viewer.account_id in (
            one.from_account_id,
            one.to_account_id,
        )
        gives_role = any(step.kind == StepKind.ROLE for step in one.steps.all())
        if may_open or (gives_role and one.from_account.name):
            found.append(HandoverLine(one, may_open))
    return found


def own_membership(network: Network, viewer: Viewer) -> Membership | None:
    rows = Membership.objects.holding()
    return rows.filter(network=network, account_id=viewer.account_id or 0).first()


def step_words(step: HandoverStep, viewer: Viewer) -> str:
    """What a step of a handover is about, as far as the viewer may see it."""
    if step.kind == StepKind.ROLE:
        return str(dict(Role.choices).get(step.what, step.what))
    if step.kind == StepKind.TASK:
        role, _colon, number = step.what.partition(":")
        lines = CHECKLISTS.get(role, ())
        return str(lines[int(number)]) if number.isdecimal() and int(number) < len(lines) else ""
    return _named_step(step, viewer) or _("Something that is gone, or that you may not see")


def _named_step(step: HandoverStep, viewer: Viewer) -> str:
    pk = int(step.what) if step.what.isdecimal() else 0
    if step.kind == StepKind.HOLDING:
        held = Holding.objects.filter(network=viewer.network_id, pk=pk).first()
        return held.name if held else ""
    if step.kind == StepKind.GROUP:
        group = Group.objects.visible_to(viewer).filter(pk=pk).first()
        return _("A steward for “%(name)s”") % {"name": group.name} if group else ""
    tie = Tie.objects.visible_to(viewer).select_related("source", "target").filter(pk=pk).first()
    return f"{tie.source.name} – {tie.target.name}" if tie else ""
