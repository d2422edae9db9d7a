"""Erasing what an undone change set brought: for the file that should never have come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions.merging import merges_with_rows_of
from weft.graph.models import Actor, ChangeSet, Evidence, Tie
from weft.graph.permissions import can_edit_map, can_erase
from weft.networks.actions import mark_changed

#: Deletes what a feature keeps of a change set; the rows of the net are still there.
Eraser = Callable[[ChangeSet], None]
_erasers: list[Eraser] = []


def erases_with(eraser: Eraser) -> Eraser:
    """Names a function as one that is to erase as well."""
    _erasers.append(eraser)
    return eraser


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
    merges = merges_with_rows_of(change_set)
    if any(_holds(merge) for merge in merges):
        raise InvalidInput(
            _("Something of this was merged since. Undo that merging first, then erase this.")
        )
    for eraser in _erasers:
        eraser(change_set)
    for model in (Evidence, Tie, Actor):
        model._default_manager.filter(created_in=change_set).delete()
    # What was merged took values over, so the mergings go too.
    for row in (*_with_undoings(change_set), *(one for m in merges for one in _with_undoings(m))):
        row.changes.all().delete()
        row.comment, row.extras = "", {}
        row.is_erased = True
        row.save(update_fields=["comment", "extras", "is_erased"])
    mark_changed(viewer.network_id)
    return change_set


def _with_undoings(change_set: ChangeSet) -> list[ChangeSet]:
    """A change set, what undid it, what undid that, and so on."""
    chain = [change_set]
    while following := ChangeSet.objects.filter(undoes=chain[-1]).first():
        chain.append(following)
    return chain


def _holds(change_set: ChangeSet) -> bool:
    """Whether a change set is in effect: each undoing turns that around."""
    return len(_with_undoings(change_set)) % 2 == 1


@transaction.atomic
def erase_ties(*, viewer: Viewer, ties: Iterable[Tie]) -> None:
    """Delete ties for good with their history: for those who do not want it said that they were."""
    ids = [tie.pk for tie in ties]
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can change the map."))
    if not ids:
        return
    Evidence.objects.filter(tie__in=ids, tie__network_id=viewer.network_id).delete()
    Tie.objects.filter(pk__in=ids, network_id=viewer.network_id).delete()
    mark_changed(viewer.network_id)
