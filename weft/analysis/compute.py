"""Everything that is worked out of one net: measures, clusters, positions, gaps, findings."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from weft import sna
from weft.analysis.arrays import NetArrays
from weft.analysis.clusters import Cluster, name_clusters
from weft.analysis.files import Arrays, places_of
from weft.analysis.findings import Measured, find
from weft.analysis.insights import insights
from weft.analysis.meeting import meetings
from weft.analysis.stillness import Still, still, stillness
from weft.common.jobs import Progress
from weft.sna.brokerage import ego

_NAMING = {
    "articulation_points", "kpp_neg1", "kpp_neg2", "kpp_pos2", "hub_exit", "core_periphery_best",
}  # fmt: skip
#: Shares of ties from which on what was found before no longer helps.
_CARRY_OVER_UP_TO = 0.2


@dataclass(frozen=True, slots=True)
class Former:
    """What was worked out of an earlier state of the same net."""

    arrays: Arrays
    #: Whether its measures are those that this version of Weft would have found.
    is_of_this_recipe: bool

    def positions_of(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where each actor stood in the former arrays, −1 for new ones."""
        return places_of(ids, self.arrays["ids"])


@dataclass(frozen=True, slots=True)
class Computed:
    """What is stored of one net."""

    arrays: Arrays
    summary: dict[str, Any]
    clusters: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    insights: dict[str, Any]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def compute(
    net: NetArrays,
    *,
    dated: sna.Contacts | None,
    fading_months: int,
    former: Former | None,
    progress: Progress,
) -> Computed:
    """Work everything out; what did not change since `former` is carried over where exact."""
    arcs = net.graph()
    # Whoever reports it, a tie is a tie: only being named and naming have a direction.
    graph = arcs.undirected()
    progress.report(0, _("Measuring each actor’s surroundings"))
    _carry_over(graph, net, former)
    linked, constraint = ego(graph)
    kept = still(graph, net.ids, _arrays_of(former))
    found = _communities(graph, progress.share(3, 25), kept)
    progress.report(25, _("Measuring distances"))
    _search(graph, progress.share(25, 50))
    progress.report(50, _("Measuring the network as a whole"))
    figures = sna.summary(graph).as_dict()
    measures = {key: np.asarray(v) for key, v in sna.actor_measures(graph).items()}
    if net.directed:
        measures["in_degree"] = sna.in_degree(arcs)
        measures["out_degree"] = sna.out_degree(arcs)
    progress.report(65, _("Drawing the map"))
    xy = _positions(net, graph, found.labels, former)
    if kept is not None:
        xy = kept.positions(xy)
    progress.report(80, _("Looking for gaps"))
    clusters = name_clusters(net, found.labels, sna.degree(graph))
    cluster = _cluster_of(clusters, len(net.ids))
    estimated = any("betweenness" in str(key) for key in figures["estimated"])  # type: ignore[attr-defined]  # a list
    looked_into = insights(net, graph, cluster, progress.share(80, 90))
    findings = find(Measured(net, graph, measures, found, clusters, estimated, fading_months))
    progress.report(90, _("Looking for people who should meet"))
    # Searches have left much behind that what follows has no use for.
    graph.forget()
    arcs.forget()
    meet = meetings(net, dated)
    looked_into["topics"] = meet.topics
    return Computed(
        arrays={
            "ids": net.ids,
            "xy": xy,
            "cluster": cluster,
            "still": stillness(kept, found),
            "ego_linked": linked,
            "ego_constraint": constraint,
            **_graph_arrays(graph, net),
            **meet.arrays,
            **{f"m_{key}": values.astype(np.float32) for key, values in measures.items()},
        },
        summary=_without_names(plain(figures)),
        clusters=[
            plain({"name": c.name, "size": len(c.members), "shares": c.shares}) for c in clusters
        ],
        findings=[plain(finding.as_dict()) for finding in findings],
        insights=plain(looked_into),
        facets=facets(net),
    )


