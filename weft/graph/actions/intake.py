"""Applies a difference: everything a file adds or changes, as one change set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.db import insert_rows, reserve_ids
from weft.common.errors import NotAllowed
from weft.common.names import search_form
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions.change_sets import (
    close_change_set,
    open_change_set,
    saved_columns,
    write_values,
)
from weft.graph.difference import Difference, RowChange, kind_name
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
    Tie,
    TieType,
)
from weft.graph.permissions import can_edit_map
from weft.graph.places import locate
from weft.graph.record_values import DEFAULT_TYPE, Values, actor_values, tie_values

Report = Callable[[int, str], None]

_ACTOR_COLUMNS = (
    "description", "place", "region", "latitude", "longitude", "website", "email", "image",
    "colour", "size", "x", "y", "start", "end",
)  # fmt: skip
_NUMBERS = {"latitude", "longitude", "size", "x", "y"}
_TIE_COLUMNS = ("label", "description", "colour", "start", "end")


@dataclass(frozen=True, slots=True)
class Intake:
    """How the new rows come in: who may see them, and what the change set says."""

    visibility: int = Visibility.MEMBERS
    kind: str = ChangeKind.IMPORT
    comment: str = ""


def _silent(percent: int, step: str) -> None:
    """Nobody waits for the progress."""


@transaction.atomic
def apply_difference(
    *, viewer: Viewer, difference: Difference, intake: Intake, report: Report = _silent
) -> ChangeSet | None:
    """Write the difference in one transaction; None when there is nothing to write."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can import."))
    if difference.changes_nothing:
        return None
    change_set = open_change_set(viewer=viewer, kind=intake.kind, comment=intake.comment)
    change_set.extras = difference.net.extras
    change_set.save(update_fields=["extras"])
    _define_fields(difference, viewer.network_id)
    report(10, _("Adding actors"))
    actor_ids = _insert_actors(difference, change_set, intake)
    report(40, _("Adding ties"))
    _insert_ties(difference, change_set, intake, actor_ids)
    report(80, _("Updating what changed"))
    _write_changes(change_set, difference.changed_actors + difference.changed_ties)
    return close_change_set(
        change_set,
        {
            "actors_new": len(difference.new_actors),
            "actors_changed": len(difference.changed_actors),
            "ties_new": len(difference.new_ties),
            "ties_changed": len(difference.changed_ties),
        },
    )


def _define_fields(difference: Difference, network_id: int) -> None:
    """Make a definition for each field that the file brings and the network lacks."""
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
                    key=key[:100],
                    label=key[:100],
                    position=100 + position,
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


def _type_ids(network_id: int, names: set[str]) -> dict[str, tuple[int, int | None]]:
    TieType.objects.bulk_create(
        [TieType(network_id=network_id, name=name) for name in sorted(names)],
        ignore_conflicts=True,
    )
    rows = TieType.objects.filter(network_id=network_id).values_list("name", "id", "rung")
    return {name: (pk, rung) for name, pk, rung in rows}


def _text(value: object) -> str:
    return json.dumps(value)


def _placed(values: Values) -> Values:
    place = values.get("place") or values.get("region")
    if not place or values.get("latitude") is not None:
        return values
    hint = str(values.get("region") or "")
    found = locate(str(place), hint)
    if found is None:
        return values
    return {
        **values,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "region": values.get("region") or found.region,
    }


