"""weft import, export and undo: what they print, what they leave, and how they refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from weft.graph.models import Actor, ChangeSet, Tie
from weft.networks.models import Membership, Network
from weft.project import cli

pytestmark = pytest.mark.django_db

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ties(tmp_path: Path) -> Path:
    path = tmp_path / "ties.csv"
    path.write_text("from,to,how\nAmy,Ben,funds\nBen,Cat,\n", "utf-8")
    return path


def run(capsys: Capture, *arguments: object) -> dict[str, object]:
    """Run a command with --json that must work; what it printed."""
    capsys.readouterr()
    assert cli.main([*map(str, arguments), "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    found: dict[str, object] = json.loads(printed.out)
    return found


def test_import_says_what_it_did(capsys: Capture, ties: Path) -> None:
    first = run(capsys, "import", ties, "--create", "My net", "--network", "my-net")
    change_set = ChangeSet.objects.get()
    assert first == {
        "format": "csv",
        "actors": {"new": 3, "changed": 0, "unchanged": 0, "refused": 0},
        "ties": {"new": 2, "changed": 0, "unchanged": 0, "refused": 0},
        "warnings": [],
        "changeset": change_set.pk,
        "network": "my-net",
    }
    again = run(capsys, "import", ties, "--network", "my-net")
    assert again["changeset"] is None
    assert again["ties"] == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}


def test_a_dry_run_leaves_nothing(capsys: Capture, ties: Path) -> None:
    options = ("--create", "My net", "--convenor", "amy@example.org", "--dry-run")
    told = run(capsys, "import", ties, *options)
    assert told["changeset"] is None
    assert told["actors"] == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Network.objects.exists()
    assert not ChangeSet.objects.exists()
    assert not Membership.objects.exists()


def test_corrections(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("a;b;c\n1;2;5\n2;3;7\n", "utf-8")
    run(
        capsys, "import", path, "--create", "Net", "--as", "csv", "--map", "a=source",
        "--map", "b=target", "--map", "c=weight", "--direction", "directed",
        "--visibility", "stewards",
    )  # fmt: skip
    assert set(Tie.objects.values_list("weight", "direction", "visibility")) == {
        (5.0, "directed", 2), (7.0, "directed", 2),
    }  # fmt: skip


def test_export_and_undo(capsys: Capture, ties: Path, tmp_path: Path) -> None:
    brought = run(capsys, "import", ties, "--create", "Net")
    for format_key in cli.FORMATS:
        out = tmp_path / f"out.{format_key}"
        told = run(capsys, "export", "--network", "net", "--format", format_key, out)
        assert told["network"] == "net"
        assert out.stat().st_size > 100
        again = run(capsys, "import", out, "--network", "net")
        assert again["changeset"] is None, format_key
    undone = run(capsys, "undo", brought["changeset"])
    assert (undone["actors_ended"], undone["ties_ended"]) == (3, 2)
    assert not Actor.objects.filter(ended_in__isnull=True).exists()
    redone = run(capsys, "undo", undone["changeset"])
    assert redone["restored"] == 3 + 2 + 2


REFUSED = {
    "nothing.csv": (None, "There is no such file, or"),
    "folder.csv": ("folder", "This is not a file"),
    "empty.csv": (b"", "This file is empty"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "picture"),
    "broken.json": (b'{"nodes": [', "line 1"),
    "damaged.xlsx": (b"PK\x03\x04" + b"0" * 60, "."),
    "bomb.gexf": (b'<!DOCTYPE a [<!ENTITY b "c">]><gexf>&b;</gexf>', "."),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("command", ["import", "measure"])
def test_one_sentence_for_what_cannot_be_read(
    capsys: Capture, tmp_path: Path, command: str, name: str
) -> None:
    content, words = REFUSED[name]
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    more = ["--create", "Net"] if command == "import" else []
    assert cli.main([command, str(path), *more]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert name in printed.err
    assert words in printed.err
    assert not Network.objects.exists()
    assert cli.main([command, str(path), *more, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["file"] == name


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "Say which network"),
        (["--network", "nowhere"], "no network “nowhere”"),
        (["--create", "Net", "--map", "zork=name"], "no column “zork”"),
        (["--create", "Net", "--map", "how=zork"], "COLUMN=FIELD"),
        (["--create", "Net", "--map", "how"], "COLUMN=FIELD"),
        (["--create", "Net", "--as", "zork"], "choose one of"),
        (["--create", "Net", "--network", "Not A Slug"], "choose another"),
        (["--create", " "], "Give the network a name"),
    ],
)
def test_options_that_cannot_be_used(
    capsys: Capture, ties: Path, options: list[str], words: str
) -> None:
    assert cli.main(["import", str(ties), *options]) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert not Network.objects.exists()


def test_an_export_that_cannot_be_written(capsys: Capture, ties: Path, tmp_path: Path) -> None:
    run(capsys, "import", ties, "--create", "Net")
    out = tmp_path / "nowhere" / "out.zip"
    assert cli.main(["export", "--network", "net", "--format", "csv", str(out)]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_measure_a_network(capsys: Capture, ties: Path, tmp_path: Path) -> None:
    run(capsys, "import", ties, "--create", "Net")
    out = tmp_path / "actors.csv"
    figures = run(capsys, "measure", "--network", "net", "--actors", out)
    assert (figures["n"], figures["m"], figures["components"]) == (3, 2, 1)
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["actor"]: row["degree"] for row in rows} == {"Amy": "1", "Ben": "2", "Cat": "1"}
