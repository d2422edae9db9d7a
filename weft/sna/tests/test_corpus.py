"""Real networks, where the machine has them: figures others published, and bounds on time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna.tests import graphs

CORPUS = Path(os.environ.get("WEFT_CORPUS", ""))
pytestmark = pytest.mark.skipif(
    "WEFT_CORPUS" not in os.environ, reason="WEFT_CORPUS does not name a folder of real networks"
)


@pytest.mark.parametrize("name", ["karate", "jazz", "lesmis"])
def test_small_networks_agree_with_networkx(name: str) -> None:
    graph = sna.read(CORPUS / "net-benchmarks" / f"{name}.graph", directed=False)
    twin = graphs.oracle(graph)
    found = sna.summary(graph)
    assert found.efficiency == pytest.approx(nx.global_efficiency(twin))
    assert found.transitivity == pytest.approx(nx.transitivity(twin))
    expected = sorted(graph.label(v) for v in nx.articulation_points(twin))
    assert found.articulation_points == expected
    # Its iterative solvers start at random and now and then stop at another eigenvalue.
    assert found.algebraic_connectivity == pytest.approx(sorted(nx.laplacian_spectrum(twin))[1])
    measures = sna.actor_measures(graph)
    for name_, oracle in (
        ("betweenness", nx.betweenness_centrality(twin)),
        ("closeness", nx.closeness_centrality(twin)),
        ("pagerank", nx.pagerank(twin, tol=1e-12, max_iter=500)),
        ("constraint", nx.constraint(twin)),
        ("effective_size", nx.effective_size(twin)),
    ):
        values = np.asarray(measures[name_], dtype=np.float64)
        assert values == pytest.approx(list(oracle.values()), abs=1e-6), name_


@pytest.mark.parametrize(
    ("name", "n", "m", "modularity"),
    [
        ("karate", 34, 78, 0.4198),
        ("jazz", 198, 2742, 0.445),
        ("PGPgiantcompo", 10680, 24316, 0.884),
    ],
)
def test_published_modularity(name: str, n: int, m: int, modularity: float) -> None:
    graph = sna.read(CORPUS / "net-benchmarks" / f"{name}.graph", directed=False)
    assert (graph.n, graph.m) == (n, m)
    assert sna.communities(graph).modularity == pytest.approx(modularity, abs=0.003)


def test_isolates_of_the_political_blogs() -> None:
    graph = sna.read(CORPUS / "net-benchmarks" / "polblogs.graph", directed=False)
    assert (graph.n, graph.m, len(sna.isolates(graph))) == (1490, 16715, 266)


def test_votes_for_wiki_administrators() -> None:
    graph = sna.read(CORPUS / "net-benchmarks" / "wiki-Vote.txt", directed=True)
    assert (graph.n, graph.m) == (7115, 103689)
    assert sna.component_sizes(graph)[0] == 7066


def test_managers_name_each_other() -> None:
    rows = (CORPUS / "survey-relational-hightech" / "edges.csv").read_text().split()
    columns = rows[0].replace('"', "").split(",")
    ties = [dict(zip(columns, row.replace('"', "").split(","), strict=True)) for row in rows[1:]]
    kinds = {tie[columns[2]] for tie in ties}
    reciprocities = []
    for kind in kinds:
        pairs = np.array(
            [(int(t[columns[0]]), int(t[columns[1]])) for t in ties if t[columns[2]] == kind]
        )
        pairs -= 1
        graph = sna.Graph.from_edges(21, pairs[:, 0], pairs[:, 1], directed=True)
        twin = graphs.oracle(graph)
        assert sna.reciprocity(graph).arc == pytest.approx(nx.overall_reciprocity(twin))
        reciprocities.append(sna.reciprocity(graph).arc)
    assert sorted(reciprocities) == pytest.approx([0, 0.451, 0.474], abs=1e-3)


def test_a_large_network_takes_seconds() -> None:
    graph = sna.read(CORPUS / "large-email-enron" / "email-enron.csv", directed=False)
    assert (graph.n, graph.m) == (36692, 183831)
    begun = time.perf_counter()
    found = sna.summary(graph)
    assert time.perf_counter() - begun < 60
    assert found.avg_clustering == pytest.approx(0.497, abs=1e-3)
    assert (found.components, round(found.largest_component * 36692)) == (1065, 33696)
    assert found.best_modularity > 0.62
