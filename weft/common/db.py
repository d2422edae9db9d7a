"""Fast ways in for many rows, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.functions import Cast

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Primary keys for `count` new rows. Call it inside the transaction that inserts them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
    return range(first, first + count)


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows of values that the database takes as they are (JSON as text)."""
    quoted = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608 - names of our own tables; drivers take any iterable


def in_batches(ids: Sequence[int], size: int = 5000) -> Iterable[Sequence[int]]:
    """Slices short enough for the database's limit on variables in one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def having_item(rows: Rows, column: str, item: str) -> Rows:
    """Keep the rows whose JSON list in `column` has this text as an item."""
    if connection.vendor == "postgresql":
        return rows.filter(**{f"{column}__contains": [item]})
    as_text = {f"{column}_text": Cast(column, models.TextField())}
    return rows.annotate(**as_text).filter(**{f"{column}_text__contains": json.dumps(item)})
