"""Who may answer reports, hold back and take down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.moderating.models import Held, Measure, Report
from weft.moderating.queries import moderators_of
from weft.networks.powers import Power, can


def may_moderate(viewer: Viewer) -> bool:
    return can(viewer, Power.MODERATE)


def must_moderate(viewer: Viewer, row: Held | Report | Measure | None = None) -> None:
    """Say no to whoever is no moderator here, or would judge themselves."""
    if not may_moderate(viewer) or (row is not None and row.network_id != viewer.network_id):
        raise NotAllowed(_("Only moderators can do this."))
    about = row.author_id if isinstance(row, Held) else row.about_id if row else None
    if about is not None and about == viewer.account_id:
        raise NotAllowed(_("Somebody else has to look at what is about you."))


def may_end_memberships(viewer: Viewer) -> bool:
    return can(viewer, Power.ADMIT)


def may_hear_appeal(viewer: Viewer, measure: Measure) -> bool:
    """Whoever did not decide the first time, unless there is nobody else."""
    if not may_moderate(viewer) or measure.network_id != viewer.network_id:
        return False
    if viewer.account_id == measure.about_id:
        return False
    if viewer.account_id != measure.by_id:
        return True
    others = moderators_of(measure.network_id, but={measure.by_id or 0, measure.about_id})
    return not others.exists()
