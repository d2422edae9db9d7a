"""Counts for lists: however many rows there are, no more are looked at than can be told."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

#: Rows that are counted for a list; one more stands for “more than” these.
MOST_COUNTED = 10_000


class Counted(Subquery):
    """How many rows a query has, at most one more than are counted."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        looked_at = rows.order_by().values("pk")[: MOST_COUNTED + 1]
        super().__init__(looked_at, output_field=IntegerField())
