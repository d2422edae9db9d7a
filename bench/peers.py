"""Claim: on each measure Weft costs at most 1.3 times igraph, the engine that it uses, and all
measures together a twentieth of NetworkX.

NetworkX, igraph, NetworKit, scikit-network and graphology (in Node) measure the same edges,
each from a graph of its own that is already built; building it is a line of its own. The
fastest peer is printed bold. Peers that are not installed, or lack a measure, are left out. Of
NetworkX, sampled searches are timed from four sources and scaled to all.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np
from scipy.sparse import csr_matrix

from bench.networks import edges
from bench.table import Line, interleaved, seconds
from weft import sna

ACTORS, TIES = 120_000, 600_000
AIM_NETWORKX, AIM_ENGINE = 20, 1.3
#: Sources of sampled searches, and those that slow peers search from before they are scaled.
_SOURCES, _FEW = 256, 4
_GRAPHOLOGY = (
    "graphology@0.26.0", "graphology-metrics@2.4.2", "graphology-components@1.5.4",
    "graphology-cores@0.0.1", "graphology-communities-louvain@2.0.2",
)  # fmt: skip
_SCRIPT = Path(__file__).with_name("graphology_peer.mjs")
Timings = dict[str, dict[str, float]]
Calls = dict[str, Callable[[], object]]


def lines() -> list[Line]:
    """One line for each measure: ours beside every peer that has it."""
    warnings.simplefilter("ignore")
    source, target, _cluster = edges(ACTORS, TIES)
    pairs = np.column_stack((source, target))
    ours = _weft(pairs)
    timed: Timings = {name: {"Weft": taken} for name, taken in _timed(ours).items()}
    for peer, make in (
        ("igraph", _igraph),
        ("NetworKit", _networkit),
        ("scikit-network", _scikit_network),
    ):
        for name, taken in _timed(make(pairs)).items():
            timed[name][peer] = taken
    for peer, found in (("graphology", _graphology(pairs)), ("NetworkX", _networkx(pairs))):
        for name, taken in found.items():
            timed[name][peer] = taken
    where = f"{ACTORS:,}/{TIES:,}"
    found_lines = [_line(f"{where}: {name}", taken) for name, taken in timed.items()]
    return [*found_lines, _together(where, timed)]


def _timed(calls: Calls) -> dict[str, float]:
    return {name: interleaved((call,), 3)[0] for name, call in calls.items()}


def _line(claim: str, taken: dict[str, float]) -> Line:
    ours = taken["Weft"]
    peers = {peer: other for peer, other in taken.items() if peer != "Weft"}
    told = "; ".join(f"{peer} {seconds(other)}" for peer, other in peers.items())
    if not peers:
        return Line(claim, seconds(ours), "no peer has it", "", "")
    fastest = min(peers, key=lambda peer: peers[peer])
    told = told.replace(f"{fastest} ", f"**{fastest}** ", 1)
    engine = ours / peers["igraph"]
    aim = f"≤ {AIM_ENGINE} × igraph"
    return Line(claim, seconds(ours), told, f"{engine:.2f}", aim, engine <= AIM_ENGINE)


def _together(where: str, timed: Timings) -> Line:
    """All measures that NetworkX has, added up."""
    both = [taken for taken in timed.values() if "NetworkX" in taken]
    ours, theirs = (sum(taken[peer] for taken in both) for peer in ("Weft", "NetworkX"))
    faster = theirs / ours
    told = f"NetworkX {seconds(theirs)}"
    claim = f"{where}: all that NetworkX has, together"
    aim = f"≤ 1/{AIM_NETWORKX}"
    return Line(claim, seconds(ours), told, f"1/{faster:.0f}", aim, faster >= AIM_NETWORKX)


def _weft(pairs: np.ndarray) -> Calls:
    def built() -> sna.Graph:
        return sna.Graph.from_edges(ACTORS, pairs[:, 0], pairs[:, 1])

    graph = built()
    sna.pagerank(graph)

    def fresh(measure: Callable[[sna.Graph], object]) -> Callable[[], object]:
        """Measure without what an earlier round left, but for the engine's own graph."""

        def call() -> object:
            native = graph.memo["igraph"]
            graph.forget()
            graph.memo["igraph"] = native
            return measure(graph)

        return call

    return {
        "building the graph": built,
        "PageRank": fresh(sna.pagerank),
        "eigenvector": fresh(sna.eigenvector),
        "core numbers": fresh(sna.core_numbers),
        "components": fresh(sna.components),
        "local clustering": fresh(sna.local_clustering),
        "cut points and bridges": fresh(lambda g: (sna.cut_points(g), sna.bridges(g))),
        "Burt's constraint": fresh(sna.constraint),
        "communities": fresh(lambda g: sna.communities(g, runs=1)),
        f"betweenness, {_SOURCES} sources": fresh(
            lambda g: sna.betweenness_estimate(g, sources=_SOURCES)
        ),
        f"harmonic closeness, {_SOURCES} sources": fresh(
            lambda g: sna.harmonic(g, sources=_SOURCES)
        ),
    }


