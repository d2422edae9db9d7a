"""Questions about a file: no database, no Django, and the answer in words or as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from weft.project import cli

_BARE = """
import json, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "django" or name.startswith("weft.project.settings"):
            raise AssertionError(name + " was imported")
sys.meta_path.insert(0, Refuse())
from weft.project import cli
codes = [cli.main(arguments) for arguments in json.loads(sys.argv[1])]
assert not {"django", "sqlite3", "psycopg"} & set(sys.modules)
sys.exit(max(codes))
"""
#: Two groups of four that Eve holds together, and Gus without a tie.
_TIES = [
    *combinations(("Ann", "Ben", "Cleo", "Dai"), 2),
    *combinations(("Kay", "Lou", "Max", "Nia"), 2),
    ("Dai", "Eve"),
    ("Eve", "Kay"),
]
_REGION = {"Ann": "North", "Ben": "North", "Cleo": "North", "Dai": "North", "Eve": ""}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    ties, actors = tmp_path / "ties.csv", tmp_path / "actors.csv"
    ties.write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in _TIES), "utf-8")
    names = ["Ann", "Ben", "Cleo", "Dai", "Eve", "Kay", "Lou", "Max", "Nia", "Gus"]
    rows = "".join(f"a{i},{n},{_REGION.get(n, 'South')},Housing\n" for i, n in enumerate(names))
    actors.write_text("id,name,region,tags\n" + rows, "utf-8")
    return str(ties), str(actors)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert cli.main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def words(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main([*arguments]) == 0
    return capsys.readouterr().out


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main([*arguments]) == 2
    return capsys.readouterr().err


def test_files_are_asked_without_django_and_database(files: tuple[str, str]) -> None:
    ties, actors = files
    asked = [
        ["what-if", ties, "--without", "Eve"],
        ["reach", ties, "Ann", "Nia", "--json"],
        ["gaps", ties, "--also", actors, "--by", "region"],
        ["introductions", ties, "--json"],
    ]
    environment = {**os.environ, "WEFT_DATABASE_URL": "nonsense://", "WEFT_DATA_DIR": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", _BARE, json.dumps(asked)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_a_network_would_lose(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "what-if", files[0], "--without", "eve", "--without", "Eve")
    assert found["without"] == ["Eve"]
    assert (found["components"]["before"], found["components"]["after"]) == (1, 2)
    assert len(found["cut_off"]) == 4
    text = words(capsys, "what-if", files[0], "--without", "Eve", "--without", "Dai")
    assert text.startswith("Without Dai, Eve:")
    assert "Cut off from the largest piece: Ann, Ben, Cleo." in text
    lonely = words(capsys, "what-if", files[0], "--also", files[1], "--without", "Gus")
    assert "Cut off" not in lonely
    assert "Left without" not in lonely


def test_ways_from_one_to_another(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = answer(capsys, "reach", files[0], "Ann", "Nia")
    assert (found["steps"], found["shortest_ways"]) == (4, 1)
    assert found["ways"][0]["actors"] == ["Ann", "Dai", "Eve", "Kay", "Nia"]
    assert "Nia is 4 steps from Ann; one way is that short." in words(
        capsys, "reach", files[0], "Ann", "Nia"
    )
    assert "Ann and Ben are tied." in words(capsys, "reach", files[0], "Ann", "Ben")
    assert "Ann is Ann." in words(capsys, "reach", files[0], "Ann", "Ann")
    also = ("--also", files[1])
    assert "No way leads from Ann to Gus." in words(capsys, "reach", files[0], "Ann", "Gus", *also)
    path = tmp_path / "ladder.csv"
    path.write_text("source,target,rung\nA,B,1\nB,D,5\nA,C,5\nC,D,5\nD,E,\n", "utf-8")
    best = answer(capsys, "reach", str(path), "A", "D")["ways"]
    assert [way["actors"] for way in best][:2] == [["A", "C", "D"], ["A", "B", "D"]]
    assert [way["weakest_tie"] for way in best][:2] == [1.0, 0.2]
    assert answer(capsys, "reach", str(path), "D", "A")["steps"] == 2
    assert answer(capsys, "reach", str(path), "D", "A", "--directed")["steps"] is None


def test_groups_with_fewer_ties_than_chance(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    by_region = ("gaps", files[0], "--also", files[1], "--by", "region")
    (pair,) = answer(capsys, *by_region)["pairs"]
    assert (pair["one"], pair["other"], pair["ties"], pair["is_gap"]) == ("North", "South", 0, True)
    assert pair["best_placed"][0][0] == "Dai"
    text = words(capsys, *by_region)
    assert "North – South: no tie, by chance" in text
    assert "best placed: Dai" in text
    clusters = answer(capsys, "gaps", files[0])
    assert clusters["by"] == "cluster"
    assert {pair["one"] for pair in clusters["pairs"]} <= {"around Dai", "around Kay"}
    assert "gaps --by cluster" in complaint(capsys, "gaps", files[0], "--by", "kind")
    topics = words(capsys, *by_region[:-1], "topic")
    assert topics.startswith("There are no two groups by topic")


def test_who_should_meet(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    both = (files[0], "--also", files[1])
    found = answer(capsys, "introductions", *both)["introductions"]
    assert found
    named = [name for each in found for name in (each["one"], each["other"])]
    assert max(named.count(name) for name in named) <= 2
    for_ann = answer(capsys, "introductions", *both, "--for", "Ann")
    assert for_ann["for"] == "Ann"
    assert {each["one"] for each in for_ann["introductions"]} == {"Ann"}
    kay = next(each for each in for_ann["introductions"] if each["other"] == "Kay")
    assert {"FAR_APART", "OTHER_REGION", "SAME_TOPIC"} <= set(kay["reasons"])
    assert "Both work on “Housing”." in kay["sentences"]
    assert "1. Ann – " in words(capsys, "introductions", *both, "--for", "Ann")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Clea", "Nobody in this file is called “Clea”. Did you mean “Cleo”?"),
        ("Zzyzx", "Nobody in this file is called “Zzyzx”."),
        ("Twin", "2 in this file are called “Twin”; give the id of one instead: t1, t2."),
    ],
)
def test_a_name_that_names_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, sentence: str
) -> None:
    actors, ties = tmp_path / "actors.csv", tmp_path / "ties.csv"
    actors.write_text("id,name,kind\nc,Cleo,x\nt1,Twin,x\nt2,Twin,y\n", "utf-8")
    ties.write_text("source,target\nc,t1\nt1,t2\n", "utf-8")
    both = (str(ties), "--also", str(actors))
    assert complaint(capsys, "what-if", *both, "--without", name) == f"weft: {sentence}\n"
    assert answer(capsys, "what-if", *both, "--without", "t1")["without"] == ["Twin"]


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reach", "nowhere.csv", "a", "b", "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out)["file"] == "nowhere.csv"
    assert printed.err == "weft: nowhere.csv: There is no such file, or it may not be read.\n"
