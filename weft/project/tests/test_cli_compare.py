"""weft compare: rounds of a survey from CSV, the verdict in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from weft.project import cli


def wave(folder: Path, name: str, steps: tuple[int, ...], silent: int = 0) -> str:
    """Thirty people who each name those so many places on; the first `silent` do not answer."""
    rows = ["from,to,rung,answered"]
    for i in range(30):
        if i < silent:
            rows.append(f"p{i},,,no")
        else:
            rows += [f"p{i},p{(i + step) % 30},3," for step in steps]
    path = folder / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return str(path)


def test_the_verdict_in_words_and_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [wave(tmp_path, "one.csv", (1,)), wave(tmp_path, "two.csv", (1, 2, 5))]
    assert cli.main(["compare", *files]) == 0
    text = capsys.readouterr().out
    assert "30 of 30 asked answered (100%)" in text
    assert "two.csv: better" in text
    assert "named 1.0 others each on average, and now name 3.0" in text
    assert cli.main(["compare", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["rung"], len(found["changes"])) == ("better", 2, 1)
    assert found["changes"][0]["splits"]["ties"]["panel"] == 60
    assert found["waves"][1]["mean_degree"] == 6


def test_where_it_cannot_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [wave(tmp_path, "one.csv", (1,)), wave(tmp_path, "two.csv", (1, 2), silent=15)]
    assert cli.main(["compare", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "cannot tell"
    assert found["changes"][0]["reasons"] == ["few", "small share"]


@pytest.mark.parametrize(
    ("second", "options", "sentence"),
    [
        (None, (), "Give at least two rounds to compare"),
        ("from,to,rung\na,b,often\n", (), "two.csv, row 2: “often” is no rung"),
        ("from,to\na,b\n", (), "two.csv, row 1: There is no column “rung”"),
        ("from,to,rung\na,b,2\n", ("--rung", "9"), "rung"),
    ],
)
def test_bad_input_is_said_in_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    second: str | None,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    files = [wave(tmp_path, "one.csv", (1,))]
    if second is not None:
        (tmp_path / "two.csv").write_text(second, "utf-8")
        files.append(str(tmp_path / "two.csv"))
    assert cli.main(["compare", *files, *options]) == 2
    assert sentence in capsys.readouterr().err
