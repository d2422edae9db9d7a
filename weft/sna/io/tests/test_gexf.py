"""GEXF of every version: lists, looks, directions, time, and files with mistakes."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, TieRecord
from weft.sna.io.gexf_read import split_list


def gexf(folder: Path, inner: str, *, graph: str = "", root: str = "") -> Net:
    """Read a GEXF file with the given content of its graph."""
    path = folder / "net.gexf"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><gexf {root} version="1.3" '
        f'xmlns:viz="http://gexf.net/1.3/viz"><graph {graph}>{inner}</graph></gexf>'
    )
    return netio.resolve(netio.read([path]))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a |b | c", ["a", "b", "c"]),
        ("a ,b , c", ["a", "b", "c"]),
        ("[a, b, c]", ["a", "b", "c"]),
        (r"['a', '\'b\'', 'c']", ["a", "'b'", "c"]),
        ('["a", "b,c", "]"]', ["a", "b,c", "]"]),
        ("[true, false]", ["true", "false"]),
        ("[]", []),
        ("[a", ["a"]),
        ("one", ["one"]),
    ],
)
def test_lists(text: str, values: list[str]) -> None:
    assert split_list(text) == values


def test_looks(tmp_path: Path) -> None:
    net = gexf(
        tmp_path,
        '<nodes><node id="1" label="North"><viz:color hex="#fff"/><viz:position x="1" y="-2.5"/>'
        '<viz:size value="3"/><viz:shape value="square"/></node><node id="2">'
        '<viz:color r="255" g="0" b="10" a="0.5"/></node></nodes>'
        '<edges><edge source="1" target="2"><viz:color r="0" g="0" b="0"/>'
        '<viz:thickness value="2.0"/></edge></edges>',
    )
    first, second = net.actors
    assert (first.colour, first.x, first.y, first.size) == ("#ffffff", 1, -2.5, 3)
    assert (first.shape, second.colour, second.name) == ("square", "#ff000a", "2")
    assert (net.ties[0].colour, net.ties[0].fields["thickness"]) == ("#000000", 2.0)


def test_mixed_directions_kinds_and_loops(tmp_path: Path) -> None:
    net = gexf(
        tmp_path,
        '<nodes><node id="1"/><node id="2"/></nodes><edges>'
        '<edge source="1" target="2"/><edge source="1" target="2" type="undirected" kind="a"/>'
        '<edge source="2" target="2" type="mutual" weight="4.5" label="x"/></edges>',
        graph='defaultedgetype="directed"',
    )
    assert [(tie.direction, tie.type) for tie in net.ties] == [
        ("directed", ""), ("undirected", "a"), ("mutual", ""),
    ]  # fmt: skip
    assert (net.ties[2].weight, net.ties[2].label) == (4.5, "x")


def test_attributes_defaults_and_undeclared_ones(tmp_path: Path) -> None:
    net = gexf(
        tmp_path,
        '<attributes class="node"><attribute id="0" title="open" type="boolean"><default>true'
        '</default></attribute><attribute id="1" title="staff" type="integer"/>'
        '<attribute id="2" title="score" type="float"/><attribute id="3" title="big" '
        'type="bigdecimal"/><attribute id="4" title="themes" type="listinteger"/></attributes>'
        '<nodes><node id="a"><attvalues><attvalue for="1" value="5"/><attvalue for="2" value="1"/>'
        '<attvalue for="3" value="1.5"/><attvalue for="4" value="[1, 2]"/></attvalues></node>'
        '<node id="b"><attvalues><attvalue for="0" value="false"/><attvalue for="1" value="many"/>'
        '<attvalue for="url" value="x"/></attvalues></node></nodes>',
    )
    assert net.actors[0].fields == {
        "staff": 5, "score": 1.0, "big": 1.5, "themes": ["1", "2"], "open": True,
    }  # fmt: skip
    assert net.actors[1].fields == {"open": False, "staff": "many", "url": "x"}


def test_time_is_kept(tmp_path: Path) -> None:
    net = gexf(
        tmp_path,
        '<attributes class="node" mode="dynamic"><attribute id="0" title="staff" type="integer"/>'
        '</attributes><nodes><node id="1" start="2004.0" endopen="2009-03-01"><attvalues>'
        '<attvalue for="0" value="1" end="2005"/><attvalue for="0" value="2" startopen="2005" '
        'end="2006"/></attvalues></node><node id="2"><spells><spell start="2001" end="2002"/>'
        '<spell start="2004"/></spells></node><node id="3" timestamp="2010"/></nodes>'
        '<edges><edge source="1" target="2" start="2001-02-03" intervals="[1,2]"/></edges>',
        graph='mode="dynamic"',
    )
    first, second, third = net.actors
    assert (first.start, first.end) == ("2004", "2009-03-01")
    assert first.fields["staff"] == ["1 [,2005]", "2 (2005,2006]"]
    assert (second.start, second.fields["spells"]) == (
        "2001",
        ["[2001,2002]", "[2004,]"],
    )
    assert (third.start, third.end) == ("2010", "2010")
    assert (net.ties[0].start, net.ties[0].fields["spells"]) == (
        "2001-02-03",
        ["[1,2]"],
    )
    assert "“staff”" in net.notes[0].message
    assert len(net.notes) == 2


def test_nested_and_missing_nodes(tmp_path: Path) -> None:
    net = gexf(
        tmp_path,
        '<nodes><node id="a" label="A"><nodes><node id="b" label="B"/></nodes></node></nodes>'
        '<edges><edge source="b" target="c"/></edges>',
    )
    assert [(actor.id, actor.name) for actor in net.actors] == [
        ("a", "A"),
        ("b", "B"),
        ("c", "c"),
    ]
    assert net.actors[1].fields == {"parent": "a"}


def test_gephi_reads_what_we_write(tmp_path: Path) -> None:
    net = Net("json", [ActorRecord("North & <Co>", "n", colour="#010203", x=1.0, y=2.0)], [])
    net.actors.append(ActorRecord("South", "s", start="2019", fields={"Staff": 3}))
    net.ties.append(TieRecord(0, 1, direction="directed", type="Fund", weight=2.0))
    netio.write(net, tmp_path / "net.gexf", "gexf", title="A & B")
    graph = nx.read_gexf(tmp_path / "net.gexf", version="1.3")
    assert graph.nodes["n"]["label"] == "North & <Co>"
    assert graph.nodes["n"]["viz"]["color"]["b"] == 3
    assert graph.edges["n", "s", "0"]["weight"] == 2.0 if graph.is_multigraph() else True
    assert graph.nodes["s"]["Staff"] == 3
