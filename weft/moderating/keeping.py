"""How long moderating keeps what it knows."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from weft.common.retention import deleted_after
from weft.moderating.models import Held, HeldState, Measure, Report


@deleted_after(
    "moderating.held",
    90,
    what=_("What newcomers wrote and a moderator dealt with"),
    why=_("Somebody can appeal for four weeks, and is new for sixty days at most."),
)
def delete_held(before: datetime) -> int:
    done = Held.objects.exclude(state=HeldState.WAITING)
    return done.filter(decided_at__lt=before).delete()[0]


@deleted_after(
    "moderating.unread",
    180,
    what=_("What newcomers wrote and no moderator looked at"),
    why=_("By then nobody waits for it any more."),
)
def delete_unread(before: datetime) -> int:
    return Held.objects.filter(state=HeldState.WAITING, made_at__lt=before).delete()[0]


@deleted_after(
    "moderating.taken_down",
    28,
    what=_("The words of what moderators took down"),
    why=_("So that they can be put back after an appeal, for which there are four weeks."),
)
def delete_taken_down(before: datetime) -> int:
    rows = Measure.objects.filter(at__lt=before).exclude(kept={})
    return rows.exclude(appealed_at__isnull=False, appeal_at__isnull=True).update(kept={})


@deleted_after(
    "moderating.reports",
    365,
    what=_("Reports that were answered, and what was done"),
    why=_("So that moderators see whether something happens again, and can answer complaints."),
)
def delete_reports(before: datetime) -> int:
    count = Report.objects.filter(settled_at__lt=before).delete()[0]
    return count + Measure.objects.filter(at__lt=before).delete()[0]
