"""One round of a survey: who was asked, who answered, and what they said about whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, IntArray

RungArray = NDArray[np.int8]
#: The highest rung of the ladder: 0 do not know each other … 5 joint work.
TOP_RUNG = 5


class InvalidWave(SnaError):
    """The answers do not describe a round of a survey: loops, repeats, people unknown."""


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """One round of directed answers, by position of the members.

    Parameters
    ----------
    members : tuple of n hashable
        Who belonged to the network then: ids that mean the same person in every wave.
    asked, answered : bool arrays of shape (n,)
        Who got the survey, and who responded at all (even by naming nobody).
    source, target : int64 arrays of shape (answers,)
        Who said it, and about whom.
    rung : int8 array of shape (answers,)
        0 … 5. A pair that was shown and not answered counts as rung 0.
    shown : bool array of shape (n, n), or None
        `shown[i, j]` if i was shown j. None if everyone was shown everyone. An answer about
        somebody who was not shown (found by searching) is kept, but the pair is no fair
        comparison between waves.

    Raises
    ------
    InvalidWave
        If a member appears twice, an answer is about oneself, about an unknown person or
        given twice, comes from somebody who did not answer, or is on no rung.

    Examples
    --------
    >>> wave = Wave.from_rows(["Ann", "Bo", "Cy"], [("Ann", "Bo", 3)], answered=["Ann", "Cy"])
    >>> wave.n, wave.answered.tolist(), wave.rungs().tolist()
    (3, [True, False, True], [[0, 3, 0], [0, 0, 0], [0, 0, 0]])
    """

    members: tuple[Hashable, ...]
    asked: BoolArray
    answered: BoolArray
    source: IntArray
    target: IntArray
    rung: RungArray
    shown: BoolArray | None = None

    def __post_init__(self) -> None:
        for name, dtype in (
            ("asked", np.bool_), ("answered", np.bool_), ("source", np.int64),
            ("target", np.int64), ("rung", np.int8), ("shown", np.bool_),
        ):  # fmt: skip
            given = getattr(self, name)
            if given is not None:
                object.__setattr__(self, name, _frozen(given, dtype))
        _check_people(self)
        _check_answers(self)

    @classmethod
    def from_rows(
        cls,
        members: Iterable[Hashable],
        answers: Iterable[Sequence[Any]] | Mapping[str, Iterable[Any]],
        *,
        asked: Iterable[Hashable] | None = None,
        answered: Iterable[Hashable] | None = None,
        shown: Iterable[Sequence[Any]] | None = None,
    ) -> Wave:
        """Build a wave from ids: rows of (who, about whom, rung).

        Parameters
        ----------
        members : iterable of ids
        answers : rows of (id, id, rung), or a table with columns "from", "to" and "rung"
            A data frame will do, and a dict of three columns.
        asked : iterable of ids, optional
            Everyone when left out.
        answered : iterable of ids, optional
            Those with at least one row when left out; name them if some named nobody.
        shown : rows of (id, id), optional
            Who was shown whom; everyone was shown everyone when left out.

        Examples
        --------
        >>> table = {"from": ["Ann"], "to": ["Bo"], "rung": [2]}
        >>> Wave.from_rows(["Ann", "Bo"], table).rung.tolist()
        [2]
        """
        people = tuple(members)
        position = {who: i for i, who in enumerate(people)}
        rows = _rows(answers, ("from", "to", "rung"))
        source = _positions((row[0] for row in rows), position)
        target = _positions((row[1] for row in rows), position)
        rung = _rungs([row[2] for row in rows])
        did = np.unique(source) if answered is None else _positions(answered, position)
        got = np.arange(len(people)) if asked is None else _positions(asked, position)
        seen = None
        if shown is not None:
            pairs = _rows(shown, ("from", "to"))
            seen = np.zeros((len(people), len(people)), dtype=np.bool_)
            seen[
                _positions((row[0] for row in pairs), position),
                _positions((row[1] for row in pairs), position),
            ] = True
        return cls(
            members=people,
            asked=_mask(len(people), got),
            answered=_mask(len(people), did),
            source=source,
            target=target,
            rung=rung,
            shown=seen,
        )

    @property
    def n(self) -> int:
        """How many members there were."""
        return len(self.members)

    def rungs(self, people: ArrayLike | None = None) -> RungArray:
        """Return the answers as a matrix: row i is what i said about each of `people`."""
        matrix = np.zeros((self.n, self.n), dtype=np.int8)
        matrix[self.source, self.target] = self.rung
        if people is None:
            return matrix
        chosen = np.asarray(people, dtype=np.int64)
        return matrix[np.ix_(chosen, chosen)]

    def opportunities(self, people: ArrayLike | None = None) -> BoolArray:
        """Return which pairs somebody who answered was shown, as a matrix like `rungs`."""
        chosen = np.arange(self.n) if people is None else np.asarray(people, dtype=np.int64)
        size = len(chosen)
        matrix: BoolArray = np.repeat(self.answered[chosen][:, None], size, axis=1)
        if self.shown is not None:
            matrix &= self.shown[np.ix_(chosen, chosen)]
        np.fill_diagonal(matrix, val=False)
        return matrix


def _frozen(array: ArrayLike, dtype: Any) -> NDArray[Any]:
    fixed = np.array(array, dtype=dtype)
    fixed.flags.writeable = False
    return fixed


def _mask(n: int, chosen: IntArray) -> BoolArray:
    mask = np.zeros(n, dtype=np.bool_)
    mask[chosen] = True
    return mask


def _rows(table: Any, columns: tuple[str, ...]) -> list[Sequence[Any]]:
    """Return the rows of a table that has columns, or of an iterable that has rows."""
    if hasattr(table, "keys"):
        missing = [name for name in columns if name not in list(table.keys())]
        if missing:
            raise InvalidWave(f"The table has no column “{missing[0]}”.")
        return list(zip(*(table[name] for name in columns), strict=True))
    rows: list[Sequence[Any]] = [tuple(row) for row in table]
    for row in rows:
        if len(row) != len(columns):
            raise InvalidWave(f"The row {row!r} should have {len(columns)} values.")
    return rows


def _positions(people: Iterable[Any], position: Mapping[Hashable, int]) -> IntArray:
    found = []
    for who in people:
        if who not in position:
            raise InvalidWave(f"“{who}” is not among the members of this wave.")
        found.append(position[who])
    return np.array(found, dtype=np.int64)


def _rungs(values: list[Any]) -> RungArray:
    for value in values:
        if value not in range(TOP_RUNG + 1):
            raise InvalidWave(f"“{value}” is no rung; rungs are whole numbers from 0 to 5.")
    return np.array([int(value) for value in values], dtype=np.int8)


def _check_people(wave: Wave) -> None:
    n = wave.n
    if len(set(wave.members)) != n:
        seen: set[Hashable] = set()
        twice = next(who for who in wave.members if who in seen or seen.add(who))  # type: ignore[func-returns-value]  # add returns None, which goes on.
        raise InvalidWave(f"“{twice}” appears twice among the members.")
    for name in ("asked", "answered"):
        if getattr(wave, name).shape != (n,):
            raise InvalidWave(f"“{name}” should hold one value for each of {n} members.")
    if wave.shown is not None and wave.shown.shape != (n, n):
        raise InvalidWave(f"“shown” should be a table of {n} × {n}.")
    unasked = np.flatnonzero(wave.answered & ~wave.asked)
    if len(unasked):
        raise InvalidWave(f"“{wave.members[unasked[0]]}” answered without having been asked.")


def _check_answers(wave: Wave) -> None:
    source, target, rung = wave.source, wave.target, wave.rung
    if not source.shape == target.shape == rung.shape or source.ndim != 1:
        raise InvalidWave("Answers need one source, one target and one rung each.")
    if not len(source):
        return
    for ends in (source, target):
        if ends.min() < 0 or ends.max() >= wave.n:
            raise InvalidWave(f"An answer names a position outside 0 … {wave.n - 1}.")
    name = wave.members
    if (loops := np.flatnonzero(source == target)).size:
        raise InvalidWave(f"“{name[source[loops[0]]]}” answered about themselves.")
    codes = source * wave.n + target
    unique, first, counts = np.unique(codes, return_index=True, return_counts=True)
    if len(unique) < len(codes):
        at = first[np.argmax(counts > 1)]
        raise InvalidWave(f"“{name[source[at]]}” answered twice about “{name[target[at]]}”.")
    if (silent := np.flatnonzero(~wave.answered[source])).size:
        raise InvalidWave(f"“{name[source[silent[0]]]}” has answers but did not answer.")
    if rung.min() < 0 or rung.max() > TOP_RUNG:
        raise InvalidWave("Rungs are whole numbers from 0 to 5.")
