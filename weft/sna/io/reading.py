"""Find out what the given files are, and read them into one `NetworkFile`."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from weft.sna.io.archives import damaged, open_archive, read_entry
from weft.sna.io.catalogue import FORMATS
from weft.sna.io.collecting import without_cycle_search
from weft.sna.io.csv_tables import read_csv
from weft.sna.io.gexf_read import read_gexf
from weft.sna.io.gml_read import looks_like_gml, read_gml
from weft.sna.io.graphml_read import read_graphml
from weft.sna.io.json_dispatch import JSON_FORMATS, read_json
from weft.sna.io.limits import MAX_ENTRIES
from weft.sna.io.own_csv import own_part, read_own_csv
from weft.sna.io.pajek_read import looks_like_pajek, read_pajek
from weft.sna.io.plain_graphs import (
    looks_like_edge_list,
    looks_like_metis,
    read_edge_list,
    read_metis,
)
from weft.sna.io.problems import FileProblem
from weft.sna.io.records import NetworkFile
from weft.sna.io.source import Source, check_head, open_source
from weft.sna.io.workbook_read import read_ods, read_workbook

logger = logging.getLogger(__name__)
Reader = Callable[[Source], NetworkFile]

_READERS: dict[str, Reader] = {
    "csv": read_csv, "gephi-csv": read_csv, "graphcommons-csv": read_csv,
    "xlsx": read_workbook, "kumu-xlsx": read_workbook, "onodo": read_workbook,
    "nodexl": read_workbook, "ods": read_ods,
    "gexf": read_gexf, "graphml": read_graphml, "gml": read_gml, "pajek": read_pajek,
    "metis": read_metis, "edgelist": read_edge_list,
    **dict.fromkeys(JSON_FORMATS, read_json),
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"


def read(
    paths: Sequence[Path | str],
    *,
    format: str | None = None,
    names: Sequence[str] | None = None,
) -> NetworkFile:
    """Read one or several files that together hold one network.

    Parameters
    ----------
    paths : sequence of paths
        For example a file of actors and a file of ties.
    format : str, optional
        A key of `FORMATS`; found from the content when left out.
    names : sequence of str, optional
        The names as the user knows them, when the paths are temporary.

    Raises
    ------
    FileProblem
        With one sentence on what is wrong and what to do.
    """
    if format is not None and (format not in FORMATS or not FORMATS[format].can_read):
        raise FileProblem("Weft does not read this format; choose another one.")
    if not paths:
        raise FileProblem("No file was given; choose a file.")
    labels = list(names) if names is not None else [Path(path).name for path in paths]
    labels += [Path(path).name for path in paths[len(labels) :]]
    file = ", ".join(labels[: len(paths)])
    try:
        with without_cycle_search():
            return _read_all(paths, labels, format)
    except FileProblem:
        raise
    except MemoryError:
        raise FileProblem("This file is too large for this server; split it.", file) from None
    except Exception:
        # Files come from strangers: a case nobody thought of must not become a broken page.
        logger.exception("A reader failed")
        raise FileProblem(
            "This file could not be read; save it as CSV or Excel and try again.", file
        ) from None


def _read_all(paths: Sequence[Path | str], labels: Sequence[str], key: str | None) -> NetworkFile:
    sources: list[Source] = []
    for path, label in zip(paths, labels, strict=False):
        sources.extend(_unpacked(open_source(path, label)))
    own = {
        part: source for source in sources if key in (None, "csv") and (part := own_part(source))
    }
    files: list[NetworkFile] = []
    if "actors" in own or "ties" in own:
        files.append(read_own_csv(own))
        sources = [source for source in sources if source not in own.values()]
    files.extend(_READERS[key or detect(source)](source) for source in sources)
    return _settled(_merged(files))


def _unpacked(source: Source) -> list[Source]:
    """The files inside a plain zip; a workbook, which is a zip too, stays whole."""
    if not source.head().startswith(b"PK") or _is_workbook(source):
        return [source]
    archive = open_archive(source)
    inner: list[Source] = []
    for entry in archive.infolist():
        name = Path(entry.filename).name
        if entry.is_dir() or name.startswith(".") or "__MACOSX" in entry.filename:
            continue
        if Path(name).suffix.lower() in (".md", ".pdf", ".png", ".jpg", ".license"):
            continue
        data = read_entry(archive, entry, source.name)
        check_head(data[:65_536], name)
        if data.startswith(b"PK") and not _is_workbook(Source(name, data=data)):
            message = "This zip file holds another zip file; unpack it first."
            raise FileProblem(message, source.name)
        inner.append(Source(name, data=data))
    if not inner:
        message = "This zip file holds no network; put the CSV files of the network into it."
        raise FileProblem(message, source.name)
    return inner[:MAX_ENTRIES]


def _is_workbook(source: Source) -> bool:
    names = _entry_names(source)
    return "[Content_Types].xml" in names or "content.xml" in names


def _entry_names(source: Source) -> set[str]:
    try:
        return {entry.filename for entry in open_archive(source).infolist()}
    except zipfile.BadZipFile:
        raise damaged(source.name) from None


def detect(source: Source) -> str:
    """Tell the format of a file by its content first, then by its name."""
    head = source.head()
    if head.startswith((b"PK", _OLE)):
        is_ods = head.startswith(b"PK") and "content.xml" in _entry_names(source)
        return "ods" if is_ods else "xlsx"
    text = source.text()
    start = text.lstrip("\ufeff \t\r\n")[:4_000]
    lowered = start.lower()
    if lowered.startswith(("<!doctype html", "<html")) or "<table" in lowered[:200]:
        raise FileProblem(
            "This is a web page, not a table; open the page and download the data as CSV or Excel.",
            source.name,
        )
    if start.startswith("<"):
        return _detect_xml(lowered, source)
    if start.startswith(("{", "[")) and source.suffix not in (".csv", ".tsv"):
        return "json"
    return _detect_text(text, source)


def _detect_xml(start: str, source: Source) -> str:
    if "<gexf" in start or source.suffix == ".gexf":
        return "gexf"
    if "graphml" in start or source.suffix == ".graphml":
        return "graphml"
    message = "This XML file is neither GEXF nor GraphML; save your network in one of those."
    raise FileProblem(message, source.name)


def _detect_text(text: str, source: Source) -> str:
    if looks_like_pajek(text):
        return "pajek"
    if looks_like_gml(text):
        return "gml"
    if source.suffix in (".json", ".geojson"):
        return "json"
    if source.suffix not in (".csv", ".tsv") and looks_like_metis(text):
        return "metis"
    is_list = source.suffix in (".txt", ".edgelist", ".edges", ".el", "")
    if is_list and looks_like_edge_list(text):
        return "edgelist"
    return "csv"


def _merged(files: list[NetworkFile]) -> NetworkFile:
    first = files[0]
    for other in files[1:]:
        first.tables.extend(other.tables)
        first.notes.extend(other.notes)
        first.refused.extend(other.refused)
        first.extras.update(other.extras)
        if any(table.role == "ties" for table in other.tables):
            first.direction = other.direction
        if first.format == "csv":
            first.format = other.format
    return first


def _settled(file: NetworkFile) -> NetworkFile:
    """Actors without any tie beside them are a directory; a lone table is at least that."""
    if any(table.role == "ties" for table in file.tables):
        return file
    for table in file.tables:
        if table.role == "actors":
            table.role = "directory"
    return file
