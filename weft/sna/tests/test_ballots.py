"""Ballots counted by hand: what a mark means, plurality, Borda, pairs, scores and dots."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from weft import sna

TENNESSEE = sna.Ballots.of(
    ["Memphis", "Nashville", "Chattanooga", "Knoxville"],
    [[0, 1, 2, 3], [1, 2, 3, 0], [2, 3, 1, 0], [3, 2, 1, 0]],
    [42, 26, 15, 17],
)


def votes(letters: str, ballots: dict[str, int]) -> sna.Ballots:
    """Ballots in letters, best first."""
    rankings = [[letters.index(letter) for letter in ballot] for ballot in ballots]
    return sna.Ballots.of(list(letters), rankings, ballots.values())


def test_the_capital_of_tennessee() -> None:
    assert TENNESSEE.named(sna.plurality(TENNESSEE).winners) == ["Memphis"]
    assert TENNESSEE.named(sna.instant_runoff(TENNESSEE).elected) == ["Knoxville"]
    assert sna.condorcet(TENNESSEE).winner == 1
    assert sna.condorcet(TENNESSEE).loser == 0
    assert sna.schulze(TENNESSEE).order == ((1,), (2,), (3,), (0,))
    points = sna.borda(TENNESSEE)
    assert [int(each) for each in points.votes] == [126, 194, 173, 107]
    assert TENNESSEE.named(points.winners) == ["Nashville"]


def test_marks_that_are_not_plain() -> None:
    found = sna.Ballots.of(
        "ABC", [[None, 0, None, 1], [0, 0, 1, 0], [{0, 1}, 1, 2], [None], [set(), 2]]
    )
    assert dict(found) == {((0,), (1,)): 2, ((0, 1), (2,)): 1, (): 1, ((2,),): 1}
    assert (found.total, found.blank) == (5, 1)


def test_marks_from_an_array() -> None:
    plain = sna.Ballots.of("ABC", [[2, 0, 1], [1, 0, 2]])
    found = sna.Ballots.of("ABC", np.array([[2, 0, 1], [1, 0, 2]]))
    assert found == plain
    assert {type(c) for ranking, _ in found for rank in ranking for c in rank} == {int}


def test_ballots_handed_in_no_times_are_forgotten() -> None:
    assert sna.Ballots.of("AB", [[0], [1]], [0, 2]).rankings == (((1,),),)


@pytest.mark.parametrize(
    ("candidates", "ballots", "counts"),
    [
        ("AA", [], None),
        ("AB", [[2]], None),
        ("AB", [[-1]], None),
        ("AB", [[{0, 5}]], None),
        ("AB", [[0]], [1, 2]),
        ("AB", [[0]], [-1]),
    ],
)
def test_what_is_no_ballot_is_refused(
    candidates: str, ballots: list[list[int]], counts: list[int] | None
) -> None:
    with pytest.raises(sna.InvalidBallots):
        sna.Ballots.of(list(candidates), ballots, counts)


def test_shared_first_ranks_give_no_vote_to_one() -> None:
    found = sna.Ballots.of("AB", [[{0, 1}], [0], []], [3, 2, 1])
    assert sna.plurality(found) == sna.Tally((Fraction(2), Fraction(0)), (0,), 4)
    assert sna.condorcet(found).prefers == ((0, 2), (0, 0))
    assert sna.instant_runoff(found).valid == 2


def test_borda_shares_the_points_of_a_rank() -> None:
    found = sna.Ballots.of("ABCD", [[0, {1, 2}]])
    assert list(sna.borda(found).votes) == [3, Fraction(3, 2), Fraction(3, 2), 0]
    alone = sna.Ballots.of("ABCD", [[3]])
    assert list(sna.borda(alone).votes) == [1, 1, 1, 3]
    assert list(sna.borda(alone, unranked="nothing").votes) == [0, 0, 0, 3]


def test_schulze_settles_a_cycle_as_its_author_did() -> None:
    found = sna.schulze(
        votes(
            "ABCDE",
            {
                "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3,
                "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8,
            },
        )
    )  # fmt: skip
    assert found.pairwise.winner is None
    assert found.strengths == (
        (0, 28, 28, 30, 24),
        (25, 0, 28, 33, 24),
        (25, 29, 0, 29, 24),
        (25, 28, 28, 0, 24),
        (25, 28, 28, 31, 0),
    )
    assert found.order == ((4,), (0,), (2,), (1,), (3,))


def test_a_perfect_cycle_has_no_first() -> None:
    cycle = votes("ABC", {"ABC": 1, "BCA": 1, "CAB": 1})
    assert sna.condorcet(cycle).winner is None
    assert sna.condorcet(cycle).loser is None
    assert sna.schulze(cycle).winners == (0, 1, 2)


@pytest.mark.parametrize("candidates", ["", "A", "AB", "ABC"])
def test_without_ballots_nobody_wins_by_votes(candidates: str) -> None:
    empty = sna.Ballots.of(list(candidates), [])
    everyone = tuple(range(len(candidates)))
    assert sna.plurality(empty).winners == ()
    assert sna.borda(empty).winners == ()
    assert sna.condorcet(empty).winner == (0 if candidates == "A" else None)
    assert sna.schulze(empty).winners == everyone
    assert sna.score(list(candidates), []).winners == ()
    assert sna.dots(list(candidates), []).winners == ()


def test_all_tied() -> None:
    tied = votes("AB", {"AB": 3, "BA": 3})
    assert sna.plurality(tied).winners == (0, 1)
    assert sna.borda(tied).winners == (0, 1)
    assert sna.schulze(tied).order == ((0, 1),)


def test_scores_show_peace_and_quarrel() -> None:
    found = sna.score(["calm", "split", "unknown"], [[3, 0, None], [2, 5, None]], most=5)
    assert found.totals == (5, 5, 0)
    assert found.means == (Fraction(5, 2), Fraction(5, 2), None)
    assert found.spread[:2] == ((0, 0, 1, 1, 0, 0), (1, 0, 0, 0, 0, 1))
    assert found.winners == (0, 1)


def test_a_score_left_out_is_not_0() -> None:
    assert sna.score("AB", [[4, 3], [None, 3]]).winners == (0,)
    assert sna.score("AB", [[4, 3], [0, 3]]).winners == (1,)


@pytest.mark.parametrize("ballot", [[1], [1, 2, 3], [6, 0], [-1, 0]])
def test_scores_out_of_range_are_refused(ballot: list[int]) -> None:
    with pytest.raises(sna.InvalidBallots):
        sna.score("AB", [ballot])


@pytest.mark.parametrize("ballot", [[1], [5, 4], [-1, 2]])
def test_dots_nobody_has_are_refused(ballot: list[int]) -> None:
    with pytest.raises(sna.InvalidBallots):
        sna.dots("AB", [ballot])


def test_dots_may_be_kept() -> None:
    found = sna.dots("AB", [[0, 0], [3, 0], [0, 3]])
    assert found == sna.Tally((Fraction(3), Fraction(3)), (0, 1), 1)
