"""Fast ways in for many rows, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def insert_columns(
    model: type[models.Model],
    columns: Mapping[str, Sequence[Any]],
    constants: Mapping[str, str | int | float | None],
) -> None:
    """Insert rows given as columns of values that the database takes as they are (JSON as text).

    What is the same in every row stands in the statement once. That saves SQLite most of its
    work: it spends more time on taking values over than on storing them.
    """
    same = dict(constants)
    varied: dict[str, Sequence[Any]] = {}
    for name, values in columns.items():
        first = values[0] if values else None
        if isinstance(first, str | int | float | None) and _all_are(values, first):
            same[name] = first
        else:
            varied[name] = values
    if connection.vendor == "postgresql":
        _copy_in(model, varied, same)
        return
    quoted = ", ".join(connection.ops.quote_name(name) for name in (*varied, *same))
    places = ", ".join([*["%s"] * len(varied), *map(_literal, same.values())])
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({quoted}) VALUES ({places})",  # noqa: S608 - our own names
            zip(*varied.values(), strict=True),  # type: ignore[arg-type]  # drivers take any iterable
        )


def _all_are(values: Sequence[Any], first: object) -> bool:
    return len(values) > 1 and not isinstance(values, range) and values.count(first) == len(values)


def _literal(value: str | float | None) -> str:
    """A constant as SQL; the doubled % is for Django, which looks for placeholders."""
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("%", "%%") + "'"
    return repr(int(value) if isinstance(value, bool) else value)


def _copy_in(
    model: type[models.Model], varied: Mapping[str, Sequence[Any]], same: Mapping[str, Any]
) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in (*varied, *same))
    table = connection.ops.quote_name(model._meta.db_table)
    rest = tuple(same.values())
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy,
    ):
        for row in zip(*varied.values(), strict=True):
            copy.write_row((*row, *rest))


def refresh_statistics(*changed: type[models.Model]) -> None:
    """Have PostgreSQL look at tables that a transaction has filled.

    Until it does, it takes them for nearly empty and reads ties by nested loops: minutes
    instead of a second. By itself it looks only some time after the transaction.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in changed)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def update_rows(rows: Iterable[tuple[models.Model, Sequence[str]]]) -> None:
    """Save the named columns of many rows, each with columns of its own."""
    groups: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = defaultdict(list)
    for row, names in rows:
        groups[type(row), tuple(names)].append(row)
    for (model, names), members in groups.items():
        fields = [_column_field(model, name) for name in names]
        sets = ", ".join(f"{connection.ops.quote_name(str(field.column))} = %s" for field in fields)
        table = connection.ops.quote_name(model._meta.db_table)
        values = [(*(_prepared(field, row) for field in fields), row.pk) for row in members]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {sets} WHERE id = %s",  # noqa: S608 - our own names
                values,
            )


def _column_field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _prepared(field: models.Field[Any, Any], row: models.Model) -> object:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def in_batches(ids: Sequence[int], size: int = 5000) -> Iterable[Sequence[int]]:
    """Slices short enough for the database's limit on variables in one statement."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def having_any(rows: Rows, column: str, items: Sequence[str]) -> Rows:
    """Keep the rows whose JSON list in `column` has one of these texts as an item."""
    wanted = models.Q()
    if connection.vendor == "postgresql":
        for item in items:
            wanted |= models.Q(**{f"{column}__contains": [item]})
        return rows.filter(wanted)
    for item in items:
        wanted |= models.Q(**{f"{column}_text__contains": json.dumps(item)})
    as_text = {f"{column}_text": Cast(column, models.TextField())}
    return rows.annotate(**as_text).filter(wanted)


class DaysSince1970(models.Func):
    """A date as a whole number, so that many of them can be read as numbers."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(%(expressions)s - DATE '1970-01-01')"
        return super().as_sql(compiler, connection, template=template, **context)
