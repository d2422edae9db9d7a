"""Write a net in a format, and say which of the things in it the format cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from weft.sna.io.catalogue import (
    FORMATS,
    LONG_TEXTS,
    MIXED_COLUMNS,
    NOTES_LOST,
    RENAMED,
)
from weft.sna.io.column_plan import plan_columns
from weft.sna.io.gexf_write import write_gexf
from weft.sna.io.graphml_write import write_graphml
from weft.sna.io.kumu_json_write import write_kumu_json
from weft.sna.io.own_csv import write_csv
from weft.sna.io.own_tables import ACTOR_HEADINGS, RESERVED, TIE_HEADINGS
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import ActorRecord, Net, TieRecord
from weft.sna.io.weft_json import write_json
from weft.sna.io.xlsx_write import LONGEST_TEXT, write_xlsx

_WRITERS: dict[str, Callable[[Net, Path, str], None]] = {
    "csv": write_csv, "xlsx": write_xlsx, "kumu-json": write_kumu_json, "gexf": write_gexf,
    "graphml": write_graphml, "json": write_json,
}  # fmt: skip
_MOST_XLSX_ROWS = 1_048_575


def write(
    net: Net,
    path: Path | str,
    format: str,
    *,
    title: str = "",
) -> list[str]:
    """Write a net to a file.

    Parameters
    ----------
    net : Net
    path : path
    format : str
        One of the keys of `FORMATS` that can be written.
    title : str
        The name of the network, where the format has a place for it.

    Returns
    -------
    list of str
        Sentences on what of this net the format cannot carry; empty when it carries all.
    """
    if format not in _WRITERS:
        raise FileProblem("Weft does not write this format; choose another one.")
    if format == "xlsx" and max(len(net.actors), len(net.ties)) > _MOST_XLSX_ROWS:
        message = "A sheet holds at most 1,048,575 rows; export this network as CSV."
        raise FileProblem(message, Path(path).name)
    _WRITERS[format](net, Path(path), title)
    return _losses(net, format)


def _losses(net: Net, key: str) -> list[str]:
    found = {
        MIXED_COLUMNS: _has_mixed(net),
        NOTES_LOST: bool(net.extras),
        LONG_TEXTS: _has_long_texts(net),
        RENAMED: _has_renamed(net),
    }
    return [sentence for sentence in FORMATS[key].cannot_carry if found.get(sentence)]


def _has_mixed(net: Net) -> bool:
    return plan_columns(net.actors, ()).has_mixed() or plan_columns(net.ties, ()).has_mixed()


def _has_renamed(net: Net) -> bool:
    actors = plan_columns(net.actors, (*ACTOR_HEADINGS.values(), *RESERVED))
    ties = plan_columns(net.ties, (*TIE_HEADINGS.values(), *RESERVED))
    return bool(actors.renamed or ties.renamed)


def _longest(record: ActorRecord | TieRecord) -> int:
    label = record.name if isinstance(record, ActorRecord) else record.label
    texts = [label, record.description, "|".join(record.tags)]
    texts += [
        "|".join(value) if isinstance(value, list) else str(value)
        for value in record.fields.values()
    ]
    return max(len(text) for text in texts)


def _has_long_texts(net: Net) -> bool:
    # One character is left for the mark that keeps a text from being run as a formula.
    return any(_longest(actor) >= LONGEST_TEXT for actor in net.actors) or any(
        _longest(tie) >= LONGEST_TEXT for tie in net.ties
    )
