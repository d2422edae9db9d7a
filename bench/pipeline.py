"""Claims: what the pipeline costs from rows to stored results, at 5,000 and 120,000 actors.

Every figure stands beside the physical limit that can be had in Python: a bare flat read of
the same rows, the engine or the compiled loop called alone on the same arrays. The whole
pipeline runs as the worker runs it, in a process of its own whose memory is measured.
`python -m bench pipeline_million` does the same for 1,000,000 actors and 5,000,000 ties.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import igraph
import numpy as np

from bench.bulk import bulk_load
from bench.networks import edges
from bench.table import Line, interleaved, seconds
from weft import sna
from weft.analysis.arrays import TIE_ROW, read_net, tie_rows
from weft.common.visibility import Viewer, Visibility
from weft.graph.models import Tie
from weft.networks.models import Network
from weft.sna.kernels import dependencies, ego_networks
from weft.sna.spread_kernel import spread


@dataclass(frozen=True, slots=True)
class Size:
    """A network to measure, and the bars for it in seconds and megabytes."""

    actors: int
    ties: int
    layout: float
    whole: float
    memory: int
    what_if: float
    introductions: float

    @property
    def name(self) -> str:
        return f"{self.actors:,}/{self.ties:,}"


SIZES = (
    Size(5_000, 25_000, layout=3, whole=5, memory=1_000, what_if=0.1, introductions=1),
    Size(120_000, 600_000, layout=20, whole=60, memory=1_000, what_if=0.5, introductions=15),
)
SUITE_AIM, PATHS_AIM, ROWS_AIM = 1.3, 1.5, 1.5
_SOURCES, _BETWEENNESS_SOURCES = 1_024, 256


def lines(sizes: tuple[Size, ...] = SIZES) -> list[Line]:
    """Each stage at each size."""
    _warm_up()
    found: list[Line] = []
    for size in sizes:
        found += _of_arrays(size)
        found += _of_rows(size)
    return found


def _warm_up() -> None:
    """Compile every loop once, as a worker has after its first job."""
    source, target, cluster = edges(400, 1_200)
    graph = sna.Graph.from_edges(400, source, target)
    sna.summary(graph, exact_up_to=10)
    sna.actor_measures(graph)
    sna.layout(graph)
    sna.introductions(graph)
    sna.WhatIf(graph, groups=cluster).without([1])


def _of_arrays(size: Size) -> list[Line]:
    """What starts from arrays: the suite, path measures, layout, what if, introductions."""
    source, target, cluster = edges(size.actors, size.ties)
    n, rounds = size.actors, 3 if size.actors < 500_000 else 1
    pairs = np.column_stack((source, target))

    def graph() -> sna.Graph:
        return sna.Graph.from_edges(n, source, target)

    suite, bare = interleaved((lambda: _suite(graph()), lambda: _bare_suite(n, pairs)), rounds)
    ready = graph()
    swept, bare_swept = interleaved(
        (lambda: _swept(ready), lambda: _bare_sweep(ready)),
        rounds,
    )
    between, bare_between = interleaved(
        (lambda: _between(ready), lambda: _bare_between(ready)), rounds
    )
    labels = sna.communities(ready, runs=1).labels
    ready.forget()
    (drawn,) = interleaved((lambda: sna.layout(ready, communities=labels),), 1)
    kept = _kept_together(ready, sna.layout(ready, communities=labels), labels)
    loss = sna.WhatIf(ready, groups=cluster)
    hub = int(np.argmax(sna.degree(ready)))
    (gone,) = interleaved((lambda: loss.without([hub]),), 5)
    (met,) = interleaved((lambda: sna.introductions(ready),), 1)
    introducer = sna.Introducer(ready)
    (one,) = interleaved((lambda: introducer.for_actor(hub),), 5)
    (way,) = interleaved((lambda: sna.routes(ready, 0, n - 1),), 5)
    return [
        _ratio(f"{size.name}: suite without paths, Leiden once", suite, ("bare", bare), SUITE_AIM),
        _ratio(f"{size.name}: distances, 1,024 sources", swept, ("kernel", bare_swept), PATHS_AIM),
        _ratio(f"{size.name}: betweenness, 256 sources", between, ("kernel", bare_between),
               PATHS_AIM),
        _bar(f"{size.name}: layout (communities kept {kept:.2f})", drawn, size.layout),
        _bar(f"{size.name}: what if the hub were gone", gone, size.what_if),
        _bar(f"{size.name}: the best ways to someone", way, size.what_if),
        _bar(f"{size.name}: introductions, ten for everyone", met, size.introductions),
        _bar(f"{size.name}: introductions for one actor", one, 0.05),
    ]  # fmt: skip


def _suite(graph: sna.Graph) -> None:
    sna.constraint(graph)
    sna.effective_size(graph)
    sna.degree(graph)
    sna.components(graph)
    sna.core_numbers(graph)
    sna.local_clustering(graph)
    sna.transitivity(graph)
    sna.degree_assortativity(graph)
    sna.cut_points(graph)
    sna.bridges(graph)
    sna.pagerank(graph)
    sna.eigenvector(graph)
    sna.communities(graph, runs=1)


def _bare_suite(n: int, pairs: np.ndarray) -> None:
    """The same from igraph, and Burt's constraint from the loop alone (igraph takes minutes)."""
    graph = igraph.Graph(n=n, edges=pairs)
    rows = sna.Graph.from_edges(n, pairs[:, 0], pairs[:, 1])
    ego_networks(rows.indptr, rows.indices, np.arange(n))
    np.array(graph.degree())
    np.array(graph.connected_components().membership)
    np.array(graph.coreness())
    np.array(graph.transitivity_local_undirected(mode="zero"))
    graph.transitivity_undirected()
    graph.assortativity_degree(directed=False)
    graph.articulation_points()
    graph.bridges()
    np.array(graph.pagerank())
    np.array(graph.eigenvector_centrality())
    twice = -1 if len(pairs) <= 200_000 else 2
    graph.community_leiden(objective_function="modularity", n_iterations=twice)