def _carry_over(graph: sna.Graph, net: NetArrays, former: Former | None) -> None:
    if former is None or not former.is_of_this_recipe or not graph.n:
        return
    then = stored_graph(former.arrays)
    if abs(then.m - graph.m) > _CARRY_OVER_UP_TO * max(graph.m, 1):
        return
    sna.carry_over(
        graph,
        then,
        former.positions_of(net.ids),
        former.arrays["ego_linked"],
        former.arrays["ego_constraint"],
    )


def _arrays_of(former: Former | None) -> Arrays | None:
    return former.arrays if former is not None and former.is_of_this_recipe else None


def _communities(graph: sna.Graph, progress: Progress, kept: Still | None) -> sna.Communities:
    progress.report(0, _("Finding clusters"))
    if kept is not None:
        return kept.communities(graph)
    return sna.communities(graph, progress=lambda share: progress.report(100 * share))


def _search(graph: sna.Graph, progress: Progress) -> None:
    """Do the long searches first, in steps that can be stopped; their results are kept."""
    sna.prepare_paths(graph, progress=lambda share: progress.report(100 * share))


def _positions(
    net: NetArrays, graph: sna.Graph, labels: NDArray[np.int64], former: Former | None
) -> NDArray[np.float32]:
    """Lay the net out, starting from where its audience last saw each actor."""
    start = None
    if former is not None and len(former.arrays["ids"]):
        start = np.full((len(net.ids), 2), np.nan, dtype=np.float32)
        at = former.positions_of(net.ids)
        start[at >= 0] = former.arrays["xy"][at[at >= 0]]
    return sna.layout(graph, start=start, communities=labels)


def _graph_arrays(graph: sna.Graph, net: NetArrays) -> Arrays:
    """The undirected graph itself, so that questions can be asked without reading it again."""
    return {
        "g_indptr": graph.indptr,
        "g_indices": graph.indices,
        "g_weights": graph.weights.astype(np.float32),
        "g_rung": _highest(net, net.rung.astype(np.float32)),
        "g_age": -_highest(net, np.where(np.isnan(net.age), -np.inf, -net.age)),
    }


def _highest(net: NetArrays, values: NDArray[Any]) -> NDArray[np.float32]:
    """The highest value of the ties between two actors, in the order of the graph's entries."""
    between = net.source != net.target
    one, other = net.source[between].astype(np.int64), net.target[between].astype(np.int64)
    n = max(len(net.ids), 1)
    keys = np.concatenate((one * n + other, other * n + one))
    order = np.argsort(keys, kind="stable")
    if not len(order):
        return np.zeros(0, dtype=np.float32)
    first = np.flatnonzero(np.diff(keys[order], prepend=-1))
    both = np.tile(values[between], 2)[order]
    return np.maximum.reduceat(both, first).astype(np.float32)


def stored_graph(arrays: Arrays) -> sna.Graph:
    """The undirected graph that was stored with its measures."""
    return sna.Graph(
        indptr=arrays["g_indptr"],
        indices=arrays["g_indices"],
        weights=arrays["g_weights"],
        directed=False,
        n=len(arrays["ids"]),
        m=len(arrays["g_indices"]) // 2,
    )


def facets(net: NetArrays) -> dict[str, list[tuple[str, int]]]:
    """The regions, topics and kinds of the net, the most common first."""
    topics = Counter(topic for of_actor in net.topics for topic in of_actor)
    regions = Counter(region for region in net.regions if region)
    return {
        "topics": topics.most_common(300),
        "regions": regions.most_common(300),
        "kinds": Counter(net.kinds).most_common(),
    }


def _cluster_of(clusters: list[Cluster], n: int) -> NDArray[np.int32]:
    """The cluster's number of each actor, −1 for those in none."""
    numbers = np.full(n, -1, dtype=np.int32)
    for number, cluster in enumerate(clusters):
        numbers[cluster.members] = number
    return numbers


def _without_names(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures that name nobody: who is named may be hidden later."""
    return {key: value for key, value in figures.items() if key not in _NAMING}


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Without NumPy types and without nan, which JSON does not know."""

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [clean(item) for item in value]
        if isinstance(value, np.ndarray):
            return clean(value.tolist())
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return value

    return json.loads(json.dumps(clean(values)))  # type: ignore[no-any-return]  # an object
