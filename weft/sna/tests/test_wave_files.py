"""Waves from CSV: who was asked and answered, and plain sentences for rows that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from weft import sna
from weft.sna import io


def wave_of(folder: Path, text: str) -> sna.Wave:
    path = folder / "spring.csv"
    path.write_text(text, "utf-8")
    return sna.read_wave(path)


def test_who_was_asked_and_who_answered(tmp_path: Path) -> None:
    wave = wave_of(
        tmp_path,
        "from,to,rung,asked,answered\n"
        "Ann,Ben,3,,\n"
        "Ann, Cleo ,0,yes,\n"
        "\n"
        "Ben,,,,no\n"
        "Cleo,,,yes,yes\n"
        "Dai,,,no,\n",
    )
    assert wave.members == ("Ann", "Ben", "Cleo", "Dai")
    assert wave.asked.tolist() == [True, True, True, False]
    assert wave.answered.tolist() == [True, False, True, False]
    assert wave.rung.tolist() == [3, 0]


def test_other_headings_and_delimiters(tmp_path: Path) -> None:
    wave = wave_of(tmp_path, "Level;Source;Target\n2.0;Zoë;Ben\n1;Ben;Zoë\n")
    assert (wave.members, wave.rung.tolist()) == (("Zoë", "Ben"), [2, 1])
    assert wave.answered.all()


@pytest.mark.parametrize(
    ("text", "row", "sentence"),
    [
        ("from,to\na,b\n", 1, "There is no column “rung”; a wave has"),
        ("a,b\n1,2\n", 1, "There is no column “from” and none “to” and none “rung”"),
        ("from,to,rung\na,b,often\n", 2, "“often” is no rung; rungs are whole numbers from 0 to 5"),
        ("from,to,rung\na,b,6\n", 2, "“6” is no rung"),
        ("from,to,rung\na,b,1.5\n", 2, "“1.5” is no rung"),
        ("from,to,rung\na,b,nan\n", 2, "“nan” is no rung"),
        ("from,to,rung\na,b,\n", 2, "This answer has no rung"),
        ("from,to,rung\n,b,2\n", 2, "does not say who answers"),
        ("from,to,rung\na,,2\n", 2, "does not say about whom"),
        ("from,to,rung\na,a,2\n", 2, "“a” answers about themselves"),
        ("from,to,rung\na,b,2\nc,b,1\na,b,2\n", 4, "“a” answers about “b” again, as in row 2"),
        ("from,to,rung,asked\na,b,2,maybe\n", 2, "“maybe” in “asked” should be yes or no"),
        ("from,to,rung,answered\na,,,no\na,,,yes\n", 3, "is yes here and the opposite in row 2"),
        ("from,to,rung,answered\na,b,2,\na,,,no\n", 2, "“a” has an answer here but is said not"),
        ("from,to,rung,asked\na,b,2,no\n", 2, "“a” answered but was not asked"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str, row: int, sentence: str) -> None:
    with pytest.raises(io.FileProblem) as problem:
        wave_of(tmp_path, text)
    assert (problem.value.file, problem.value.row) == ("spring.csv", row)
    assert sentence in problem.value.message


def test_a_missing_file_and_too_many_people(tmp_path: Path) -> None:
    with pytest.raises(io.FileProblem, match="no such file"):
        sna.read_wave(tmp_path / "nowhere.csv")
    with pytest.raises(io.FileProblem, match="This file has no rows below"):
        wave_of(tmp_path, "from,to,rung\n")
    many = "".join(f"p{i},p{i + 1},2\n" for i in range(5_001))
    with pytest.raises(io.FileProblem, match="5,002 people; 5,000 is the most"):
        wave_of(tmp_path, "from,to,rung\n" + many)