def _igraph(pairs: np.ndarray) -> Calls:
    graph = igraph.Graph(n=ACTORS, edges=pairs)
    chosen = np.random.default_rng(1).choice(ACTORS, _SOURCES, replace=False).tolist()

    def harmonic() -> object:
        return [np.array(graph.distances(source=chosen[i : i + 16])) for i in range(0, 256, 16)]

    return {
        "building the graph": lambda: igraph.Graph(n=ACTORS, edges=pairs),
        "PageRank": lambda: np.array(graph.pagerank()),
        "eigenvector": lambda: np.array(graph.eigenvector_centrality()),
        "core numbers": lambda: np.array(graph.coreness()),
        "components": lambda: np.array(graph.connected_components().membership),
        "local clustering": lambda: np.array(graph.transitivity_local_undirected(mode="zero")),
        "cut points and bridges": lambda: (graph.articulation_points(), graph.bridges()),
        "Burt's constraint": lambda: np.array(graph.constraint()),
        "communities": lambda: graph.community_leiden(
            objective_function="modularity", n_iterations=2
        ),
        f"betweenness, {_SOURCES} sources": lambda: graph.betweenness(sources=chosen),
        f"harmonic closeness, {_SOURCES} sources": harmonic,
    }


def _networkit(pairs: np.ndarray) -> Calls:
    try:
        import networkit as nk  # noqa: PLC0415  # May not be installed.
    except ImportError:
        return {}
    ends = (pairs[:, 0].astype(np.uint64), pairs[:, 1].astype(np.uint64))

    def built() -> Any:
        return nk.GraphFromCoo(ends, n=ACTORS, weighted=False, directed=False)

    graph = built()
    graph.indexEdges()

    def run(make: Callable[[], Any]) -> Callable[[], object]:
        return lambda: make().run()

    return {
        "building the graph": built,
        "PageRank": run(lambda: nk.centrality.PageRank(graph, tol=1e-8)),
        "eigenvector": run(lambda: nk.centrality.EigenvectorCentrality(graph)),
        "core numbers": run(lambda: nk.centrality.CoreDecomposition(graph)),
        "components": run(lambda: nk.components.ConnectedComponents(graph)),
        "local clustering": run(lambda: nk.centrality.LocalClusteringCoefficient(graph)),
        "cut points and bridges": run(lambda: nk.components.BiconnectedComponents(graph)),
        "communities": run(lambda: nk.community.ParallelLeiden(graph)),
        f"betweenness, {_SOURCES} sources": run(
            lambda: nk.centrality.EstimateBetweenness(graph, _SOURCES)
        ),
    }


def _scikit_network(pairs: np.ndarray) -> Calls:
    try:
        from sknetwork import clustering, ranking, topology  # noqa: PLC0415  # May be missing.
    except ImportError:
        return {}
    both = np.concatenate((pairs, pairs[:, ::-1]))

    def built() -> csr_matrix:
        ones = np.ones(len(both))
        return csr_matrix((ones, (both[:, 0], both[:, 1])), shape=(ACTORS, ACTORS))

    matrix = built()
    return {
        "building the graph": built,
        "PageRank": lambda: ranking.PageRank().fit_predict(matrix),
        "core numbers": lambda: topology.get_core_decomposition(matrix),
        "components": lambda: topology.get_connected_components(matrix),
        "communities": lambda: clustering.Leiden().fit_predict(matrix),
    }


def _networkx(pairs: np.ndarray) -> dict[str, float]:
    """NetworkX once; path measures from a few sources, scaled."""
    started = time.perf_counter()
    graph = nx.Graph()
    graph.add_nodes_from(range(ACTORS))
    graph.add_edges_from(pairs.tolist())
    taken = {"building the graph": time.perf_counter() - started}
    calls: Calls = {
        "PageRank": lambda: nx.pagerank(graph),
        "core numbers": lambda: nx.core_number(graph),
        "components": lambda: list(nx.connected_components(graph)),
        "local clustering": lambda: nx.clustering(graph),
        "cut points and bridges": lambda: (
            list(nx.articulation_points(graph)),
            list(nx.bridges(graph)),
        ),
        "communities": lambda: nx.community.louvain_communities(graph, seed=1),
    }
    for name, call in calls.items():
        taken[name] = interleaved((call,), 1)[0]
    few = interleaved(
        (
            lambda: nx.betweenness_centrality(graph, k=_FEW, seed=1),
            lambda: [nx.single_source_shortest_path_length(graph, s) for s in range(_FEW)],
        ),
        1,
    )
    taken[f"betweenness, {_SOURCES} sources"] = few[0] * _SOURCES / _FEW
    taken[f"harmonic closeness, {_SOURCES} sources"] = few[1] * _SOURCES / _FEW
    return taken


def _graphology(pairs: np.ndarray) -> dict[str, float]:
    """graphology in Node, fetched into a folder that is thrown away; {} without Node."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("peers: no Node here, so graphology is left out", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as folder:
        quiet = ["--no-audit", "--no-fund", "--silent"]
        installed = subprocess.run([npm, "install", *quiet, *_GRAPHOLOGY], cwd=folder, check=False)
        if installed.returncode:
            print("peers: graphology could not be fetched", file=sys.stderr)
            return {}
        shutil.copy(_SCRIPT, folder)
        np.ascontiguousarray(pairs, dtype=np.uint32).tofile(Path(folder) / "pairs.bin")
        done = subprocess.run(
            [node, "--max-old-space-size=8192", _SCRIPT.name, str(ACTORS)],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
    found: dict[str, float] = json.loads(done.stdout)
    return found
