"""Ending a group well, and waking it again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.groups.actions.holding import held_part, must_keep
from weft.groups.deeds import ENDED, WOKEN, write_down
from weft.groups.mails import write_to
from weft.groups.models import WAKES_FOR_DAYS, Group, Pulse, RequestState
from weft.groups.on_map import put_on_map, take_off_map
from weft.moderating.holding import refuse_links_of_newcomers


@transaction.atomic
def end_group(
    *, viewer: Viewer, group: Group, closing_note: str, thanks: str = "", handover: str = ""
) -> Group:
    """End a group: it stays to be read, and nobody can join it any more."""
    part = held_part(viewer, group)
    must_keep(part)
    kept = part.group
    if kept.has_ended:
        raise InvalidInput(_("This group has ended already."))
    kept.closing_note = kept_text(closing_note, 4000)
    if not kept.closing_note:
        raise InvalidInput(_("Write a few words: what was done, and why it ends."))
    kept.thanks, kept.handover = kept_text(thanks, 2000), kept_text(handover, 2000)
    refuse_links_of_newcomers(viewer, [kept.closing_note, kept.thanks, kept.handover])
    kept.state, kept.state_since, kept.wants_to_end = Pulse.ENDED, timezone.now(), False
    kept.save()
    kept.invitations.all().delete()
    # Nobody waits for an answer that cannot come any more.
    kept.requests.filter(state=RequestState.WAITING).delete()
    take_off_map(kept, by=viewer.account_id)
    write_down(ENDED, kept, by=viewer.account_id)
    write_to(kept, _everyone_in(kept), "ended")
    return kept


def _everyone_in(group: Group) -> list[int]:
    return list(group.members.taking_part().values_list("account_id", flat=True))


def can_be_woken(group: Group) -> bool:
    """Whether an ended group can still be woken."""
    since = timezone.now() - timedelta(days=WAKES_FOR_DAYS)
    return group.has_ended and group.state_since >= since


@transaction.atomic
def wake_group(*, viewer: Viewer, group: Group) -> Group:
    """Let a group that ended a short while ago go on."""
    part = held_part(viewer, group)
    must_keep(part)
    kept = part.group
    if not kept.has_ended:
        return kept
    if not can_be_woken(kept):
        raise InvalidInput(_("It ended more than 90 days ago. Start a new group instead."))
    now = timezone.now()
    kept.state, kept.state_since, kept.active_at, kept.asked_at = Pulse.AWAKE, now, now, None
    kept.save()
    put_on_map(kept, by=viewer.account_id)
    write_down(WOKEN, kept, by=viewer.account_id)
    write_to(kept, _everyone_in(kept), "woken")
    return kept
