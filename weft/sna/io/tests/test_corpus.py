"""Real networks, kept outside the repository, read with the counts known for them."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from weft.sna import io as netio
from weft.sna.io import Net

CORPUS = os.environ.get("WEFT_CORPUS", "")
pytestmark = pytest.mark.skipif(not CORPUS, reason="WEFT_CORPUS names no folder of real networks.")

WEB, BENCH, CIVIC = "net-web-organisations", "net-benchmarks", "net-bristol-civic"
COUNTS = {
    f"{WEB}/eurosis.json": ("graphology", 1_285, 7_524),
    f"{WEB}/rio.gexf": ("gexf", 366, 1_107),
    f"{WEB}/arctic.gexf": ("gexf", 1_715, 6_676),
    f"{WEB}/1898.gexf": ("gexf", 328, 2_189),
    f"{WEB}/quirks-graphml/miserables_broken.graphml": ("graphml", 77, 254),
    f"{BENCH}/karate.graph": ("metis", 34, 78),
    f"{BENCH}/jazz.graph": ("metis", 198, 2_742),
    f"{BENCH}/PGPgiantcompo.graph": ("metis", 10_680, 24_316),
    f"{BENCH}/polblogs.graph": ("metis", 1_490, 16_715),
    f"{BENCH}/celegans_metabolic.graph": ("metis", 453, 2_025),
    f"{BENCH}/lesmis.graph": ("metis", 77, 254),
    f"{BENCH}/power.graph": ("metis", 4_941, 6_594),
    f"{BENCH}/wiki-Vote.txt": ("edgelist", 7_115, 103_689),
    f"{BENCH}/looptest2.gml": ("gml", 9, 14),
    f"{BENCH}/dynamicTest2.gexf": ("gexf", 50, 64),
    f"{CIVIC}/mpn_UK_2008_memberships.csv": ("csv", 678, 1_360),
    "large-email-enron/email-enron.csv": ("csv", 36_692, 183_831),
    "large-email-enron/ca-condmat-cc1.csv": ("csv", 21_363, 91_342),
    "kumu-small/kumu_network.json": ("kumu-json", 5, 3),
    "directories/susy-solidarity-economy.geojson": ("geojson", 1_794, 0),
    "directories/civic-tech-organizations.json": ("json", 221, 0),
    "directories/odf-opendata-actors-211105a.csv": ("csv", 893, 0),
    "directories/odf-opendata-actors-211213k.csv": ("csv", 893, 0),
    "directories/odf-opendata-actors-211216c.csv": ("csv", 894, 0),
}


def read(*names: str) -> Net:
    """Read files of the corpus together."""
    return netio.resolve(netio.read([Path(CORPUS) / name for name in names]))


@pytest.mark.parametrize("name", COUNTS)
def test_counts(name: str) -> None:
    net = read(name)
    assert (net.format, len(net.actors), len(net.ties)) == COUNTS[name]
    assert not net.refused_actors
    assert not net.refused_ties


@pytest.mark.parametrize("folder", [f"{WEB}/quirks-gexf", f"{WEB}/quirks-graphml", BENCH])
def test_every_odd_file_is_read(folder: str) -> None:
    files = [
        path
        for path in sorted((Path(CORPUS) / folder).iterdir())
        if path.suffix in (".gexf", ".graphml", ".gml", ".graph")
    ]
    assert files
    for path in files:
        net = netio.resolve(netio.read([path]))
        assert not net.refused_ties, path.name


def test_loops() -> None:
    for name, loops in (
        (f"{WEB}/rio.gexf", 11),
        ("large-email-enron/ca-condmat-cc1.csv", 56),
    ):
        assert sum(tie.source == tie.target for tie in read(name).ties) == loops


def test_enron_is_quick() -> None:
    best = 9.0
    for _ in range(3):
        started = time.process_time()
        read("large-email-enron/email-enron.csv")
        best = min(best, time.process_time() - started)
    assert best < 1.5


def test_three_kinds_of_actors() -> None:
    net = read(f"{CIVIC}/bristol_nodes.csv", f"{CIVIC}/bristol_edges.csv")
    kinds = Counter(actor.kind for actor in net.actors)
    assert kinds == {"person": 150, "organisation": 97, "event": 17}
    pairs = Counter(
        frozenset((net.actors[tie.source].kind, net.actors[tie.target].kind)) for tie in net.ties
    )
    assert pairs == {
        frozenset({"person", "event"}): 939,
        frozenset({"person", "organisation"}): 304,
        frozenset({"organisation", "event"}): 253,
    }


def test_three_types_of_ties() -> None:
    folder = "survey-relational-hightech"
    net = read(f"{folder}/nodes.csv", f"{folder}/edges.csv")
    assert len(net.actors) == 21
    assert Counter(tie.type for tie in net.ties) == {
        "advice": 190,
        "friends": 102,
        "reports": 20,
    }
    assert {tie.direction for tie in net.ties} == {"directed"}
    assert net.actors[0].fields["age"] == 33.0


def test_spoilt_accents_are_noted_and_left() -> None:
    net = read(f"{WEB}/eurosis.json")
    assert sum("Ã" in actor.name for actor in net.actors) == 172
    assert len(net.notes) == 1


def test_directories_have_places() -> None:
    net = read("directories/odf-opendata-actors-211213k.csv")
    first = net.actors[0]
    assert (first.name, first.kind, first.latitude) == ("ACIGNE", "COM", 48.1339)
    susy = read("directories/susy-solidarity-economy.geojson")
    assert sum(actor.latitude is not None for actor in susy.actors) == 1_794
    assert sum(bool(actor.website) for actor in susy.actors) > 1_300


def test_ties_that_go_both_ways() -> None:
    net = read("kumu-small/sna_nodes.csv", "kumu-small/sna_edges.csv")
    assert {tie.direction for tie in net.ties} == {"mutual"}
    assert {tie.weight for tie in net.ties} == {1.1}


@pytest.mark.parametrize("format", ["csv", "xlsx", "kumu-json", "gexf", "graphml", "json"])
def test_a_real_network_survives_every_format(format: str, tmp_path: Path) -> None:
    net = read(f"{WEB}/rio.gexf")
    path = tmp_path / {"csv": "a.zip", "xlsx": "a.xlsx"}.get(format, "a.txt")
    netio.write(net, path, format)
    back = netio.resolve(netio.read([path]))
    assert [actor.fields for actor in back.actors] == [actor.fields for actor in net.actors]
    assert [actor.colour for actor in back.actors] == [actor.colour for actor in net.actors]
    assert [(t.source, t.target, t.direction, t.weight) for t in back.ties] == [
        (t.source, t.target, t.direction, t.weight) for t in net.ties
    ]