def _insert_actors(difference: Difference, change_set: ChangeSet, intake: Intake) -> list[int]:
    """Insert the new actors; the ids of all of the file's actors, in its order."""
    records = difference.net.actors
    ids = [actor.pk if actor is not None else 0 for actor in difference.actors]
    new = difference.new_actors
    network_id = change_set.network_id
    kinds = _kind_ids(network_id, {kind_name(records[index]) for index in new})
    fresh = reserve_ids(Actor, len(new))
    for index, pk in zip(new, fresh, strict=True):
        ids[index] = pk
    taken = set(
        Actor.objects.filter(network_id=network_id, ended_in__isnull=True)
        .exclude(ref="")
        .values_list("ref", flat=True)
    )

    def rows() -> Iterator[tuple[object, ...]]:
        for index in new:
            record = records[index]
            values = _placed(actor_values(record))
            ref = str(values.get("ref", "")) if difference.keeps_refs else ""
            if ref in taken:
                ref = ""
            taken.add(ref)
            name = str(values["name"])
            yield (
                ids[index], network_id, kinds[kind_name(record)], name,
                search_form(name)[:300], ref,
                _text(values.get("topics", [])), _text(values.get("fields", {})),
                intake.visibility, change_set.pk,
                *(
                    values.get(column, None if column in _NUMBERS else "")
                    for column in _ACTOR_COLUMNS
                ),
            )  # fmt: skip

    columns = (
        "id", "network_id", "kind_id", "name", "search_name", "ref", "topics", "fields",
        "visibility", "created_in_id", *_ACTOR_COLUMNS,
    )  # fmt: skip
    insert_rows(Actor, columns, rows())
    return ids


def _date_of(text: str, today: date) -> date:
    """The day a tie's evidence is of: its start where the file gives one, else today."""
    parts = [part for part in text[:10].split("-") if part.isdigit()]
    if not parts or len(parts[0]) != 4:
        return today
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    try:
        return min(date(year, month, day), today)
    except ValueError:
        return today


def _insert_ties(
    difference: Difference, change_set: ChangeSet, intake: Intake, actor_ids: list[int]
) -> None:
    new = difference.new_ties
    records = difference.net.ties
    network_id = change_set.network_id
    types = _type_ids(network_id, {records[i].type[:100] or DEFAULT_TYPE for i in new})
    today = timezone.localdate()
    tie_ids = reserve_ids(Tie, len(new))
    evidence_ids = reserve_ids(Evidence, len(new))
    evidence: list[tuple[object, ...]] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for index, tie_id, evidence_id in zip(new, tie_ids, evidence_ids, strict=True):
            record = records[index]
            values = tie_values(record)
            type_id, type_rung = types[record.type[:100] or DEFAULT_TYPE]
            rung = record.rung if record.rung is not None else type_rung
            day = _date_of(record.start, today)
            evidence.append(
                (
                    evidence_id, tie_id, EvidenceKind.IMPORTED.value, day, rung,
                    change_set.made_by_id, "", intake.visibility, change_set.pk,
                )
            )  # fmt: skip
            yield (
                tie_id, network_id, type_id, actor_ids[record.source],
                actor_ids[record.target], record.direction, str(values.get("ref", "")),
                record.weight, rung, day, _text(record.tags), _text(values.get("fields", {})),
                intake.visibility, change_set.pk,
                *(values.get(column, "") for column in _TIE_COLUMNS),
            )  # fmt: skip

    columns = (
        "id", "network_id", "type_id", "source_id", "target_id", "direction", "ref", "weight",
        "rung", "evidence_date", "topics", "fields", "visibility", "created_in_id",
        *_TIE_COLUMNS,
    )  # fmt: skip
    insert_rows(Tie, columns, rows())
    evidence_columns = (
        "id", "tie_id", "kind", "date", "rung", "reporter_id", "note", "visibility",
        "created_in_id",
    )  # fmt: skip
    insert_rows(Evidence, evidence_columns, evidence)


def _write_changes(change_set: ChangeSet, changed: list[RowChange]) -> None:
    changes: list[Change] = []
    for row_change in changed:
        row = row_change.row
        after = row_change.after
        if isinstance(row, Actor) and "place" in after and "latitude" not in after:
            after = {"latitude": None, "longitude": None, **_placed(after)}
        changes.append(write_values(change_set, row, after))
        row.save(update_fields=saved_columns(type(row), after))
    Change.objects.bulk_create(changes, batch_size=500)
