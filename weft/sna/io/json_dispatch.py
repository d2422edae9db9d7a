"""Tell the many JSON files of networks apart and hand each to its reader."""

from __future__ import annotations

from weft.sna.io.geojson_read import (
    is_geojson,
    read_geojson,
    read_node_link,
    read_record_list,
)
from weft.sna.io.graphology_read import (
    is_gephi_lite,
    is_graphology,
    read_gephi_lite,
    read_graphology,
)
from weft.sna.io.json_values import parse_json
from weft.sna.io.kumu_json_read import is_kumu, read_kumu_json
from weft.sna.io.oligrapher_read import is_oligrapher, read_oligrapher
from weft.sna.io.popolo_read import is_popolo, read_popolo
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import NetworkFile
from weft.sna.io.source import Source
from weft.sna.io.weft_json import is_weft_json, read_weft_json

#: The formats that are JSON inside: their content alone says which one it is.
JSON_FORMATS = (
    "json",
    "kumu-json",
    "oligrapher",
    "graphology",
    "gephi-lite",
    "geojson",
    "popolo",
)


def read_json(source: Source) -> NetworkFile:
    """Read any JSON file that holds a network or a directory."""
    content = parse_json(source)
    if isinstance(content, list):
        return read_record_list(content, source)
    if not isinstance(content, dict):
        raise _nothing_known(source)
    for is_this, reader in (
        (is_weft_json, read_weft_json),
        (is_gephi_lite, read_gephi_lite),
        (is_geojson, read_geojson),
        (is_kumu, read_kumu_json),
        (is_oligrapher, read_oligrapher),
        (is_popolo, read_popolo),
        (is_graphology, read_graphology),
    ):
        if is_this(content):
            return reader(content, source)
    if isinstance(content.get("nodes"), list):
        return read_node_link(content, source)
    lists = {key: value for key, value in content.items() if isinstance(value, list) and value}
    if lists:
        longest = max(lists, key=lambda key: len(lists[key]))
        return read_record_list(lists[longest], source, longest)
    raise _nothing_known(source)


def _nothing_known(source: Source) -> FileProblem:
    return FileProblem(
        "This JSON file holds no list of actors or ties that Weft knows; export it in another "
        "format.",
        source.name,
    )
