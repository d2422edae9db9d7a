"""Doing something about somebody, or about what they wrote; and turning it around."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer, Visibility
from weft.moderating.deeds import MEASURE
from weft.moderating.kinds import Payload, kind_of
from weft.moderating.mails import write_of_measure
from weft.moderating.models import Act, Held, HeldState, Measure
from weft.moderating.queries import membership_of
from weft.networks.actions import change_standing
from weft.networks.models import Membership, Standing

#: For so long a membership is paused.
PAUSE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, to whom, and why."""

    act: Act
    about: int
    principle: str
    words: str
    kind: str = ""
    subject: int | None = None
    title: str = ""
    #: Who could see what it is about.
    audience: int = Visibility.MEMBERS
    kept: Payload = field(default_factory=dict)
    #: The number of the principle, for the log.
    number: int = 0


def take(viewer: Viewer, step: Step, *, held: Held | None = None) -> Measure:
    """Note what was done, write it into the log, and tell whom it is about."""
    measure = Measure.objects.create(
        network_id=viewer.network_id,
        about_id=step.about,
        act=step.act,
        kind=step.kind,
        subject=step.subject,
        held=held,
        title=step.title,
        visibility=step.audience,
        kept=step.kept,
        principle=step.principle,
        words=step.words,
        by_id=viewer.account_id,
    )
    if held is None:
        record(
            MEASURE,
            network_id=viewer.network_id,
            whom=Whom(by=viewer.account_id, about=step.about),
            subject=f"moderating.Measure:{measure.pk}",
            details={"act": str(step.act), "principle": step.number},
        )
    write_of_measure(measure)
    return measure


def taken_down(network_id: int, code: str, subject: int) -> Payload:
    """Take something from its page, and give what it needs to be put back."""
    kind = kind_of(code)
    if kind is None or kind.take_down is None:
        raise InvalidInput(_("This cannot be taken down here. Ask them to change it."))
    kept = kind.take_down(network_id, subject)
    if kept is None:
        raise InvalidInput(_("It is not there any more."))
    return kept


def change_membership(viewer: Viewer, account_id: int, act: Act) -> None:
    """Pause somebody's membership for a month, or end it."""
    membership = membership_of(viewer.network_id, account_id)
    if membership is None:
        raise InvalidInput(_("They are not a member any more."))
    until = timezone.localdate() + timedelta(days=PAUSE_DAYS)
    state = Standing.PAUSED if act == Act.PAUSED else Standing.ENDED
    change_standing(
        viewer=viewer,
        membership=membership,
        state=state,
        until=until if act == Act.PAUSED else None,
        # Whom a measure is about hears of it with the principle, and how to appeal.
        tells=False,
    )


def turn_around(viewer: Viewer, measure: Measure) -> None:
    """Undo what was done, as far as it can be."""
    # The actions beside this one use this module, so it learns of them late.
    from weft.moderating.actions.held import perform  # noqa: PLC0415

    if measure.act == Act.REFUSED and measure.held is not None:
        perform(measure.held)
        Held.objects.filter(pk=measure.held.pk).update(
            state=HeldState.RELEASED, words="", payload={}
        )
    elif measure.act == Act.TAKEN_DOWN:
        kind = kind_of(measure.kind)
        if kind is None or kind.put_back is None or measure.subject is None or not measure.kept:
            raise InvalidInput(_("This cannot be put back any more."))
        kind.put_back(measure.network_id, measure.subject, measure.kept)
    elif measure.act in (Act.PAUSED, Act.ENDED):
        membership = Membership.objects.filter(
            network=measure.network_id, account=measure.about_id
        ).first()
        was = Standing.PAUSED if measure.act == Act.PAUSED else Standing.ENDED
        if membership is None or membership.state != was:
            raise InvalidInput(
                _("Their membership has changed since, so there is nothing to turn around.")
            )
        change_standing(viewer=viewer, membership=membership, state=Standing.ACTIVE, tells=False)
