"""Ballots in tables: the rankings of Scottish councils, VoteKit's profiles, and CSV with a row
for each ballot."""

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
from weft.sna.io.csv_tables import find_delimiter, numbered_rows
from weft.sna.io.problems import FileProblem

_SCOTTISH_START = re.compile(r"\s*[0-9]{1,4},[0-9]{1,4},*[ \t]*\r?\n")
_SCOTTISH_NAME = re.compile(r"Candidate ([0-9]{1,4})")
_VOTEKIT_START = "VoteKit RankProfile"
_VOTEKIT_CANDIDATE = re.compile(r"\(([^\r\n]+?):([^:,()\r\n]+)\)(?:,|$)")
_VOTEKIT_KEY = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_RANK_WORDS = r"(?:rank|ranking|choice|preference|pref)"
_RANK = re.compile(
    rf"{_RANK_WORDS}[ _.-]*([0-9]{{1,3}})|([0-9]{{1,3}})(?:st|nd|rd|th)?[ _.-]*{_RANK_WORDS}"
)
_COUNTS = {"count", "counts", "weight", "ballots", "votes", "number of ballots"}
_EMPTY = {"", "undervote", "skipped", "skippedranking", "blank"}
_OVERVOTE = "overvote"


def is_scottish(text: str) -> bool:
    """Whether a text has candidates and seats in its first row, and rows naming candidates."""
    return bool(_SCOTTISH_START.match(text) and re.search(r'(?m)^"?Candidate [0-9]', text))


def read_scottish(text: str, file: str, overvotes: Overvotes) -> Found:
    """Read `candidates,seats`, rows `ballots,choice,…`, rows `Candidate 1,name,party`, a title."""
    rows = [
        (number, [cell.strip() for cell in row if cell.strip()])
        for number, row in _rows(text, ",", file)
    ]
    rows = [(number, row) for number, row in rows if row]
    first, head = rows[0]
    n = int(head[0])
    check_candidates(n, file, first)
    found = Found(seats=int(head[1]))
    names: dict[int, str] = {}
    for number, cells in rows[1:]:
        if match := _SCOTTISH_NAME.fullmatch(cells[0]):
            names[candidate_of(match[1], n, file, number)] = " ".join(cells[1:2])
        elif len(cells) == 1 and not is_number(cells[0]):
            found.title = cells[0]
        else:
            marks = tuple(candidate_of(cell, n, file, number) for cell in cells[1:])
            found.ballots[marks] += ballots_of(cells[0], file, number)
    found.candidates = [names.get(position, "") for position in range(n)]
    if not all(found.candidates):
        raise FileProblem(
            f"There are {n} candidates and not all have a row with their name, such as: "
            "Candidate 1, Ada Byron.",
            file,
        )
    return found


def is_votekit(text: str) -> bool:
    """Whether a text begins as VoteKit's profiles of rankings do."""
    return text.startswith(_VOTEKIT_START)


def read_votekit(text: str, file: str, overvotes: Overvotes) -> Found:
    """Read a profile: candidates with their keys, then rows of sets of keys and a weight."""
    rows = list(_rows(text, ",", file))
    lines = text.splitlines()
    keys: dict[str, int] = {}
    found = Found()
    if len(lines) > 2:
        for name, key in _VOTEKIT_CANDIDATE.findall(lines[2]):
            keys[key] = len(found.candidates)
            found.candidates.append(name.strip())
    check_candidates(len(found.candidates), file, 3)
    at = next((i for i, (_, row) in enumerate(rows) if "Weight" in row), None)
    if at is None:
        raise FileProblem("No row has the heading Weight; save the profile again.", file)
    ranks = [i for i, cell in enumerate(rows[at][1]) if cell.startswith("Ranking_")]
    weight = rows[at][1].index("Weight")
    for number, row in rows[at + 1 :]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max([weight, *ranks]):
            raise FileProblem("This row has too few cells; save the profile again.", file, number)
        marks = tuple(_votekit_mark(row[i], keys, file, number) for i in ranks)
        found.ballots[marks] += ballots_of(row[weight].strip(), file, number)
    return found


def _votekit_mark(
    cell: str, keys: dict[str, int], file: str, row: int
) -> int | frozenset[int] | None:
    # A tilde is VoteKit's sign for a rank left empty.
    named = [one or other for one, other in _VOTEKIT_KEY.findall(cell) if (one or other) != "~"]
    for key in named:
        if key not in keys:
            raise FileProblem(
                f"This ballot names “{key[:40]}”, who is not among the candidates of the third "
                "row.",
                file,
                row,
            )
    if len(named) > 1:
        return frozenset(keys[key] for key in named)
    return keys[named[0]] if named else None


def is_rows_of_ballots(text: str) -> bool:
    """Whether the first row of a table has headings for ranks."""
    head = text.split("\n", 1)[0]
    return any(_RANK.fullmatch(_plain(cell)) for cell in re.split(r"[,;\t|]", head))


def read_rows_of_ballots(text: str, file: str, overvotes: Overvotes) -> Found:
    """Read a table with a ballot in each row and a column for each rank."""
    rows = _rows(text, find_delimiter(text), file)
    _, head = next(rows)
    ranks, counts = _columns(head, file)
    names: dict[str, int] = {}
    found = Found()
    cut = 0
    for number, row in rows:
        if not row:
            continue
        marks: list[int | None] = []
        for i in ranks:
            cell = " ".join(row[i].split()) if i < len(row) else ""
            plain = _plain(cell).replace(" ", "")
            if plain in _EMPTY:
                marks.append(None)
            elif plain != _OVERVOTE:
                marks.append(names.setdefault(cell, len(names)))
            elif overvotes == "end":
                cut += 1
                break
        count = 1 if counts is None else ballots_of(_cell(row, counts), file, number)
        found.ballots[tuple(marks)] += count
    check_candidates(len(names), file)
    if cut:
        found.notes.append(
            "1 row has an overvote, and ends there."
            if cut == 1
            else f"{cut:,} rows have an overvote, and end there."
        )
    _sort_names(found, names)
    return found


def _columns(head: list[str], file: str) -> tuple[list[int], int | None]:
    """Return the columns of ranks, best first, and the one with the number of ballots."""
    ranks: dict[int, int] = {}
    counts = None
    for i, cell in enumerate(head):
        if match := _RANK.fullmatch(_plain(cell)):
            rank = int(match[1] or match[2])
            if rank in ranks:
                raise FileProblem(f"Two columns are for rank {rank}; rename one.", file, 1)
            ranks[rank] = i
        elif _plain(cell) in _COUNTS:
            counts = i
    if not ranks:
        raise FileProblem("No column is for a rank; name them Rank 1, Rank 2 and so on.", file, 1)
    return [ranks[rank] for rank in sorted(ranks)], counts


def _sort_names(found: Found, names: dict[str, int]) -> None:
    """Number the candidates by name, so that the order of the rows does not matter."""
    found.candidates = sorted(names)
    place = {names[name]: position for position, name in enumerate(found.candidates)}
    ballots = found.ballots.copy()
    found.ballots.clear()
    for marks, count in ballots.items():
        moved: Marks = tuple(place[mark] if isinstance(mark, int) else None for mark in marks)
        found.ballots[moved] += count


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _rows(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    for number, row in numbered_rows(text, delimiter, file):
        yield number, [str(cell) for cell in row]


def _plain(cell: str) -> str:
    return " ".join(cell.strip().strip('"').casefold().split())
