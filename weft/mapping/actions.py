"""What is kept of the map page itself: days that have a name."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.graph.permissions import can_edit_map
from weft.mapping.models import Snapshot
from weft.mapping.then import Moment


@transaction.atomic
def name_moment(
    *, viewer: Viewer, name: str, moment: Moment, visibility: int = Visibility.MEMBERS
) -> Snapshot:
    """Give a day of the map a name, so that people find it again."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can name a day of the map."))
    given = kept_text(name, 120)
    if not given:
        raise InvalidInput(_("Write a name, such as “Before the festival”."))
    if visibility not in Visibility.values:
        raise InvalidInput(_("Choose who may see this."))
    if moment.day > timezone.localdate():
        raise InvalidInput(_("That day has not come yet."))
    try:
        with transaction.atomic():
            return Snapshot.objects.create(
                network_id=viewer.network_id,
                name=given,
                day=moment.day,
                clock=moment.clock,
                visibility=visibility,
                made_by_id=viewer.account_id,
            )
    except IntegrityError as taken:
        raise InvalidInput(_("Another day has this name. Choose a different one.")) from taken


def forget_snapshot(*, viewer: Viewer, snapshot: Snapshot) -> None:
    """Take a name away; the map of that day stays as it is."""
    if not can_edit_map(viewer) or snapshot.network_id != viewer.network_id:
        raise NotAllowed(_("Only convenors and map managers can name a day of the map."))
    snapshot.delete()
