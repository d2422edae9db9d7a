"""The directory as CSV, row by row, with the fields that the viewer may see."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.db.models import QuerySet

from weft.graph.models import Actor
from weft.graph.values import VisibleFields, as_text
from weft.sna.io.own_tables import neutralise

_COLUMNS = (
    "description",
    "topics",
    "place",
    "region",
    "latitude",
    "longitude",
    "website",
    "email",
    "public_id",
)


class _Line:
    """A file for the csv module that hands each line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(actors: QuerySet[Actor], seen: VisibleFields) -> Iterator[str]:
    columns = [column for column in _COLUMNS if seen.sees(column)]
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    yield writer.writerow(["name", "kind", *columns, *map(neutralise, seen.custom.values())])
    for actor in actors.select_related("kind").order_by("search_name", "pk").iterator(2000):
        values = [getattr(actor, column) for column in columns]
        custom = [actor.fields.get(key) for key in seen.custom]
        row = [actor.name, actor.kind.name, *values, *custom]
        yield writer.writerow([neutralise(as_text(value)) for value in row])
