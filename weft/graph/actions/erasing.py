"""Erasing what an undone change set brought: for the file that should never have come in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.models import Actor, ChangeSet, Evidence, Tie
from weft.graph.permissions import can_erase
from weft.networks.actions import mark_changed


@transaction.atomic
def erase_change_set(*, viewer: Viewer, change_set: ChangeSet) -> ChangeSet:
    """Delete for good every row that an undone change set created, with all that hangs on it.

    The change set itself stays as a line in the history, without words of its own; neither it
    nor its undoing can be brought back.
    """
    if not can_erase(viewer, change_set):
        raise NotAllowed(_("Only a convenor can erase a change for good."))
    if not ChangeSet.objects.filter(undoes=change_set, undone_by__isnull=True).exists():
        raise InvalidInput(_("Undo this change first. What is undone can be erased."))
    for model in (Evidence, Tie, Actor):
        model._default_manager.filter(created_in=change_set).delete()
    change_set.changes.all().delete()
    for row in (change_set, change_set.undone_by):
        row.changes.all().delete()
        row.comment, row.extras = "", {}
        row.is_erased = True
        row.save(update_fields=["comment", "extras", "is_erased"])
    mark_changed(viewer.network_id)
    return change_set
