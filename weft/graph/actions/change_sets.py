"""Opening, closing and undoing change sets: the frame of every write to the net."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.db import update_rows
from weft.common.errors import NotAllowed
from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.graph.actions.moving import turn_around
from weft.graph.actions.restoring import must_stand_alone, restore_ended
from weft.graph.errors import AlreadyUndone
from weft.graph.freshness import refresh_ties
from weft.graph.models import (
    Actor,
    ActorKind,
    Change,
    ChangeKind,
    ChangeSet,
    Evidence,
    FieldDefinition,
    FieldTarget,
    Tie,
    TieType,
)
from weft.graph.permissions import can_undo
from weft.graph.record_values import Values, same
from weft.graph.values import GOVERNED_BY, ensure_builtin_fields
from weft.networks.actions import mark_changed
from weft.networks.models import Network

#: Where an undoing's summary keeps the rows that it put back: first and last id of each run.
RESTORED_ROWS = "restored_rows"


def open_change_set(
    *, viewer: Viewer, kind: str, comment: str = "", undoes: ChangeSet | None = None
) -> ChangeSet:
    """Start a change set. Call it inside the transaction that makes the changes.

    The network's row is held until then, so that two changes of one net follow each other.
    """
    Network.objects.select_for_update().get(pk=viewer.network_id)
    ensure_builtin_fields(viewer.network_id)
    return ChangeSet.objects.create(
        network_id=viewer.network_id,
        kind=kind,
        made_by_id=viewer.account_id,
        made_at=timezone.now(),
        comment=comment[:300],
        undoes=undoes,
    )


def close_change_set(change_set: ChangeSet, summary: dict[str, object]) -> ChangeSet:
    """Store what was done and have the measures computed again."""
    change_set.summary = summary
    change_set.save(update_fields=["summary"])
    mark_changed(change_set.network_id)
    return change_set


def write_values(change_set: ChangeSet, row: Actor | Tie, after: Values) -> Change:
    """Set an actor's or tie's values and keep what they were. Returns the unsaved change."""
    before: Values = {}
    for column, value in after.items():
        before[column] = value_now(row, column)
        setattr(row, column, _as_stored(change_set.network_id, column, value))
    if isinstance(row, Actor) and "name" in after:
        row.search_name = search_form(row.name)
    narrowest = max(
        int(str(before.get("visibility", row.visibility))),
        row.visibility,
        _narrowest_field(change_set, row, before, after),
    )
    if isinstance(row, Tie) and "visibility" in after and change_set.kind != ChangeKind.UNDO:
        _widen_evidence(row, int(str(before["visibility"])))
    return Change(
        change_set=change_set,
        actor=row if isinstance(row, Actor) else None,
        tie=row if isinstance(row, Tie) else None,
        before=before,
        after=after,
        visibility=narrowest,
    )


def _widen_evidence(tie: Tie, before: int) -> None:
    """A tie that is opened takes the evidence along that had its own audience.

    Narrowing hides the evidence with its tie and leaves it as it is, so that undoing it cannot
    open evidence that was narrower from the start.
    """
    if tie.visibility < before:
        Evidence.objects.filter(tie=tie, visibility=before).update(visibility=tie.visibility)


def _narrowest_field(change_set: ChangeSet, row: Actor | Tie, before: Values, after: Values) -> int:
    """The narrowest audience of the fields that a change touches: it is seen by no wider one."""
    target = FieldTarget.ACTOR if isinstance(row, Actor) else FieldTarget.TIE
    audiences = _field_audiences(change_set, target)
    touched = {GOVERNED_BY.get(column, column) for column in after}
    if "fields" in after:
        old, new = before["fields"], after["fields"]
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        touched |= {key for key in {*old, *new} if old.get(key) != new.get(key)}
    return max((audiences.get(column, 0) for column in touched), default=0)


def _field_audiences(change_set: ChangeSet, target: str) -> dict[str, int]:
    """Who may see each field; read once for a change set, however many rows it changes."""
    known: dict[str, dict[str, int]] = change_set.__dict__.setdefault("field_audiences", {})
    if target not in known:
        rows = FieldDefinition.objects.filter(network_id=change_set.network_id, target=target)
        known[target] = dict(rows.values_list("key", "visibility"))
    return known[target]


def value_now(row: Actor | Tie, column: str) -> object:
    """A column's value as a change keeps it: kinds and types by their names."""
    value = getattr(row, column)
    return value.name if column in ("kind", "type") else value


def _as_stored(network_id: int, column: str, value: object) -> object:
    if column == "kind":
        return kind_called(network_id, str(value))
    if column == "type":
        return type_called(network_id, str(value))
    return value


