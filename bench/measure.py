"""Claims: `weft measure` costs at most 1.3 times the engine called bare, and is at least twenty
times faster than NetworkX; like is compared with like, measure for measure.

Bare means igraph (and for sampled betweenness igraph from the same number of actors) called on
the same edges without Weft. Each round starts from arrays, so building the graph counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import igraph
import networkx as nx
import numpy as np

from bench.import_rows import ACTORS, TIES, _file
from bench.networks import edges
from bench.table import Line, interleaved, seconds
from weft import sna

#: Actors searched from in the comparison of betweenness: NetworkX takes seconds for each.
SOURCES = 256
NETWORKX_SOURCES = 8
AIM_BARE, AIM_NETWORKX = 1.3, 20


def lines() -> list[Line]:
    """The measures without paths, betweenness, and the whole command."""
    source, target = _edges()
    n = int(max(source.max(), target.max())) + 1
    pairs = np.column_stack((source, target))
    sna.average_clustering(sna.Graph.from_edges(4, [0, 1, 2], [1, 2, 3]))

    def weft_graph() -> sna.Graph:
        return sna.Graph.from_edges(n, source, target)

    plain, bare_plain = interleaved(
        (lambda: _plain(weft_graph()), lambda: _bare_plain(n, pairs)), 5
    )
    leiden, bare_leiden = interleaved(
        (
            lambda: sna.communities(weft_graph(), runs=1),
            lambda: igraph.Graph(n=n, edges=pairs).community_leiden(
                objective_function="modularity", n_iterations=-1
            ),
        ),
        3,
    )
    between, bare_between = interleaved(
        (
            lambda: sna.betweenness_estimate(weft_graph(), sources=SOURCES),
            lambda: _bare_betweenness(n, pairs),
        ),
        3,
    )
    slow = nx.Graph()
    slow.add_nodes_from(range(n))
    slow.add_edges_from(pairs.tolist())
    started = time.perf_counter()
    _networkx_plain(slow)
    networkx_plain = time.perf_counter() - started
    started = time.perf_counter()
    nx.betweenness_centrality(slow, k=NETWORKX_SOURCES, seed=1)
    networkx_between = (time.perf_counter() - started) * SOURCES / NETWORKX_SOURCES
    where = f"{n:,} actors, {len(pairs):,} ties"
    return [
        _line(f"eight measures without paths ({where})", plain, ("igraph", bare_plain), AIM_BARE),
        _line("communities (Leiden, one run)", leiden, ("igraph", bare_leiden), AIM_BARE),
        _line(f"betweenness from {SOURCES} actors", between, ("igraph", bare_between), AIM_BARE),
        _line(
            "the eight and that betweenness together",
            plain + between,
            ("NetworkX", networkx_plain + networkx_between),
            AIM_NETWORKX,
        ),
        Line("of these, the eight alone", seconds(plain), f"NetworkX {seconds(networkx_plain)}",
             f"1/{networkx_plain / plain:.0f}", ""),
        *_command(),
    ]  # fmt: skip


def _line(claim: str, ours: float, beside: tuple[str, float], aim: float) -> Line:
    name, other = beside
    told = f"{name} {seconds(other)}"
    if aim > 2:
        faster = other / ours
        return Line(claim, seconds(ours), told, f"1/{faster:.0f}", f"≤ 1/{aim:.0f}", faster >= aim)
    ratio = ours / other
    return Line(claim, seconds(ours), told, f"{ratio:.2f}", f"≤ {aim}", ratio <= aim)


def _edges() -> tuple[np.ndarray, np.ndarray]:
    if os.environ.get("WEFT_CORPUS"):
        graph = sna.read(str(_file(Path())))
        source, target = graph.edges()
        return np.asarray(source), np.asarray(target)
    source, target, _cluster = edges(ACTORS, TIES)
    return source, target


def _plain(graph: sna.Graph) -> None:
    sna.degree(graph)
    sna.components(graph)
    sna.core_numbers(graph)
    sna.average_clustering(graph)
    sna.transitivity(graph)
    sna.degree_assortativity(graph)
    sna.cut_points(graph)
    sna.pagerank(graph)


def _bare_plain(n: int, pairs: np.ndarray) -> None:
    graph = igraph.Graph(n=n, edges=pairs)
    np.array(graph.degree())
    np.array(graph.connected_components().membership)
    np.array(graph.coreness())
    graph.transitivity_avglocal_undirected(mode="zero")
    graph.transitivity_undirected()
    graph.assortativity_degree(directed=False)
    graph.articulation_points()
    np.array(graph.pagerank())


def _networkx_plain(graph: nx.Graph) -> None:
    dict(graph.degree())
    list(nx.connected_components(graph))
    nx.core_number(graph)
    nx.average_clustering(graph)
    nx.transitivity(graph)
    nx.degree_assortativity_coefficient(graph)
    list(nx.articulation_points(graph))
    nx.pagerank(graph)


def _bare_betweenness(n: int, pairs: np.ndarray) -> None:
    graph = igraph.Graph(n=n, edges=pairs)
    chosen = np.random.default_rng(1).choice(n, SOURCES, replace=False)
    graph.betweenness(directed=False, sources=chosen.tolist())


def _command() -> list[Line]:
    """The command as people run it, with reading and all figures."""
    with tempfile.TemporaryDirectory() as folder:
        file = _file(Path(folder))
        command = [sys.executable, "-m", "weft.project.cli", "measure", str(file), "--json"]
        (taken,) = interleaved(
            (lambda: subprocess.run(command, check=True, capture_output=True),), 3
        )
    return [Line(f"weft measure FILE, all figures ({TIES:,} ties)", seconds(taken), "", "", "")]
