"""Who may answer reports, hold back and take down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.moderating.models import Act, Held, Measure, Report
from weft.moderating.queries import membership_of, moderators_of
from weft.networks.models import Standing
from weft.networks.powers import Power, can


def may_moderate(viewer: Viewer) -> bool:
    """Whoever has taken it on, and is not taking a break from the network."""
    if not can(viewer, Power.MODERATE):
        return False
    own = membership_of(viewer.network_id, viewer.account_id)
    return own is not None and own.state == Standing.ACTIVE


def must_moderate(viewer: Viewer, row: Held | Report | Measure | None = None) -> None:
    """Say no to whoever is no moderator here, may not see it, or would judge themselves."""
    if not may_moderate(viewer) or (row is not None and not _is_for(viewer, row)):
        raise NotAllowed(_("Only moderators can do this."))
    if isinstance(row, Report) and not Report.objects.visible_to(viewer).filter(pk=row.pk).exists():
        raise NotAllowed(_("Somebody else has to look at what is about you."))
    about = row.author_id if isinstance(row, Held) else row.about_id if row else None
    if about is not None and about == viewer.account_id:
        raise NotAllowed(_("Somebody else has to look at what is about you."))


def _is_for(viewer: Viewer, row: Held | Report | Measure) -> bool:
    return row.network_id == viewer.network_id and row.visibility <= viewer.clearance


def may_end_memberships(viewer: Viewer) -> bool:
    return can(viewer, Power.ADMIT)


def may_hear_appeal(viewer: Viewer, measure: Measure) -> bool:
    """Whoever did not decide the first time, unless nobody else could turn it around."""
    if not may_moderate(viewer) or not _is_for(viewer, measure):
        return False
    if viewer.account_id == measure.about_id:
        return False
    able = [Power.ADMIT] if measure.act in (Act.PAUSED, Act.ENDED) else []
    if not all(can(viewer, one) for one in able):
        return False
    if viewer.account_id != measure.by_id:
        return True
    but = {measure.by_id or 0, measure.about_id}
    others = moderators_of(measure.network_id, but=but, seeing=measure.visibility, able=able)
    return not others.exists()
