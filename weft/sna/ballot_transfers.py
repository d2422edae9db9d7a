"""Counts in stages, where a ballot that can no longer help its first choice helps its next:
instant runoff for one seat, the single transferable vote for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from weft.sna.ballot_stages import Counting, Papers, StageRecord
from weft.sna.ballot_ties import CountTie, settle
from weft.sna.ballots import Ballots, InvalidBallots

#: The value of a ballot is kept to five decimals, the rest is ignored.
PLACES = 5


@dataclass(frozen=True, slots=True)
class CountStage:
    """What happened at one stage, and how the votes stood after it.

    Attributes
    ----------
    surplus_of : int or None
        Whose votes above the quota moved on.
    excluded : int or None
        Who was taken out, and whose ballots moved on.
    elected : tuple of int
        Who is elected at the end of the stage, most votes first.
    votes : tuple of Decimal
    exhausted : Decimal
        Votes of ballots that name nobody any more who could use them.
    rounding : Decimal
        Lost to decimals that the rules ignore.
    """

    surplus_of: int | None
    excluded: int | None
    elected: tuple[int, ...]
    votes: tuple[Decimal, ...]
    exhausted: Decimal
    rounding: Decimal


@dataclass(frozen=True, slots=True)
class TransferCount:
    """A count in stages.

    Attributes
    ----------
    candidates : tuple of str
    seats : int
    valid : int
        Ballots with one candidate at their first rank.
    quota : int or None
        Votes that elect; None where more than half of those still counted do.
    elected : tuple of int
        In the order of their election; fewer than the seats if there are too few candidates,
        or if the count stopped at a tie.
    stages : tuple of CountStage
    ties : tuple of CountTie
        All that came up, and how they were settled. The last may be open: the count then
        stopped there.
    """

    candidates: tuple[str, ...]
    seats: int
    valid: int
    quota: int | None
    elected: tuple[int, ...]
    stages: tuple[CountStage, ...]
    ties: tuple[CountTie, ...]

    @property
    def open_tie(self) -> CountTie | None:
        """The tie at which the count stopped, if it did: draw lots, and count with them."""
        return self.ties[-1] if self.ties and self.ties[-1].settled is None else None

    def rows(self) -> list[tuple[str, tuple[Decimal, ...]]]:
        """Return the table of the count: who, and their votes after each stage."""
        rows = [
            (name, tuple(stage.votes[c] for stage in self.stages))
            for c, name in enumerate(self.candidates)
        ]
        rows.append(("Exhausted", tuple(stage.exhausted for stage in self.stages)))
        rows.append(("Rounding", tuple(stage.rounding for stage in self.stages)))
        return rows


def instant_runoff(ballots: Ballots, *, lots: Sequence[int] = ()) -> TransferCount:
    """Take out whoever has fewest votes until someone has more than half of those counted.

    Ties are settled as in `scottish_stv`.

    Parameters
    ----------
    ballots : Ballots
        A ballot ends at a rank that candidates share.
    lots : sequence of int, optional
        All candidates as they were drawn, for ties that nothing else settles.

    Returns
    -------
    TransferCount
        `elected` holds the winner; it is empty if the count stopped at a tie.

    Raises
    ------
    InvalidBallots
        If the lots do not name each candidate once.

    References
    ----------
    Tideman (2006), Collective Decisions and Voting.

    Examples
    --------
    >>> found = instant_runoff(Ballots.of("ABC", [[0], [1, 2], [2, 1]], [4, 3, 2]))
    >>> found.elected, [int(votes) for votes in found.stages[-1].votes]
    ((1,), [4, 5, 0])
    """
    return _counted(ballots, 1, None, lots)


def scottish_stv(ballots: Ballots, seats: int, *, lots: Sequence[int] = ()) -> TransferCount:
    """Fill seats in proportion by the single transferable vote, as Scottish councils do.

    Elected is who has the quota ⌊valid / (seats + 1)⌋ + 1. As long as someone has more, the
    largest surplus moves on: each ballot goes to its next candidate who is neither elected nor
    excluded, worth surplus · value / votes, to five decimals with the rest ignored (weighted
    inclusive Gregory method). Otherwise whoever has fewest votes is excluded, and the ballots
    move on at the value they have. When as many candidates are left as seats, all are elected.

    Of candidates tied to be excluded, or to have their surplus moved, the votes at the most
    recent earlier stage at which they differ decide. If they never differ, lots do, where they
    were drawn. Where not, any is taken if each would elect the same people; otherwise the
    count stops and shows the tie: nothing here is drawn at random.

    Parameters
    ----------
    ballots : Ballots
        A ballot ends at a rank that candidates share; with such a first rank it is not valid.
        A rank left empty is passed over, where the Order would end the ballot.
    seats : int
    lots : sequence of int, optional
        All candidates as they were drawn, for ties that nothing else settles: who was drawn
        earlier stays in longer, and has the surplus moved sooner.

    Returns
    -------
    TransferCount

    Raises
    ------
    InvalidBallots
        If there is no seat, or the lots do not name each candidate once.

    References
    ----------
    The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45–52.

    Examples
    --------
    >>> food = ["orange", "pear", "chocolate", "strawberry", "bonbon"]
    >>> votes = Ballots.of(food, [[0], [1, 0], [2, 3], [2, 4], [3], [4]], [4, 2, 8, 4, 1, 1])
    >>> found = scottish_stv(votes, 3)
    >>> found.quota, votes.named(found.elected)
    (6, ['chocolate', 'orange', 'strawberry'])
    >>> [str(value) for value in found.rows()[3][1]]
    ['1.00000', '5.00000', '5.00000', '5.00000']
    """
    if seats < 1:
        raise InvalidBallots("There is no seat to fill; say how many there are.")
    return _counted(ballots, seats, seats, lots)


def _counted(
    ballots: Ballots, seats: int, quota_seats: int | None, lots: Sequence[int]
) -> TransferCount:
    n = len(ballots.candidates)
    if lots and sorted(lots) != list(range(n)):
        raise InvalidBallots("The lots do not name each candidate once.")
    papers = _papers(ballots)
    valid = sum(papers.counts)
    quota = None if quota_seats is None else valid // (quota_seats + 1) + 1
    places = 0 if quota is None else PLACES
    counting = Counting(papers, n, seats, quota, 10**places)
    ties = settle(counting, tuple(lots))

    def stage(record: StageRecord) -> CountStage:
        return CountStage(
            record.surplus_of,
            record.excluded,
            record.elected,
            tuple(Decimal(votes).scaleb(-places) for votes in record.votes),
            Decimal(record.exhausted).scaleb(-places),
            Decimal(record.rounding).scaleb(-places),
        )

    return TransferCount(
        candidates=ballots.candidates,
        seats=seats,
        valid=valid,
        quota=quota,
        elected=tuple(counting.elected),
        stages=tuple(stage(record) for record in counting.records),
        ties=tuple(ties),
    )


def _papers(ballots: Ballots) -> Papers:
    """Cut each ballot at its first shared rank, and leave out those that name nobody then."""
    gathered: dict[tuple[int, ...], int] = {}
    for ranking, count in ballots:
        choices: list[int] = []
        for rank in ranking:
            if len(rank) > 1:
                break
            choices.append(rank[0])
        if choices:
            key = tuple(choices)
            gathered[key] = gathered.get(key, 0) + count
    return Papers(tuple(gathered), tuple(gathered.values()))
