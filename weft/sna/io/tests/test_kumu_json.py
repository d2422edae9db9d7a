"""Kumu JSON: the simple form, the full backup, and files that programs make for Kumu."""

from __future__ import annotations

import json
from pathlib import Path

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, NetworkFile, TieRecord

BACKUP: dict[str, object] = {
    "name": "Regional map",
    "defaultMap": "map-2",
    "attributes": [{"_id": "attr-1", "name": "Focus", "format": "text"}],
    "elements": [
        {"_id": "elem-1", "attributes": {"label": "North", "element type": "Charity",
                                         "tags": ["a", "b"], "focus": ["x", "y"]}},
        {"_id": "elem-2", "attributes": {"label": "South", "budget": 7}},
    ],
    "connections": [
        {"_id": "conn-1", "direction": "directed", "from": "elem-1", "to": "elem-2",
         "reversed": True, "delayed": False, "attributes": {"connection type": "Fund"}},
        {"_id": "conn-2", "direction": "mutual", "from": "elem-1", "to": "elem-1",
         "attributes": {}},
    ],
    "loops": [{"_id": "loop-1"}],
    "maps": [
        {"_id": "map-1", "elements": [{"element": "elem-1", "position": {"x": 1, "y": 1}}]},
        {"_id": "map-2", "elements": [{"element": "elem-1", "position": {"x": 5, "y": 6}}]},
    ],
    "perspectives": [{"_id": "p", "style": "element { color: red }"}],
}  # fmt: skip


def read(folder: Path, content: object) -> NetworkFile:
    """Write JSON to a file and read it."""
    path = folder / "map.json"
    path.write_text(json.dumps(content))
    return netio.read([path])


def test_full_backup(tmp_path: Path) -> None:
    file = read(tmp_path, BACKUP)
    net = netio.resolve(file)
    assert file.format == "kumu-json"
    north, south = net.actors
    assert (north.name, north.kind, north.tags) == ("North", "Charity", ["a", "b"])
    assert (north.x, north.y, south.x) == (5, 6, None)
    assert north.fields == {"focus": ["x", "y"]}
    assert south.fields == {"budget": 7}
    assert [(t.source, t.target, t.direction, t.type) for t in net.ties] == [
        (1, 0, "directed", "Fund"), (0, 0, "mutual", ""),
    ]  # fmt: skip
    assert net.ties[0].fields == {"delayed": False}
    assert {"loops", "maps", "perspectives", "attributes"} <= set(net.extras)
    kept = net.notes[0].message
    assert "1 loop," in kept
    assert "2 maps" in kept
    assert "1 other map" in net.notes[1].message


def test_simple_form(tmp_path: Path) -> None:
    content = {
        "elements": [
            {"id": "a", "label": "North", "type": "x", "Staff": 3},
            {"label": "South"},
        ],
        "connections": [{"from": "a", "to": "South", "direction": "undirected", "type": "t"}],
    }
    net = netio.resolve(read(tmp_path, content))
    assert net.actors[0].fields == {"Staff": 3}
    assert [(tie.source, tie.target, tie.type) for tie in net.ties] == [(0, 1, "t")]


def test_attributes_beside_the_label(tmp_path: Path) -> None:
    content = {
        "elements": [{"_id": "a", "label": "North", "type": "x", "attributes": {"Type": "y"}}],
        "connections": [
            {"_id": "c", "from": "a", "to": "a", "label": "fund", "direction": "mutual",
             "attributes": {"Type": "fund", "Weight": 1.1}},
        ],
    }  # fmt: skip
    net = netio.resolve(read(tmp_path, content))
    assert (net.actors[0].kind, net.actors[0].fields) == ("x", {"Type": "y"})
    tie = net.ties[0]
    assert (tie.type, tie.label, tie.weight, tie.direction) == (
        "fund",
        "",
        1.1,
        "mutual",
    )


def test_what_kumu_gets(tmp_path: Path) -> None:
    net = Net("json", [ActorRecord("North", "n", kind="Charity"), ActorRecord("South")], [])
    net.ties.append(TieRecord(0, 1, direction="directed", type="Fund"))
    net.actors[0].fields["Label"] = "clash"
    net.extras = {"loops": [{"label": "R1"}]}
    losses = netio.write(net, tmp_path / "out.json", "kumu-json")
    content = json.loads((tmp_path / "out.json").read_text())
    assert content["elements"][0]["label"] == "North"
    assert content["elements"][0]["Label (2)"] == "clash"
    assert content["connections"] == [
        {"from": "n", "to": "weft-2", "direction": "directed", "type": "Fund"}
    ]
    assert content["loops"] == [{"label": "R1"}]
    assert len(losses) == 1
