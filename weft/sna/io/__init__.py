"""Read and write network files: tables of actors and ties in every format people bring.

`read` turns files into tables with a guessed mapping, `resolve` turns those into a `Net`,
and `write` puts a `Net` into a file and says what that file cannot carry.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from weft.sna.io import limits
from weft.sna.io.catalogue import FORMATS, Format
from weft.sna.io.mapping import resolve
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import (
    ACTOR_FIELDS,
    IGNORE,
    TIE_FIELDS,
    ActorRecord,
    Cell,
    Direction,
    Net,
    NetworkFile,
    Note,
    Table,
    TableRole,
    TieRecord,
)

if TYPE_CHECKING:
    from weft.sna.io.reading import read
    from weft.sna.io.writing import write

__all__ = [
    "ACTOR_FIELDS",
    "FORMATS",
    "IGNORE",
    "TIE_FIELDS",
    "ActorRecord",
    "Cell",
    "Direction",
    "FileProblem",
    "Format",
    "Net",
    "NetworkFile",
    "Note",
    "Table",
    "TableRole",
    "TieRecord",
    "limits",
    "read",
    "resolve",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import what reads and writes every format once it is asked for: it is slow to import."""
    modules = {"read": "weft.sna.io.reading", "write": "weft.sna.io.writing"}
    if name not in modules:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(modules[name]), name)
