"""Public identifiers in files: which register a number is of, and how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from weft.sna import io as netio
from weft.sna.io.public_ids import is_public_id, public_id


@pytest.mark.parametrize(
    ("text", "heading", "wanted"),
    [
        ("1112345", "Charity number", "GB-CHC-1112345"),
        ("112 345", "Registered Charity No.", "GB-CHC-112345"),
        ("1112345-2", "charity_number", "GB-CHC-1112345-2"),
        ("SC012345", "Charity number", "GB-SC-SC012345"),
        ("NIC 100012", "Charity number", "GB-NIC-100012"),
        ("none", "Charity number", "none"),
        ("12", "Charity number", "12"),
        ("1234567", "Company number", "GB-COH-01234567"),
        ("sc123456", "Companies House number", "GB-COH-SC123456"),
        ("HRB 1234 B", "Company number", "HRB 1234 B"),
        ("gb-chc-1112345", "Org ID", "GB-CHC-1112345"),
        ("FR-RCS-552 032 534", "Org ID", "FR-RCS-552 032 534"),
        ("1112345", "Org ID", "1112345"),
        ("GB-CHC- 1153055 ", "Org ID", "GB-CHC-1153055"),
        ("", "Charity number", ""),
    ],
)
def test_a_number_gets_its_register(text: str, heading: str, wanted: str) -> None:
    assert public_id(text, heading) == wanted


def test_which_ids_of_a_file_are_public() -> None:
    assert is_public_id("GB-CHC-1112345")
    for text in ("360G-wolfson-1", "1112345", "GB-XYZ-1", "GB-CHC-", "node-GB-CHC-1"):
        assert not is_public_id(text)


def test_columns_of_files(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Charity Number,Company number\nNorth Trust,1112345,01234567\nSouth,,\n", "utf-8"
    )
    net = netio.resolve(netio.read([path]))
    assert [actor.public_id for actor in net.actors] == ["GB-CHC-1112345", ""]
    # The second number is kept rather than lost.
    assert "Company number" in net.actors[0].fields


def test_ids_that_are_public(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name\nGB-COH-01234567,North Trust\n7,South\n", "utf-8")
    net = netio.resolve(netio.read([path]))
    assert [(actor.id, actor.public_id) for actor in net.actors] == [
        ("GB-COH-01234567", "GB-COH-01234567"),
        ("7", ""),
    ]


def test_a_file_of_the_first_version_is_still_ours(tmp_path: Path) -> None:
    """Earlier exports had neither public identifiers nor layers."""
    path = tmp_path / "actors.csv"
    heads = [name for name in netio.ACTOR_FIELDS if name not in ("public_id", "layer")]
    cells = ["'=1" if name == "description" else name.upper()[:1] for name in heads]
    lines = [",".join(f'"{cell}"' for cell in row) for row in (heads, cells)]
    path.write_text("\n".join(lines), "utf-8")
    net = netio.resolve(netio.read([path]))
    assert net.actors[0].description == "=1"
