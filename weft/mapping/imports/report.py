"""What an import would do, or did, as plain values: for the preview page and for --json."""

from __future__ import annotations

from collections.abc import Iterable

from weft.graph.difference import Difference, RowChange
from weft.graph.values import as_text
from weft.sna import io as netio

#: The preview shows this many rows of each sort; the counts are of all.
SHOWN = 50
Report = dict[str, object]


def summary(difference: Difference, change_set_id: int | None) -> Report:
    """The counts of an import, in the shape that `weft import --json` prints."""
    net = difference.net
    return {
        "format": net.format,
        "actors": {
            "new": len(difference.new_actors),
            "changed": len(difference.changed_actors),
            "unchanged": len(difference.unchanged_actors),
            "refused": len(net.refused_actors),
        },
        "ties": {
            "new": len(difference.new_ties),
            "changed": len(difference.changed_ties),
            "unchanged": len(difference.unchanged_ties),
            "refused": len(net.refused_ties),
        },
        "warnings": [_note(note) for note in _all_notes(difference)],
        "changeset": change_set_id,
    }


def _all_notes(difference: Difference) -> Iterable[netio.Note]:
    net = difference.net
    yield from difference.notes
    yield from net.notes
    yield from net.refused_actors
    yield from net.refused_ties


def _note(note: netio.Note) -> dict[str, object]:
    return {"file": note.file, "row": note.row, "message": note.message}


def preview(file: netio.NetworkFile, difference: Difference) -> Report:
    """Everything that the preview page shows."""
    net = difference.net
    return {
        **summary(difference, None),
        "format_label": str(netio.FORMATS[file.format].label),
        "direction": file.direction,
        "tables": [_table(table) for table in file.tables],
        "warnings": [_note(n) for n in [*difference.notes, *net.notes]][:SHOWN],
        "actors_new": [_actor(net.actors[i]) for i in difference.new_actors[:SHOWN]],
        "actors_changed": [_changed(net, c) for c in difference.changed_actors[:SHOWN]],
        "actors_refused": [_note(note) for note in net.refused_actors[:SHOWN]],
        "ties_new": [_tie(net, net.ties[i]) for i in difference.new_ties[:SHOWN]],
        "ties_changed": [_changed(net, c) for c in difference.changed_ties[:SHOWN]],
        "ties_refused": [_note(note) for note in net.refused_ties[:SHOWN]],
        "suspects": [
            {
                "name": suspect.name,
                "resembles": suspect.resembles,
                "is_here": suspect.actor_id is not None,
                "score": suspect.score,
                "row": net.actors[suspect.record].row,
            }
            for suspect in difference.suspects[:SHOWN]
        ],
        "suspects_count": len(difference.suspects),
        "changes_nothing": difference.changes_nothing,
    }


def _table(table: netio.Table) -> Report:
    return {
        "name": table.name,
        "role": table.role,
        "rows": len(table),
        "columns": [
            {
                "heading": heading,
                "field": table.mapping.get(heading, "field"),
                "examples": [str(cell)[:40] for cell in cells if cell not in (None, "")][:3],
            }
            for heading, cells in table.columns.items()
        ],
    }


def _actor(record: netio.ActorRecord) -> Report:
    return {
        "name": record.name,
        "kind": record.kind,
        "place": record.place,
        "topics": record.tags[:5],
        "row": record.row,
    }


def _tie(net: netio.Net, record: netio.TieRecord) -> Report:
    return {
        "source": net.actors[record.source].name,
        "target": net.actors[record.target].name,
        "type": record.type,
        "direction": record.direction,
        "row": record.row,
    }


def _changed(net: netio.Net, change: RowChange) -> Report:
    record: netio.ActorRecord | netio.TieRecord
    if "source_id" in change.row.__dict__:
        record = net.ties[change.record]
        name = f"{net.actors[record.source].name} – {net.actors[record.target].name}"
    else:
        record = net.actors[change.record]
        name = record.name
    values = [
        {"column": column, "before": before, "after": after}
        for key in change.after
        for column, before, after in _unfold(key, change.before.get(key), change.after[key])
    ]
    return {"name": name, "row": record.row, "values": values}


def _unfold(key: str, before: object, after: object) -> list[tuple[str, object, object]]:
    """One line per custom field, else one for the column itself."""
    if key != "fields" or not isinstance(before, dict) or not isinstance(after, dict):
        return [(key, as_text(before), as_text(after))]
    return [
        (name, as_text(before.get(name)), as_text(value))
        for name, value in after.items()
        if before.get(name) != value
    ]
