"""The text formats of graph programs: GML, Pajek, METIS and lists of pairs."""

from __future__ import annotations

from pathlib import Path

from weft.sna import io as netio
from weft.sna.io import Net


def read(folder: Path, name: str, text: str) -> Net:
    """Write a text to a file of that name and read it."""
    path = folder / name
    path.write_text(text)
    return netio.resolve(netio.read([path]))


def test_gml(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        "net.txt",
        'Creator "someone"\ngraph [ directed 1\n node [ id 1 label "North &amp; Co" staff 5 '
        'graphics [ x 1.5 y -2 w 30 fill "#FF0000" ] ]\n node [ id 2 ]\n'
        ' edge [ source 1 target 2 value 3 label "funds" graphics [ fill "#00ff00" ] ]\n'
        " edge [ source 2 target 2 ]\n]\n",
    )
    north = net.actors[0]
    assert net.format == "gml"
    assert (north.name, north.x, north.y, north.colour) == (
        "North & Co",
        1.5,
        -2,
        "#ff0000",
    )
    assert north.fields == {"staff": 5}
    tie = net.ties[0]
    assert (tie.weight, tie.label, tie.direction, tie.colour) == (
        3,
        "funds",
        "directed",
        "#00ff00",
    )
    assert (net.ties[1].source, net.ties[1].target) == (1, 1)


def test_pajek(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        "net.net",
        '*Network test\n*Vertices 4\n1 "North Trust" 0.1 0.2 0.5 box ic Red\n2 South\n3 "East"\n'
        '*Arcs :1 "funds"\n1 2 3 c Blue l "each year"\n*Edges\n2 3\n*Arcslist\n1 2 3\n'
        "*Edgeslist\n3 1\nwrong\n",
    )
    assert net.format == "pajek"
    assert [actor.name for actor in net.actors] == ["North Trust", "South", "East", "4"]
    north = net.actors[0]
    assert (north.x, north.y, north.colour, north.shape) == (0.1, 0.2, "#ff0000", "box")
    assert [(t.source, t.target, t.direction) for t in net.ties] == [
        (0, 1, "directed"), (1, 2, "undirected"), (0, 1, "directed"), (0, 2, "directed"),
        (2, 0, "undirected"),
    ]  # fmt: skip
    first = net.ties[0]
    assert (first.weight, first.type, first.label, first.colour) == (
        3, "funds", "each year", "#0000ff",
    )  # fmt: skip
    assert [note.row for note in net.refused_ties] == [14]


def test_pajek_matrix(tmp_path: Path) -> None:
    net = read(tmp_path, "net.net", "*Vertices 2\n1 A\n2 B\n*Matrix\n0 2\n0 1\n")
    assert [(tie.source, tie.target, tie.weight) for tie in net.ties] == [
        (0, 1, 2),
        (1, 1, 1),
    ]


def test_metis(tmp_path: Path) -> None:
    net = read(tmp_path, "net.graph", "% comment\n4 3 0\n2 3\n1 3\n1 2\n\n")
    assert net.format == "metis"
    assert (len(net.actors), len(net.ties)) == (4, 3)
    assert not net.notes


def test_metis_with_weights(tmp_path: Path) -> None:
    net = read(tmp_path, "net.graph", "2 1 011 1\n7 2 2.5\n8 1 2.5\n")
    assert [(tie.source, tie.target, tie.weight) for tie in net.ties] == [(0, 1, 2.5)]


def test_metis_that_names_a_tie_once_only(tmp_path: Path) -> None:
    net = read(tmp_path, "net.graph", "2 2 0\n\n1 2\n")
    assert [(tie.source, tie.target) for tie in net.ties] == [(1, 0), (1, 1)]


def test_pairs(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        "net.txt",
        "# Directed graph\n# From\tTo\n1\t2\n2 3 0.5\nnorth 1\n1 2 3 4\n",
    )
    assert net.format == "edgelist"
    assert [(tie.source, tie.target, tie.weight) for tie in net.ties] == [
        (0, 1, None), (1, 2, 0.5), (3, 0, None),
    ]  # fmt: skip
    assert net.ties[0].direction == "directed"
    assert [note.row for note in net.refused_ties] == [6]
