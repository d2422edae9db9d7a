"""Rounds of a survey from CSV: who was asked, who answered, and what they said about whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from weft.sna.waves import TOP_RUNG, Wave

if TYPE_CHECKING:
    from weft.sna.io.problems import FileProblem

#: The columns and what else they may be called, in lower case.
_NAMES = {
    "from": ("from", "source", "who"),
    "to": ("to", "target", "whom", "about"),
    "rung": ("rung", "level"),
    "asked": ("asked",),
    "answered": ("answered",),
}
_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")
#: People above which a table of everyone by everyone no longer fits in memory.
MOST_PEOPLE = 5_000


def read_wave(path: str | PathLike[str]) -> Wave:
    """Read one round of a survey from a table with the columns from, to and rung.

    Each row is an answer: who says it, about whom, and on which rung of the ladder (0 do not
    know each other … 5 joint work). A row without `to` is about the person alone: its columns
    `asked` and `answered`, yes or no, say whether they got the survey and whether they
    responded. Needed only for those who did not answer at all or named nobody.

    Everyone who stands in `from` or `to` is a member. A member was asked, unless a row says
    no, and answered if there is an answer or a row says yes.

    Parameters
    ----------
    path : str or path
        A CSV file with headings, parted by commas, semicolons or tabs. `source` and `target`
        will do for `from` and `to`.

    Returns
    -------
    Wave

    Raises
    ------
    weft.sna.io.FileProblem
        With the file and the row, if there is no such file or column, an answer is about
        oneself, given twice or on no rung, rows contradict each other, or there are more than
        5,000 people.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "spring.csv"
    ...     _ = path.write_text("from,to,rung,answered\\nAnn,Ben,3,\\nBen,,,no\\nCleo,,,yes\\n")
    ...     wave = read_wave(path)
    >>> wave.members, wave.answered.tolist(), wave.rung.tolist()
    (('Ann', 'Ben', 'Cleo'), [True, False, True], [3])
    """
    from weft.sna.io.source import open_source  # noqa: PLC0415  # Slow to import.

    source = open_source(Path(path))
    rows = _Rows(source.name)
    for number, cells in _cells(source.text(), source.name):
        rows.add(number, cells)
    return rows.wave()


@dataclass(slots=True)
class _Rows:
    """What has been read so far, each with the row that said it."""

    file: str
    members: dict[str, None] = field(default_factory=dict)
    answers: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    marks: dict[tuple[str, str], tuple[bool, int]] = field(default_factory=dict)

    def add(self, number: int, cells: dict[str, str]) -> None:
        who, whom = cells["from"], cells["to"]
        if not who:
            raise _problem("This row does not say who answers (column “from”).", self.file, number)
        if who == whom:
            raise _problem(f"“{who}” answers about themselves.", self.file, number)
        self.members[who] = None
        for name in ("asked", "answered"):
            self._mark(number, who, name, cells.get(name, ""))
        if whom:
            self._answer(number, (who, whom), cells["rung"])
        elif cells["rung"]:
            raise _problem(
                "This row has a rung but does not say about whom (column “to”).", self.file, number
            )

    def _answer(self, number: int, pair: tuple[str, str], rung: str) -> None:
        self.members[pair[1]] = None
        if pair in self.answers:
            raise _problem(
                f"“{pair[0]}” answers about “{pair[1]}” again, as in row {self.answers[pair][1]}.",
                self.file,
                number,
            )
        self.answers[pair] = (_rung(rung, self.file, number), number)

    def _mark(self, number: int, who: str, name: str, cell: str) -> None:
        if not cell:
            return
        word = cell.lower()
        if word not in _YES and word not in _NO:
            raise _problem(f"“{cell}” in “{name}” should be yes or no.", self.file, number)
        said, row = self.marks.setdefault((who, name), (word in _YES, number))
        if said != (word in _YES):
            raise _problem(
                f"“{name}” of “{who}” is {cell} here and the opposite in row {row}.",
                self.file,
                number,
            )

    def wave(self) -> Wave:
        if not self.members:
            raise _problem("This file has no rows below its headings.", self.file)
        if len(self.members) > MOST_PEOPLE:
            raise _problem(
                f"This file has {len(self.members):,} people; {MOST_PEOPLE:,} is the most.",
                self.file,
            )
        asked = [who for who in self.members if self.marks.get((who, "asked"), (True, 0))[0]]
        answered = {
            who for (who, name), (yes, _) in self.marks.items() if name == "answered" and yes
        }
        for (who, _), (_, number) in self.answers.items():
            if not self.marks.get((who, "answered"), (True, 0))[0]:
                raise _problem(
                    f"“{who}” has an answer here but is said not to have answered.",
                    self.file,
                    number,
                )
            answered.add(who)
        for who in sorted(answered - set(asked)):
            number = self.marks[(who, "asked")][1]
            raise _problem(f"“{who}” answered but was not asked.", self.file, number)
        rows = [(who, whom, rung) for (who, whom), (rung, _) in self.answers.items()]
        return Wave.from_rows(self.members, rows, asked=asked, answered=answered)


def _cells(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the headings that hold anything, by the names of the columns."""
    from weft.sna.io.csv_tables import (  # noqa: PLC0415  # Slow to import.
        find_delimiter,
        numbered_rows,
    )

    rows = numbered_rows(text, find_delimiter(text), file)
    at: dict[str, int] | None = None
    for number, raw in rows:
        cells = [" ".join(str(cell or "").split()) for cell in raw]
        if not any(cells):
            continue
        if at is None:
            at = _columns(cells, file, number)
            continue
        yield number, {name: cells[i] if i < len(cells) else "" for name, i in at.items()}


def _columns(headings: list[str], file: str, number: int) -> dict[str, int]:
    words = [heading.lower() for heading in headings]
    at = {
        name: words.index(word)
        for name, known in _NAMES.items()
        for word in known[::-1]
        if word in words
    }
    missing = [f"“{name}”" for name in ("from", "to", "rung") if name not in at]
    if missing:
        raise _problem(
            f"There is no column {' and none '.join(missing)}; a wave has the columns from, to "
            "and rung, and where needed asked and answered.",
            file,
            number,
        )
    return at


def _rung(cell: str, file: str, number: int) -> int:
    try:
        value = float(cell)
    except ValueError:
        value = -1.0
    if value not in range(TOP_RUNG + 1):
        what = f"“{cell}” is no rung" if cell else "This answer has no rung"
        raise _problem(f"{what}; rungs are whole numbers from 0 to {TOP_RUNG}.", file, number)
    return int(value)


def _problem(message: str, file: str, row: int | None = None) -> FileProblem:
    from weft.sna.io.problems import FileProblem  # noqa: PLC0415  # Slow to import.

    return FileProblem(message, file, row)
