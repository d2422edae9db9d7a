"""What is known of real networks and lists, where the machine has them: each figure again."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from weft import sna
from weft.sna import io as netio
from weft.sna.tests.test_acceptance import auc

CORPUS = Path(os.environ.get("WEFT_CORPUS", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("WEFT_CORPUS"), reason="WEFT_CORPUS does not name a folder of real networks"
)


@pytest.mark.parametrize(
    ("name", "n", "ties", "loops", "modularity"),
    [
        ("eurosis.json", 1_285, 7_524, 0, 0.728),
        ("rio.gexf", 366, 1_107, 11, 0.644),
        ("arctic.gexf", 1_715, 6_676, 0, 0.651),
    ],
)
def test_organisations_on_the_web(
    name: str, n: int, ties: int, loops: int, modularity: float
) -> None:
    graph = sna.read(CORPUS / "net-web-organisations" / name)
    assert graph.directed
    assert (graph.n, graph.m + graph.loops, graph.loops) == (n, ties, loops)
    assert sna.communities(graph).modularity == pytest.approx(modularity, abs=0.005)


def test_the_giant_of_eurosis() -> None:
    sizes = sna.component_sizes(sna.read(CORPUS / "net-web-organisations" / "eurosis.json"))
    assert (len(sizes), sizes[0]) == (6, 1_272)


def test_trade_of_1898() -> None:
    graph = sna.read(CORPUS / "net-web-organisations" / "1898.gexf")
    assert (graph.n, graph.m) == (328, 2_189)


def test_twenty_two_odd_files() -> None:
    folder = CORPUS / "net-web-organisations"
    odd = [*folder.glob("quirks-gexf/*.gexf"), *folder.glob("quirks-graphml/*.graphml")]
    assert len(odd) == 22
    assert all(netio.read([path]).tables for path in odd)


def test_civic_life_of_bristol() -> None:
    folder = CORPUS / "net-bristol-civic"
    graph = sna.read(folder / "bristol_nodes.csv", folder / "bristol_edges.csv")
    assert (graph.n, graph.m) == (150 + 97 + 17, 1_496)
    assert (len(sna.component_sizes(graph)), sna.component_sizes(graph)[0]) == (3, 260)


@pytest.mark.parametrize(
    ("kind", "ties", "reciprocity"),
    [("advice", 190, 0.474), ("friends", 102, 0.451), ("reports", 20, 0.0)],
)
def test_managers(kind: str, ties: int, reciprocity: float) -> None:
    folder = CORPUS / "survey-relational-hightech"
    net = netio.resolve(netio.read([folder / "nodes.csv", folder / "edges.csv"]))
    named = [(tie.source, tie.target) for tie in net.ties if tie.type == kind]
    graph = sna.Graph.from_edges(21, *np.array(named).T, directed=True)
    assert (len(net.actors), graph.m) == (21, ties)
    assert sna.reciprocity(graph).arc == pytest.approx(reciprocity, abs=5e-4)
    assert set(net.actors[0].fields) == {"age", "tenure", "level", "dept"}


@pytest.mark.parametrize(
    ("name", "people", "pairs", "contacts"),
    [("workplace_InVS13", 92, 755, 9_827), ("conference_SFHH", 403, 9_565, 70_261)],
)
def test_contacts(name: str, people: int, pairs: int, contacts: int) -> None:
    found = sna.read_contacts(CORPUS / "temporal-sociopatterns-cc0" / f"{name}_tij.dat")
    assert (found.n, found.graph().m, len(found)) == (people, pairs, contacts)


@pytest.mark.parametrize(
    ("name", "base", "area", "precision"),
    [("workplace_InVS13", 0.049, 0.666, 0.24), ("conference_SFHH", 0.050, 0.596, 0.12)],
)
def test_who_meets_next(name: str, base: float, area: float, precision: float) -> None:
    found = sna.read_contacts(CORPUS / "temporal-sociopatterns-cc0" / f"{name}_tij.dat")
    moment = found.share_of_span(0.7)
    before, after = found.until(moment).graph(), found.after(moment).graph()
    twin = nx.Graph(zip(*(ends.tolist() for ends in before.edges()), strict=True))
    later = set(zip(*(ends.tolist() for ends in after.edges()), strict=True))
    rated = list(nx.adamic_adar_index(twin))
    met = np.array([(a, b) in later or (b, a) in later for a, b, _ in rated])
    score = np.array([value for _, _, value in rated])
    assert met.mean() == pytest.approx(base, abs=5e-4)
    assert auc(met, score) == pytest.approx(area, abs=0.01)
    best = np.argsort(-score, kind="stable")[:100]
    assert met[best].mean() == pytest.approx(precision, abs=0.02)


def test_authors_on_condensed_matter() -> None:
    graph = sna.read(CORPUS / "large-email-enron" / "ca-condmat-cc1.csv", directed=False)
    assert (graph.n, graph.m + graph.loops, graph.loops) == (21_363, 91_342, 56)
    assert sna.communities(graph).modularity == pytest.approx(0.73, abs=0.015)


def test_names_that_come_twice() -> None:
    path = CORPUS / "directories" / "susy-solidarity-economy.geojson"
    names = Counter(actor.name for actor in netio.resolve(netio.read([path])).actors)
    assert (names.total(), names.total() - len(names)) == (1_794, 44)


def test_feeds_of_civic_groups() -> None:
    path = CORPUS / "directories" / "civic-tech-organizations.json"
    actors = netio.resolve(netio.read([path])).actors
    assert (len(actors), sum(bool(actor.fields.get("rss")) for actor in actors)) == (221, 111)


@pytest.mark.parametrize(
    ("name", "grants", "awarded"),
    [
        ("wolfson-2014", 379, 31_178_456),
        ("lloyds-bank-foundation-2010-2015", 4_116, 115_795_635.69),
    ],
)
def test_grants(name: str, grants: int, awarded: float) -> None:
    found = netio.resolve(netio.read([CORPUS / "360giving-grants" / f"{name}.json"]))
    amounts = [actor.fields["amountAwarded"] for actor in found.actors]
    assert len(amounts) == grants
    assert sum(float(str(each)) for each in amounts) == pytest.approx(awarded, abs=0.01)
