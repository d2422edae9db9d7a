"""Applies a difference: everything a file adds or changes, as one change set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.db import in_batches, insert_columns, refresh_statistics, reserve_ids, update_rows
from weft.common.errors import NotAllowed
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    saved_columns,
    write_values,
)
from weft.graph.actions.evidence import Seen, write_evidence
from weft.graph.actions.incoming import fields_text, moved, place_columns, tags_text, tie_columns
from weft.graph.difference import Difference
from weft.graph.models import (
    Actor,
    ActorKind,
    Change,
    ChangeKind,
    ChangeSet,
    Evidence,
    EvidenceKind,
    FieldDefinition,
    FieldTarget,
    Layer,
    Tie,
    TieType,
)
from weft.graph.permissions import can_edit_map
from weft.graph.record_values import actor_fields, kind_name, type_name
from weft.sna.io.collecting import without_cycle_search
from weft.sna.io.records import ActorRecord, TieRecord

Report = Callable[[int, str], None]

_ACTOR_COLUMNS = (
    "name", "description", "place", "website", "email", "image", "colour", "size", "x", "y",
    "start", "end", "public_id",
)  # fmt: skip
#: Rows inserted at a time; between two lots the progress is told.
_LOT = 20_000
_LAST_POSITION = 32_000
#: From so many new rows on, the database's idea of its tables is out of date.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Intake:
    """How the new rows come in: who may see them, and what the change set says."""

    visibility: int = Visibility.MEMBERS
    kind: str = ChangeKind.IMPORT
    comment: str = ""
    #: The layer that new rows belong to, instead of those that a file names.
    layer_id: int | None = None
    #: Fields that narrower audiences see where they come from, by target and key.
    field_audiences: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class Written:
    """What was written: the change set, and which row each record of the file is now."""

    change_set: ChangeSet
    actor_ids: list[int]
    tie_ids: list[int]


def _silent(percent: int, step: str) -> None:
    """Nobody waits for the progress."""


@without_cycle_search()
@transaction.atomic
def apply_difference(
    *, viewer: Viewer, difference: Difference, intake: Intake, report: Report = _silent
) -> ChangeSet | None:
    """Write the difference in one transaction; None when there is nothing to write."""
    if difference.changes_nothing and can_edit_map(viewer):
        return None
    return write_difference(
        viewer=viewer, difference=difference, intake=intake, report=report
    ).change_set


@without_cycle_search()
@transaction.atomic
def write_difference(
    *, viewer: Viewer, difference: Difference, intake: Intake, report: Report = _silent
) -> Written:
    """Write the difference as a change set, also where it is empty."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can import."))
    change_set = open_change_set(viewer=viewer, kind=intake.kind, comment=intake.comment)
    change_set.extras = difference.net.extras
    change_set.save(update_fields=["extras"])
    _define_fields(difference, viewer.network_id, intake)
    report(50, _("Adding actors"))
    actor_ids = _insert_actors(difference, change_set, intake)
    report(60, _("Adding ties"))
    tie_ids = _insert_ties(difference, change_set, intake, actor_ids, report)
    report(90, _("Updating what changed"))
    _write_changes(change_set, difference)
    ended = _end_gone(difference, change_set)
    if len(difference.new_actors) + len(difference.new_ties) > _MANY:
        refresh_statistics(Actor, Tie, Evidence)
    close_change_set(
        change_set,
        {
            "actors_new": len(difference.new_actors),
            "actors_changed": len(difference.changed_actors),
            "ties_new": len(difference.new_ties),
            "ties_changed": len(difference.changed_ties),
            **ended,
        },
    )
    return Written(change_set, actor_ids, tie_ids)


