"""Moves what hangs on an actor to the one that it turned out to be, and back.

Rows move rather than being copied, so that each still belongs to the change set that brought it,
and erasing that deletes them. What was moved stands as ids in the summary of the change set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from weft.common.db import in_batches
from weft.graph.actions.restoring import Runs, runs_of
from weft.graph.errors import CannotUndo
from weft.graph.models import Actor, ChangeSet, Evidence, Tie

#: Where the summary of a merging, and of its undoings, keeps what it moved.
MOVED = "moved"
Moved = dict[str, Any]
#: Columns of a tie that follow from others and so have no change of their own in the history.
_DERIVED = ("rung", "evidence_date", "visibility")


def move_to(kept: Actor, merged: Actor, ties: Iterable[Tie]) -> Moved:
    """Hang ties, and what the merged actor says, on the kept one."""
    ids = [tie.pk for tie in ties]
    sources: list[int] = []
    targets: list[int] = []
    for batch in in_batches(ids):
        own = Tie.objects.filter(pk__in=batch)
        sources += own.filter(source=merged).values_list("pk", flat=True)
        targets += own.filter(target=merged).values_list("pk", flat=True)
        own.filter(source=merged).update(source=kept)
        own.filter(target=merged).update(target=kept)
    told = Evidence.objects.filter(said_by=merged)
    said = list(told.values_list("pk", flat=True))
    told.update(said_by=kept)
    Actor.objects.filter(pk=merged.pk).update(merged_into=kept)
    return {
        "kept": kept.pk,
        "merged": merged.pk,
        "together": True,
        "sources": runs_of(sorted(sources)),
        "targets": runs_of(sorted(targets)),
        "said": runs_of(sorted(said)),
    }


def copy_evidence(pairs: Sequence[tuple[int, int]], *, but: Sequence[int] = ()) -> dict[str, Runs]:
    """Let the first tie of each pair rest on the evidence of the second too.

    A copy belongs to the change set of what it copies, and ends and goes with that.
    """
    stays = {ends: stays for stays, ends in pairs}
    known = set(but)
    rows = Evidence.objects.filter(tie__in=stays, ended_in__isnull=True).order_by("pk")
    rows_to_copy = [row for row in rows if row.pk not in known]
    copies = [
        Evidence(
            tie_id=stays[row.tie_id],
            kind=row.kind,
            date=row.date,
            rung=row.rung,
            reporter_id=row.reporter_id,
            said_by_id=row.said_by_id,
            note=row.note,
            visibility=row.visibility,
            created_in_id=row.created_in_id,
        )
        for row in rows_to_copy
    ]
    made = Evidence.objects.bulk_create(copies, batch_size=500)
    return {
        "copied": runs_of(row.pk for row in rows_to_copy),
        "copies": runs_of(sorted(row.pk for row in made)),
    }


def restate(tie: Tie, before: dict[str, object]) -> list[object]:
    """What a tie's derived values were and have become, as the summary keeps it."""
    return [tie.pk, before, derived(tie)]


def derived(tie: Tie) -> dict[str, object]:
    values = {column: getattr(tie, column) for column in _DERIVED}
    return {**values, "evidence_date": tie.evidence_date and tie.evidence_date.isoformat()}


def turn_around(change_set: ChangeSet, undo: ChangeSet) -> tuple[dict[str, Moved], set[int]]:
    """Move everything back that a merging moved, or forth again where an undoing moved it back.

    Gives what the undoing's summary is to keep, and the ties whose rung is settled.
    """
    moved: Moved | None = change_set.summary.get(MOVED)
    if moved is None:
        return {}, set()
    if not moved["together"]:
        return _move_again(moved, change_set, undo)
    kept, merged = moved["kept"], moved["merged"]
    _must_be_here(moved, (kept,))
    for run in moved["sources"]:
        Tie.objects.filter(pk__range=run, source=kept).update(source=merged)
    for run in moved["targets"]:
        Tie.objects.filter(pk__range=run, target=kept).update(target=merged)
    for run in moved["said"]:
        Evidence.objects.filter(pk__range=run, said_by=kept).update(said_by=merged)
    for run in moved["copies"]:
        Evidence.objects.filter(pk__range=run, ended_in__isnull=True).update(ended_in=undo)
    Actor.objects.filter(pk=merged).update(merged_into=None)
    settled = _put_derived(moved["restated"], at=2, to=1)
    return {MOVED: {**moved, "together": False}}, settled


def _move_again(
    moved: Moved, change_set: ChangeSet, undo: ChangeSet
) -> tuple[dict[str, Moved], set[int]]:
    """Merge again: with what was tied to the merged actor since, too."""
    _must_be_here(moved, (moved["kept"], moved["merged"]))
    kept, merged = (Actor.objects.get(pk=moved[name]) for name in ("kept", "merged"))
    ending = {pk for pair in moved["joined"] for pk in pair[1:]} | set(moved["between"])
    ties = _on_map().filter(Q(source=merged) | Q(target=merged)).exclude(pk__in=ending)
    ties = ties.exclude(source=kept).exclude(target=kept)
    if _on_map().filter(pk__in=[stays for stays, _ends in moved["joined"]]).count() != len(
        moved["joined"]
    ):
        raise CannotUndo(_("Their ties have changed since. Merge the two again instead."))
    again = move_to(kept, merged, ties)
    fresh = copy_evidence(moved["joined"], but=list(_each(moved["copied"])))
    both = {name: runs_of(sorted({*_each(moved[name]), *_each(fresh[name])})) for name in fresh}
    settled = _put_derived(moved["restated"], at=1, to=2) if not fresh["copies"] else set()
    return {MOVED: {**moved, **again, **both}}, settled


def _on_map() -> QuerySet[Tie]:
    return Tie.objects.filter(ended_in__isnull=True)


def _each(runs: Runs) -> Iterable[int]:
    return (pk for first, last in runs for pk in range(first, last + 1))


def _must_be_here(moved: Moved, actors: Sequence[int]) -> None:
    if Actor.objects.filter(pk__in=actors, ended_in__isnull=True).count() != len(actors):
        raise CannotUndo(
            _("One of the two has been merged again or taken off the map since. Undo that first.")
        )


def _put_derived(restated: Sequence[Sequence[Any]], *, at: int, to: int) -> set[int]:
    """Put derived values of ties where they were, as far as nothing has changed them since."""
    rows = Tie.objects.in_bulk([one[0] for one in restated])
    settled: list[Tie] = []
    for one in restated:
        tie = rows.get(one[0])
        if tie is None or derived(tie) != one[at]:
            continue
        values = dict(one[to])
        day = values.pop("evidence_date")
        tie.evidence_date = date.fromisoformat(day) if day else None
        for column, value in values.items():
            setattr(tie, column, value)
        settled.append(tie)
    Tie.objects.bulk_update(settled, _DERIVED, batch_size=500)
    return {tie.pk for tie in settled}
