"""Turn the tables of a file into a `Net`: actors, and ties whose two ends are known."""

from __future__ import annotations

import re

from weft.sna.io.actor_rows import ActorBook, read_actors
from weft.sna.io.collecting import without_cycle_search
from weft.sna.io.limits import MAX_NOTES
from weft.sna.io.records import Net, NetworkFile, Note
from weft.sna.io.source_quality import mojibake_note
from weft.sna.io.tie_rows import read_ties

_MADE_UP = re.compile(r"weft-\d+\Z", re.ASCII)


def resolve(file: NetworkFile) -> Net:
    """Apply the mappings of every table and find both ends of every tie."""
    with without_cycle_search():
        return _resolve(file)


def _resolve(file: NetworkFile) -> Net:
    net = Net(file.format, [], [], notes=list(file.notes), extras=dict(file.extras))
    book = ActorBook(net)
    in_tables = {id(note) for table in file.tables for note in table.refused}
    net.refused_actors.extend(note for note in file.refused if id(note) not in in_tables)
    for table in file.tables:
        if table.role in ("actors", "directory"):
            net.refused_actors.extend(table.refused)
            read_actors(table, book)
        elif table.role == "ties":
            net.refused_ties.extend(table.refused)
        else:
            message = (
                f"The table “{table.name}” was left out: say which column holds the name of an "
                "actor, or the two ends of a tie."
            )
            net.notes.append(Note(table.file, None, message))
    book.note_shared_names()
    for table in file.tables:
        if table.role == "ties":
            read_ties(table, book, file.direction)
    for actor in net.actors:
        # Our exports make up such identifiers for actors that have none.
        if _MADE_UP.match(actor.id):
            actor.id = ""
    net.notes.extend(mojibake_note(net))
    net.notes = _shortened(net.notes)
    net.refused_actors = _shortened(net.refused_actors)
    net.refused_ties = _shortened(net.refused_ties)
    return net


def _shortened(notes: list[Note]) -> list[Note]:
    if len(notes) <= MAX_NOTES:
        return notes
    rest = len(notes) - MAX_NOTES
    return [*notes[:MAX_NOTES], Note("", None, f"And {rest:,} more like these.")]
