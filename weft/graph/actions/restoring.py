"""Puts back what a change set ended, as far as what made it is still in effect."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from weft.graph.errors import CannotUndo
from weft.graph.models import Actor, ChangeSet, Evidence, Tie

#: First and last id of each run of neighbouring rows.
Runs = list[tuple[int, int]]


def restore_ended(change_set: ChangeSet) -> dict[str, Runs]:
    """Put back the rows that the change set ended; which ones, for undoing that in its turn."""
    undone = _out_of_effect(change_set.network_id)
    restored: dict[str, Runs] = {}
    try:
        with transaction.atomic():
            for model, name in ((Actor, "actors"), (Tie, "ties"), (Evidence, "evidence")):
                ended = model._default_manager.filter(ended_in=change_set)
                rows = list(ended.order_by("pk").values_list("pk", "created_in"))
                restored[name] = runs_of(pk for pk, _maker in rows)
                for maker in {maker for _pk, maker in rows} & undone.keys():
                    # What made them is undone itself: undoing that undoing brings them back.
                    ended.filter(created_in=maker).update(ended_in=undone[maker])
                ended.update(ended_in=None)
    except IntegrityError as error:
        raise CannotUndo(
            _("An actor with the same id has been added since. Remove that one first.")
        ) from error
    return restored


def must_stand_alone(change_set: ChangeSet) -> None:
    """Refuse to take actors off the map that others were merged into: they would go along."""
    into = Actor.objects.filter(merged_from__isnull=False, ended_in__isnull=True)
    rows = into.filter(created_in=change_set).exclude(merged_from__created_in=change_set)
    if name := rows.values_list("name", flat=True).first():
        raise CannotUndo(
            _("“%(name)s” was merged with another since. Undo that merging first.") % {"name": name}
        )


def _out_of_effect(network_id: int) -> dict[int, int]:
    """The change sets that are undone, each with the newest undoing that holds.

    An undoing can be undone, and that again: with an odd number of them the first is undone.
    """
    rows = ChangeSet.objects.filter(network_id=network_id, undoes__isnull=False)
    undoings = {undone: pk for undone, pk in rows.values_list("undoes", "pk") if undone is not None}
    undone: dict[int, int] = {}
    for change_set in undoings:
        newest, count = change_set, 0
        while newest in undoings:
            newest, count = undoings[newest], count + 1
        if count % 2:
            undone[change_set] = newest
    return undone


def runs_of(ids: Iterable[int]) -> Runs:
    """Ascending ids as runs: 1, 2, 3, 7 become (1, 3), (7, 7)."""
    runs: Runs = []
    for pk in ids:
        if runs and runs[-1][1] == pk - 1:
            runs[-1] = (runs[-1][0], pk)
        else:
            runs.append((pk, pk))
    return runs
