"""Every write of governing: circles, decisions, what is held, and handovers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import plain_address
from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.breaking import breaks
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.governing.mails import tell_of_handover
from weft.governing.models import (
    Circle,
    Decision,
    Handover,
    HandoverStep,
    Holding,
    Seat,
    StepKind,
)
from weft.governing.permissions import may_hand_over, may_write_for
from weft.groups.known import members_known
from weft.networks.actions import add_responsibility, take_role
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership, Network, Responsibility
from weft.networks.permissions import can_manage_network

CIRCLE_STARTED = deed(
    "circle_started", gettext_lazy("{by} started {committee}."), kind=DeedKind.COMMITTEES
)
CIRCLE_CHANGED = deed(
    "circle_changed", gettext_lazy("{by} changed {committee}."), kind=DeedKind.COMMITTEES
)
SEAT_GIVEN = deed(
    "seat_given", gettext_lazy("{by} gave {about} a seat in {committee}."), kind=DeedKind.COMMITTEES
)
SEAT_TAKEN = deed(
    "seat_taken",
    gettext_lazy("{by} ended the seat of {about} in {committee}."),
    kind=DeedKind.COMMITTEES,
)
DECIDED = deed(
    "decision_published", gettext_lazy("{by} published {decision}."), kind=DeedKind.COMMITTEES
)
HANDED_OVER = deed(
    "handed_over",
    gettext_lazy("{by} finished a handover. {about} looks after it now."),
    kind=DeedKind.RESPONSIBILITIES,
)


def _must_manage(viewer: Viewer, network_id: int) -> None:
    if not can_manage_network(viewer) or network_id != viewer.network_id:
        raise NotAllowed(_("Only a convenor can do this."))


@transaction.atomic
def save_circle(
    *, viewer: Viewer, network: Network, circle: Circle | None, values: Mapping[str, Any]
) -> Circle:
    """Start a circle, or change one."""
    _must_manage(viewer, network.pk)
    if circle is not None and circle.network_id != network.pk:
        raise NotAllowed
    same = Circle.objects.filter(network=network, name=values["name"])
    if same.exclude(pk=circle.pk if circle else 0).exists():
        raise InvalidInput(_("There is a committee or working group of this name already."))
    stored = Circle.objects.filter(pk=circle.pk).first() if circle else None
    if circle and stored and all(getattr(stored, key) == value for key, value in values.items()):
        return circle
    kept = circle or Circle(network=network)
    for key, value in values.items():
        setattr(kept, key, value)
    kept.save()
    record(
        CIRCLE_STARTED if circle is None else CIRCLE_CHANGED,
        network_id=network.pk,
        whom=Whom(by=viewer.account_id),
        subject=f"governing.Circle:{kept.pk}",
    )
    return kept


@transaction.atomic
def give_seat(*, viewer: Viewer, circle: Circle, account: Account, until: Any = None) -> Seat:
    """Let a member sit in a circle, for a term."""
    _must_manage(viewer, circle.network_id)
    members = Membership.objects.holding().filter(network=circle.network_id, account=account)
    if not members.exists():
        raise InvalidInput(_("Only members can have a seat."))
    if until is not None and until < timezone.localdate():
        raise InvalidInput(_("The last day has to be today or later."))
    seat, _is_new = Seat.objects.update_or_create(
        circle=circle, account=account, defaults={"until": until}
    )
    record(
        SEAT_GIVEN,
        network_id=circle.network_id,
        whom=Whom(by=viewer.account_id, about=account.pk),
        subject=f"governing.Circle:{circle.pk}",
    )
    return seat


@transaction.atomic
def take_seat(*, viewer: Viewer, seat: Seat) -> None:
    """End a seat; anyone may give up their own."""
    if seat.account_id != viewer.account_id or seat.circle.network_id != viewer.network_id:
        _must_manage(viewer, seat.circle.network_id)
    record(
        SEAT_TAKEN,
        network_id=seat.circle.network_id,
        whom=Whom(by=viewer.account_id, about=seat.account_id),
        subject=f"governing.Circle:{seat.circle_id}",
    )
    seat.delete()


@when_membership_ends
def leave_all_seats(membership: Membership) -> None:
    """Who is no member sits in no committee or working group of the network."""
    own = Seat.objects.filter(circle__network_id=membership.network_id)
    own.filter(account_id=membership.account_id).delete()


@transaction.atomic
def publish_decision(*, viewer: Viewer, circle: Circle, values: Mapping[str, Any]) -> Decision:
    """Write down what a circle decided."""
    if not may_write_for(viewer, circle):
        raise NotAllowed(_("Only those who sit in it can write down what it decides."))
    if values["decided_on"] > timezone.localdate():
        raise InvalidInput(_("A decision is of today or earlier."))
    decision = Decision.objects.create(
        circle=circle, written_by_id=viewer.account_id, **dict(values)
    )
    record(
        DECIDED,
        network_id=circle.network_id,
        whom=Whom(by=viewer.account_id),
        subject=f"governing.Decision:{decision.pk}",
    )
    return decision


@transaction.atomic
def save_holding(
    *, viewer: Viewer, network: Network, holding: Holding | None, values: Mapping[str, Any]
) -> Holding:
    """Note what one person holds for the network: never the secret itself."""
    _must_manage(viewer, network.pk)
    if holding is not None and holding.network_id != network.pk:
        raise NotAllowed
    if values.get("deputy") and values.get("deputy") == values.get("holder"):
        raise InvalidInput(_("A deputy is somebody else."))
    kept = holding or Holding(network=network)
    for key, value in values.items():
        setattr(kept, key, value)
    kept.save()
    return kept


def remove_holding(*, viewer: Viewer, holding: Holding) -> None:
    _must_manage(viewer, holding.network_id)
    holding.delete()


@transaction.atomic
def start_handover(
    *, viewer: Viewer, network: Network, leaving: Membership, successor: str
) -> Handover:
    """List all that hangs on someone, to be handed over to someone else step by step."""
    if leaving.network_id != network.pk or not may_hand_over(viewer, leaving):
        raise NotAllowed(_("You can hand over what is yours; a convenor also what is others’."))
    receiver = (
        Membership.objects.holding()
        .filter(network=network, account__email=plain_address(successor))
        .exclude(account=leaving.account)
        .first()
    )
    if not can_manage_network(viewer):
        # An answer about any address would tell who is a member, and under which one.
        known = members_known(viewer, network)
        if receiver is None or not known.filter(pk=receiver.account_id).exists():
            raise InvalidInput(
                _("Choose somebody from the list. A convenor can begin it with any member.")
            )
    if receiver is None:
        raise InvalidInput(_("No other member has this address."))
    Network.objects.select_for_update().get(pk=network.pk)
    if Handover.objects.filter(
        network=network, from_account=leaving.account, finished_at=None
    ).exists():
        raise InvalidInput(_("There is a handover under way already. Finish it first."))
    handover = Handover.objects.create(
        network=network,
        from_account=leaving.account,
        to_account=receiver.account,
        started_at=timezone.now(),
    )
    found = breaks(viewer, network.slug, leaving.account_id)
    steps = list(dict.fromkeys(one.step for one in found if one.step[1]))
    HandoverStep.objects.bulk_create(
        HandoverStep(handover=handover, kind=kind, what=what[:300], position=number)
        for number, (kind, what) in enumerate(steps)
    )
    tell_of_handover(handover, by=viewer.account_id)
    return handover


@transaction.atomic
def stop_handover(*, viewer: Viewer, handover: Handover) -> None:
    """Let a handover go that was begun by mistake, or with the wrong person. What went over with
    its steps stays where it is, and the log says so of each responsibility."""
    _under_way(viewer, handover).delete()


def _under_way(viewer: Viewer, handover: Handover) -> Handover:
    """The handover as it is now, held until the end."""
    if not may_go_on(viewer, handover):
        raise NotAllowed
    kept = Handover.objects.select_for_update().filter(pk=handover.pk, finished_at=None).first()
    if kept is None:
        raise InvalidInput(_("This handover is finished."))
    return kept


def may_go_on(viewer: Viewer, handover: Handover) -> bool:
    if handover.network_id != viewer.network_id or not viewer.is_member:
        return False
    return can_manage_network(viewer) or viewer.account_id in (
        handover.from_account_id,
        handover.to_account_id,
    )


@transaction.atomic
def tick_step(*, viewer: Viewer, step: HandoverStep, is_done: bool) -> HandoverStep:
    """Say that a step is done. A responsibility, or what is held, goes over with it."""
    handover = _under_way(viewer, step.handover)
    if is_done and step.done_at is None:
        _hand_over(viewer, handover, step)
    step.done_at = timezone.now() if is_done else None
    step.save(update_fields=["done_at"])
    return step


def _hand_over(viewer: Viewer, handover: Handover, step: HandoverStep) -> None:
    if step.kind not in (StepKind.ROLE, StepKind.HOLDING):
        return
    members = Membership.objects.holding().filter(network=handover.network_id)
    receiver = members.filter(account=handover.to_account).first()
    if receiver is None:
        raise InvalidInput(_("They are no member any more. Stop this handover."))
    if step.kind == StepKind.ROLE:
        # Only who may give a responsibility may hand it on; nobody gives it to themselves.
        _must_manage(viewer, handover.network_id)
        add_responsibility(membership=receiver, role=step.what, by=viewer.account_id)
    else:
        held = Holding.objects.filter(
            network=handover.network_id, pk=step.what, holder=handover.from_account
        )
        held.update(holder=handover.to_account)


@transaction.atomic
def finish_handover(*, viewer: Viewer, handover: Handover, lay_down: bool) -> Handover:
    """End a handover; whoever handed over may lay down all that somebody else has now."""
    _under_way(viewer, handover)
    if handover.steps.filter(done_at=None).exists():
        raise InvalidInput(_("Some steps are not done yet. Tick them, or say that they fell away."))
    if lay_down:
        roles = handover.steps.filter(kind=StepKind.ROLE).values_list("what", flat=True)
        own = Responsibility.objects.filter(
            membership__network=handover.network_id,
            membership__account=handover.from_account,
            role__in=list(roles),
        )
        for given in own:
            take_role(viewer=viewer, network=handover.network, responsibility_id=given.pk)
    handover.finished_at = timezone.now()
    handover.save(update_fields=["finished_at"])
    record(
        HANDED_OVER,
        network_id=handover.network_id,
        whom=Whom(by=viewer.account_id, about=handover.to_account_id),
        subject=f"governing.Handover:{handover.pk}",
    )
    return handover