def _swept(graph: sna.Graph) -> None:
    graph.forget()
    sna.sweep(graph, sources=_SOURCES)


def _bare_sweep(graph: sna.Graph) -> None:
    chosen = np.random.default_rng(0).permutation(graph.n)[:_SOURCES]
    nobody = np.zeros(graph.n, dtype=np.bool_)
    spread(graph.indptr, graph.indices, chosen, 3, nobody, True)  # A kernel.


def _between(graph: sna.Graph) -> None:
    graph.forget()
    sna.betweenness_estimate(graph, sources=_BETWEENNESS_SOURCES)


def _bare_between(graph: sna.Graph) -> None:
    chosen = np.random.default_rng(0).permutation(graph.n)[:_BETWEENNESS_SOURCES]
    once, alone = np.ones(len(chosen)), np.ones(graph.n)
    dependencies(graph.indptr, graph.indices, chosen, once, alone, True)  # A kernel.


def _kept_together(graph: sna.Graph, xy: np.ndarray, labels: np.ndarray) -> float:
    """Of the ten nearest on the map, how many are of the same community, over 2,000 actors."""
    from scipy.spatial import cKDTree  # noqa: PLC0415  # Only this bench needs it.

    chosen = np.random.default_rng(0).permutation(graph.n)[:2_000]
    _distance, near = cKDTree(xy).query(xy[chosen], k=11)
    return float(np.mean(labels[near[:, 1:]] == labels[chosen][:, None]))


def _of_rows(size: Size) -> list[Line]:
    """What starts from the database: reading, and the whole pipeline as a job."""
    network = bulk_load(f"Size {size.actors}", size.actors, size.ties)
    viewer = Viewer(network.pk, Visibility.STEWARDS)

    def read() -> None:
        tie_rows(viewer)

    rows, bare = interleaved((read, lambda: _bare_read(viewer)), 3)
    (whole_net,) = interleaved((lambda: read_net(viewer).graph(),), 1)
    taken, peak = _whole(network)
    return [
        _ratio(f"{size.name}: rows → arrays", rows, ("np.fromiter", bare), ROWS_AIM),
        _bar(f"{size.name}: actors and ties → graph", whole_net, size.whole / 4),
        _bar(f"{size.name}: whole pipeline, stored", taken, size.whole),
        Line(f"{size.name}: memory of the whole pipeline", f"{peak:,} MB", "", "",
             f"≤ {size.memory:,} MB", peak <= size.memory),
    ]  # fmt: skip


def _bare_read(viewer: Viewer) -> None:
    ties = Tie.objects.visible_to(viewer).order_by()
    columns = ("source_id", "target_id", "weight", "rung", "type_id", "visibility")
    rows: Iterator[tuple[object, ...]] = ties.values_list(*columns).iterator(chunk_size=20_000)
    filled = ((s, t, w or 1.0, 0, 0, r or 0) for s, t, w, r, _type, _seen in rows)
    np.fromiter(filled, dtype=TIE_ROW)


_JOB = """
import json, resource, sys, time
import django; django.setup()
from weft.analysis.pipeline import refresh_network
from weft.analysis.models import Result
from weft.common.jobs import Progress
from weft.networks.models import Network
network = Network.objects.get(pk=int(sys.argv[1]))
Result.objects.filter(network=network).delete()
started = time.perf_counter()
refresh_network(network, Progress())
taken = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
print(json.dumps([taken, peak]))
"""


def _whole(network: Network) -> tuple[float, int]:
    """Seconds and peak megabytes of working everything out, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _JOB, str(network.pk)],
        check=True,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    taken, peak = json.loads(done.stdout.strip().splitlines()[-1])
    return float(taken), int(peak)


def _ratio(claim: str, ours: float, beside: tuple[str, float], aim: float) -> Line:
    name, other = beside
    ratio = ours / other
    told = f"{name} {seconds(other)}"
    return Line(claim, seconds(ours), told, f"{ratio:.2f}", f"≤ {aim}", ratio <= aim)


def _bar(claim: str, ours: float, aim: float) -> Line:
    return Line(claim, seconds(ours), "", "", f"≤ {seconds(aim)}", ours <= aim)
