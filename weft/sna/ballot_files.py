"""Read ballots from the files in which elections are published and exchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Literal

from weft.sna.ballot_found import Found, Overvotes
from weft.sna.ballot_lists import is_blt, is_debian, read_blt, read_debian
from weft.sna.ballot_tables import (
    is_rows_of_ballots,
    is_scottish,
    is_votekit,
    read_rows_of_ballots,
    read_scottish,
    read_votekit,
)
from weft.sna.ballots import Ballots, InvalidBallots
from weft.sna.io.limits import MAX_JSON_BYTES, check_size
from weft.sna.io.problems import FileProblem
from weft.sna.io.source import Source

BallotFormat = Literal["blt", "csv", "debian", "scottish", "votekit"]
#: How each form is told from the others, and what reads it; the first that fits does.
_READERS: tuple[
    tuple[BallotFormat, Callable[[str], bool], Callable[[str, str, Overvotes], Found]], ...
] = (
    ("votekit", is_votekit, read_votekit),
    ("debian", is_debian, read_debian),
    ("scottish", is_scottish, read_scottish),
    ("blt", is_blt, read_blt),
    ("csv", is_rows_of_ballots, read_rows_of_ballots),
)


@dataclass(frozen=True, slots=True)
class BallotFile:
    """What a file of ballots holds.

    Attributes
    ----------
    ballots : Ballots
    format : "blt", "csv", "debian", "scottish" or "votekit"
    seats : int or None
        Where the file says how many are to be elected.
    title : str
        Empty where the file has none.
    withdrawn : tuple of str
        Candidates that the file says have withdrawn. They are taken off the ballots.
    notes : tuple of str
        What was passed over or guessed, in sentences.
    """

    ballots: Ballots
    format: BallotFormat
    seats: int | None
    title: str
    withdrawn: tuple[str, ...]
    notes: tuple[str, ...]


def read_ballots(path: str | PathLike[str], *, overvotes: Overvotes = "end") -> BallotFile:
    """Read a file of ranked ballots; its form is told by its content.

    Read are BLT and Hill's form of it (OpaVote, OpenSTV, the Tideman/ERS collection), Debian's
    tally sheets, the counts of rankings that Scottish councils publish, VoteKit's profiles, and
    tables with a row for each ballot and columns such as "Rank 1" or "choice 2", with names of
    candidates below. Any encoding will do.

    In tables an empty cell, or one such as "undervote" or "skipped", is a rank left empty. An
    "overvote" does not say who shares the rank: the ballot ends there, or it is passed over
    as if it were empty.

    Parameters
    ----------
    path : str or path
    overvotes : "end" or "skip"
        "skip" is the rule of Minneapolis, for instance.

    Returns
    -------
    BallotFile

    Raises
    ------
    weft.sna.io.FileProblem
        If the file cannot be opened or holds no ballots that can be read: which file, which
        row, and what to do.

    References
    ----------
    Wichmann (1994), Producing plausible party election data (the BLT form); Hill, Wichmann &
    Woodall (1987).

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "food.blt"
    ...     _ = path.write_text('2 1\\n3 1 2 0\\n1 2 0\\n0\\n"Tea"\\n"Soup"\\n"Drinks"\\n')
    ...     found = read_ballots(path)
    >>> found.title, found.seats, found.ballots.candidates, found.ballots.counts
    ('Drinks', 1, ('Tea', 'Soup'), (3, 1))
    """
    source = _opened(Path(path))
    text = source.text().lstrip("\ufeff")
    for form, fits, reader in _READERS:
        if fits(text):
            found = reader(text, source.name, overvotes)
            found.notes[:0] = [note.message for note in source.notes]
            return _checked(found, source.name, form)
    raise FileProblem(
        "This file holds no ballots that Weft can read; save them as BLT, or as CSV with a row "
        "for each ballot and columns named Rank 1, Rank 2 and so on.",
        source.name,
    )


def _opened(path: Path) -> Source:
    try:
        is_file, size = path.is_file(), path.stat().st_size
    except (OSError, ValueError):
        raise FileProblem("There is no such file, or it may not be read.", path.name) from None
    if not is_file:
        raise FileProblem("This is not a file; choose one file.", path.name)
    check_size(size, path.name, MAX_JSON_BYTES)
    try:
        data = path.read_bytes()
    except OSError:
        raise FileProblem("This file could not be opened; upload it again.", path.name) from None
    if not data.strip(b" \t\r\n\x00\x1a"):
        raise FileProblem("This file is empty; choose a file with ballots in it.", path.name)
    # The sheets of old DOS programs end with the sign for the end of a file.
    return Source(path.name, data=data.rstrip(b"\x1a"))


def _checked(found: Found, file: str, form: BallotFormat) -> BallotFile:
    if not found.ballots:
        raise FileProblem("This file has candidates and no ballots; choose the other file.", file)
    try:
        ballots = Ballots.of(found.candidates, found.ballots.keys(), found.ballots.values())
    except InvalidBallots as problem:
        raise FileProblem(str(problem), file) from None
    return BallotFile(
        ballots=ballots,
        format=form,
        seats=found.seats,
        title=found.title,
        withdrawn=tuple(found.withdrawn),
        notes=tuple(found.notes),
    )