def _end_gone(difference: Difference, change_set: ChangeSet) -> dict[str, object]:
    """Take off the map what is gone, with the ties that hang on it."""
    if not (difference.gone_actors or difference.gone_ties):
        return {}
    here = Tie.objects.filter(ended_in__isnull=True, network_id=change_set.network_id)
    actors = Actor.objects.filter(ended_in__isnull=True, network_id=change_set.network_id)
    ties_ended = actors_ended = 0
    for batch in in_batches([tie.pk for tie in difference.gone_ties]):
        ties_ended += here.filter(pk__in=batch).update(ended_in=change_set)
    for batch in in_batches([actor.pk for actor in difference.gone_actors]):
        ties_ended += here.filter(source__in=batch).update(ended_in=change_set)
        ties_ended += here.filter(target__in=batch).update(ended_in=change_set)
        actors_ended += actors.filter(pk__in=batch).update(ended_in=change_set)
    return {"actors_ended": actors_ended, "ties_ended": ties_ended}


def _define_fields(difference: Difference, network_id: int, intake: Intake) -> None:
    """Make a definition for each field that the file brings and the network lacks.

    A new field is seen by those whom the import was chosen for, no wider: its values also
    come to actors that are on the map already and may be public.
    """
    net = difference.net
    for target, records in ((FieldTarget.ACTOR, net.actors), (FieldTarget.TIE, net.ties)):
        keys = dict.fromkeys(key for record in records for key in record.fields)
        if any(getattr(record, "shape", "") for record in records):
            keys["shape"] = None
        FieldDefinition.objects.bulk_create(
            [
                FieldDefinition(
                    network_id=network_id,
                    target=target,
                    key=key,
                    label=key,
                    visibility=max(intake.visibility, intake.field_audiences.get((target, key), 0)),
                    position=min(100 + position, _LAST_POSITION),
                )
                for position, key in enumerate(keys)
            ],
            ignore_conflicts=True,
        )


def _kind_ids(network_id: int, names: set[str]) -> dict[str, int]:
    ActorKind.objects.bulk_create(
        [ActorKind(network_id=network_id, name=name) for name in sorted(names)],
        ignore_conflicts=True,
    )
    return dict(ActorKind.objects.filter(network_id=network_id).values_list("name", "id"))


def _layer_ids(
    network_id: int, records: Sequence[ActorRecord] | Sequence[TieRecord], intake: Intake
) -> list[int | None]:
    """The layer of each new row: the one that all come into, or the one that its file names."""
    names = {record.layer for record in records} - {""}
    if intake.layer_id is not None or not names:
        return [intake.layer_id] * len(records)
    Layer.objects.bulk_create(
        [
            Layer(network_id=network_id, name=name, visibility=intake.visibility)
            for name in sorted(names)
        ],
        ignore_conflicts=True,
    )
    known = dict(Layer.objects.filter(network_id=network_id).values_list("name", "id"))
    return [known.get(record.layer) for record in records]


def _type_ids(network_id: int, names: set[str]) -> dict[str, tuple[int, int | None]]:
    TieType.objects.bulk_create(
        [TieType(network_id=network_id, name=name) for name in sorted(names)],
        ignore_conflicts=True,
    )
    rows = TieType.objects.filter(network_id=network_id).values_list("name", "id", "rung")
    return {name: (pk, rung) for name, pk, rung in rows}


def _free_refs(difference: Difference, records: Sequence[ActorRecord], network: int) -> list[str]:
    """The identifiers that the new actors get: those of the file, each one once."""
    if not difference.keeps_refs:
        return [""] * len(records)
    here = Actor.objects.filter(network_id=network, ended_in__isnull=True).exclude(ref="")
    taken = {"", *here.values_list("ref", flat=True)}
    refs: list[str] = []
    for record in records:
        refs.append("" if record.id in taken else record.id)
        taken.add(record.id)
    return refs