def kind_called(network_id: int, name: str) -> ActorKind:
    return ActorKind.objects.get_or_create(network_id=network_id, name=name)[0]


def type_called(network_id: int, name: str) -> TieType:
    return TieType.objects.get_or_create(network_id=network_id, name=name)[0]


def saved_columns(model: type[Actor | Tie], changed: Iterable[str]) -> list[str]:
    """The columns to save for the changed values, with those that follow from them."""
    columns = set(changed)
    if model is Actor and "name" in columns:
        columns.add("search_name")
    return sorted(columns)


@transaction.atomic
def undo_change_set(*, viewer: Viewer, change_set: ChangeSet) -> ChangeSet:
    """Take back what a change set did. Values that were changed again since are kept.

    The undoing is a change set itself, so it can be undone too.
    """
    if not can_undo(viewer, change_set):
        raise NotAllowed(_("Only convenors and map managers can undo changes."))
    Network.objects.select_for_update().get(pk=viewer.network_id)
    if change_set.is_erased:
        raise AlreadyUndone(_("What this change did has been erased for good."))
    if ChangeSet.objects.filter(undoes=change_set).exists():
        raise AlreadyUndone(_("This change has been undone before."))
    must_stand_alone(change_set)
    undo = open_change_set(
        viewer=viewer, kind=ChangeKind.UNDO, comment=change_set.comment, undoes=change_set
    )
    touched = _ties_with_evidence(change_set)
    moved, settled = turn_around(change_set, undo)
    ended = _end_rows(change_set, undo)
    restored = restore_ended(change_set)
    refresh_ties(touched - settled)
    reverted, kept = _revert_values(change_set, undo)
    return close_change_set(
        undo,
        {
            **ended,
            **moved,
            "restored": sum(last - first + 1 for runs in restored.values() for first, last in runs),
            RESTORED_ROWS: restored,
            "reverted": reverted,
            "kept_newer": kept,
        },
    )


def _ties_with_evidence(change_set: ChangeSet) -> set[int]:
    """Ties of other change sets whose evidence this one added or ended."""
    evidence = Evidence.objects.exclude(tie__created_in=change_set).filter(
        Q(created_in=change_set) | Q(ended_in=change_set)
    )
    return set(evidence.values_list("tie", flat=True))


def _end_rows(change_set: ChangeSet, undo: ChangeSet) -> dict[str, object]:
    """End the rows that the change set made or put back, and the ties that hang on its actors."""
    put_back = change_set.summary.get(RESTORED_ROWS, {})
    counts: dict[str, object] = {}
    for model, name in ((Actor, "actors"), (Tie, "ties"), (Evidence, "evidence")):
        here = model._default_manager.filter(ended_in__isnull=True)
        counts[f"{name}_ended"] = here.filter(created_in=change_set).update(ended_in=undo) + sum(
            here.filter(pk__range=run).update(ended_in=undo) for run in put_back.get(name, ())
        )
    hanging = Q(source__ended_in=undo) | Q(target__ended_in=undo)
    loose = Tie.objects.filter(hanging, ended_in__isnull=True).values("pk")
    counts["ties_ended"] = int(str(counts["ties_ended"])) + Tie.objects.filter(pk__in=loose).update(
        ended_in=undo
    )
    return counts


def _revert_values(change_set: ChangeSet, undo: ChangeSet) -> tuple[int, int]:
    """Put back each value that still is what the change set made it."""
    reverted = kept = 0
    changes: list[Change] = []
    saved: list[tuple[Actor | Tie, list[str]]] = []
    for change in change_set.changes.select_related("actor__kind", "tie__type").iterator(2000):
        row = change.actor or change.tie
        assert row is not None
        back: Values = {}
        for column, value in change.after.items():
            current = value_now(row, column)
            if column == "fields":
                fields = _reverted_fields(current, change.before[column], value)
                if fields != current:
                    back[column] = fields
                else:
                    kept += 1
            elif same(current, value):
                back[column] = change.before[column]
            else:
                kept += 1
        if back:
            changes.append(write_values(undo, row, back))
            saved.append((row, saved_columns(type(row), back)))
            reverted += 1
    update_rows(saved)
    Change.objects.bulk_create(changes, batch_size=500)
    return reverted, kept


def _reverted_fields(current: object, before: Values, after: Values) -> Values:
    """Put back each field that still is what the change made it; others may have changed."""
    fields = dict(cast("Values", current))
    for key in before.keys() | after.keys():
        if key in before and key in after and same(before[key], after[key]):
            continue
        if key in after and key in fields and same(fields[key], after[key]):
            del fields[key]
        elif key in after or key in fields:
            continue
        if key in before:
            fields[key] = before[key]
    return fields
