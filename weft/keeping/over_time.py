"""How fresh the map has been, month by month: worked out from the evidence, so that it is there
from the first day."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import vl_convert
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.db import DaysSince1970
from weft.common.visibility import Viewer
from weft.graph.freshness import Limits
from weft.graph.models import Evidence
from weft.networks.models import Network

MONTHS = 24
_EPOCH = date(1970, 1, 1)
_A_DAY = 24 * 3600
_ROWS = np.dtype([("tie", "i8"), ("day", "i4")])


@dataclass(frozen=True, slots=True)
class Month:
    """The ties on the map at the end of a month (of this one: today), by how fresh they were."""

    day: str
    fresh: int
    fading: int
    faded: int

    @property
    def share(self) -> float:
        total = self.fresh + self.fading + self.faded
        return self.fresh / total if total else 0.0


def freshness_by_month(viewer: Viewer, network: Network) -> list[Month]:
    """The last two years, oldest first; months before the first evidence are left out."""
    today = timezone.localdate()
    key = f"freshness-{network.pk}-{viewer.clearance}-{network.graph_version}-{today}"
    stored = cache.get(key)
    if stored is None:
        stored = json.dumps([asdict(month) for month in _worked_out(viewer, network, today)])
        cache.set(key, stored, _A_DAY)
    return [Month(**row) for row in json.loads(stored)]


def _worked_out(viewer: Viewer, network: Network, today: date) -> list[Month]:
    """Of ties that are on the map today, what evidence each had by the end of each month."""
    rows = np.fromiter(
        Evidence.objects.visible_to(viewer)
        .annotate(day=DaysSince1970("date"))
        .order_by("tie", "date")
        .values_list("tie", "day")
        .iterator(chunk_size=20_000),
        dtype=_ROWS,
    )
    found = []
    for end in _month_ends(today):
        known = rows[rows["day"] <= (end - _EPOCH).days]
        if not len(known):
            continue
        # Sorted by tie and day: the last row of each tie is its newest evidence.
        newest = known["day"][np.flatnonzero(np.diff(known["tie"], append=-1))]
        limits = Limits.of(network, end)
        fading, faded = ((day - _EPOCH).days for day in (limits.fading, limits.faded))
        counts = (newest > fading).sum(), (newest > faded).sum(), len(newest)
        fresh, counting, total = (int(count) for count in counts)
        found.append(Month(end.isoformat(), fresh, counting - fresh, total - counting))
    return found


def _month_ends(today: date) -> list[date]:
    ends = [today]
    first = today.replace(day=1)
    for _month in range(MONTHS):
        last = date.fromordinal(first.toordinal() - 1)
        ends.append(last)
        first = last.replace(day=1)
    return ends[::-1]


def chart(months: list[Month], *, is_dark: bool) -> str:
    """The same as a drawing; the table beside it says it in numbers."""
    names = {"fresh": _("fresh"), "fading": _("fading"), "faded": _("no longer counts")}
    values = [
        {"day": month.day, "state": name, "ties": getattr(month, key), "order": order}
        for month in months
        for order, (key, name) in enumerate(names.items())
    ]
    ink, grid = ("#ebe6de", "#3d3832") if is_dark else ("#26221d", "#ddd6cb")
    colours = ["#2f9e77", "#d9a441", "#8d867c"]
    axis = {"labelColor": ink, "titleColor": ink, "gridColor": grid, "domainColor": grid,
            "tickColor": grid, "labelFontSize": 12, "titleFontSize": 12}  # fmt: skip
    spec: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 640,
        "height": 220,
        "background": None,
        "data": {"values": values},
        "mark": {"type": "area", "line": False, "interpolate": "monotone"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None,
                  "axis": {**axis, "format": "%b %Y", "grid": False}},
            "y": {"field": "ties", "type": "quantitative", "stack": "zero", "title": _("ties"),
                  "axis": axis},
            "color": {"field": "state", "type": "nominal", "title": None,
                      "scale": {"domain": list(names.values()), "range": colours},
                      "legend": {"labelColor": ink, "orient": "top", "labelFontSize": 12}},
            "order": {"field": "order"},
        },
        "config": {"view": {"stroke": None}, "font": "DejaVu Sans, sans-serif"},
    }  # fmt: skip
    return str(vl_convert.vegalite_to_svg(spec))