def _insert_actors(difference: Difference, change_set: ChangeSet, intake: Intake) -> list[int]:
    """Insert the new actors; the ids of all of the file's actors, in its order."""
    ids = [actor.pk if actor is not None else 0 for actor in difference.actors]
    records = [difference.net.actors[index] for index in difference.new_actors]
    network_id = change_set.network_id
    if not records:
        return ids
    kinds = _kind_ids(network_id, {kind_name(record) for record in records})
    fresh = reserve_ids(Actor, len(records))
    for index, pk in zip(difference.new_actors, fresh, strict=True):
        ids[index] = pk
    columns: dict[str, Sequence[object]] = {
        "id": fresh,
        "kind_id": [kinds[kind_name(record)] for record in records],
        "search_name": [search_form(record.name) for record in records],
        "ref": _free_refs(difference, records, network_id),
        "topics": [tags_text(record.tags) for record in records],
        "fields": [fields_text(actor_fields(record)) for record in records],
        **{name: [getattr(record, name) for record in records] for name in _ACTOR_COLUMNS},
        **place_columns(records),
        "layer_id": _layer_ids(network_id, records, intake),
        "visibility": [max(int(intake.visibility), record.audience) for record in records],
    }
    insert_columns(Actor, columns, _constants(change_set))
    return ids


def _constants(change_set: ChangeSet) -> dict[str, int]:
    """The columns that all new rows share."""
    return {"network_id": change_set.network_id, "created_in_id": change_set.pk}


def _insert_ties(
    difference: Difference,
    change_set: ChangeSet,
    intake: Intake,
    actor_ids: list[int],
    report: Report,
) -> list[int]:
    """Insert the new ties, each with the piece of evidence that the file is; the ids of all
    of the file's ties, in its order."""
    ids = [tie.pk if tie is not None else 0 for tie in difference.ties]
    records = [difference.net.ties[index] for index in difference.new_ties]
    if not records:
        return ids
    types = _type_ids(change_set.network_id, {type_name(record) for record in records})
    tie_ids = reserve_ids(Tie, len(records))
    for index, pk in zip(difference.new_ties, tie_ids, strict=True):
        ids[index] = pk
    constants = _constants(change_set)
    layers = _layer_ids(change_set.network_id, records, intake)
    for start in range(0, len(records), _LOT):
        lot = records[start : start + _LOT]
        columns = tie_columns(lot, types, actor_ids)
        columns["layer_id"] = layers[start : start + _LOT]
        columns["visibility"] = [max(int(intake.visibility), record.audience) for record in lot]
        insert_columns(Tie, {"id": tie_ids[start : start + _LOT], **columns}, constants)
        report(60 + 25 * (start + len(lot)) // len(records), _("Adding ties"))
    _insert_evidence(change_set)
    return ids


def _insert_evidence(change_set: ChangeSet) -> None:
    """One piece of evidence for each tie that the change set made, out of the ties themselves."""
    columns = "tie_id, kind, date, rung, reporter_id, note, visibility, created_in_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Evidence._meta.db_table} ({columns}) "  # noqa: S608 - our own names
            f"SELECT id, %s, evidence_date, rung, {_number(change_set.made_by_id)}, '', "
            f"visibility, created_in_id FROM {Tie._meta.db_table} "
            "WHERE created_in_id = %s ORDER BY id",
            [EvidenceKind.IMPORTED.value, change_set.pk],
        )


def _write_changes(change_set: ChangeSet, difference: Difference) -> None:
    changes: list[Change] = []
    saved: list[tuple[Actor | Tie, list[str]]] = []
    # What a file says of ties that are there is one piece of evidence among others, of the day on
    # which it was seen where that is told.
    said: list[tuple[Tie, Seen]] = []
    today = timezone.localdate()
    for row_change in difference.changed_actors + difference.changed_ties:
        row = row_change.row
        after = moved(row, row_change.after) if isinstance(row, Actor) else dict(row_change.after)
        if isinstance(row, Tie) and "rung" in after:
            told = difference.net.ties[row_change.record].seen
            on = date.fromisoformat(told) if told else today
            rung = cast("int | None", after.pop("rung"))
            said.append((row, Seen(row, EvidenceKind.IMPORTED, on, rung)))
        if not after:
            continue
        changes.append(write_values(change_set, row, after))
        saved.append((row, saved_columns(type(row), after)))
    update_rows(saved)
    Change.objects.bulk_create(changes, batch_size=500)
    write_evidence(change_set, said)


def _number(value: int | None) -> str:
    # PostgreSQL cannot tell the type of a parameter that is NULL in a list of columns.
    return "CAST(NULL AS bigint)" if value is None else str(int(value))
