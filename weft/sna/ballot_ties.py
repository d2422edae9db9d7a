"""Who is next in a count in stages, and how ties for it are settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from weft.sna.ballot_stages import Counting

Question = Literal["exclude", "move surplus"]
Settled = Literal["earlier stages", "either way", "lots"]
#: Counts tried, over the course of one tie, to see whether it matters.
MOST_TRIALS = 100


@dataclass(frozen=True, slots=True)
class CountTie:
    """Candidates with the same votes, one of whom had to be next.

    Attributes
    ----------
    stage : int
        Position of the stage after which it came up, in `TransferCount.stages`.
    question : "exclude" or "move surplus"
    candidates : tuple of int
        All that had the same votes.
    settled : "earlier stages", "either way", "lots" or None
        "either way": each choice elects the same people. None: the count stopped here.
    """

    stage: int
    question: Question
    candidates: tuple[int, ...]
    settled: Settled | None


def settle(counting: Counting, lots: tuple[int, ...]) -> list[CountTie]:
    """Run a count to its end, or to a tie that cannot be settled; return the ties."""
    ties: list[CountTie] = []
    while not counting.is_over:
        tie, candidate = _next(counting, lots, [MOST_TRIALS])
        if tie:
            ties.append(tie)
        if candidate is None:
            break
        _take(counting, candidate)
    return ties


def _take(counting: Counting, candidate: int) -> None:
    if candidate in counting.standing:
        counting.exclude(candidate)
    else:
        counting.move_surplus(candidate)


def _next(
    counting: Counting, lots: tuple[int, ...], trials: list[int]
) -> tuple[CountTie | None, int | None]:
    """Say whose ballots move next; nobody's if that is an open tie."""
    waiting = counting.with_surplus()
    question: Question = "move surplus" if waiting else "exclude"
    # The one with most votes comes first, or the one with fewest.
    sign = -1 if waiting else 1
    histories = [record.votes for record in reversed(counting.records)]
    tied = _extreme(waiting or sorted(counting.standing), histories[0], sign)
    if len(tied) == 1:
        return None, tied[0]
    left = tied
    for votes in histories[1:]:
        left = _extreme(left, votes, sign)

    def found(settled: Settled | None) -> CountTie:
        return CountTie(len(histories) - 1, question, tuple(tied), settled)

    if len(left) == 1:
        return found("earlier stages"), left[0]
    if _is_idle(counting, left, question):
        return found("either way"), left[0]
    if lots:
        return found("lots"), sorted(left, key=lots.index)[0 if waiting else -1]
    if _same_elected(counting, left, trials):
        return found("either way"), left[0]
    return found(None), None


def _extreme(candidates: list[int], votes: tuple[int, ...], sign: int) -> list[int]:
    best = min(sign * votes[c] for c in candidates)
    return [c for c in candidates if sign * votes[c] == best]


def _is_idle(counting: Counting, tied: list[int], question: Question) -> bool:
    """Whether none of them holds a ballot and all can go, so that the order changes nothing."""
    return (
        question == "exclude"
        and not any(counting.piles[c] for c in tied)
        and len(counting.standing) - len(tied) >= counting.vacancies
    )


def _same_elected(counting: Counting, tied: list[int], trials: list[int]) -> bool:
    """Whether the same people are elected whoever of the tied is next."""
    outcomes = set()
    for candidate in tied:
        outcome = _outcome(counting, candidate, trials)
        outcomes.add(outcome)
        if outcome is None or len(outcomes) > 1:
            return False
    return True


def _outcome(counting: Counting, candidate: int, trials: list[int]) -> frozenset[int] | None:
    """Return who would be elected after this choice; None if a tie further on matters."""
    trials[0] -= 1
    if trials[0] < 0:
        return None
    trial = counting.copy()
    following: int | None = candidate
    while following is not None:
        _take(trial, following)
        if trial.is_over:
            return frozenset(trial.elected)
        _, following = _next(trial, (), trials)
    return None
