"""Turn one cell into text, a number, a colour, a date, a position, a list or a direction."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time

from weft.sna.io.records import Cell, Direction

#: Characters that XML cannot hold and no reader of text expects.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?\Z")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([, \u00a0\u202f]\d{3})+(\.\d+)?\Z")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+([ .\u00a0\u202f]\d{3})*,\d+\Z")
_PLAIN_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})\Z", re.ASCII)
_PLAIN_FLOAT = re.compile(r"-?(0|[1-9]\d*)\.\d+([eE][+-]?\d{1,3})?\Z|-?\d\.?\d*[eE][+-]?\d{1,2}\Z",
                          re.ASCII)  # fmt: skip
_LAT_LONG = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\Z")
_RGB = re.compile(r"rgba?\(\s*([\d.]+%?)\s*[, ]\s*([\d.]+%?)\s*[, ]\s*([\d.]+%?)", re.IGNORECASE)
_TRIPLE = re.compile(r"(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\Z")
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{8}|[0-9a-fA-F]{3})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?\Z", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z", re.ASCII)
_DATETIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}.*)\Z", re.ASCII)

_DIRECTIONS: dict[str, Direction] = {
    "directed": "directed", "dir": "directed", "->": "directed", "→": "directed",
    "one-way": "directed", "oneway": "directed", "arc": "directed",
    "undirected": "undirected", "undir": "undirected", "-": "undirected", "--": "undirected",
    "none": "undirected", "edge": "undirected",
    "mutual": "mutual", "both": "mutual", "two-way": "mutual", "bidirectional": "mutual",
    "reciprocal": "mutual", "<->": "mutual", "↔": "mutual",
    "dirigé": "directed", "non dirigé": "undirected", "mutuel": "mutual",
    "dirigido": "directed", "no dirigido": "undirected", "mutuo": "mutual",
    "gerichtet": "directed", "ungerichtet": "undirected", "gegenseitig": "mutual",
}  # fmt: skip
_NAMED_COLOURS = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000",
    "blue": "#0000ff", "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080",
    "pink": "#ffc0cb", "brown": "#a52a2a", "grey": "#808080", "gray": "#808080",
    "cyan": "#00ffff", "magenta": "#ff00ff", "lime": "#00ff00", "navy": "#000080",
    "teal": "#008080", "maroon": "#800000", "olive": "#808000", "silver": "#c0c0c0",
    "turquoise": "#40e0d0", "gold": "#ffd700", "violet": "#ee82ee", "indigo": "#4b0082",
}  # fmt: skip


def clean_text(value: str) -> str:
    """Drop characters no file may hold and write every line end the same way."""
    if value.isprintable():
        return value.strip()
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", value).strip()


def to_text(value: Cell) -> str:
    """Write a cell as words; whole numbers that a spreadsheet made decimal stay whole."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, int):
        return str(value)
    return " | ".join(to_text(each) for each in value)


def to_number(value: Cell) -> float | None:
    """Read a number in the usual ways of writing one; None when it is not a finite number."""
    if isinstance(value, bool) or value is None or isinstance(value, list):
        return None
    if isinstance(value, str):
        text = value.strip()
        if _THOUSANDS.match(text):
            text = re.sub(r"[, \u00a0\u202f]", "", text)
        elif _DECIMAL_COMMA.match(text):
            text = re.sub(r"[ .\u00a0\u202f]", "", text).replace(",", ".")
        elif not _NUMBER.match(text):
            return None
        value = float(text)
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def to_lat_long(value: str) -> tuple[float, float] | None:
    """Read `51.45, -2.58`; None when the text is not two numbers."""
    match = _LAT_LONG.match(value)
    return (float(match[1]), float(match[2])) if match else None


def _channel(text: str) -> int:
    number = float(text.rstrip("%")) * (2.55 if text.endswith("%") else 1)
    return max(0, min(255, round(number)))


def to_colour(value: Cell) -> str:
    """Write any usual colour as #rrggbb; empty when it is not a colour."""
    text = to_text(value)
    if match := _HEX.match(text):
        digits = match[1].lower()
        return "#" + ("".join(d * 2 for d in digits) if len(digits) == 3 else digits[:6])
    if match := _RGB.match(text) or _TRIPLE.match(text):
        try:
            return "#{:02x}{:02x}{:02x}".format(*(_channel(part) for part in match.groups()))
        except (ValueError, OverflowError):
            return ""
    return _NAMED_COLOURS.get(text.lower(), "")


def to_date(value: Cell) -> str | None:
    """Write a date as YYYY, YYYY-MM or YYYY-MM-DD; None when it is not a date."""
    text = to_text(value)
    text = text.removesuffix(".0") if len(text) == 6 else text
    if match := _DAY_FIRST.match(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.match(text):
        year, month, day = match.groups()
    elif match := _DATETIME.match(text):
        midnight = match[2].rstrip("Z").removesuffix("+00:00").strip("0:.") == ""
        return to_date(match[1]) if midnight else text
    else:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(
        [year] + [f"{int(part):02d}" for part in (month, day if month else None) if part]
    )


def to_direction(value: Cell) -> Direction | None:
    """Read a direction word; None when it is not one."""
    return _DIRECTIONS.get(to_text(value).lower())


def split_values(value: Cell, separators: str = "|") -> list[str]:
    """Split a cell that holds several values, leaving out the empty ones."""
    if isinstance(value, list):
        parts = [to_text(each) for each in value]
    else:
        text = to_text(value)
        for separator in separators[1:]:
            text = text.replace(separator, separators[0])
        parts = [part.strip() for part in text.split(separators[0])]
    return [part for part in parts if part]


def typed_column(values: list[Cell]) -> list[Cell]:
    """Turn a column of words into numbers or yes/no when every cell of it reads as such."""
    texts = [value for value in values if value is not None and value != ""]
    if not texts or not all(isinstance(value, str) for value in texts):
        return values
    words = [str(value).strip() for value in texts]
    if all(_PLAIN_INTEGER.match(word) for word in words):
        return [int(str(value)) if value not in (None, "") else None for value in values]
    if all(_PLAIN_INTEGER.match(word) or _PLAIN_FLOAT.match(word) for word in words):
        return [_finite(value) if value not in (None, "") else None for value in values]
    if all(word.lower() in ("true", "false") for word in words):
        return [
            str(value).strip().lower() == "true" if value not in (None, "") else None
            for value in values
        ]
    return values


def _finite(value: Cell) -> Cell:
    number = to_number(value)
    return value if number is None else number


def plain_cell(value: object) -> Cell:
    """Keep what a cell may hold; dates become ISO text and anything else its words."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date().isoformat()
        return value.isoformat(sep="T", timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, list):
        return [to_text(plain_cell(each)) for each in value if each is not None]
    return str(value)
