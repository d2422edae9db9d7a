"""Asking somebody else to look at a decision again, and looking."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.moderating.actions.measures import turn_around
from weft.moderating.deeds import APPEAL_HEARD, APPEALED
from weft.moderating.holding import tell_moderators
from weft.moderating.mails import write_of_appeal
from weft.moderating.models import AppealOutcome, Measure
from weft.moderating.permissions import may_hear_appeal

#: For so many days one can appeal.
APPEAL_DAYS = 28


def can_be_appealed(measure: Measure) -> bool:
    on_time = timezone.now() < measure.at + timedelta(days=APPEAL_DAYS)
    return measure.appealed_at is None and on_time


@transaction.atomic
def appeal(*, measure: Measure, words: str) -> Measure:
    """Ask for it to be looked at again. The caller has made sure that it is about whoever asks."""
    kept = _held(measure)
    if kept.appealed_at is not None:
        raise InvalidInput(_("You have asked for this already."))
    if not can_be_appealed(kept):
        raise InvalidInput(_("The time for this is over: it was 28 days."))
    told = kept_text(words, 2000)
    if not told:
        raise InvalidInput(_("Write why you see it differently."))
    kept.appeal, kept.appealed_at = told, timezone.now()
    kept.save(update_fields=["appeal", "appealed_at"])
    record(
        APPEALED,
        network_id=kept.network_id,
        whom=Whom(about=kept.about_id),
        subject=f"moderating.Measure:{kept.pk}",
    )
    tell_moderators(kept.network_id)
    return kept


def _held(measure: Measure) -> Measure:
    rows = Measure.objects.select_for_update(of=("self",)).select_related("network", "held")
    return rows.get(pk=measure.pk)


@transaction.atomic
def hear_appeal(*, viewer: Viewer, measure: Measure, outcome: str, answer: str) -> Measure:
    """Decide again, as somebody else than the first time where there is somebody else."""
    kept = _held(measure)
    if not may_hear_appeal(viewer, kept):
        raise NotAllowed(_("Another moderator than the one who decided looks at it again."))
    if kept.appealed_at is None or kept.appeal_at is not None:
        raise InvalidInput(_("There is nothing to answer here any more."))
    if outcome not in AppealOutcome.values:
        raise InvalidInput(_("Choose what comes of it."))
    told = kept_text(answer, 2000)
    if not told:
        raise InvalidInput(_("Write them why."))
    if outcome == AppealOutcome.TURNED:
        turn_around(viewer, kept)
    kept.appeal_outcome, kept.appeal_answer = outcome, told
    kept.appeal_by_id, kept.appeal_at = viewer.account_id, timezone.now()
    kept.save(update_fields=["appeal_outcome", "appeal_answer", "appeal_by", "appeal_at"])
    record(
        APPEAL_HEARD,
        network_id=kept.network_id,
        whom=Whom(by=viewer.account_id, about=kept.about_id),
        subject=f"moderating.Measure:{kept.pk}",
        details={"outcome": outcome},
    )
    write_of_appeal(kept)
    return kept
