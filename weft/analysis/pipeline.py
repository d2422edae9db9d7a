"""Rows → arrays → measures, clusters and layout → stored results, once per audience."""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from weft import sna
from weft.analysis.arrays import NetArrays, read_net
from weft.analysis.clusters import Cluster, name_clusters
from weft.analysis.findings import Measured, find
from weft.analysis.models import Result
from weft.common.jobs import Payload, Progress, job
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import REFRESH
from weft.networks.models import Network

_NAMING = {
    "articulation_points", "kpp_neg1", "kpp_neg2", "kpp_pos2", "hub_exit", "core_periphery_best",
}  # fmt: skip
Arrays = dict[str, NDArray[Any]]


def results_folder(network_id: int) -> Path:
    return Path(settings.DATA_DIR) / "analysis" / str(network_id)


@job(REFRESH)
def refresh(payload: Payload, progress: Progress) -> Payload:
    """Compute what is out of date for each audience of a network."""
    network = Network.objects.filter(pk=str(payload["network"])).first()
    if network is None:
        return {}
    return refresh_network(network, progress)


def refresh_network(network: Network, progress: Progress) -> Payload:
    """Compute and store the results of every audience; equal audiences share the work."""
    version = Network.objects.values_list("graph_version", flat=True).get(pk=network.pk)
    done: dict[tuple[int, int], Audience] = {}
    for step, audience in enumerate(sorted(Visibility.values)):
        progress.report(5 + 30 * step, _("Working out what the map says"))
        viewer = Viewer(network.pk, audience)
        net = read_net(viewer)
        # Audiences are nested: equal counts and fields mean the same net.
        key = (len(net.ids), hash((len(net.age), tuple(net.regions), str(net.topics))))
        if key not in done:
            done[key] = Audience(network, audience, net)
        done[key].store(audience, version)
    _delete_older(network.pk)
    return {"version": version}


class Audience:
    """What is computed of the net that one audience sees."""

    def __init__(self, network: Network, audience: int, net: NetArrays) -> None:
        self.network = network
        self.net = net
        arcs = net.graph()
        # Whoever reports it, a tie is a tie: only being named and naming have a direction.
        graph = arcs.undirected()
        found = sna.communities(graph)
        measures = {key: np.asarray(v) for key, v in sna.actor_measures(graph).items()}
        if net.directed:
            measures["in_degree"] = sna.in_degree(arcs)
            measures["out_degree"] = sna.out_degree(arcs)
        degree = sna.degree(graph)
        self.clusters = name_clusters(net, found.labels, degree)
        summary = sna.summary(graph)
        self.summary = _without_names(_plain(summary.as_dict()))
        estimated = any("betweenness" in str(key) for key in self.summary.get("estimated", ()))
        measured = Measured(
            net, graph, measures, found, self.clusters, estimated, network.fading_months
        )
        self.findings = [_plain(finding.as_dict()) for finding in find(measured)]
        self.arrays: Arrays = {
            "ids": net.ids,
            "xy": self._positions(audience, graph, found.labels),
            "cluster": _cluster_of(self.clusters, len(net.ids)),
            **{f"m_{key}": values.astype(np.float32) for key, values in measures.items()},
        }

    def _positions(
        self, audience: int, graph: sna.Graph, labels: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Lay the net out, starting from where this audience last saw each actor."""
        start = None
        last = stored(self.network.pk, audience)
        if last is not None and len(last["ids"]):
            start = np.full((len(self.net.ids), 2), np.nan, dtype=np.float32)
            at = np.searchsorted(last["ids"], self.net.ids)
            at = np.minimum(at, len(last["ids"]) - 1)
            known = last["ids"][at] == self.net.ids
            start[known] = last["xy"][at[known]]
        return sna.layout(graph, start=start, communities=labels)

    def store(self, audience: int, version: int) -> None:
        """Write the arrays to a file of their own, then point the row at it."""
        folder = results_folder(self.network.pk)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{audience}-{version}.npz"
        # Two workers may compute the same at once: each writes beside, then puts it in place.
        part = folder / f".{os.getpid()}-{name}"
        with part.open("wb") as stream:
            np.savez(stream, allow_pickle=False, **self.arrays)
        part.replace(folder / name)
        Result.objects.update_or_create(
            network=self.network,
            audience=audience,
            defaults={
                "graph_version": version,
                "actors": len(self.net.ids),
                "ties": len(self.net.age),
                "summary": self.summary,
                "clusters": [
                    {"name": c.name, "size": len(c.members), "shares": c.shares}
                    for c in self.clusters
                ],
                "findings": self.findings,
                "facets": facets(self.net),
                "file": name,
            },
        )


def facets(net: NetArrays) -> dict[str, list[tuple[str, int]]]:
    """The regions and topics of the net, the most common first."""
    topics = Counter(topic for of_actor in net.topics for topic in of_actor)
    regions = Counter(region for region in net.regions if region)
    return {"topics": topics.most_common(300), "regions": regions.most_common(300)}


def _cluster_of(clusters: list[Cluster], n: int) -> NDArray[np.int32]:
    """The cluster's number of each actor, −1 for those in none."""
    numbers = np.full(n, -1, dtype=np.int32)
    for number, cluster in enumerate(clusters):
        numbers[cluster.members] = number
    return numbers


def _without_names(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures that name nobody: who is named may be hidden later."""
    return {key: value for key, value in figures.items() if key not in _NAMING}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Without NumPy types and without nan, which JSON does not know."""

    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [clean(item) for item in value]
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return value

    return json.loads(json.dumps(clean(values)))  # type: ignore[no-any-return]  # an object


def stored(network_id: int, audience: int) -> Arrays | None:
    """The newest arrays of an audience, or None before the first are computed."""
    row = Result.objects.filter(network_id=network_id, audience=audience).first()
    return arrays_of(row) if row is not None and file_of(row).exists() else None


def file_of(row: Result) -> Path:
    return results_folder(row.network_id) / row.file


def arrays_of(row: Result, names: Collection[str] | None = None) -> Arrays:
    """The arrays of a result, or only those named: what is not asked for is not read."""
    with np.load(file_of(row), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files if names is None or key in names}


def _delete_older(network_id: int) -> None:
    kept = set(Result.objects.filter(network_id=network_id).values_list("file", flat=True))
    folder = results_folder(network_id)
    for file in folder.glob("*.npz"):
        if file.name not in kept:
            file.unlink(missing_ok=True)
    # The map's data holds names: what was made of an earlier state must not outlive it.
    version = Network.objects.values_list("graph_version", flat=True).get(pk=network_id)
    for file in folder.glob("map-*.json.gz"):
        if f"-{version}-" not in file.name:
            file.unlink(missing_ok=True)
