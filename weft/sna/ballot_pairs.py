"""Counting by pairs: who would win against whom, the Condorcet winner, and Schulze's order."""

from __future__ import annotations

from dataclasses import dataclass

from weft.sna.ballots import Ballots

Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Pairwise:
    """How many rank one candidate above another, for all pairs.

    Attributes
    ----------
    prefers : tuple of tuple of int
        prefers[a][b] ballots rank a above b; 0 on the diagonal.
    winner : int or None
        The Condorcet winner, who beats each of the others; None where nobody does.
    loser : int or None
        Who loses against each of the others.
    """

    prefers: Table
    winner: int | None
    loser: int | None

    def beats(self, one: int, other: int) -> bool:
        """Say whether more people rank `one` above `other` than the other way."""
        return self.prefers[one][other] > self.prefers[other][one]


@dataclass(frozen=True, slots=True)
class Schulze:
    """The order of the candidates by Schulze's method.

    Attributes
    ----------
    pairwise : Pairwise
    strengths : tuple of tuple of int
        strengths[a][b] is the strength of the strongest path of wins from a to b.
    order : tuple of tuple of int
        Candidates best first; those that nothing tells apart stand together.
    """

    pairwise: Pairwise
    strengths: Table
    order: tuple[tuple[int, ...], ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """The first of the order: several if they are tied."""
        return self.order[0] if self.order else ()


def condorcet(ballots: Ballots) -> Pairwise:
    """Compare each two candidates by all ballots.

    Candidates that share a rank are equal on that ballot; those left out stand behind all
    ranked ones.

    Parameters
    ----------
    ballots : Ballots

    Returns
    -------
    Pairwise

    References
    ----------
    de Condorcet (1785), Essai sur l'application de l'analyse.

    Examples
    --------
    >>> found = condorcet(Ballots.of("ABC", [[0, 1], [1, 0], [2, 1]], [4, 2, 3]))
    >>> found.prefers, found.winner
    (((0, 4, 6), (5, 0, 6), (3, 3, 0)), 1)
    """
    n = len(ballots.candidates)
    prefers = [[0] * n for _ in range(n)]
    for ranking, count in ballots:
        behind = set(range(n))
        for rank in ranking:
            behind.difference_update(rank)
            for one in rank:
                row = prefers[one]
                for other in behind:
                    row[other] += count
    wins = [sum(prefers[a][b] > prefers[b][a] for b in range(n)) for a in range(n)]
    losses = [sum(prefers[a][b] < prefers[b][a] for b in range(n)) for a in range(n)]
    return Pairwise(
        tuple(map(tuple, prefers)),
        next((a for a in range(n) if wins[a] == n - 1), None),
        next((a for a in range(n) if losses[a] == n - 1 and n > 1), None),
    )


def schulze(ballots: Ballots) -> Schulze:
    """Order the candidates by their strongest paths of wins, which settles cycles.

    A win counts as many as rank the winner above the loser ("winning votes"). A path is as
    strong as its weakest win; a comes before b if the strongest path from a to b is stronger
    than the one back. A Condorcet winner always comes first. The order is read off from its
    head: first all whom nobody precedes, then all whom only these precede, and so on.

    Parameters
    ----------
    ballots : Ballots

    Returns
    -------
    Schulze

    References
    ----------
    Schulze (2011), A new monotonic, clone-independent, reversal symmetric, and
    Condorcet-consistent single-winner election method.

    Examples
    --------
    >>> cycle = Ballots.of("ABC", [[0, 1, 2], [1, 2, 0], [2, 0, 1]], [4, 3, 2])
    >>> condorcet(cycle).winner is None, schulze(cycle).order
    (True, ((0,), (1,), (2,)))
    """
    pairwise = condorcet(ballots)
    n = len(ballots.candidates)
    best = [
        [pairwise.prefers[a][b] if pairwise.beats(a, b) else 0 for b in range(n)] for a in range(n)
    ]
    for by in range(n):
        for a in range(n):
            for b in range(n):
                if a != b:
                    best[a][b] = max(best[a][b], min(best[a][by], best[by][b]))
    order = []
    left = set(range(n))
    while left:
        first = tuple(a for a in sorted(left) if all(best[b][a] <= best[a][b] for b in left))
        order.append(first)
        left.difference_update(first)
    return Schulze(pairwise, tuple(map(tuple, best)), tuple(order))
