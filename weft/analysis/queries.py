"""Reads stored results for a viewer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weft.analysis.files import Arrays
from weft.analysis.models import ALL_TIES, Result
from weft.analysis.pipeline import arrays_of, file_of, is_of_this_recipe
from weft.analysis.wording import Sentence, sentences
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.graph.queries import counts
from weft.networks.models import Network

#: The figure of the whole network that is estimated when a measure of actors is.
_SHOWS_IN = {
    "betweenness": "betweenness_centralisation",
    "closeness": "closeness_centralisation",
    "harmonic": "closeness_centralisation",
    "reach2": "reach2",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The newest result for a viewer's audience; `is_current` when nothing changed since.

    Figures and sentences of an older state are withheld: they may rest on rows that have
    been hidden in the meantime. Positions alone are kept, so that the map stays still.
    """

    arrays: Arrays = field(default_factory=dict)
    summary: dict[str, object] = field(default_factory=dict)
    clusters: list[dict[str, object]] = field(default_factory=list)
    findings: list[dict[str, object]] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    is_current: bool = False
    version: int = 0

    def is_estimated(self, key: str) -> bool:
        """Whether a measure of actors was estimated, as path measures of large nets are."""
        listed = self.summary.get("estimated")
        figures = {entry["figure"] for entry in listed} if isinstance(listed, list) else set()
        return _SHOWS_IN.get(key, "") in figures

    def measure(self, key: str) -> NDArray[np.float32] | None:
        return self.arrays.get(f"m_{key}") if self.is_current else None


def result_for(viewer: Viewer, lens: int = ALL_TIES) -> Result | None:
    """The row of the newest result for the viewer's audience, without its arrays."""
    if viewer.clearance < 0:
        return None
    rows = Result.objects.visible_to(viewer)
    row = rows.filter(audience=viewer.clearance, least_rung=lens).first()
    return row if row is not None and file_of(row).exists() else None


def current_result(viewer: Viewer, network: Network, lens: int = ALL_TIES) -> Result | None:
    """The viewer's result, if it describes the net as it is now and as Weft would say it now."""
    row = result_for(viewer, lens)
    return row if row is not None and _is_current(row, network) else None


def _is_current(row: Result, network: Network) -> bool:
    return row.graph_version == network.graph_version and is_of_this_recipe(row)


def reading(viewer: Viewer, network: Network) -> Reading:
    """The stored result of the viewer's audience."""
    row = result_for(viewer)
    if row is None:
        return Reading()
    if not _is_current(row, network):
        return Reading(arrays_of(row, ("ids", "xy")), version=row.graph_version)
    return Reading(
        arrays_of(row),
        row.summary,
        row.clusters,
        row.findings,
        row.facets,
        True,
        row.graph_version,
    )


def is_worked_out(viewer: Viewer, network: Network) -> bool:
    """Whether what is stored for the viewer's audience describes the net as it is now."""
    return current_result(viewer, network) is not None


def counts_of(viewer: Viewer, network: Network) -> dict[str, object]:
    """How many actors, ties and actors of each kind there are, as stored where that is current."""
    row = current_result(viewer, network)
    if row is None:
        return counts(viewer)
    kinds = [{"name": name, "count": count} for name, count in row.facets["kinds"]]
    return {"actors": row.actors, "ties": row.ties, "kinds": kinds}


def what_the_map_says(viewer: Viewer, network: Network) -> list[Sentence]:
    """The findings in words, or nothing while they are being worked out."""
    row = current_result(viewer, network)
    if row is None:
        return []
    found = row.findings
    wanted = {pk for finding in found for pk in finding["actors"]}
    names = dict(Actor.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", "name"))
    return sentences(found, names)
