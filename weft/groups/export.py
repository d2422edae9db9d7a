"""The groups that one may see, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from weft.common.visibility import Viewer
from weft.groups.queries import GroupLine, Wanted, groups_seen, lines_of
from weft.sna.io.own_tables import neutralise

_COLUMNS = ("name", "kind", "joining", "state", "purpose", "topics", "place", "members", "stewards",
            "started", "part_of")  # fmt: skip


class _Line:
    """A file for the csv module that hands each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(viewer: Viewer, wanted: Wanted) -> Iterator[str]:
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    yield writer.writerow(_COLUMNS)
    for line in lines_of(viewer, groups_seen(viewer, wanted)):
        yield writer.writerow([neutralise(value) for value in _values(line)])


def _values(line: GroupLine) -> list[str]:
    group = line.group
    return [
        group.name,
        str(group.get_domain_display()),
        str(group.get_openness_display()),
        str(group.get_state_display()),
        group.purpose,
        " | ".join(group.topics),
        group.place,
        # Too few to tell is empty, not 0.
        str(line.count) if line.count else "",
        " | ".join(line.stewards),
        group.made_at.date().isoformat(),
        # What one may not see is not named as the whole either.
        line.within,
    ]
