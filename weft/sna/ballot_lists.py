"""Ballots in lists of numbers: BLT with its relatives, and Debian's tally sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weft.sna.ballot_found import (
    Found,
    Marks,
    Overvotes,
    ballots_of,
    candidate_of,
    check_candidates,
    is_number,
)
from weft.sna.io.problems import FileProblem

_BALLOT_NAME = re.compile(r"\([^)]*\)\s*")
_QUOTED = re.compile(r'"([^"]*)"')
_OPTION = re.compile(r"Option\s+([0-9]{1,4})\s*-*>?\s*:\s*(\S[^\r\n]*)")
_VOTE = re.compile(r"\s*V:\s*(\S+)")
_RANKS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_blt(text: str) -> bool:
    """Whether a text begins with a number of candidates and one of seats."""
    _, words = next(_rows(text), (0, []))
    return len(words) == 2 and all(is_number(word) for word in words)


def read_blt(text: str, file: str, overvotes: Overvotes) -> Found:
    """Read BLT: `candidates seats`, rows `ballots choice choice … 0`, a 0, names, a title."""
    rows = _rows(text)
    first, (candidates, seats) = next(rows)
    check_candidates(int(candidates), file, first)
    n = int(candidates)
    found = Found(seats=int(seats))
    gone: set[int] = set()
    for number, words in rows:
        if words == ["0"]:
            _name(found, "\n".join(text.splitlines()[number:]), n, file)
            break
        if all(re.fullmatch("-[0-9]{1,12}", word) for word in words):
            gone |= {candidate_of(word[1:], n, file, number) for word in words}
            continue
        marks, count = _blt_row(words, n, file, number)
        found.ballots[marks] += count
    else:
        raise FileProblem(
            "The list of ballots does not end with a row that is just 0, with the names of the "
            "candidates after it; add them.",
            file,
        )
    if gone:
        found.without(gone)
    return found


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the words of each row, without comments and empty rows."""
    for number, line in enumerate(text.splitlines(), 1):
        if words := line.split("#", 1)[0].split():
            yield number, words


def _blt_row(words: list[str], n: int, file: str, row: int) -> tuple[Marks, int]:
    words = _BALLOT_NAME.sub("", " ".join(words), count=1).split()
    if len(words) < 2 or words[-1] != "0":
        raise FileProblem(
            "This row is no ballot: it should hold how many ballots, the numbers of the "
            "candidates in order, and a 0 at its end.",
            file,
            row,
        )
    marks: list[int | frozenset[int] | None] = []
    for word in words[1:-1]:
        if word == "-":
            marks.append(None)
            continue
        shared = [candidate_of(each, n, file, row) for each in word.split("=")]
        marks.append(shared[0] if len(shared) == 1 else frozenset(shared))
    return tuple(marks), ballots_of(words[0], file, row)


def _name(found: Found, text: str, n: int, file: str) -> None:
    names = [" ".join(name.split()) for name in _QUOTED.findall(text)]
    if not names:
        names = [line.strip() for line in text.splitlines() if line.strip()]
    if len(names) < n:
        raise FileProblem(
            f"There are {n} candidates and {len(names)} names after the ballots; add the others.",
            file,
        )
    found.candidates = names[:n]
    found.title = names[n] if len(names) > n else ""


def is_debian(text: str) -> bool:
    """Whether a text names options and has rows of votes as Debian's tally sheets do."""
    return _OPTION.search(text) is not None and re.search(r"(?m)^\s*V:\s", text) is not None


def read_debian(text: str, file: str, overvotes: Overvotes) -> Found:
    """Read a tally sheet: `V: 2-13`, the rank given to each option, - for none."""
    options = {int(number): name.strip() for number, name in _OPTION.findall(text)}
    check_candidates(len(options), file)
    if sorted(options) != list(range(1, len(options) + 1)):
        raise FileProblem("The options are not numbered from 1 without gaps; number them so.", file)
    found = Found([options[number] for number in sorted(options)])
    for row, line in enumerate(text.splitlines(), 1):
        match = _VOTE.match(line)
        # The sheet explains its own form in such a line.
        if match is None or match[1] == "vote":
            continue
        found.ballots[_debian_ballot(match[1].upper(), len(options), file, row)] += 1
    return found


def _debian_ballot(vote: str, n: int, file: str, row: int) -> Marks:
    if len(vote) != n or not all(mark == "-" or mark in _RANKS for mark in vote):
        raise FileProblem(
            f"This vote is “{vote[:40]}”; it should hold {n} signs, a rank for each option or -.",
            file,
            row,
        )
    ranks: dict[int, set[int]] = {}
    for option, mark in enumerate(vote):
        if mark != "-":
            ranks.setdefault(_RANKS.index(mark), set()).add(option)
    return tuple(
        frozenset(shared) if len(shared) > 1 else next(iter(shared))
        for _, shared in sorted(ranks.items())
    )
