"""What the tiled map says before its first tile: counts, choices, names of clusters, frames."""

from __future__ import annotations

from typing import Any

import numpy as np

from weft.analysis.files import Arrays
from weft.analysis.queries import reading
from weft.common.visibility import Viewer
from weft.graph.layers import layers_seen
from weft.graph.models import TieType
from weft.graph.queries import tie_types_seen
from weft.mapping.appearance import PALETTE, colours_for
from weft.mapping.map_data import GRID, drawn_kinds
from weft.mapping.tiles.frames import Frame
from weft.mapping.tiles.grid import DEEPEST, SIZE
from weft.mapping.tiles.reading import NAMED_CLUSTERS, Seen
from weft.networks.models import Network

_MOST_TOPICS = 300


def overview(
    viewer: Viewer, network: Network, seen: Seen, cuts: dict[str, Arrays], earth: Frame
) -> dict[str, Any]:
    """Everything about the net as a whole that the map's page needs."""
    found = reading(viewer, network)
    names = [str(cluster["name"]) for cluster in found.clusters[:NAMED_CLUSTERS]]
    clusters = max(int(seen.cluster.max(initial=-1)) + 1, len(names))
    # Names of clusters rest on what was worked out: while that is out of date, they have none.
    names += [""] * (clusters - len(names))
    drawn = drawn_kinds(seen.kinds)
    counts = _counts(seen.kind, len(drawn))
    return {
        "version": network.graph_version,
        "complete": found.is_current,
        "grid": GRID,
        "count": len(seen.ids),
        "tieCount": len(seen.source),
        "mostDegree": int(seen.degree.max(initial=0)),
        "hasRungs": bool((seen.rung >= 0).any()),
        "kinds": [{**kind, "count": n} for kind, n in zip(drawn, counts, strict=True)],
        "regions": _named(seen.regions, _counts(seen.region, len(seen.regions))),
        "clusters": _named(names, _counts(seen.cluster, len(names))),
        "topics": [name for name, _count in found.facets.get("topics", [])][:_MOST_TOPICS],
        "types": _types(viewer),
        "layers": layers_seen(viewer),
        "palette": list(PALETTE),
        "deepest": {view: _deepest(cut) for view, cut in cuts.items()},
        "bounds": {view: _bounds(cut) for view, cut in cuts.items()},
        "placed": len(cuts["place"]["id"]),
        "earth": {"scale": GRID / earth.span, "left": earth.left, "top": earth.top},
    }


def _counts(numbers: Any, most: int) -> list[int]:
    counts: list[int] = np.bincount(numbers[numbers >= 0], minlength=most).tolist()
    return counts


def _named(names: list[str], counts: list[int]) -> list[dict[str, object]]:
    return [{"name": name, "size": size} for name, size in zip(names, counts, strict=True)]


def _types(viewer: Viewer) -> list[dict[str, str]]:
    seen = set(tie_types_seen(viewer))
    types = TieType.objects.filter(network_id=viewer.network_id).order_by("pk")
    shown = [tie_type for tie_type in types if tie_type.name in seen]
    colours = colours_for([t.name for t in shown], {t.name: t.colour for t in shown if t.colour})
    return [{"name": t.name, "colour": colours[t.name]} for t in shown]


def _deepest(cut: Arrays) -> int:
    """The level at which the last actors appear that appear at all."""
    levels = cut["from"][cut["from"] <= DEEPEST]
    return max(0, int(levels.max(initial=0)))


def _bounds(cut: Arrays) -> list[int]:
    """Left, top, right and bottom of all actors, in the units of the map's frame."""
    if not len(cut["id"]):
        return [0, 0, GRID, GRID]
    edges = [cut["x"].min(), cut["y"].min(), cut["x"].max(), cut["y"].max()]
    return [round(int(edge) * GRID / SIZE) for edge in edges]
