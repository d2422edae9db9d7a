"""Who gets which introductions: places given out under caps, quotas and draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.sna.errors import SnaError
from weft.sna.graph import BoolArray, IndexArray, IntArray
from weft.sna.introduction_kernels import dealt, filled

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class IntroductionRules:
    """How introductions are weighed and limited; each part can be switched off.

    Parameters
    ----------
    each : int
        Introductions proposed to each actor.
    proposed_at_most : int
        To how many others anyone may be proposed at a time.
    elsewhere : float
        Share of places kept for people of other regions (or kinds, without regions).
    draw : float
        Share of places given to candidates drawn at random.
    alpha, beta : float
        Weights of fit and network gain.
    acceptance, fit, gain, need, quotas, caps : bool
    seed : int

    Examples
    --------
    >>> IntroductionRules(need=False).places()
    (10, 3, 1)
    """

    each: int = 10
    proposed_at_most: int = 20
    elsewhere: float = 1 / 3
    draw: float = 0.1
    alpha: float = 0.5
    beta: float = 0.5
    acceptance: bool = True
    fit: bool = True
    gain: bool = True
    need: bool = True
    quotas: bool = True
    caps: bool = True
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.each <= 100:
            raise SnaError("Each actor can be given 1 to 100 introductions.")
        if self.proposed_at_most < 0:
            raise SnaError("Nobody can be proposed fewer than 0 times.")
        if min(self.elsewhere, self.draw) < 0 or self.elsewhere + self.draw > 1:
            raise SnaError("The shares kept for other regions and for draws must fit in 1.")
        if min(self.alpha, self.beta) < 0:
            raise SnaError("The weights of fit and gain must be 0 or more.")

    def places(self) -> tuple[int, int, int]:
        """Return how many places each has, how many are kept for elsewhere, how many drawn."""
        drawn = round(self.each * self.draw)
        kept = min(round(self.each * self.elsewhere), self.each - drawn) if self.quotas else 0
        return self.each, kept, drawn


@dataclass(frozen=True, slots=True, eq=False)
class Introductions:
    """Whom each actor should meet, best first; one row per actor, one column per place.

    Attributes
    ----------
    actors : int32 array of shape (rows,)
    person : int32 array of shape (rows, places)
        −1 where nobody is left to propose.
    score, acceptance, fit, gain, need : float32 arrays of the same shape
        The score and its parts.
    common : int32 array
        Common contacts (of hubs only some are followed, so that there may be more).
    topic : int32 array
        The topic that fits best, −1 without one.
    distance : float32 array
        Steps between the two before they meet, over a landmark where there are more than
        two; infinite where there is no way, nan where it was not asked for.
    reasons : uint16 array
        Sums of `Reason`.
    drawn : bool array
        Whether the place was given at random.
    """

    actors: IndexArray
    person: IndexArray
    score: Numbers
    acceptance: Numbers
    fit: Numbers
    gain: Numbers
    need: Numbers
    common: IndexArray
    topic: IndexArray
    distance: Numbers
    reasons: NDArray[np.uint16]
    drawn: BoolArray

    @classmethod
    def empty(cls, actors: IndexArray, places: int) -> Introductions:
        """Return rows in which nobody is proposed yet."""
        shape = len(actors), places
        return cls(
            actors=actors,
            person=np.full(shape, -1, dtype=np.int32),
            score=np.zeros(shape, dtype=np.float32),
            acceptance=np.zeros(shape, dtype=np.float32),
            fit=np.zeros(shape, dtype=np.float32),
            gain=np.zeros(shape, dtype=np.float32),
            need=np.zeros(shape, dtype=np.float32),
            common=np.zeros(shape, dtype=np.int32),
            topic=np.full(shape, -1, dtype=np.int32),
            distance=np.full(shape, np.nan, dtype=np.float32),
            reasons=np.zeros(shape, dtype=np.uint16),
            drawn=np.zeros(shape, dtype=np.bool_),
        )

    def unfilled(self) -> int:
        """Return how many places stayed empty."""
        return int(np.count_nonzero(self.person < 0))

    def asks(self, most: int, cap: int = 2) -> list[tuple[int, int]]:
        """Choose the pairs to ask now: by score, and nobody in more than `cap` of them.

        Examples
        --------
        >>> from weft import sna
        >>> found = sna.introductions(sna.Graph.from_edges(4, [0, 1, 2], [1, 2, 3]))
        >>> found.asks(5, cap=1)
        [(0, 3)]
        """
        at = np.nonzero(self.person >= 0)
        left, right = self.actors[at[0]], self.person[at]
        order = np.argsort(-self.score[at], kind="stable")
        times: dict[int, int] = {}
        pairs: dict[tuple[int, int], None] = {}
        for place in order:
            if len(pairs) >= most:
                break
            a, b = sorted((int(left[place]), int(right[place])))
            if (a, b) in pairs or max(times.get(a, 0), times.get(b, 0)) >= cap:
                continue
            pairs[(a, b)] = None
            times[a], times[b] = times.get(a, 0) + 1, times.get(b, 0) + 1
        return list(pairs)


def chosen(
    pool: IndexArray, score: Numbers, apart: BoolArray, rules: IntroductionRules, proposed: IntArray
) -> tuple[IndexArray, BoolArray]:
    """Return the columns of `pool` each actor is given, −1 for empty, and which were drawn.

    First by score with places kept for elsewhere, then by score without, then at random.
    """
    each, kept, drawn = rules.places()
    if not apart.any():
        kept = 0
    most = rules.proposed_at_most if rules.caps else len(proposed) + each
    free = np.maximum(most - proposed, 0).astype(np.int64)
    flat = np.flatnonzero(pool.ravel() >= 0)
    order = flat[np.argsort(-score.ravel()[flat], kind="stable")]
    columns, held = dealt(order, pool, apart, free, (each, kept, drawn))
    if kept:
        filled(order, pool, free, each - drawn, columns, held)
    by_score = held.astype(np.int64)
    if drawn:
        random = np.random.default_rng(rules.seed)
        filled(random.permutation(flat), pool, free, each, columns, held)
    return columns, (np.arange(each) >= by_score[:, None]) & (columns >= 0)
