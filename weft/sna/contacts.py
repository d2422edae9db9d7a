"""Dated contacts: who met or wrote to whom, and when, read from any list of them."""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.errors import SnaError
from weft.sna.graph import FloatArray, Graph, IntArray

#: Names of columns by what they hold, in lower case without anything but letters and digits.
TIME_NAMES = (
    "t", "time", "timestamp", "unixts", "ts", "contacttime", "datetime", "starttime", "start",
    "begin", "sentat", "sent", "createdat", "when", "date", "day",
)  # fmt: skip
SOURCE_NAMES = (
    "i", "source", "src", "from", "sender", "u", "id1", "a", "person1", "node1", "user1", "actor1",
    "idi", "ego", "fromid", "sourceid", "tail",
)  # fmt: skip
TARGET_NAMES = (
    "j", "target", "tgt", "dst", "to", "recipient", "receiver", "v", "id2", "b", "person2",
    "node2", "user2", "actor2", "idj", "alter", "toid", "targetid", "head",
)  # fmt: skip
#: Ways of writing dates, beside ISO 8601 and plain numbers.
DATES = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y")
#: Columns up to which a header of unknown words is no obstacle.
MOST_UNNAMED = 5
#: Rows looked at to find out which column holds what.
LOOKED_AT = 2_000


class InvalidContacts(SnaError):
    """The list holds no contacts that can be read, or too few to answer the question."""


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """Contacts in order of time, without direction and without contacts of one with oneself.

    Parameters
    ----------
    time : float64 array of shape (contacts,), never falling
    source, target : int64 arrays of shape (contacts,)
        Positions of the two, the lower first.
    n : int
        Number of actors.
    labels : tuple of str, or None
    loops, skipped : int
        Rows left out as contacts of one with oneself, and as unreadable.

    Examples
    --------
    >>> found = Contacts.of([20, 40, 60], [0, 1, 2], [1, 2, 2])
    >>> len(found), found.n, found.loops, found.graph().m
    (2, 3, 1, 2)
    """

    time: FloatArray
    source: IntArray
    target: IntArray
    n: int
    labels: tuple[str, ...] | None = None
    loops: int = 0
    skipped: int = 0

    @classmethod
    def of(
        cls,
        time: ArrayLike,
        source: ArrayLike,
        target: ArrayLike,
        n: int | None = None,
        *,
        labels: Sequence[str] | None = None,
        skipped: int = 0,
    ) -> Contacts:
        """Build contacts from parallel arrays in any order.

        Raises
        ------
        InvalidContacts
            If the arrays differ in length, a time is no number, or a position is out of range.

        Examples
        --------
        >>> Contacts.of([3, 1], [0, 1], [1, 2]).time.tolist()
        [1.0, 3.0]
        """
        when = np.asarray(time, dtype=np.float64).ravel()
        ends = np.asarray(source, dtype=np.int64).ravel(), np.asarray(target, np.int64).ravel()
        if not len(when) == len(ends[0]) == len(ends[1]):
            raise InvalidContacts("Times, sources and targets must be equally many.")
        if not np.isfinite(when).all():
            raise InvalidContacts("The time of a contact must be a finite number.")
        low, high = np.minimum(*ends), np.maximum(*ends)
        most = int(high.max()) + 1 if len(high) else 0
        size = most if n is None else n
        if most > size or (len(low) and low.min() < 0):
            raise InvalidContacts(f"A contact leads to a position outside 0 … {size - 1}.")
        between = np.flatnonzero(low != high)
        order = between[np.argsort(when[between], kind="stable")]
        return cls(
            time=when[order],
            source=low[order],
            target=high[order],
            n=size,
            labels=None if labels is None else tuple(labels),
            loops=len(when) - len(order),
            skipped=skipped,
        )

    def __len__(self) -> int:
        return len(self.time)

    def share_of_span(self, share: float) -> float:
        """Return the moment at which this share of the time from first to last is over.

        Time is the time that passed, nights and weekends included, not a share of contacts.

        Examples
        --------
        >>> Contacts.of([0, 1, 2, 10], [0, 0, 0, 0], [1, 2, 3, 4]).share_of_span(0.7)
        7.0
        """
        if not len(self):
            raise InvalidContacts("There are no contacts between two different people.")
        first, last = float(self.time[0]), float(self.time[-1])
        return first + share * (last - first)

    def until(self, moment: float) -> Contacts:
        """Return the contacts up to and including a moment, among the same actors."""
        return self._between(0, int(np.searchsorted(self.time, moment, side="right")))

    def after(self, moment: float) -> Contacts:
        """Return the contacts later than a moment, among the same actors."""
        return self._between(int(np.searchsorted(self.time, moment, side="right")), len(self))

    def _between(self, first: int, end: int) -> Contacts:
        part = slice(first, end)
        return Contacts(self.time[part], self.source[part], self.target[part], self.n, self.labels)

    def graph(self) -> Graph:
        """Return who had contact with whom; the weight of a tie is its number of contacts."""
        return Graph.from_edges(self.n, self.source, self.target, labels=self.labels)


