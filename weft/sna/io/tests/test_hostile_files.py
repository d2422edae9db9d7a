"""Files that are damaged, dangerous or no networks give one clear sentence, and quickly."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from weft.sna import io as netio
from weft.sna.io import limits


def problem(path: Path) -> netio.FileProblem:
    """Read a file that must be refused, in less than two seconds."""
    started = time.perf_counter()
    with pytest.raises(netio.FileProblem) as caught:
        netio.resolve(netio.read([path]))
    assert time.perf_counter() - started < 2
    error = caught.value
    assert error.file
    assert error.message.endswith(".")
    assert error.message.count("\n") == 0
    assert "could not be read" not in error.message
    return error


def _zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ties.csv", b"0" * 30_000_000)
    return stream.getvalue()


def _many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(limits.MAX_ENTRIES + 1):
            archive.writestr(f"{number}.csv", b"")
    return stream.getvalue()


def _damaged_xlsx() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("Elements").write_row(0, 0, ["Label", "Type"])
    book.close()
    data = stream.getvalue()
    return data[: len(data) // 2]


def _workbook_in_no_encoding() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0" encoding="none"?><Types/>')
    return stream.getvalue()


def _workbook_that_lies() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "not xml at all")
    return stream.getvalue()


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    '<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>'
    '<gexf><graph><nodes><node id="&lol2;"/></nodes></graph></gexf>'
)
CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "broken json": ("net.json", lambda: b'{"elements": [\n{"label": "North"},,]}', "line 2"),
    "deep json": ("net.json", lambda: b"[" * 100_000, "lists inside lists"),
    "long number": ("net.json", lambda: b'{"nodes": [' + b"9" * 5_000 + b"]}", "number too long"),
    "json of nothing": ("net.json", lambda: b"42", "no list"),
    "empty": ("net.csv", lambda: b"", "empty"),
    "blank": ("net.csv", lambda: b" \n \n", "empty"),
    "pdf": ("net.xlsx", lambda: b"%PDF-1.7 and more", "PDF"),
    "picture": ("net.csv", lambda: b"\x89PNG\r\n\x1a\n0000", "picture"),
    "binary": ("net.csv", lambda: bytes(range(256)) * 40, "no text file"),
    "zeros": ("net.csv", lambda: b"source,target\nA,B\nC,\x00\n", "no text file"),
    "web page": ("net.csv", lambda: b"<!DOCTYPE html><html><table></table>", "web page"),
    "other xml": ("net.xml", lambda: b"<svg></svg>", "neither GEXF nor GraphML"),
    "entity bomb": ("net.gexf", BOMB.encode, "entities"),
    "deep xml": ("net.gexf", lambda: b"<gexf><graph>" + b"<nodes>" * 5_000, "without end"),
    "broken xml": ("net.gexf", lambda: b"<gexf><graph><nodes><node id='1'", "damaged"),
    "zip bomb": ("net.zip", _zip_bomb, "too much"),
    "many files": ("net.zip", _many_entries, "files"),
    "damaged workbook": ("net.xlsx", _damaged_xlsx, "damaged"),
    "hollow workbook": ("net.xlsx", _workbook_that_lies, "damaged"),
    "odd workbook": ("net.xlsx", _workbook_in_no_encoding, "damaged"),
    "open gml": ("net.gml", lambda: b"graph [ node [ id 1 ", "breaks off"),
    "deep gml": ("net.gml", lambda: b"graph [ " + b"a [ " * 5_000, "without end"),
    "short metis": ("net.graph", lambda: b"3 2\n2 9\n1\n2\n", "only 3"),
    "endless cell": ("net.csv", lambda: b'a,b\n"' + b"x" * 2_000_000, "million"),
    "too many vertices": ("net.net", lambda: b"*Vertices 999999999\n", "split"),
    "too many columns": ("net.csv", lambda: b"a," * 6_000 + b"\n" + b"1," * 6_000, "columns"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_clear_sentence(case: str, tmp_path: Path) -> None:
    name, make, words = CASES[case]
    path = tmp_path / name
    path.write_bytes(make())
    error = problem(path)
    assert words in error.message
    assert error.file in (name, "ties.csv")


def test_where_the_mistake_is(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b'{"elements": [\n{"label": "North"},,]}')
    error = problem(path)
    assert error.row == 2
    assert str(error).startswith("net.json, row 2: ")
    path = tmp_path / "net.csv"
    path.write_bytes(b"source,target\nA,B\nC,\x00\n")
    assert problem(path).row == 3


def test_a_file_of_2_gb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "net.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    assert "2.0 GB" in problem(path).message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in problem(tmp_path / "none.csv").message
    assert "not a file" in problem(tmp_path).message


def test_a_sheet_with_a_million_blank_rows(tmp_path: Path) -> None:
    path = tmp_path / "net.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Elements")
    sheet.write_row(0, 0, ["Label", "Type"])
    sheet.write_row(1, 0, ["North Trust", "Charity"])
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    book.close()
    net = netio.resolve(netio.read([path]))
    assert [actor.name for actor in net.actors] == ["North Trust"]


def test_a_sheet_whose_last_cell_is_at_the_far_corner(tmp_path: Path) -> None:
    path = tmp_path / "net.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Elements")
    sheet.write_row(0, 0, ["Label", "Type"])
    sheet.write_string(1_048_575, 16_383, "x")
    book.close()
    assert "rows" in problem(path).message


@pytest.mark.parametrize(
    "cells",
    [
        '<c t="n" foo=">" r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576' ><v>1</v></c>",
        '<c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c>',
    ],
)
def test_far_cells_that_hide(cells: str, tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(str(plain))
    book.add_worksheet("Elements").write_row(0, 0, [1, 2])
    book.close()
    path = tmp_path / "net.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"</row>", cells.encode() + b"</row>", 1)
            new.writestr(name, data)
    assert "rows" in problem(path).message


def test_rows_and_values_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(
        "name,latitude,longitude,size\nNorth,91,0,1\nSouth,1,2,inf\nEast,5,,nan\n,1,1,1\n"
        + ",".join("x" * 30)
        + "\n"
    )
    net = netio.resolve(netio.read([path]))
    assert [actor.name for actor in net.actors] == ["North", "South", "East"]
    assert all(actor.size is None for actor in net.actors[1:])
    assert [note.row for note in net.notes] == [2, 3, 4, 4]
    assert net.actors[0].latitude is None
    assert [note.row for note in net.refused_actors] == [6, 5]
    assert "30 cells" in net.refused_actors[0].message


def test_weights_that_are_no_numbers_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_text(
        '{"nodes": [{"id": "a"}, {"id": "b"}], "links": ['
        '{"source": "a", "target": "b", "weight": NaN},'
        '{"source": "a", "target": "b", "weight": Infinity},'
        '{"source": "a", "target": ""}]}'
    )
    net = netio.resolve(netio.read([path]))
    assert [tie.weight for tie in net.ties] == [None, None]
    assert len(net.notes) == 2
    assert [note.row for note in net.refused_ties] == [3]
