"""Tests of comparing waves: what counts as change, where it comes from, when it is told."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.tests import graphs


def ring(n: int, steps: list[int], answered: int | None = None, rung: int = 3) -> sna.Wave:
    """Everyone names those so many steps ahead."""
    people = [f"p{i}" for i in range(n)]
    who = people if answered is None else people[:answered]
    rows = [(a, people[(i + s) % n], rung) for i, a in enumerate(who) for s in steps]
    return sna.Wave.from_rows(people, rows, answered=who)


def told(graph: sna.Graph, newcomers: int = 0) -> sna.Wave:
    """A wave in which both ends of every tie name each other."""
    n = graph.n + newcomers
    ties = list(zip(*(ends.tolist() for ends in graph.edges()), strict=True))
    ties += [(graph.n + i, 0 if i % 2 else 33) for i in range(newcomers)]
    rows = [(a, b, 2) for a, b in ties] + [(b, a, 2) for a, b in ties]
    return sna.Wave.from_rows(range(n), rows, answered=range(n))


def test_eight_newcomers_do_not_make_the_club_worse() -> None:
    found = sna.compare([told(graphs.karate()), told(graphs.karate(), 8)])
    change = found.overall
    assert found.verdict == "no clear change"
    assert change.before == change.after
    assert change.before.density == pytest.approx(0.139, abs=1e-4)
    assert change.before.efficiency == pytest.approx(0.492, abs=1e-4)
    assert change.before.reach2 == pytest.approx(0.6114, abs=1e-4)
    density = change.splits.density
    assert (density.before, density.after) == pytest.approx((0.1390, 0.0999), abs=1e-4)
    assert (density.panel, density.leavers, density.response) == (0, 0, 0)
    assert density.joiners == pytest.approx(density.after - density.before)
    assert change.splits.mean_degree.after == pytest.approx(4.0952, abs=1e-4)
    assert (change.splits.ties.joiners, change.evidence.joiners) == (8, 8)
    assert "No clear change: the 34 people" in change.sentence


def test_silence_is_not_change() -> None:
    before, after = ring(40, [1, 2, 3]), ring(40, [1, 2, 3], answered=26)
    found = sna.compare([before, after])
    assert found.verdict == "no clear change"
    ties = found.overall.splits.ties
    assert (ties.panel, ties.joiners, ties.leavers) == (0, 0, 0)
    assert ties.response == ties.after - ties.before < 0
    assert found.waves[1].response == 0.65
    assert found.overall.evidence.panel_share == 0.65


def test_more_named_is_better_and_fewer_is_worse() -> None:
    few, many = ring(30, [1, 2]), ring(30, [1, 2, 5, 9])
    up, down = sna.compare([few, many]), sna.compare([many, few])
    assert (up.verdict, down.verdict) == ("better", "worse")
    assert up.overall.evidence.mean_change == 2
    assert up.overall.after.efficiency > up.overall.before.efficiency
    assert up.overall.sentence == (
        "Better connected: the 30 people who answered both times named 2.0 others each on "
        "average, and now name 4.0."
    )
    assert down.overall.sentence.startswith("Less well connected")


def test_the_interval_holds_the_change() -> None:
    rng = np.random.default_rng(3)
    waves = []
    for chance in (0.1, 0.2):
        rows = [(a, b, 2) for a in range(40) for b in range(40) if a != b and rng.random() < chance]
        waves.append(sna.Wave.from_rows(range(40), rows, answered=range(40)))
    evidence = sna.compare(waves).overall.evidence
    assert 0 < evidence.low < evidence.mean_change < evidence.high
    assert sna.compare(waves).overall.evidence == evidence


def test_a_rung_below_the_ladder_is_no_tie() -> None:
    low, high = ring(30, [1, 2], rung=2), ring(30, [1, 2], rung=4)
    assert sna.compare([low, high]).verdict == "no clear change"
    found = sna.compare([low, high], rung=4)
    assert (found.rung, found.verdict) == (4, "better")
    assert found.overall.transitions[2, 4] == 60
    assert found.overall.transitions.sum() == 30 * 29


def test_being_shown_more_people_changes_nobody() -> None:
    people = range(30)
    short = [(a, (a + s) % 30) for a in people for s in (1, 2, 3, 4)]
    long = short + [(a, (a + s) % 30) for a in people for s in (5, 6, 7, 8)]
    first = sna.Wave.from_rows(people, [(*pair, 2) for pair in short[::2]], shown=short)
    more = [(*pair, 2) for pair in short[::2] + long[len(short) :]]
    found = sna.compare([first, sna.Wave.from_rows(people, more, shown=long)])
    assert found.overall.evidence.mean_change == 0
    assert found.overall.splits.ties.panel == 0
    assert found.overall.splits.ties.response > 0


def test_lists_made_from_earlier_answers_cannot_be_compared() -> None:
    people = range(40)
    everyone = [(a, (a + s) % 40) for a in people for s in range(1, 11)]
    named = [pair for pair in everyone if (pair[0] * 7 + pair[1] * 3) % 4 == 0]
    again = named + [pair for pair in everyone if (pair[0] + pair[1]) % 5 == 0]
    first = sna.Wave.from_rows(people, [(*p, 2) for p in named], shown=everyone, answered=people)
    second = sna.Wave.from_rows(people, [(*p, 2) for p in named], shown=again, answered=people)
    found = sna.compare([first, second]).overall
    assert [reason.code for reason in found.reasons] == ["lists differ"]
    assert "more often about those they named" in found.sentence


def test_small_panels_say_why() -> None:
    found = sna.compare([ring(30, [1]), ring(30, [1, 2], answered=15)]).overall
    assert (found.verdict, found.evidence.panel) == ("cannot tell", 15)
    assert [reason.code for reason in found.reasons] == ["few", "small share"]
    assert "Only 15 people answered both times; at least 20 are needed." in found.sentence
    assert "Only 50% of those" in found.sentence


def test_nobody_in_both_waves() -> None:
    other = sna.Wave.from_rows(["x", "y"], [("x", "y", 2)])
    found = sna.compare([ring(3, [1]), other])
    assert found.verdict == "cannot tell"
    ties = found.overall.splits.ties
    assert (ties.before, ties.after, ties.leavers, ties.joiners) == (3, 1, -3, 1)


def test_a_panel_chosen_by_what_it_says_cannot_tell() -> None:
    rng = np.random.default_rng(2)
    lasting = rng.integers(3, 9, 80)
    first, second = lasting + rng.integers(-3, 4, 80), lasting + rng.integers(-3, 4, 80)
    # The second time those with more to report answer.
    answer = second > np.quantile(second, 0.3)

    def told(counts: np.ndarray, who: np.ndarray) -> sna.Wave:
        rows = [(a, (a + s) % 80, 2) for a in np.flatnonzero(who) for s in range(1, 1 + counts[a])]
        return sna.Wave.from_rows(range(80), rows, answered=np.flatnonzero(who))

    waves = [told(first, np.ones(80, dtype=bool)), told(second, answer)]
    assert sna.compare(waves, rules=sna.VerdictRules(margin=0)).verdict == "better"
    found = sna.compare(waves).overall
    assert found.verdict == "cannot tell"
    assert [reason.code for reason in found.reasons] == ["who answered"]
    assert found.evidence.selection > 0
    assert "could explain it" in found.sentence


def test_three_waves_are_compared_in_turn_and_as_a_whole() -> None:
    waves = [ring(30, [1, 2]), ring(30, [1, 2]), ring(30, [1, 2, 5])]
    found = sna.compare(waves)
    assert [(each.first, each.second) for each in found.changes] == [(0, 1), (1, 2), (0, 2)]
    assert [each.verdict for each in found.changes] == ["no clear change", "better", "better"]
    one = sna.compare(waves[1:]).overall.evidence
    assert found.changes[1].evidence.adjusted_p == pytest.approx(3 * one.adjusted_p)


def test_the_silent_are_compared_by_how_often_they_are_named() -> None:
    wave = ring(40, [1, 2, 3], answered=30)
    figures = sna.compare([wave, wave]).waves[0]
    # Of the last ten, 31 and 32 are named by fewer of those who answered, and so on.
    assert figures.named_silent == pytest.approx(6 / 300)
    assert figures.named_answered == pytest.approx(84 / (30 * 29))


@pytest.mark.parametrize("rung", [0, 6])
def test_a_rung_has_to_be_on_the_ladder(rung: int) -> None:
    with pytest.raises(sna.SnaError, match="from 1 to 5"):
        sna.compare([ring(4, [1]), ring(4, [1])], rung=rung)


def test_one_wave_is_no_comparison() -> None:
    with pytest.raises(sna.SnaError, match="at least two waves"):
        sna.compare([ring(4, [1])])


@st.composite
def any_wave(draw: st.DrawFn) -> sna.Wave:
    """Any wave of some of nine people."""
    members = draw(st.lists(st.integers(0, 8), min_size=1, unique=True))
    answered = draw(st.lists(st.sampled_from(members), unique=True))
    pairs = [(a, b) for a in answered for b in members if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    rows = [(*pair, draw(st.integers(0, 5))) for pair in chosen]
    shown = draw(st.none() | st.just([pair for pair in pairs if sum(pair) % 3]))
    return sna.Wave.from_rows(members, rows, answered=answered, shown=shown)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_wave(), min_size=2, max_size=3), st.integers(1, 5))
def test_the_parts_of_a_change_add_up(waves: list[sna.Wave], rung: int) -> None:
    rules = sna.VerdictRules(draws=10)
    found = sna.compare(waves, rung=rung, rules=rules)
    for change in found.changes:
        for split in (change.splits.ties, change.splits.mean_degree, change.splits.density):
            parts = split.panel + split.joiners + split.leavers + split.response
            assert parts == pytest.approx(split.after - split.before)
        assert change.transitions.sum() == change.evidence.pairs
        assert 0 <= change.evidence.adjusted_p <= 1
    for one, other in pairwise(waves):
        there, back = (
            sna.compare(w, rung=rung, rules=rules).overall for w in ([one, other], [other, one])
        )
        assert there.evidence.mean_change == -back.evidence.mean_change
        assert there.evidence.sign_flip_p == pytest.approx(back.evidence.sign_flip_p)
        assert there.splits.ties.joiners == -back.splits.ties.leavers
