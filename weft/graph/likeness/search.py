"""Finds the pairs of actors that are suspiciously alike among many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from weft.graph.likeness.blocking import Pairs, candidate_pairs
from weft.graph.likeness.rarity import Rarity
from weft.graph.likeness.scoring import Score, score
from weft.graph.likeness.traits import Described, Traits
from weft.graph.likeness.weights import THRESHOLD

#: Pairs weighed at a time; between two lots the progress is told.
_LOT = 200_000
#: Names less alike than this cannot reach the threshold by anything but what else they share.
_NAMES_FROM = 74
_WORDS_FROM = 84


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of the traits that were given, by their positions, and how alike they are."""

    first: int
    second: int
    points: int
    reasons: tuple[str, ...]


def _silent(share: float) -> None:
    """Nobody waits for the progress."""


def alike(
    traits: Sequence[Traits],
    *,
    fresh: int | None = None,
    threshold: int = THRESHOLD,
    report: Callable[[float], None] = _silent,
) -> list[Pair]:
    """Pairs from the threshold on, the most alike first.

    With `fresh` only pairs that have one of the first so many.
    """
    described = [Described(one) for one in traits]
    rarity = Rarity(described)
    pairs = candidate_pairs(described, rarity, len(described) if fresh is None else fresh)
    found: list[Pair] = []
    for start in range(0, len(pairs), _LOT):
        report(start / len(pairs))
        for first, second in _promising(pairs[start : start + _LOT], described).tolist():
            weighed: Score = score(described[first], described[second], rarity)
            if weighed.points >= threshold:
                found.append(Pair(first, second, weighed.points, weighed.reasons))
    return sorted(found, key=lambda pair: (-pair.points, pair.first, pair.second))


def _promising(pairs: Pairs, described: Sequence[Described]) -> Pairs:
    """Drop the pairs whose names have nothing in common, unless they share something else."""
    left, right = pairs[:, 0], pairs[:, 1]
    solid = np.array([one.name.solid for one in described], object)
    words = np.array([one.name.sorted_words for one in described], object)
    letters = process.cpdist(
        solid[left], solid[right], scorer=fuzz.ratio, score_cutoff=_NAMES_FROM, dtype=np.uint8
    )
    spoken = process.cpdist(
        words[left], words[right], scorer=fuzz.token_set_ratio, score_cutoff=_WORDS_FROM,
        dtype=np.uint8,
    )  # fmt: skip
    keep = (letters > 0) | (spoken > 0)
    for place in np.flatnonzero(~keep):
        first, second = described[left[place]], described[right[place]]
        keep[place] = _shares_more(first, second)
    return pairs[keep]


def _shares_more(first: Described, second: Described) -> bool:
    return bool(
        (first.host and first.host == second.host)
        or (first.page and first.page == second.page)
        or (first.email and first.email == second.email)
        or (first.public_id and first.public_id == second.public_id)
        or first.name.solid in second.name.initials
        or second.name.solid in first.name.initials
        or (first.name.sound and first.name.sound == second.name.sound)
    )
