"""Excel and LibreOffice workbooks: plain ones, and those of Kumu, Onodo and NodeXL."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from weft.sna import io as netio
from weft.sna.io import ActorRecord, Net, TieRecord

Sheets = dict[str, list[list[object]]]


def workbook(path: Path, sheets: Sheets) -> Path:
    """Write rows to the sheets of a workbook."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def test_kumu_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "map.xlsx",
        {
            "Elements": [
                ["Label", "Type", "Tags", "Founded", "Areas"],
                ["North", "Charity", "a|b", date(2019, 5, 31), "Leeds|York"],
                ["South", "Council", "", None, ""],
            ],
            "Connections": [
                ["From", "To", "Direction", "Type"],
                ["North", "South|East", "mutual", "Fund"],
            ],
            "Notes (ignore)": [["Label"], ["Not an actor"]],
        },
    )
    file = netio.read([path])
    assert file.format == "kumu-xlsx"
    net = netio.resolve(file)
    assert [actor.name for actor in net.actors] == ["North", "South", "East"]
    assert net.actors[0].tags == ["a", "b"]
    assert net.actors[0].start == "2019-05-31"
    assert [(tie.source, tie.target, tie.direction) for tie in net.ties] == [
        (0, 1, "mutual"), (0, 2, "mutual"),
    ]  # fmt: skip


def test_two_blank_rows_begin_a_new_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Label", "Type"], ["North", "x"], ["South", "x"], [], [], ["From", "To"],
        ["North", "South"],
    ]  # fmt: skip
    net = netio.resolve(netio.read([workbook(tmp_path / "a.xlsx", {"Elements": rows})]))
    assert (len(net.actors), len(net.ties)) == (2, 1)
    assert net.ties[0].row == 7


def test_identifiers_come_first(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Elements": [["ID", "Label"], ["e1", "North"], ["e2", "North"]],
        "Connections": [["ID", "From", "To"], ["c1", "e1", "e2"]],
    }
    net = netio.resolve(netio.read([workbook(tmp_path / "a.xlsx", sheets)]))
    assert [(tie.id, tie.source, tie.target) for tie in net.ties] == [("c1", 0, 1)]
    assert not net.notes


def test_onodo(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Nodes": [
            ["Name", "Type", "Description", "Visible"],
            ["North", "x", "", 1],
            ["South"],
        ],
        "Relations": [
            ["Source", "Type", "Target", "Directed", "At", "From", "To"],
            ["North", "fund", "South", 1, "", 2001, 2003],
            ["South", "fund", "North", "", "", "", ""],
        ],
    }
    net = netio.resolve(netio.read([workbook(tmp_path / "a.xlsx", sheets)]))
    assert net.format == "onodo"
    assert [(tie.direction, tie.start, tie.end) for tie in net.ties] == [
        ("directed", "2001", "2003"), ("undirected", "", ""),
    ]  # fmt: skip


def test_nodexl_has_its_headings_in_the_second_row(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Edges": [
            ["", "", "Visual Properties"],
            ["Vertex 1", "Vertex 2", "Color", "Width"],
            ["north", "south", "Red", 2],
        ],
        "Vertices": [
            ["", "Visual Properties"],
            ["Vertex", "Color", "Shape", "Size", "X", "Y"],
            ["north", "0, 0, 255", "Disk", 3, 10.5, 20],
            ["south", "", "", "", "", ""],
        ],
        "Groups": [["", "x"], ["Group", "Vertex Color"], ["G1", "Red"]],
    }
    net = netio.resolve(netio.read([workbook(tmp_path / "a.xlsx", sheets)]))
    assert net.format == "nodexl"
    north = net.actors[0]
    assert (north.name, north.colour, north.x, north.size) == (
        "north",
        "#0000ff",
        10.5,
        3.0,
    )
    assert (len(net.actors), len(net.ties), net.ties[0].colour) == (2, 1, "#ff0000")


def test_ods(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inner = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{inner}</table:table-row>"

    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    number = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>South</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="3"/>'
        "</table:table-row>"
    )
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
        f'<table:table table:name="Actors">{row("name", "staff")}{row("North", "5")}{number}{blank}'
        f'</table:table><table:table table:name="Ties">{row("from", "to")}{row("North", "South")}'
        "</table:table></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    net = netio.resolve(netio.read([path]))
    assert net.format == "ods"
    assert [actor.name for actor in net.actors] == ["North", "South"]
    assert net.actors[1].fields["staff"] in (3, "3")
    assert len(net.ties) == 1


def test_our_workbook_is_one_that_kumu_reads(tmp_path: Path) -> None:
    net = Net(
        "json",
        [ActorRecord("=North", "n", tags=["a", "b"]), ActorRecord("South", "s")],
        [],
    )
    net.actors[0].latitude, net.actors[0].longitude = 51.5, -2.5
    net.ties.append(TieRecord(0, 1, direction="mutual", type="Fund"))
    netio.write(net, tmp_path / "a.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Elements", "Connections", "Weft (ignore)"]
    elements = list(book["Elements"].values)
    assert elements[0][:2] == ("ID", "Label")
    first = dict(zip(elements[0], elements[1], strict=True))
    assert (first["Label"], first["Tags"], first["Location"]) == (
        "'=North",
        "a|b",
        "51.5, -2.5",
    )
    connections = list(book["Connections"].values)
    assert connections[0][:3] == ("From", "To", "Direction")
    assert connections[1][:4] == ("n", "s", "mutual", "Fund")
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )
