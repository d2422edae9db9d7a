"""Collect records of a structured file (JSON, GEXF, GraphML…) into a typed `Table`."""

from __future__ import annotations

from weft.sna.io.limits import check_columns, check_rows
from weft.sna.io.records import Cell, Table, TableRole


class RecordTable:
    """Rows of known meanings and of the file's own fields, which keep their exact names."""

    def __init__(self, file: str, name: str, role: TableRole) -> None:
        self.file = file
        self.name = name
        self.role = role
        self.rows: list[int] = []
        self.known: list[dict[str, Cell]] = []
        self.fields: list[dict[str, Cell]] = []

    def add(self, row: int, known: dict[str, Cell], fields: dict[str, Cell]) -> None:
        """Take in one record."""
        self.rows.append(row)
        self.known.append(known)
        self.fields.append(fields)
        if len(self.rows) % 100_000 == 0:
            check_rows(len(self.rows), self.file)

    def table(self) -> Table:
        """The records as columns; a meaning gives way to a field of the same name."""
        meanings = dict.fromkeys(key for record in self.known for key in record)
        names = dict.fromkeys(key for record in self.fields for key in record)
        check_columns(len(meanings) + len(names), self.file)
        columns: dict[str, list[Cell]] = {}
        mapping: dict[str, str] = {}
        for meaning in meanings:
            heading = meaning
            while heading in names:
                heading += "*"
            columns[heading] = [record.get(meaning) for record in self.known]
            mapping[heading] = meaning
        for name in names:
            columns[name] = [record.get(name) for record in self.fields]
        return Table(self.file, self.name, self.role, columns, self.rows, mapping, typed=True)
