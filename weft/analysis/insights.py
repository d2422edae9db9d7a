"""What deserves a closer look: gaps, who could close them, key players, what is covered where.

Actors stand as ids and groups as their values; `weft.insights.queries` puts names to them
that the reader may see.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from weft import sna
from weft.analysis.arrays import NetArrays
from weft.common.jobs import Progress

#: A gap is told when chance would give so few ties in one of so many networks.
SURE = 0.05
_MOST_GAPS, _MOST_LOOKED_INTO = 50, 12
_MEMBERS = 3
#: Topics or regions that a grid can show.
MOST_COLUMNS = 24
_MOST_ROWS = 40
#: Ties up to which sets of five key players are searched for; above, of three.
_FIVE_UP_TO = 100_000
_SETS = (1, 2, 3, 5)


def insights(
    net: NetArrays, graph: sna.Graph, cluster: NDArray[np.int32], progress: Progress
) -> dict[str, Any]:
    """All that is looked into once for everyone of an audience."""
    found: dict[str, Any] = {"gaps": {}}
    groups: dict[str, list[Any]] = {
        "region": list(net.regions),
        "topic": list(net.topics),
        "kind": list(net.kinds),
    }
    clusters = [None if c < 0 else int(c) for c in cluster]
    found["gaps"]["cluster"] = _gaps(net, graph, clusters, _between_clusters(graph, clusters))
    for step, (what, of_actor) in enumerate(groups.items()):
        progress.report(10 + 15 * step, _("Looking for gaps"))
        found["gaps"][what] = _gaps(net, graph, of_actor, sna.gaps(graph, of_actor))
    progress.report(60, _("Looking for those who hold it together"))
    found["key_players"] = _key_players(net, graph, progress.share(60, 95))
    holes = sna.structural_holes(graph, cluster)
    found["holes"] = [
        {
            "actor": int(net.ids[v]),
            "open_pairs": int(holes.open_pairs[v]),
            "joins": int(holes.groups_joined[v]),
            "constraint": float(holes.constraint[v]),
        }
        for v in holes.top(20)
    ]
    found["coverage"] = _coverage(net, graph)
    return found


def _gaps(
    net: NetArrays, graph: sna.Graph, of_actor: list[Any], gaps: list[sna.Gap]
) -> dict[str, Any]:
    """The sure gaps, and for the first of them who is best placed to close each."""
    sure = [gap for gap in gaps if gap.corrected <= SURE and gap.ties < gap.expected]
    told = []
    for number, gap in enumerate(sure[:_MOST_GAPS]):
        line: dict[str, Any] = {
            "one": gap.one,
            "other": gap.other,
            "ties": gap.ties,
            "expected": gap.expected,
            "p": gap.corrected,
        }
        if number < _MOST_LOOKED_INTO:
            one, other = _members(of_actor, gap.one), _members(of_actor, gap.other)
            line["ours"] = _placed(net, graph, one, other)
            line["theirs"] = _placed(net, graph, other, one)
        told.append(line)
    return {"pairs": len(gaps), "sure": len(sure), "list": told}


def _between_clusters(graph: sna.Graph, clusters: list[int | None]) -> list[sna.Gap]:
    """Gaps between clusters, those first that surprise even though clusters keep to themselves.

    Clusters are found in the same ties, so nearly any two have fewer than chance would give;
    what differs is whether two that look outwards both look past each other.
    """
    labels = [-1 if cluster is None else cluster for cluster in clusters]
    surprise = {(gap.one, gap.other): gap.p for gap in sna.outward_gaps(graph, labels)}
    gaps = sna.gaps(graph, clusters)
    return sorted(gaps, key=lambda gap: (surprise.get((gap.one, gap.other), 1.0), gap.p))


def _members(of_actor: list[Any], group: Any) -> list[int]:
    return [
        actor
        for actor, value in enumerate(of_actor)
        if value == group or (isinstance(value, list) and group in value)
    ]


def _placed(
    net: NetArrays, graph: sna.Graph, ours: list[int], theirs: list[int]
) -> list[dict[str, int]]:
    return [
        {
            "actor": int(net.ids[placed.actor]),
            "ties": placed.ties,
            "go_betweens": placed.go_betweens,
            "steps": placed.steps,
        }
        for placed in sna.best_placed(graph, ours, theirs, _MEMBERS)
    ]


def _key_players(net: NetArrays, graph: sna.Graph, progress: Progress) -> dict[str, Any]:
    """The sets whose exit breaks most and those from whom all are nearest."""
    if graph.n < 4 or not graph.m:
        return {}
    sets = [k for k in _SETS if k < graph.n - 1 and (k <= 3 or graph.m <= _FIVE_UP_TO)]
    found: dict[str, Any] = {"fragmenting": [], "reaching": []}
    for number, k in enumerate(sets):
        progress.report(100 * number / len(sets))
        for name, search in (
            ("fragmenting", sna.key_players_fragmenting),
            ("reaching", sna.key_players_reaching),
        ):
            players = search(graph, k)
            found[name].append(
                {
                    "actors": [int(net.ids[v]) for v in players.actors],
                    "value": players.value,
                    "exact": players.exact,
                }
            )
    return found


def _coverage(net: NetArrays, graph: sna.Graph) -> dict[str, Any]:
    """Who works on what where: the most common topics by the most common regions."""
    topics = _commonest((t for of_actor in net.topics for t in set(of_actor)), _MOST_ROWS)
    regions = _commonest((region for region in net.regions if region), MOST_COLUMNS)
    if len(topics) < 2 or len(regions) < 2:
        return {}
    found = sna.coverage(
        graph,
        [[topic for topic in of_actor if topic in topics] for of_actor in net.topics],
        [region if region in regions else "" for region in net.regions],
    )
    return {
        "topics": found.rows,
        "regions": found.columns,
        "counts": found.counts,
        "expected": found.expected.round(1),
        "p": found.p.round(4),
        "missing": [
            {"topic": topic, "region": region, "expected": expected}
            for topic, region, expected in found.empty()[:20]
        ],
    }


def _commonest(values: Any, most: int) -> set[str]:
    return {value for value, _count in Counter(values).most_common(most)}
