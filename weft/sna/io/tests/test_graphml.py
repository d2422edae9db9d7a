"""GraphML: typed keys and defaults, mixed directions, nested graphs, the keys of Gephi."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, TieRecord

KEYS = (
    '<key id="d0" for="node" attr.name="Theme" attr.type="string"><default>other</default></key>'
    '<key id="d1" for="edge" attr.name="weight" attr.type="double"/>'
    '<key id="d2" for="node" attr.name="staff" attr.type="int"/>'
    '<key id="r" for="node" attr.name="r" attr.type="int"/>'
    '<key id="g" for="node" attr.name="g" attr.type="int"/>'
    '<key id="b" for="node" attr.name="b" attr.type="int"/>'
    '<key id="label" for="node" attr.name="label" attr.type="string"/>'
)


def graphml(folder: Path, inner: str, default: str = "undirected") -> Net:
    """Read a GraphML file with the given content of its graph."""
    path = folder / "net.graphml"
    path.write_text(
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f'{KEYS}<graph edgedefault="{default}">{inner}</graph></graphml>'
    )
    return netio.resolve(netio.read([path]))


def test_keys_types_defaults_and_colours(tmp_path: Path) -> None:
    net = graphml(
        tmp_path,
        '<node id="a"><data key="label">North</data><data key="d2">3</data><data key="r">255</data>'
        '<data key="g">0</data><data key="b">1</data></node>'
        '<node id="b"><data key="d0">food</data><data key="unknown">x</data></node>'
        '<edge source="a" target="b"><data key="d1">1.5</data></edge>',
    )
    first, second = net.actors
    assert (first.name, first.colour) == ("North", "#ff0001")
    assert first.fields == {"staff": 3, "Theme": "other"}
    assert (second.name, second.fields) == ("b", {"Theme": "food", "unknown": "x"})
    assert net.ties[0].weight == 1.5
    assert "“unknown”" in net.notes[0].message


def test_mixed_directions_parallel_ties_and_missing_nodes(tmp_path: Path) -> None:
    net = graphml(
        tmp_path,
        '<node id="a"/><edge id="e1" source="a" target="b"/>'
        '<edge id="e2" source="a" target="b" directed="false"/>'
        '<hyperedge><endpoint node="a"/></hyperedge>',
        "directed",
    )
    assert [tie.direction for tie in net.ties] == ["directed", "undirected"]
    assert len(net.actors) == 2
    assert "more than two" in net.notes[0].message


def test_graphs_inside_nodes(tmp_path: Path) -> None:
    net = graphml(
        tmp_path,
        '<node id="a"><graph edgedefault="directed"><node id="b"/><edge source="a" target="b"/>'
        "</graph></node>",
    )
    assert net.actors[1].fields["parent"] == "a"
    assert net.ties[0].direction == "directed"


def test_other_programs_read_what_we_write(tmp_path: Path) -> None:
    net = Net("json", [ActorRecord("North", "n", x=1.5), ActorRecord("South", "s")], [])
    net.actors[0].fields["Staff"] = 3
    net.ties.append(TieRecord(0, 1, weight=2.0, direction="directed", type="Fund"))
    netio.write(net, tmp_path / "net.graphml", "graphml", title="Title")
    graph = nx.read_graphml(tmp_path / "net.graphml")
    assert graph.nodes["n"]["label"] == "North"
    assert graph.nodes["n"]["x"] == 1.5
    assert graph.nodes["n"]["Staff"] == 3
    assert graph["n"]["s"]["weight"] == 2.0