def read_contacts(path: str | PathLike[str]) -> Contacts:
    """Read a list of dated contacts: `t i j`, `i j t`, or a table with named columns.

    Columns may be parted by blanks, tabs, commas, semicolons or bars, and the file may be
    compressed with gzip. Lines that start with # or % are comments. With a header the columns
    are found by name; without one, time is the column whose removal leaves two columns that
    name the same actors, and of several such the one that never falls. Further columns are
    left aside. A time is a number or a date. Direction is left aside; rows that cannot be read
    are counted in `skipped`, and contacts of one with oneself in `loops`.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    Contacts

    Raises
    ------
    InvalidContacts
        If the file cannot be opened or holds no contacts that can be read.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "met.csv"
    ...     _ = path.write_text("i,time,j\\nAda,5,Bob\\nBob,7.5,Cem\\n")
    ...     read_contacts(path).labels
    ('Ada', 'Bob', 'Cem')
    """
    rows = list(_rows(Path(path)))
    if not rows:
        raise InvalidContacts(f"{Path(path).name} is empty. Each line should hold t i j.")
    columns = _named(rows[0])
    if columns is not None:
        rows = rows[1:]
    elif _moment(rows[0][0]) is None and all(_moment(cell) is None for cell in rows[0]):
        # A header in words we do not know: few columns are told apart by what is in them.
        if len(rows[0]) > MOST_UNNAMED:
            raise InvalidContacts(
                f"{Path(path).name} has {len(rows[0])} columns and none called time, i and j. "
                "Name the three in its first line."
            )
        rows = rows[1:]
    if columns is None:
        columns = _guessed(rows[:LOOKED_AT])
    if columns is None:
        raise InvalidContacts(
            f"{Path(path).name} holds no contacts that can be read. Each line should hold three "
            "columns: a time and two people, such as: 28820 492 938."
        )
    return _resolved(rows, columns, Path(path).name)


def _rows(path: Path) -> Iterator[list[str]]:
    """Give the cells of each line that is no comment."""
    try:
        raw = path.read_bytes()
        if raw[:2] == b"\x1f\x8b":
            raw = gzip.decompress(raw)
    except OSError as problem:
        why = problem.strerror or "it is damaged"
        raise InvalidContacts(f"{path.name} cannot be read: {why}.") from problem
    except EOFError as problem:
        raise InvalidContacts(f"{path.name} cannot be read: it is cut off.") from problem
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = raw.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    lines = [line for line in map(str.strip, text.splitlines()) if line and line[0] not in "#%"]
    parting = _parting(lines[:50])
    for line in lines:
        cells = re.split(parting, line) if parting else line.split()
        yield [cell.strip().strip("\"'") for cell in cells]


def _parting(lines: Sequence[str]) -> str:
    """Return what parts the columns: the first of these that every line has twice."""
    for mark in ("\t", ";", ",", r"\|"):
        if lines and all(len(re.findall(mark, line)) >= 2 for line in lines):
            return mark
    # Mixed separators, such as "1, 2 3", are all taken as one.
    return r"[\s,;|]+" if any(re.search("[,;|]", line) for line in lines) else ""


def _named(header: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the columns of time, source and target by their names, if they have such names."""
    plain = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in header]
    found = []
    for names in (TIME_NAMES, SOURCE_NAMES, TARGET_NAMES):
        known = [name for name in names if name in plain]
        if not known:
            return None
        found.append(plain.index(known[0]))
    return (found[0], found[1], found[2]) if len(set(found)) == 3 else None


def _moment(cell: str) -> float | None:
    """Return a time as a number: itself, or seconds since 1970 for a date."""
    try:
        value = float(cell)
    except ValueError:
        return _date(cell)
    return value if math.isfinite(value) else None


def _date(cell: str) -> float | None:
    if len(cell) < 8 or not cell[0].isdigit():
        return None
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        for form in DATES:
            try:
                found = datetime.strptime(cell, form)  # noqa: DTZ007  # The zone comes below.
                break
            except ValueError:
                continue
        else:
            return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _guessed(rows: Sequence[Sequence[str]]) -> tuple[int, int, int] | None:
    """Return the columns of time, source and target by what is in them."""
    full = [row for row in rows if len(row) >= 3]
    width = min(max((len(row) for row in full), default=0), 5)
    full = [row for row in full if len(row) >= width]
    # t i j, i j t, and i j weight t, as lists of contacts have them.
    tried = [(0, 1, 2), (2, 0, 1)] + ([(3, 0, 1)] if width >= 4 else [])
    best, chosen = -1.0, None
    for columns in tried:
        if width < 3 or max(columns) >= width:
            continue
        times = [_moment(row[columns[0]]) for row in full]
        known = [time for time in times if time is not None]
        if len(known) * 2 < len(times) or not known:
            continue
        ends = {row[columns[1]] for row in full}, {row[columns[2]] for row in full}
        same = len(ends[0] & ends[1]) / max(1, min(len(ends[0]), len(ends[1])))
        rising = sum(a <= b for a, b in pairwise(known))
        varied = len(set(known)) > 1 or len(full) == 1
        score = same + (rising / max(1, len(known) - 1)) + 0.5 * varied
        if score > best + 1e-9:
            best, chosen = score, columns
    return chosen


def _resolved(rows: Sequence[Sequence[str]], columns: tuple[int, int, int], name: str) -> Contacts:
    when: list[float] = []
    ends: list[tuple[str, str]] = []
    skipped = 0
    width = max(columns)
    for row in rows:
        moment = _moment(row[columns[0]]) if len(row) > width else None
        if moment is None or not row[columns[1]] or not row[columns[2]]:
            skipped += 1
            continue
        when.append(moment)
        ends.append((row[columns[1]], row[columns[2]]))
    if not when:
        raise InvalidContacts(
            f"No line of {name} holds a time and two people, such as: 28820 492 938."
        )
    people = dict.fromkeys(person for pair in ends for person in pair)
    labels = sorted(people, key=lambda each: (len(each), each))
    position = {label: place for place, label in enumerate(labels)}
    source = [position[a] for a, _ in ends]
    target = [position[b] for _, b in ends]
    return Contacts.of(when, source, target, len(labels), labels=labels, skipped=skipped)
