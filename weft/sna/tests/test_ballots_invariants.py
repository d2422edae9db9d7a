"""What holds for all ballots, whoever votes how."""

from __future__ import annotations

from itertools import pairwise, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna

Given = tuple[int, list[tuple[list[int], int]]]


@st.composite
def elections(draw: st.DrawFn) -> Given:
    """Up to five candidates and rankings of some of them, each with how often."""
    n = draw(st.integers(1, 5))
    ranking = st.permutations(range(n)).flatmap(
        lambda order: st.integers(0, n).map(lambda kept: list(order)[:kept])
    )
    return n, draw(st.lists(st.tuples(ranking, st.integers(1, 9)), max_size=9))


def made(n: int, rows: list[tuple[list[int], int]]) -> sna.Ballots:
    names = [f"candidate {c}" for c in range(n)]
    return sna.Ballots.of(names, [row for row, _ in rows], [count for _, count in rows])


@given(elections(), st.randoms())
def test_the_order_of_ballots_is_forgotten(election: Given, random: Random) -> None:
    n, rows = election
    singly = [(row, 1) for row, count in rows for _ in range(count)]
    random.shuffle(singly)
    assert made(n, singly) == made(n, rows)


@given(elections(), st.data())
def test_names_do_not_matter(election: Given, data: st.DataObject) -> None:
    n, rows = election
    new = data.draw(st.permutations(range(n)))
    seats = data.draw(st.integers(1, n))
    one = made(n, rows)
    other = made(n, [([new[c] for c in row], count) for row, count in rows])

    def same(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
        return {new[c] for c in before} == set(after)

    assert same(sna.plurality(one).winners, sna.plurality(other).winners)
    assert same(sna.borda(one).winners, sna.borda(other).winners)
    orders = zip(sna.schulze(one).order, sna.schulze(other).order, strict=True)
    assert all(same(before, after) for before, after in orders)
    assert same(sna.instant_runoff(one).elected, sna.instant_runoff(other).elected)
    before, after = sna.scottish_stv(one, seats), sna.scottish_stv(other, seats)
    assert same(before.elected, after.elected)
    assert (before.open_tie is None) == (after.open_tie is None)


@given(elections())
def test_pairs_add_up(election: Given) -> None:
    n, rows = election
    ballots = made(n, rows)
    prefers = sna.condorcet(ballots).prefers
    for a in range(n):
        assert prefers[a][a] == 0
        for b in range(n):
            assert prefers[a][b] + prefers[b][a] <= ballots.total - ballots.blank


@given(elections())
def test_a_condorcet_winner_comes_first(election: Given) -> None:
    ballots = made(*election)
    found = sna.schulze(ballots)
    if found.pairwise.winner is not None:
        assert found.order[0] == (found.pairwise.winner,)
    if found.pairwise.loser is not None:
        assert found.order[-1] == (found.pairwise.loser,)
    assert sorted(c for rank in found.order for c in rank) == list(range(election[0]))


@given(elections())
def test_paths_are_as_strong_as_their_weakest_win(election: Given) -> None:
    n, rows = election
    found = sna.schulze(made(n, rows))
    prefers = found.pairwise.prefers
    for a, b in permutations(range(n), 2):
        between = [c for c in range(n) if c not in (a, b)]
        paths = [(a, *middle, b) for size in range(n - 1) for middle in permutations(between, size)]
        strongest = max(
            min(prefers[x][y] if found.pairwise.beats(x, y) else 0 for x, y in pairwise(path))
            for path in paths
        )
        assert found.strengths[a][b] == strongest


@given(elections(), st.integers(0, 4))
def test_whom_more_than_half_put_first_wins(election: Given, favourite: int) -> None:
    n, rows = election
    favourite %= n
    rows = [*rows, ([favourite], 1 + sum(count for _, count in rows))]
    ballots = made(n, rows)
    assert sna.plurality(ballots).winners == (favourite,)
    assert sna.condorcet(ballots).winner == favourite
    assert sna.schulze(ballots).winners == (favourite,)
    assert sna.instant_runoff(ballots).elected == (favourite,)
    assert sna.scottish_stv(ballots, 1).elected == (favourite,)


@given(elections(), st.integers(1, 6))
def test_no_vote_and_no_seat_is_lost(election: Given, seats: int) -> None:
    ballots = made(*election)
    for found in (sna.scottish_stv(ballots, seats), sna.instant_runoff(ballots)):
        for stage in found.stages:
            assert sum(stage.votes) + stage.exhausted + stage.rounding == found.valid
            assert min((*stage.votes, stage.exhausted, stage.rounding)) >= 0
        assert len(set(found.elected)) == len(found.elected)
        if found.open_tie is None:
            assert len(found.elected) == min(found.seats, len(ballots.candidates))
        else:
            assert len(found.elected) < found.seats
        assert found.valid == ballots.total - ballots.blank


@given(elections(), st.data())
def test_lots_settle_every_tie(election: Given, data: st.DataObject) -> None:
    n, rows = election
    seats = data.draw(st.integers(1, n))
    ballots = made(n, rows)
    without = sna.scottish_stv(ballots, seats)
    drawn = sna.scottish_stv(ballots, seats, lots=data.draw(st.permutations(range(n))))
    assert drawn.open_tie is None
    if without.open_tie is None:
        assert set(drawn.elected) == set(without.elected)


@given(elections())
def test_one_seat_is_an_instant_runoff(election: Given) -> None:
    ballots = made(*election)
    assert sna.scottish_stv(ballots, 1).elected == sna.instant_runoff(ballots).elected


@given(elections())
def test_borda_gives_out_all_points(election: Given) -> None:
    n, rows = election
    ballots = made(n, rows)
    each = n * (n - 1) // 2
    assert sum(sna.borda(ballots).votes) == each * (ballots.total - ballots.blank)


@given(st.lists(st.lists(st.integers(0, 5) | st.none(), min_size=3, max_size=3), max_size=9))
def test_scores_add_up(ballots: list[list[int | None]]) -> None:
    found = sna.score("ABC", ballots)
    for c in range(3):
        given_ = [ballot[c] for ballot in ballots if ballot[c] is not None]
        assert sum(found.spread[c]) == len(given_)
        assert found.totals[c] == sum(value for value in given_ if value is not None)


@settings(max_examples=30)
@given(seats=st.integers(1, 4), votes=st.integers(20, 200), seed=st.integers(0, 99))
@pytest.mark.parametrize("share", [2, 3])
def test_a_solid_group_gets_its_seats(seats: int, votes: int, seed: int, share: int) -> None:
    """Who all rank the same candidates first, in whatever order, get them in by their quotas."""
    group, others = [0, 1, 2, 3], [4, 5, 6, 7]
    solid = votes // share
    rows = [([*group[i % 4 :], *group[: i % 4]], 1) for i in range(seed, seed + solid)]
    rows += [([*others[i % 4 :], *others[: i % 4]], 1) for i in range(votes - solid)]
    found = sna.scottish_stv(made(8, rows), seats, lots=range(8))
    assert found.quota is not None
    # Up to one vote may be lost to decimals.
    assert len(set(found.elected) & set(group)) >= min(4, (solid - 1) // found.quota)
