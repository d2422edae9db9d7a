"""The formats that Weft reads and writes, and what each cannot carry when written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Format:
    """One file format, as an import or export page shows it."""

    key: str
    label: str
    extensions: tuple[str, ...]
    can_read: bool = True
    can_write: bool = False
    #: What is lost when a network is written in this format, in plain sentences.
    cannot_carry: tuple[str, ...] = ()


MIXED_COLUMNS = "A column that mixes numbers, words and lists is written as words."
NOTES_LOST = "Captions, views and other extras of the file you imported are left out."
LONG_TEXTS = "Texts of more than 32,767 characters are cut: a spreadsheet cell holds no more."
RENAMED = "A column whose name has a special meaning in Kumu gets another name."

_ALL = (
    Format("csv", "Spreadsheet text (CSV)", (".csv", ".tsv", ".txt", ".tab", ".zip"),
           can_write=True),
    Format("xlsx", "Excel workbook (opens in Kumu)", (".xlsx", ".xlsm", ".xls"),
           can_write=True, cannot_carry=(LONG_TEXTS, RENAMED)),
    Format("ods", "LibreOffice sheet (ODS)", (".ods",)),
    Format("kumu-xlsx", "Kumu spreadsheet", (".xlsx",)),
    Format("kumu-json", "Kumu JSON (simple or full backup)", (".json",), can_write=True,
           cannot_carry=(RENAMED,)),
    Format("gephi-csv", "Gephi CSV", (".csv",)),
    Format("gexf", "GEXF (Gephi)", (".gexf",), can_write=True,
           cannot_carry=(MIXED_COLUMNS, NOTES_LOST)),
    Format("graphml", "GraphML", (".graphml", ".xml"), can_write=True,
           cannot_carry=(MIXED_COLUMNS, NOTES_LOST)),
    Format("gml", "GML", (".gml",)),
    Format("graphcommons-csv", "Graph Commons CSV", (".csv",)),
    Format("oligrapher", "Oligrapher (LittleSis map)", (".json",)),
    Format("onodo", "Onodo spreadsheet", (".xlsx",)),
    Format("nodexl", "NodeXL workbook", (".xlsx", ".xlsm")),
    Format("graphology", "Graphology JSON", (".json",)),
    Format("gephi-lite", "Gephi Lite", (".json", ".gephi-lite")),
    Format("pajek", "Pajek", (".net", ".paj")),
    Format("metis", "METIS", (".graph", ".metis")),
    Format("geojson", "Places (GeoJSON)", (".geojson", ".json")),
    Format("popolo", "Popolo (councillors, offices, memberships)", (".json",)),
    Format("edgelist", "List of pairs", (".txt", ".edgelist", ".edges", ".el")),
    Format("json", "Weft JSON (everything)", (".json",), can_write=True),
)  # fmt: skip

FORMATS: dict[str, Format] = {each.key: each for each in _ALL}
