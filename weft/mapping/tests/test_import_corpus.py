"""Real files, kept outside the repository: imported with the counts known for them, and again
without any change."""

from __future__ import annotations

from pathlib import Path

import pytest

from weft.graph.models import Actor, ChangeSet, Tie
from weft.mapping.tests.bringing import bring, counts, export, held, looks, network

pytestmark = pytest.mark.django_db

WEB, BENCH, CIVIC = "net-web-organisations", "net-benchmarks", "net-bristol-civic"
SURVEY, LISTS = "survey-relational-hightech", "directories"
COUNTS: dict[tuple[str, ...], tuple[int, int]] = {
    (f"{WEB}/eurosis.json",): (1_285, 7_524),
    (f"{WEB}/rio.gexf",): (366, 1_107),
    (f"{WEB}/1898.gexf",): (328, 2_189),
    (f"{WEB}/arctic.gexf",): (1_715, 6_676),
    (f"{CIVIC}/bristol_nodes.csv", f"{CIVIC}/bristol_edges.csv"): (264, 1_496),
    (f"{SURVEY}/nodes.csv", f"{SURVEY}/edges.csv"): (21, 312),
    ("kumu-small/kumu_network.json",): (5, 3),
    ("kumu-small/sna_nodes.csv", "kumu-small/sna_edges.csv"): (5, 3),
    (f"{LISTS}/susy-solidarity-economy.geojson",): (1_794, 0),
    (f"{LISTS}/civic-tech-organizations.json",): (221, 0),
    (f"{BENCH}/karate.graph",): (34, 78),
    (f"{BENCH}/jazz.graph",): (198, 2_742),
    (f"{BENCH}/PGPgiantcompo.graph",): (10_680, 24_316),
    (f"{BENCH}/looptest2.gml",): (9, 14),
    (f"{BENCH}/dynamicTest.gexf",): (4, 5),
    (f"{BENCH}/dynamicTest2.gexf",): (50, 64),
    (f"{BENCH}/dynamicTest3.gexf",): (2, 1),
}


@pytest.mark.parametrize("names", COUNTS, ids=lambda names: names[0].rsplit("/", 1)[-1])
def test_imported_twice(corpus: Path, names: tuple[str, ...]) -> None:
    here = network()
    paths = [corpus / name for name in names]
    actors, ties = COUNTS[names]
    assert counts(bring(here, *paths)) == ((actors, 0, 0, 0), (ties, 0, 0, 0))
    again = bring(here, *paths)
    assert counts(again) == ((0, 0, actors, 0), (0, 0, ties, 0))
    assert again["changeset"] is None
    assert (Actor.objects.count(), Tie.objects.count()) == (actors, ties)


@pytest.mark.parametrize("folder", [f"{WEB}/quirks-gexf", f"{WEB}/quirks-graphml"])
def test_odd_files_twice(corpus: Path, folder: str) -> None:
    files = sorted((corpus / folder).iterdir())
    assert len(files) > 6
    for path in files:
        here = network(path.stem)
        first = counts(bring(here, path))
        again = counts(bring(here, path))
        assert again == tuple((0, 0, new, refused) for new, _c, _u, refused in first), path.name


def test_a_directory_in_three_editions(corpus: Path) -> None:
    here = network()
    told = [
        counts(bring(here, corpus / LISTS / f"odf-opendata-actors-{edition}.csv"))[0]
        for edition in ("211105a", "211213k", "211216c")
    ]
    # Each edition has new columns or wordings for all. The third has one body more, one under
    # another name, and one whose type became another: all three are new by name and kind.
    assert told == [(893, 0, 0, 0), (0, 893, 0, 0), (3, 891, 0, 0)]
    assert ChangeSet.objects.count() == 3
    assert Actor.objects.count() == 896


@pytest.mark.parametrize("format_key", ["csv", "xlsx", "kumu-json", "gexf", "graphml", "json"])
@pytest.mark.parametrize("name", ["rio.gexf"])
def test_a_real_network_goes_round(
    corpus: Path, tmp_path: Path, name: str, format_key: str
) -> None:
    here, twin = network("Here"), network("Twin")
    bring(here, corpus / WEB / name)
    path = export(here, tmp_path, format_key)
    assert bring(here, path)["changeset"] is None
    bring(twin, path)
    assert looks(held(twin)) == looks(held(here))
