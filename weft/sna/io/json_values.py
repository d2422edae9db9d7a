"""Parse JSON from strangers, and take lists, objects and cells out of it safely."""

from __future__ import annotations

import json

from weft.sna.io.cell_values import clean_text
from weft.sna.io.limits import MAX_JSON_BYTES, check_size
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import Cell
from weft.sna.io.source import Source


def parse_json(source: Source) -> object:
    """Parse a JSON file, saying the line and column of a mistake."""
    data = source.content()
    check_size(len(data), source.name, MAX_JSON_BYTES)
    text = source.text().lstrip("\ufeff")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FileProblem(
            f"This file is not whole: the JSON breaks off or has a mistake at line {error.lineno}, "
            f"column {error.colno}; export it again.",
            source.name,
            error.lineno,
        ) from None
    except RecursionError:
        raise FileProblem(
            "This file has lists inside lists without end, so it holds no network; export it "
            "again.",
            source.name,
        ) from None
    except ValueError:
        raise FileProblem(
            "This file holds a number too long to read; correct it and try again.",
            source.name,
        ) from None


def as_object(value: object) -> dict[str, object]:
    """The value when it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def as_text(value: object) -> str:
    """The value as words when it is a word or a number, else empty."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        cell = as_cell(value)
        return "" if cell is None else str(cell)
    return ""


def as_cell(value: object) -> Cell:
    """The value as a cell; a list of lists or objects is kept as its JSON text."""
    if value is None or isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**300 else None
    if isinstance(value, list):
        if any(isinstance(each, (list, dict)) for each in value):
            return _as_json(value)
        return [_item(each) for each in value if each is not None]
    return _as_json(value) if value else None


def _item(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(as_cell(value))


def _as_json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "…"


def flat_fields(record: dict[str, object], prefix: str = "", depth: int = 0) -> dict[str, Cell]:
    """The values of a record; those of an object inside it get names such as `location city`."""
    flat: dict[str, Cell] = {}
    for key, value in record.items():
        name = f"{prefix}{clean_text(key)}"
        if isinstance(value, dict) and depth < 3:
            flat.update(flat_fields(value, f"{name} ", depth + 1))
        else:
            flat[name] = as_cell(value)
    return flat
