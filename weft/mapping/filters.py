"""What the map, its table and the directory are filtered and ordered by: one reading of the
address for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet
from django.http import QueryDict

from weft.analysis.queries import Reading
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.graph.queries import ActorFilter, find_actors
from weft.graph.values import visible_fields

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters and the order that an address asks for."""

    filter: ActorFilter
    clusters: tuple[str, ...]
    sort: str
    page: int

    @property
    def is_filtered(self) -> bool:
        return self.filter != ActorFilter() or bool(self.clusters)


def read_filters(query: QueryDict) -> Wanted:
    """Anything unreadable in the address is taken as not given."""
    return Wanted(
        ActorFilter(
            q=query.get("q", "").strip()[:200],
            kinds=_several(query, "kind"),
            regions=_several(query, "region"),
            topics=_several(query, "topic"),
            tie_types=_several(query, "type"),
            rung=whole_number(query.get("rung"), most=5),
            layers=_several(query, "layer"),
        ),
        _several(query, "cluster"),
        query.get("sort", "name"),
        whole_number(query.get("page"), most=1_000_000) or 1,
    )


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    """The values of a filter that may be given more than once."""
    return tuple(value for value in query.getlist(name)[:100] if value)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of actors with their measures, and how many there are in all."""

    actors: list[Actor]
    measures: dict[int, dict[str, float]]
    total: int
    number: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE < self.total

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE))


def matching(viewer: Viewer, wanted: Wanted, found: Reading) -> QuerySet[Actor]:
    """The actors that match, in no order."""
    actors = find_actors(viewer, wanted.filter)
    if wanted.clusters:
        actors = actors.filter(pk__in=_members(found, wanted.clusters))
    return actors


def _members(found: Reading, names: tuple[str, ...]) -> list[int]:
    numbers = [n for n, cluster in enumerate(found.clusters) if cluster["name"] in names]
    if not numbers or not found.is_current:
        return []
    members = found.arrays["ids"][np.isin(found.arrays["cluster"], numbers)]
    return [int(pk) for pk in members]


def page_of(viewer: Viewer, wanted: Wanted, found: Reading, measures: tuple[str, ...]) -> Page:
    """One page in the wanted order: by name, kind, region, or by a measure."""
    actors = matching(viewer, wanted, found)
    total = actors.count()
    number = min(wanted.page, max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    key = wanted.sort.lstrip("-")
    values = found.measure(key)
    if values is not None:
        ids = _by_measure(actors, found, wanted.sort, start)
    else:
        orders = {"kind": "kind__name"}
        if visible_fields(viewer).sees("region"):
            orders["region"] = "region"
        columns = orders.get(key, "search_name")
        sign = "-" if wanted.sort.startswith("-") else ""
        ordered = actors.order_by(f"{sign}{columns}", "search_name", "pk")
        # Sorting all rows with all their columns takes three times as long as their ids alone.
        ids = list(ordered.values_list("pk", flat=True)[start : start + PAGE])
    rows = {actor.pk: actor for actor in actors.filter(pk__in=ids).select_related("kind")}
    shown = [rows[pk] for pk in ids if pk in rows]
    return Page(shown, _measures_of(shown, found, measures), total, number)


def _by_measure(actors: QuerySet[Actor], found: Reading, sort: str, start: int) -> list[int]:
    """The ids of one page, ordered by a measure; ties in it by id, unknown last."""
    key = sort.lstrip("-")
    wanted = np.fromiter(actors.order_by("pk").values_list("pk", flat=True), dtype=np.int64)
    known = found.arrays["ids"]
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    values = found.arrays[f"m_{key}"][at].astype(float)
    order = np.argsort(values if sort.startswith("-") else -values, kind="stable")
    return [int(pk) for pk in wanted[order][start : start + PAGE]]


def _measures_of(
    actors: list[Actor], found: Reading, measures: tuple[str, ...]
) -> dict[int, dict[str, float]]:
    if not found.is_current or not len(found.arrays["ids"]):
        return {}
    known = found.arrays["ids"]
    values: dict[int, dict[str, float]] = {}
    for actor in actors:
        at = int(np.searchsorted(known, actor.pk))
        if at < len(known) and known[at] == actor.pk:
            values[actor.pk] = {
                key: float(column[at])
                for key in measures
                if (column := found.measure(key)) is not None
            }
    return values
