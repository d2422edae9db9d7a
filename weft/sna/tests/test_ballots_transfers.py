"""Counts in stages, followed by hand: transfers, decimals, ties and lots."""

from __future__ import annotations

from decimal import Decimal

import pytest

from weft import sna
from weft.sna.tests.test_ballots import votes

FOOD = sna.Ballots.of(
    ["orange", "pear", "chocolate", "strawberry", "bonbon"],
    [[0], [1, 0], [2, 3], [2, 4], [3], [4]],
    [4, 2, 8, 4, 1, 1],
)


def test_three_kinds_of_food() -> None:
    found = sna.scottish_stv(FOOD, 3)
    assert (found.quota, found.valid) == (6, 20)
    assert FOOD.named(found.elected) == ["chocolate", "orange", "strawberry"]
    assert [(stage.surplus_of, stage.excluded, stage.elected) for stage in found.stages] == [
        (None, None, (2,)),
        (2, None, ()),
        (None, 1, (0,)),
        (None, 4, (3,)),
    ]
    assert [list(map(str, stage.votes)) for stage in found.stages[:2]] == [
        ["4.00000", "2.00000", "12.00000", "1.00000", "1.00000"],
        ["4.00000", "2.00000", "6.00000", "5.00000", "3.00000"],
    ]
    assert found.ties == ()


def test_values_are_cut_after_five_decimals() -> None:
    found = sna.scottish_stv(votes("ABC", {"AB": 4, "AC": 2, "A": 1, "B": 1, "C": 2}), 2)
    # The surplus of 3 makes each of 7 ballots worth 3/7 = 0.428571…
    after = found.stages[1]
    assert list(after.votes) == [4, 1 + 4 * Decimal("0.42857"), 2 + 2 * Decimal("0.42857")]
    assert (after.exhausted, after.rounding) == (Decimal("0.42857"), Decimal("0.00001"))
    assert found.elected == (0, 2)


def test_a_value_is_multiplied_at_the_next_surplus() -> None:
    found = sna.scottish_stv(
        votes("ABCDE", {"ABC": 12, "B": 3, "BD": 2, "C": 1, "D": 1, "E": 2}), 3
    )
    assert found.quota == 6
    # 6/12 of a vote to B, whose 11 votes are 5 too many: 5 · 0.5 / 11 and 5 · 1 / 11.
    assert found.stages[2].surplus_of == 1
    assert found.stages[2].votes[2:4] == (
        1 + 12 * Decimal("0.22727"),
        1 + 2 * Decimal("0.45454"),
    )


def test_the_largest_surplus_moves_first() -> None:
    found = sna.scottish_stv(votes("ABCD", {"AC": 6, "BD": 9, "C": 1, "D": 1}), 3)
    assert [stage.surplus_of for stage in found.stages] == [None, 1, 0, None]
    assert found.elected == (1, 0, 3)


def test_nothing_moves_once_the_seats_are_filled() -> None:
    found = sna.scottish_stv(votes("ABC", {"AC": 9, "BC": 6, "C": 1}), 2)
    assert len(found.stages) == 1
    assert found.elected == (0, 1)


def test_a_shared_rank_ends_a_ballot() -> None:
    found = sna.scottish_stv(
        sna.Ballots.of("ABCD", [[0, {1, 2}, 3], [1], [2], [3], [{0, 1}]], [2, 3, 4, 4, 9]), 1
    )
    assert (found.valid, found.quota) == (13, 7)
    assert found.stages[1].exhausted == 2


@pytest.mark.parametrize("seats", [1, 2, 5])
def test_too_few_candidates_are_all_elected(seats: int) -> None:
    assert sna.scottish_stv(sna.Ballots.of("A", []), seats).elected == (0,)
    assert sna.scottish_stv(sna.Ballots.of([], []), seats).elected == ()


def test_there_must_be_a_seat() -> None:
    with pytest.raises(sna.InvalidBallots, match="no seat"):
        sna.scottish_stv(FOOD, 0)


