"""Our own CSV export: actors.csv, ties.csv and extras.json, written and read back whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from weft.sna.io.column_plan import Columns, plan_columns, references
from weft.sna.io.csv_tables import numbered_rows
from weft.sna.io.json_values import as_object
from weft.sna.io.own_tables import (
    CSV_ACTORS,
    CSV_TIES,
    FIRST_CSV_ACTORS,
    FIRST_CSV_TIES,
    encode_cell,
    join_list,
    neutralise,
    restore_types,
    take_off_prefix,
)
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import ActorRecord, Cell, Net, NetworkFile, TieRecord
from weft.sna.io.row_tables import NumberedRow, read_rows
from weft.sna.io.source import Source

_EPOCH = (2020, 1, 1, 0, 0, 0)
_EXTRAS_MARK = "weft-extras"


def write_csv(net: Net, path: Path, title: str) -> None:
    """Write a zip of two tables, and of a third file for what tables cannot hold."""
    actors = plan_columns(net.actors, CSV_ACTORS)
    ties = plan_columns(net.ties, CSV_TIES)
    names = references(net)
    extras = {
        "format": _EXTRAS_MARK,
        "title": title,
        "actors": actors.schema(),
        "ties": ties.schema(),
        "extras": net.extras,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "actors.csv", _actors_text(net, actors, names))
        _add(archive, "ties.csv", _ties_text(net, ties, names))
        if net.extras or title or actors.fields or ties.fields:
            _add(archive, "extras.json", json.dumps(extras, ensure_ascii=False, indent=1))


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    # A fixed date makes two exports of the same network the same file.
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Excel shows accents rightly only after this mark.
    mark = "\ufeff" if name.endswith(".csv") else ""
    archive.writestr(entry, (mark + text).encode("utf-8"))


def _table_text(headings: Iterable[str], rows: Iterable[list[str]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutralise(heading) for heading in headings])
    writer.writerows([neutralise(cell) for cell in row] for row in rows)
    return stream.getvalue()


def _known_text(record: ActorRecord | TieRecord, meaning: str) -> str:
    value = getattr(record, meaning)
    if isinstance(value, list):
        return join_list(value)
    return "" if value is None else str(value)


def _field_texts(record: ActorRecord | TieRecord, columns: Columns) -> list[str]:
    return [encode_cell(record.fields.get(each.name), each.type) for each in columns.fields]


def _actors_text(net: Net, columns: Columns, names: list[str]) -> str:
    rows = (
        [
            name,
            *(_known_text(actor, meaning) for meaning in CSV_ACTORS[1:]),
            *_field_texts(actor, columns),
        ]
        for actor, name in zip(net.actors, names, strict=True)
    )
    headings = [*CSV_ACTORS, *(each.heading for each in columns.fields)]
    return _table_text(headings, rows)


def _ties_text(net: Net, columns: Columns, names: list[str]) -> str:
    rows = (
        [
            tie.id,
            names[tie.source],
            net.actors[tie.source].name,
            names[tie.target],
            net.actors[tie.target].name,
            *(_known_text(tie, meaning) for meaning in CSV_TIES[5:]),
            *_field_texts(tie, columns),
        ]
        for tie in net.ties
    )
    headings = [*CSV_TIES, *(each.heading for each in columns.fields)]
    return _table_text(headings, rows)


def own_part(source: Source) -> str:
    """Which file of our export a source is: actors, ties, extras, or none of them."""
    head = source.head()[:4_000].decode("utf-8-sig", "replace")
    first = head.split("\n", 1)[0].strip().replace('"', "").split(",")
    if tuple(first[: len(FIRST_CSV_ACTORS)]) == FIRST_CSV_ACTORS:
        return "actors"
    if tuple(first[: len(FIRST_CSV_TIES)]) == FIRST_CSV_TIES:
        return "ties"
    return "extras" if _EXTRAS_MARK in head[:200] else ""


def read_own_csv(parts: dict[str, Source]) -> NetworkFile:
    """Read the files of our own export."""
    noted: dict[str, object] = {}
    if "extras" in parts:
        try:
            noted = as_object(json.loads(parts["extras"].text()))
        except (ValueError, RecursionError):
            message = "This file is damaged; leave it out or export the network again."
            raise FileProblem(message, parts["extras"].name) from None
    file = NetworkFile("csv", [])
    for key, known, fewest in (
        ("actors", CSV_ACTORS, len(FIRST_CSV_ACTORS)),
        ("ties", CSV_TIES, len(FIRST_CSV_TIES)),
    ):
        if key not in parts:
            continue
        source = parts[key]
        rows: list[NumberedRow] = [
            (number, [_taken_off(cell) for cell in cells])
            for number, cells in numbered_rows(source.text(), ",", source.name)
        ]
        found = read_rows(source.name, key, rows, heading_known=True)
        if found is None:
            continue
        found.table.role = "actors" if key == "actors" else "ties"
        headings = {name: name for name in known if not name.endswith("_name")}
        table = restore_types(found.table, headings, noted.get(key))
        for heading in ("source_name", "target_name"):
            if key == "ties" and heading in table.columns:
                table.mapping[heading] = "ignore"
        # Without the notes on types the fields are words, to be guessed as in any CSV.
        table.typed = "extras" in parts or len(found.table.columns) in (len(known), fewest)
        file.tables.append(table)
        file.refused.extend(table.refused)
        file.notes.extend(source.notes)
    file.extras = as_object(noted.get("extras"))
    if title := noted.get("title"):
        file.extras.setdefault("title", title)
    return file


def _taken_off(cell: Cell) -> Cell:
    return take_off_prefix(cell) if isinstance(cell, str) else cell
