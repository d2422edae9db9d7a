"""JSON of other programs: graphology, Gephi Lite, Oligrapher, GeoJSON, D3, plain lists."""

from __future__ import annotations

import json
from pathlib import Path

from weft.sna import io as netio
from weft.sna.io import Net


def read(folder: Path, content: object) -> Net:
    """Write JSON to a file and read it."""
    path = folder / "net.json"
    path.write_text(json.dumps(content))
    return netio.resolve(netio.read([path]))


def test_graphology(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        {
            "attributes": {"creator": "x"},
            "options": {"type": "mixed", "multi": True},
            "nodes": [
                {"key": "1", "attributes": {"label": "North", "color": "rgb(1,2,3)", "x": 1,
                                            "tags": ["a"], "staff": 4}},
                {"key": "2"},
            ],
            "edges": [
                {"key": "e", "source": "1", "target": "2", "undirected": True,
                 "attributes": {"weight": 2, "label": "l"}},
                {"source": "2", "target": "2"},
            ],
        },
    )  # fmt: skip
    north = net.actors[0]
    assert net.format == "graphology"
    assert (north.name, north.colour, north.x, north.tags) == (
        "North",
        "#010203",
        1,
        ["a"],
    )
    assert north.fields == {"staff": 4}
    assert [(tie.direction, tie.weight) for tie in net.ties] == [
        ("undirected", 2),
        ("directed", None),
    ]
    assert net.extras["graph_attributes"] == {"creator": "x"}


def test_gephi_lite(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        {
            "type": "gephi-lite",
            "graphDataset": {
                "nodeData": {"1": {"label": "North", "staff": 4}},
                "edgeData": {"e": {"weight": 2}},
                "layout": {"1": {"x": 3, "y": 4}},
                "fullGraph": {
                    "options": {"type": "undirected"},
                    "nodes": [{"key": "1"}, {"key": "2"}],
                    "edges": [{"key": "e", "source": "1", "target": "2"}],
                },
            },
        },
    )
    assert net.format == "gephi-lite"
    assert (net.actors[0].name, net.actors[0].y, net.actors[0].fields) == (
        "North",
        4,
        {"staff": 4},
    )
    assert (net.ties[0].weight, net.ties[0].direction) == (2, "undirected")


def test_new_oligrapher(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        {
            "title": "Map",
            "graph": {
                "nodes": {
                    "1": {"id": "1", "name": "North", "x": 5, "y": 6, "scale": 1, "color": "#ccc",
                          "url": "https://n.example", "edgeIds": ["a"]},
                    "2": {"id": "2", "name": "South"},
                },
                "edges": {
                    "a": {"id": "a", "node1_id": "1", "node2_id": "2", "label": "funds",
                          "arrow": "2->1"},
                    "b": {"id": "b", "node1_id": "1", "node2_id": "2", "arrow": "both"},
                    "c": {"id": "c", "node1_id": "1", "node2_id": "2", "arrow": None},
                },
                "captions": {"c1": {"text": "hello"}},
            },
            "annotations": [{"header": "One", "text": "<p>x</p>"}],
        },
    )  # fmt: skip
    assert net.format == "oligrapher"
    assert (net.actors[0].website, net.actors[0].x) == ("https://n.example", 5)
    assert [(t.source, t.target, t.direction) for t in net.ties] == [
        (1, 0, "directed"), (0, 1, "mutual"), (0, 1, "undirected"),
    ]  # fmt: skip
    assert set(net.extras) == {"captions", "title", "annotations"}
    assert "1 captions" in net.notes[0].message


def test_old_oligrapher(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        {
            "entities": [{"id": 1, "name": "North", "x": 5}, {"id": 2, "name": "South"}],
            "rels": [{"id": 9, "entity1_id": 1, "entity2_id": 2, "label": "funds",
                      "is_directional": True}],
            "texts": [{"text": "hello"}],
        },
    )  # fmt: skip
    assert [(t.source, t.target, t.direction, t.label) for t in net.ties] == [
        (0, 1, "directed", "funds")
    ]
    assert net.extras == {"texts": [{"text": "hello"}]}


def test_geojson(tmp_path: Path) -> None:
    def place(kind: str, coordinates: object, **properties: object) -> dict[str, object]:
        geometry = {"type": kind, "coordinates": coordinates}
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    net = read(
        tmp_path,
        {
            "type": "FeatureCollection",
            "features": [
                place(
                    "Point",
                    [23.3, 42.7],
                    name="North",
                    **{"addr:city": "Sofia", "lat": "9"},
                ),
                place("Polygon", [[[0, 0], [1, 1], [0, 1], [0, 0]]], name="Area"),
                place("Point", [200, 10], name="South"),
                place("Point", [1, 2]),
            ],
        },
    )
    assert net.format == "geojson"
    north, south = net.actors
    assert (north.latitude, north.longitude, north.place) == (42.7, 23.3, "Sofia")
    assert (south.latitude, south.longitude) == (None, None)
    assert [note.row for note in net.refused_actors] == [2, 4]
    assert "Polygon" in net.refused_actors[0].message


def test_a_plain_list_is_a_directory(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_text('[{"name": "North", "location": {"city": "Leeds"}, "tags": ["a"]}]')
    file = netio.read([path])
    assert (file.format, file.tables[0].role) == ("json", "directory")
    actor = netio.resolve(file).actors[0]
    assert (actor.name, actor.tags, actor.fields) == (
        "North",
        ["a"],
        {"location city": "Leeds"},
    )


def test_nodes_and_links(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        {
            "directed": False,
            "nodes": [{"id": "a", "name": "North"}, {"id": "b"}],
            "links": [{"source": "a", "target": "b", "value": 3}],
        },
    )
    assert [(t.source, t.target, t.weight, t.direction) for t in net.ties] == [
        (0, 1, 3, "undirected")
    ]