def test_earlier_stages_settle_a_tie() -> None:
    found = sna.scottish_stv(votes("ABCD", {"A": 6, "B": 3, "CB": 2, "DC": 1}), 1)
    assert found.ties == (sna.CountTie(1, "exclude", (1, 2), "earlier stages"),)
    assert [stage.excluded for stage in found.stages] == [None, 3, 2, 1]
    assert found.elected == (0,)


def test_a_tie_that_changes_nothing_is_passed() -> None:
    found = sna.scottish_stv(votes("ABC", {"A": 4, "B": 2, "C": 2}), 1)
    assert found.ties == (sna.CountTie(0, "exclude", (1, 2), "either way"),)
    assert found.elected == (0,)
    idle = sna.scottish_stv(votes("ABCD", {"A": 5, "B": 1}), 2)
    assert [tie.settled for tie in idle.ties] == ["either way"]
    assert idle.elected == (0, 1)


def test_a_tie_that_matters_is_shown() -> None:
    tied = votes("ABC", {"A": 4, "BA": 3, "CB": 3})
    found = sna.scottish_stv(tied, 1)
    assert found.elected == ()
    assert found.open_tie == sna.CountTie(0, "exclude", (1, 2), None)
    assert len(found.stages) == 1
    assert sna.instant_runoff(tied).open_tie == found.open_tie


@pytest.mark.parametrize(("lots", "elected"), [([0, 1, 2], 1), ([2, 0, 1], 0)])
def test_lots_settle_what_is_left(lots: list[int], elected: int) -> None:
    tied = votes("ABC", {"A": 4, "BA": 3, "CB": 3})
    for found in (sna.scottish_stv(tied, 1, lots=lots), sna.instant_runoff(tied, lots=lots)):
        assert [tie.settled for tie in found.ties] == ["lots"]
        assert found.elected == (elected,)
        assert found.open_tie is None


def test_lots_say_whose_surplus_moves_first() -> None:
    tied = votes("ABCD", {"AC": 5, "BD": 5, "C": 1})
    for lots, first in (([0, 1, 2, 3], 0), ([1, 0, 2, 3], 1)):
        assert sna.scottish_stv(tied, 3, lots=lots).stages[1].surplus_of == first


@pytest.mark.parametrize("lots", [[0], [0, 0, 1, 2, 3], [1, 2, 3, 4, 5]])
def test_lots_name_each_candidate_once(lots: list[int]) -> None:
    with pytest.raises(sna.InvalidBallots, match="lots"):
        sna.scottish_stv(FOOD, 3, lots=lots)


@pytest.mark.parametrize("candidates", [2, 3, 40])
def test_without_ballots_the_count_stops_at_once(candidates: int) -> None:
    empty = sna.Ballots.of([str(c) for c in range(candidates)], [])
    found = sna.scottish_stv(empty, 1)
    assert found.open_tie is not None
    assert found.open_tie.candidates == tuple(range(candidates))
    assert sna.instant_runoff(empty).elected == ()


def test_forty_tied_candidates_end_in_good_time() -> None:
    tied = sna.Ballots.of([str(c) for c in range(40)], [[c] for c in range(40)])
    assert sna.scottish_stv(tied, 5).open_tie is not None


def test_the_table_of_a_count() -> None:
    rows = dict(sna.scottish_stv(FOOD, 3).rows())
    assert list(rows) == [*FOOD.candidates, "Exhausted", "Rounding"]
    assert [int(each) for each in rows["pear"]] == [2, 2, 0, 0]
    assert [int(each) for each in rows["Exhausted"]] == [0, 0, 0, 3]


def test_an_instant_runoff_counts_whole_votes() -> None:
    found = sna.instant_runoff(votes("ABCD", {"A": 5, "BC": 4, "CB": 3, "D": 2}))
    assert found.quota is None
    assert [str(each) for each in found.stages[-1].votes] == ["5", "7", "0", "0"]
    assert found.elected == (1,)
