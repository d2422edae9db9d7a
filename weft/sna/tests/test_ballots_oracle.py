"""The Scottish rules once more, in the plainest way: one ballot paper at a time."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import assume, given
from hypothesis import strategies as st

from weft import sna

PART = Fraction(1, 100_000)


class Tied(Exception):
    """Two candidates have the same votes where one has to be next."""


def only(candidates: list[int], votes: list[Fraction], *, most: bool) -> int:
    ordered = sorted(candidates, key=lambda c: votes[c], reverse=most)
    if len(ordered) > 1 and votes[ordered[0]] == votes[ordered[1]]:
        raise Tied
    return ordered[0]


def count_papers(
    papers: list[list[int]], n: int, seats: int
) -> tuple[set[int], list[list[Fraction]]]:
    """Who is elected, and the votes after each stage."""
    quota = len(papers) // (seats + 1) + 1
    holder: list[int | None] = [paper[0] for paper in papers]
    value = [Fraction(1)] * len(papers)
    votes = [Fraction(holder.count(c)) for c in range(n)]
    elected: set[int] = set()
    excluded: set[int] = set()
    stages = [list(votes)]
    while True:
        elected |= {c for c in range(n) if votes[c] >= quota}
        standing = [c for c in range(n) if c not in elected | excluded]
        if len(standing) <= seats - len(elected):
            return elected | set(standing), stages
        if len(elected) == seats:
            return elected, stages
        if over := [c for c in elected if votes[c] > quota]:
            gone = only(over, votes, most=True)
            share, left = (votes[gone] - quota) / votes[gone], Fraction(quota)
        else:
            gone = only(standing, votes, most=False)
            excluded.add(gone)
            standing.remove(gone)
            share, left = Fraction(1), Fraction(0)
        for i, paper in enumerate(papers):
            if holder[i] == gone:
                holder[i] = next((c for c in paper if c in standing), None)
                value[i] = floor(value[i] * share / PART) * PART
        votes = [
            sum((value[i] for i, c in enumerate(holder) if c == k), Fraction(0)) for k in range(n)
        ]
        for c in elected:
            votes[c] = stages[-1][c]
        votes[gone] = left
        stages.append(list(votes))


@st.composite
def elections(draw: st.DrawFn) -> tuple[int, int, list[list[int]]]:
    n = draw(st.integers(2, 6))
    seats = draw(st.integers(1, n - 1))
    random = draw(st.randoms(use_true_random=False))
    papers = []
    for _ in range(draw(st.integers(10, 80))):
        paper = sorted(range(n), key=lambda c: c + random.gauss(0, 2.5))
        papers.append(paper[: random.randint(1, n)])
    return n, seats, papers


@given(elections())
def test_papers_one_at_a_time(election: tuple[int, int, list[list[int]]]) -> None:
    n, seats, papers = election
    try:
        elected, stages = count_papers(papers, n, seats)
    except Tied:
        assume(False)
    found = sna.scottish_stv(sna.Ballots.of([str(c) for c in range(n)], papers), seats)
    assert [[Fraction(votes) for votes in stage.votes] for stage in found.stages] == stages
    assert set(found.elected) == elected
    assert found.ties == ()
