"""Lists of dated contacts, in all the ways people write them."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from weft import sna


def read(folder: Path, text: str | bytes, name: str = "met.txt") -> sna.Contacts:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return sna.read_contacts(path)


SAME = [
    "20 a b\n40 b c\n60 a b\n",
    "20\ta\tb\n40\tb\tc\n60\ta\tb\n",
    "20,a,b\n40,b,c\n60,a,b\n",
    "20; a; b\n40; b; c\n60; a; b\n",
    "20, a b\n40, b c\n60, a b\n",
    "\ufeff20 a b\r\n40 b c\r\n60 a b\r\n",
    "# t i j\n% more\n\n20.0 a b\n40.0 b c\n6e1 a b\n",
    "t i j\n20 a b\n40 b c\n60 a b\n",
    "i,j,t\na,b,20\nb,c,40\na,b,60\n",
    '"from","to","weight","time"\na,b,1,20\nb,c,2,40\na,b,1,60\n',
    "a b 20\nb c 40\na b 60\n",
    "a b 1 20\nb c 1 40\na b 1 60\n",
    "20 a b 3A 3B\n40 b c 3B 3B\n60 a b 3A 3B\n",
    "40 c b\n60 b a\n20 a b\n",
    "wann;wer;wen\n20;a;b\n40;b;c\n60;a;b\n",
]


@pytest.mark.parametrize("text", SAME)
def test_the_same_contacts_however_written(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.labels == ("a", "b", "c")
    assert found.time.tolist() == [20, 40, 60]
    assert found.source.tolist() == [0, 1, 0]
    assert found.target.tolist() == [1, 2, 1]


def test_numbers_as_people_are_not_taken_for_times(tmp_path: Path) -> None:
    rows = [(1 + k % 5, 1 + (k * 3 + 1) % 7, 1_000 + 10 * k) for k in range(60)]
    at_end = read(tmp_path, "\n".join(f"{a} {b} {t}" for a, b, t in rows))
    at_start = read(tmp_path, "\n".join(f"{t} {a} {b}" for a, b, t in rows))
    assert at_end.time.tolist() == at_start.time.tolist()
    assert at_end.labels == at_start.labels


def test_dates_and_gzip(tmp_path: Path) -> None:
    text = "date,from,to\n2024-01-01,a,b\n2024-01-02T12:00,b,c\n"
    found = read(tmp_path, gzip.compress(text.encode()), "met.csv.gz")
    assert np.diff(found.time).tolist() == [1.5 * 86_400]
    found = read(tmp_path, "date\tfrom\tto\n13/06/2019 05:28\ta\tb\n13/06/2019 05:29\tb\tc\n")
    assert np.diff(found.time).tolist() == [60]


def test_loops_and_broken_rows_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "20 a b\n30 a a\nnan a b\n40 b c\noops\n50 c\n")
    assert (len(found), found.loops, found.skipped) == (2, 1, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("# only a comment\n", "is empty"),
        ("hello\nworld\n", "no contacts"),
        ("a b\nb c\n", "no contacts"),
        ("t,i,j\n", "No line"),
        ("t,i,j\nsoon,a,b\n", "No line"),
        (b"\x00\x01\x02\xff", "no contacts"),
        (b"\x1f\x8bnot gzip", "cannot be read"),
        ("h1,m1,h2,m2,age1,age2\nE,1,F,2,3,4\n", "none called time"),
    ],
)
def test_bad_files_are_told_of_in_a_sentence(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(sna.InvalidContacts, match=says):
        read(tmp_path, text)


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(sna.InvalidContacts, match="No such file"):
        sna.read_contacts(tmp_path / "none.txt")
    with pytest.raises(sna.InvalidContacts, match="cannot be read"):
        sna.read_contacts(tmp_path)


def test_cutting_keeps_everyone_and_parts_the_contacts() -> None:
    contacts = sna.Contacts.of([0, 1, 2, 10], [0, 0, 0, 0], [1, 2, 3, 4])
    moment = contacts.share_of_span(0.7)
    before, after = contacts.until(moment), contacts.after(moment)
    assert (len(before), len(after), before.n, after.n) == (3, 1, 5, 5)
    assert len(contacts.until(2)) == 3  # A contact at the moment itself is before it.


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        (([1], [0], [1, 2]), "equally many"),
        (([np.inf], [0], [1]), "finite"),
        (([1], [-1], [1]), "outside"),
    ],
)
def test_arrays_that_are_no_contacts(arrays: tuple[list[int], ...], says: str) -> None:
    with pytest.raises(sna.InvalidContacts, match=says):
        sna.Contacts.of(arrays[0], arrays[1], arrays[2])


def test_no_contacts_have_no_span() -> None:
    with pytest.raises(sna.InvalidContacts):
        sna.Contacts.of([], [], []).share_of_span(0.7)
