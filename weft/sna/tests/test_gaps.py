"""Gaps between groups against rewired networks, and who could close them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.engine import rewired
from weft.sna.gaps import _ties, membership
from weft.sna.tests import graphs


def heavy_tailed(seed: int = 0) -> sna.Graph:
    rng = np.random.default_rng(seed)
    pull = rng.pareto(1.5, 150) + 0.3
    source, target = (rng.choice(150, 600, p=pull / pull.sum()) for _ in range(2))
    return sna.Graph.from_edges(150, source, target)


def test_chance_keeps_everyones_number_of_ties() -> None:
    for graph in (graphs.karate(), heavy_tailed()):
        chance = sna.chance_of_ties(graph)
        actors = np.bincount(chance.of_actor)
        kept = chance.tie @ actors - np.diag(chance.tie)
        assert kept == pytest.approx(chance.degrees, rel=1e-4)


@pytest.mark.parametrize("overlapping", [False, True])
def test_chance_is_what_rewiring_gives(*, overlapping: bool) -> None:
    graph, rng = heavy_tailed(), np.random.default_rng(1)
    groups: list[Any] = rng.integers(0, 5, 150).tolist()
    if overlapping:
        groups = [rng.choice(5, rng.integers(0, 4), replace=False).tolist() for _ in range(150)]
    member, names = membership(graph, groups)
    drawn = np.array([_ties(rewired(graph, seed), member) for seed in range(200)])
    for gap in sna.gaps(graph, groups):
        at = names.index(gap.one), names.index(gap.other)
        by_rewiring = drawn[:, at[0], at[1]]
        assert gap.expected == pytest.approx(by_rewiring.mean(), rel=0.05)
        # On the safe side: never surer of a gap than rewiring is, but for its own 200 draws.
        if gap.ties < gap.expected:
            assert gap.p >= np.mean(by_rewiring < gap.ties) - 0.05


def test_no_more_false_gaps_than_promised() -> None:
    graph = heavy_tailed()
    groups = np.random.default_rng(2).integers(0, 6, graph.n)
    found = [sna.gaps(rewired(graph, seed), groups) for seed in range(100)]
    assert np.mean([gaps[0].corrected <= 0.05 for gaps in found]) <= 0.05


def test_the_two_clubs_of_karate_have_a_gap() -> None:
    (gap,) = sna.gaps(graphs.karate(), graphs.karate_clubs())
    assert (gap.one, gap.other, gap.ties) == ("Mr. Hi", "Officer", 11)
    assert gap.expected == pytest.approx(40.33, abs=0.01)
    assert gap.corrected < 1e-8


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 25), st.integers(0, 60), st.integers(0, 9_999))
def test_ties_between_overlapping_groups_are_counted_once(n: int, m: int, seed: int) -> None:
    graph, rng = graphs.random_graph(n, m, seed), np.random.default_rng(seed)
    groups = [rng.choice([*"abc"], rng.integers(0, 3), replace=False).tolist() for _ in range(n)]
    pairs = list(zip(*graph.edges(), strict=True))
    for gap in sna.gaps(graph, groups, at_least=1):
        a, b = gap.one, gap.other
        counted = sum(
            (a in groups[i] and b in groups[j]) or (b in groups[i] and a in groups[j])
            for i, j in pairs
        )
        assert gap.ties == counted
        assert 0 <= gap.p <= gap.corrected <= 1


def test_communities_are_compared_by_the_ties_that_leave_them() -> None:
    # Four communities; the first two look outwards, but never at each other.
    rng = np.random.default_rng(3)
    source, target = [], []
    for one, other, ties in ((0, 2, 40), (0, 3, 40), (1, 2, 40), (1, 3, 40), (2, 3, 30)):
        source += (one * 30 + rng.integers(0, 30, ties)).tolist()
        target += (other * 30 + rng.integers(0, 30, ties)).tolist()
    graph = sna.Graph.from_edges(120, source, target)
    found = sna.outward_gaps(graph, np.repeat(np.arange(4), 30))
    assert (found[0].one, found[0].other, found[0].ties) == (0, 1, 0)
    assert found[0].corrected < 0.01
    assert sum(gap.expected for gap in found) == pytest.approx(graph.m)
    to_first = [gap.expected for gap in found if 0 in (gap.one, gap.other)]
    assert sum(to_first) == pytest.approx(sum(g.ties for g in found if 0 in (g.one, g.other)))


def test_those_with_ties_into_the_other_group_are_best_placed() -> None:
    #  0–1–2   5–6 ; 2–4–5 : the go-between 4 belongs to neither.
    graph = sna.Graph.from_edges(8, [0, 1, 2, 4, 5], [1, 2, 4, 5, 6])
    placed = sna.best_placed(graph, [0, 1, 2, 7], [5, 6])
    assert [(p.actor, p.go_betweens, p.steps) for p in placed] == [(2, 1, 2), (1, 0, 3), (0, 0, 4)]
    assert sna.best_placed(graph, [7], [5, 6])[0].steps == -1
    direct = sna.best_placed(graph, [4, 2], [5])[0]
    assert (direct.actor, direct.ties) == (4, 1)


def test_structural_holes_join_groups() -> None:
    graph = sna.Graph.from_edges(6, [0, 0, 0, 0, 1, 3], [1, 2, 3, 4, 2, 4])
    holes = sna.structural_holes(graph, [0, 1, 1, 2, 2, -1])
    assert holes.open_pairs.tolist() == [4, 0, 0, 0, 0, 0]
    assert holes.groups_joined.tolist() == [2, 1, 1, 1, 1, 0]
    assert holes.top().tolist() == [0]


def test_coverage_finds_what_nobody_does_where() -> None:
    topics = [["food"], ["food", "rent"], ["rent"], ["rent"], []]
    places = ["Leeds", "Leeds", "York", "York", "York"]
    found = sna.coverage(sna.Graph.from_edges(5, [], []), topics, places)
    assert found.rows == ("food", "rent")
    assert found.counts.tolist() == [[2, 0], [1, 2]]
    (missing,) = found.empty()
    assert missing[:2] == ("food", "York")
    assert missing[2] == pytest.approx(1.2)
    # Both food actors of five are among the two of Leeds: 1 of 10 ways to choose them.
    assert found.p[0].tolist() == pytest.approx([1.0, 0.1])


@pytest.mark.parametrize("groups", [[], ["a"], [["a"], ["b"], ["c"]]])
def test_groups_must_fit(groups: list[object]) -> None:
    graph = sna.Graph.from_edges(2, [0], [1])
    with pytest.raises(sna.InvalidGroups):
        sna.gaps(graph, groups)
    with pytest.raises(sna.InvalidGroups):
        sna.coverage(graph, groups, groups)


def test_nothing_to_compare() -> None:
    empty = sna.Graph.from_edges(0, [], [])
    assert sna.gaps(empty, []) == []
    assert sna.outward_gaps(empty, []) == []
    assert sna.gaps(graphs.path(4), ["a", "a", "a", "a"]) == []
    assert sna.holm([]).tolist() == []
    assert sna.coverage(empty, [], []).empty() == []
