"""Files of ballots: each form, marks that need a rule, and what a broken file is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.io import FileProblem

BLT = """# A vote on food
4 2  # candidates, seats
-3
2 1 2=4 0
(Ada) 1 - 4 3 1 0
3.0 2 0
0
"Tea" "Soup, of the day"
"Bread"
"Salt"
"Drinks"
"""
SHEET = """
   The format is:
       "V: vote 		MD5SUM"
     Option 1---->: Raphaël Hertzog
   /  Option 2--->: Ada Byron
   |/  Option 3-->: None Of The Above
V: 2-1 		1d7ba886e62a2cf64379a5c8f8032cc2
V: 11- 		5983810b34693310479f3b26eda85177
V: --- 		b2c77c75a0747fc1b6019ca54d76aa42
"""
WARD = """3,2,
12,1,
5,2,3,1,
"Candidate 1","Ada Byron","Independent (Ind)",
"Candidate 2","Bob Lee","",
"Candidate 3","Cem Koç","Green",
"North Ward",,,
"""
PROFILE = """VoteKit RankProfile
Candidates
(Ada (A.) Byron:0),(Bob Lee:B)
Max Ranking Length
2
Includes Voter Set
False
=,=,=
Ranking_1,Ranking_2,&,Weight,&
{'0'},{'B'},&,1.0,&
"{'0', 'B'}",,&,2.0,&
{~},{'B'},&,1,&
"""
ROWS = """voter,2nd choice,1st choice,3rd choice
1,Bob,Ada,
2,overvote,Ada,Bob
3,Bob,undervote,Ada
4,skipped,,
"""


def read(folder: Path, text: str | bytes, name: str = "votes.txt") -> sna.BallotFile:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return sna.read_ballots(path)


def test_blt(tmp_path: Path) -> None:
    found = read(tmp_path, BLT)
    assert (found.format, found.seats, found.title) == ("blt", 2, "Drinks")
    assert found.withdrawn == ("Bread",)
    assert found.ballots.candidates == ("Tea", "Soup, of the day", "Salt")
    assert dict(found.ballots) == {
        ((0,), (1, 2)): 2,
        ((2,), (0,)): 1,
        ((1,),): 3,
    }


def test_the_sign_with_which_old_programs_end_a_file(tmp_path: Path) -> None:
    found = read(tmp_path, b'2 1\r\n1 2 0\r\n0\r\n"A" "B" "t"\r\n\x1a')
    assert (found.ballots.candidates, found.title) == (("A", "B"), "t")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_a_tally_sheet_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, SHEET.encode(encoding))
    assert (found.format, found.seats) == ("debian", None)
    assert found.ballots.candidates == ("Raphaël Hertzog", "Ada Byron", "None Of The Above")
    assert dict(found.ballots) == {((2,), (0,)): 1, ((0, 1),): 1, (): 1}
    assert bool(found.notes) == (encoding in ("cp1252", "iso-8859-1"))


def test_the_rankings_of_a_ward(tmp_path: Path) -> None:
    found = read(tmp_path, WARD)
    assert (found.format, found.seats, found.title) == ("scottish", 2, "North Ward")
    assert found.ballots.candidates == ("Ada Byron", "Bob Lee", "Cem Koç")
    assert dict(found.ballots) == {((0,),): 12, ((1,), (2,), (0,)): 5}


def test_a_profile(tmp_path: Path) -> None:
    found = read(tmp_path, PROFILE)
    assert (found.format, found.seats) == ("votekit", None)
    assert found.ballots.candidates == ("Ada (A.) Byron", "Bob Lee")
    assert dict(found.ballots) == {((0,), (1,)): 1, ((0, 1),): 2, ((1,),): 1}


def test_a_row_for_each_ballot(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS)
    assert (found.format, found.ballots.candidates) == ("csv", ("Ada", "Bob"))
    assert dict(found.ballots) == {((0,), (1,)): 1, ((0,),): 1, ((1,), (0,)): 1, (): 1}
    assert found.notes == ("1 row has an overvote, and ends there.",)
    skipping = sna.read_ballots(tmp_path / "votes.txt", overvotes="skip")
    assert dict(skipping.ballots) == {((0,), (1,)): 2, ((1,), (0,)): 1, (): 1}
    assert skipping.notes == ()


def test_rows_that_stand_for_many(tmp_path: Path) -> None:
    found = read(tmp_path, "Count;Rank 1;Rank 2\n7;Tea;Soup\n2;Soup;\n")
    assert found.ballots.counts == (2, 7)
    assert found.ballots.candidates == ("Soup", "Tea")


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("", None, "empty"),
        ("name,town\nAda,Porto\n", None, "no ballots that Weft can read"),
        (BLT.replace("3.0 2 0", "3.5 2 0"), 6, "whole number"),
        (BLT.replace("3.0 2 0", "1 9 0"), 6, "“9”"),
        (BLT.replace("3.0 2 0", "3 2"), 6, "0 at its end"),
        (BLT.replace('"Salt"\n"Drinks"', ""), None, "4 candidates and 3 names"),
        (BLT.replace("Salt", "Tea"), None, "same name"),
        (BLT[: BLT.index('0\n"Tea')], None, "does not end"),
        ("0 1\n0\n", 1, "0 candidates"),
        ("99999999 1\n1 1 0\n0\n", 1, "99,999,999 candidates"),
        ('2 1\n0\n"A" "B"\n', None, "no ballots"),
        (SHEET.replace("2-1", "2-"), 7, "3 signs"),
        (SHEET.replace("2-1", "2?1"), 7, "3 signs"),
        (SHEET.replace("Option 3", "Option 7"), None, "without gaps"),
        (WARD.replace("5,2,3,1", "5,2,4,1"), 3, "“4”"),
        (WARD.replace("12,1", "12.5,1"), None, "whole number"),
        (WARD.replace('"Candidate 2","Bob Lee","",\n', ""), None, "their name"),
        (PROFILE.replace("1.0,&", "0.5,&"), 10, "whole number"),
        (PROFILE.replace("{~}", "{'9'}"), 12, "“9”"),
        (PROFILE.replace("Weight", "Heft"), None, "Weight"),
        (PROFILE.replace("{~},{'B'},&,1,&", "{~}"), 12, "too few cells"),
        ("VoteKit RankProfile\n", 3, "0 candidates"),
        ("Rank 1,Choice 1\nA,B\n", 1, "rank 1"),
        ("Rank 1,Count\nA,many\n", 2, "“many”"),
        ("Rank 1\n\n", None, "0 candidates"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, text: str, row: int | None, words: str) -> None:
    with pytest.raises(FileProblem) as caught:
        read(tmp_path, text)
    assert caught.value.file == "votes.txt"
    assert words in caught.value.message
    assert row is None or caught.value.row == row


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.blt", tmp_path, tmp_path / "a\x00b"):
        with pytest.raises(FileProblem):
            sna.read_ballots(path)


def readable_or_said(folder: Path, data: bytes) -> None:
    """Read without a traceback, and count what was read."""
    path = folder / "votes.txt"
    path.write_bytes(data)
    try:
        found = sna.read_ballots(path)
    except FileProblem:
        return
    assert sna.scottish_stv(found.ballots, found.seats or 1).valid <= found.ballots.total
    sna.schulze(found.ballots)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_garbage_has_no_traceback(tmp_path: Path, data: bytes) -> None:
    readable_or_said(tmp_path, data)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([BLT, SHEET, WARD, PROFILE, ROWS]),
    at=st.integers(0, 400),
    gone=st.integers(0, 30),
    new=st.text("0123456789-=,;'\"{}()#:V \n\r\t\x00é²٣A", max_size=12),
)
def test_broken_files_have_no_traceback(
    tmp_path: Path, start: str, at: int, gone: int, new: str
) -> None:
    at %= len(start)
    readable_or_said(tmp_path, (start[:at] + new + start[at + gone :]).encode())
