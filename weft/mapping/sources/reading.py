"""Reads what an address answered as an import would, and marks what it says."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import fields
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, urlsplit

from weft.common.fetching import Fetched
from weft.mapping.imports.files import Choices, read_with_choices
from weft.sna import io as netio

_ENDINGS = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/geo+json": ".geojson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


def name_of(found: Fetched) -> str:
    """What the file would be called: readers tell some formats by the ending."""
    parts = urlsplit(found.address)
    name = PurePosixPath(parts.path).name[:150] or "file"
    query = parse_qs(parts.query)
    asked = (query.get("output") or query.get("format") or [""])[0]
    ending = _ENDINGS.get(found.content_type) or (f".{asked}" if asked in ("csv", "xlsx") else "")
    return name if "." in name or not ending else name + ending


def read_fetched(found: Fetched, choices: Choices) -> netio.NetworkFile:
    """Read a file; raises FileProblem with a sentence where that is not possible."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(found.body)
        return read_with_choices([path], [name_of(found)], choices)


def digest_of(net: netio.Net) -> str:
    """A mark of what a file says: two files that say the same have the same one."""
    digest = hashlib.sha256()
    for records, sort in ((net.actors, netio.ActorRecord), (net.ties, netio.TieRecord)):
        names = [each.name for each in fields(sort) if each.name not in ("file", "row")]
        for record in records:
            values = [getattr(record, name) for name in names]
            digest.update(json.dumps(values, sort_keys=True, default=str).encode())
    return digest.hexdigest()
