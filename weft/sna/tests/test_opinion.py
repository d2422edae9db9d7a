"""Tests of opinion groups on planted groups, shuffled votes and published conversations."""

from __future__ import annotations

import csv
import doctest
import importlib
import os
import time
from pathlib import Path

import numpy as np
import pytest

from weft import sna

CORPUS = Path(os.environ.get("WEFT_CORPUS", ""))
BRIDGES = {36, 37, 38, 39}


def planted(sizes: list[int], missing: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Groups that differ on 36 statements and agree on the last four."""
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(sizes)), sizes)
    leaning = rng.choice([-1, 1], (len(sizes), 40))
    alike = np.abs(leaning.sum(axis=0)) == len(sizes)
    leaning[0, alike] *= -1
    leaning = leaning * 0.7
    leaning[:, 36:] = 0.8
    drawn = rng.random((len(group), 40))
    votes = np.where(drawn < (1 + leaning[group]) / 2, 1.0, -1.0)
    votes[rng.random(votes.shape) < 0.08] = 0
    votes[rng.random(votes.shape) < missing] = np.nan
    return votes, group


@pytest.mark.parametrize("sizes", [[60, 40], [60, 50, 40], [150, 30]])
def test_planted_groups_and_bridges_are_found(sizes: list[int]) -> None:
    agreement = []
    for seed in range(5):
        votes, group = planted(sizes, 0.4, seed)
        found = sna.opinion_groups(votes)
        assert [each.size for each in found.groups] == sorted(
            (each.size for each in found.groups), reverse=True
        )
        agreement.append(sna.adjusted_rand(group, found.labels))
        assert set(np.argsort(-found.consensus)[:4]) == BRIDGES
        for each in found.groups:
            assert 1 <= len(each.statements) <= 5
            assert all(statement.clear for statement in each.statements)
            assert not BRIDGES & {statement.statement for statement in each.statements}
    assert np.mean(agreement) >= 0.9


def test_nobody_is_put_in_a_group_by_few_votes() -> None:
    votes, _ = planted([60, 40], 0.2, 1)
    votes[:7] = np.nan
    votes[:7, :6] = 1
    found = sna.opinion_groups(votes)
    assert found.voters == 93
    assert np.all(found.labels[:7] == -1)
    assert np.isnan(found.positions[:7]).all()


def test_few_voters_get_bars_only() -> None:
    votes, _ = planted([25, 24], 0.2, 1)
    found = sna.opinion_groups(votes)
    assert (found.refused, found.groups) == ("few voters", ())
    assert found.sentence == "Only 49 people have voted enough; groups are shown from 50."
    assert np.isnan(found.consensus).all()
    assert np.all(found.labels == -1)
    # The bridges divide nobody.
    assert set(np.argsort(found.bars.division)[:4]) == BRIDGES
    assert (found.bars.agree + found.bars.disagree + found.bars.passed).sum() == (
        ~np.isnan(votes)
    ).sum()


def test_votes_by_chance_make_no_groups() -> None:
    rng = np.random.default_rng(4)
    chance = rng.random(30)
    refused = 0
    for _ in range(40):
        votes = np.where(rng.random((80, 30)) < chance, 1.0, -1.0)
        votes[rng.random(votes.shape) < 0.4] = np.nan
        refused += sna.opinion_groups(votes).refused == "no pattern"
    assert refused >= 34


def test_groups_of_four_are_hidden() -> None:
    votes, group = planted([40, 30, 4], 0.1, 2)
    found = sna.opinion_groups(votes, rules=sna.OpinionRules(groups=3))
    assert [each.size for each in found.groups] == [40, 30]
    assert np.all(found.labels[group == 2] == -1)
    assert (
        found.sentence == "2 groups of opinion among 74 people, and 4 in groups too small to show."
    )
    alone = sna.opinion_groups(
        votes[group != 1], rules=sna.OpinionRules(voters=40, groups=2, smallest=10)
    )
    assert alone.refused == "small groups"


def test_the_same_votes_give_the_same_groups() -> None:
    votes, _ = planted([60, 40], 0.4, 3)
    one, other = sna.opinion_groups(votes), sna.opinion_groups(votes)
    assert np.array_equal(one.labels, other.labels)
    assert np.array_equal(one.positions, other.positions, equal_nan=True)


def test_a_statement_nobody_saw_has_no_division() -> None:
    votes, _ = planted([60, 40], 0.1, 3)
    votes[:, 5] = np.nan
    found = sna.opinion_groups(votes)
    assert np.isnan(found.bars.division[5])
    assert found.refused is None


def test_one_statement_and_nobody() -> None:
    assert sna.opinion_groups(np.zeros((0, 3))).voters == 0
    one = sna.opinion_groups(np.array([[1.0]] * 40 + [[-1.0]] * 40))
    assert one.refused == "no pattern"


@pytest.mark.parametrize(
    ("votes", "groups", "words"),
    [
        ([1, 0], None, "a row for each person"),
        ([[2, 0]], None, "1 \\(agree\\), 0 \\(pass\\)"),
        ([[1, 0]], 1, "1 groups cannot be made"),
    ],
)
def test_votes_that_are_none(votes: object, groups: int | None, words: str) -> None:
    with pytest.raises(sna.SnaError, match=words):
        sna.opinion_groups(votes, rules=sna.OpinionRules(groups=groups))  # type: ignore[arg-type]  # Meant.


@pytest.mark.skipif("WEFT_CORPUS" not in os.environ, reason="WEFT_CORPUS names no votes")
@pytest.mark.parametrize(
    ("name", "people", "statements", "groups", "agreement"),
    [
        ("15-per-hour-seattle", 339, 54, 2, 0.75),
        ("vtaiwan.uberx", 1921, 197, 2, 0.7),
        # Few of the published groups can be had from the votes of these two.
        ("bg2050-volunteers", 126, 371, 2, 0.3),
        ("scoop-hivemind.ubi", 234, 70, 4, 0.0),
    ],
)
def test_published_conversations(
    name: str, people: int, statements: int, groups: int, agreement: float
) -> None:
    with (CORPUS / "polis-opinion" / name / "participants-votes.csv").open() as file:
        head, *rows = list(csv.reader(file))
    first, at = head.index("n-disagree") + 1, head.index("group-id")
    votes = np.array([[float(vote or "nan") for vote in row[first:]] for row in rows])
    published = np.array([int(float(row[at] or -1)) for row in rows])
    assert len(rows) == people
    assert len(np.unique(published[published >= 0])) == groups
    begun = time.perf_counter()
    assert sna.opinion_groups(votes).refused is None
    assert time.perf_counter() - begun < 10
    found = sna.opinion_groups(votes, rules=sna.OpinionRules(groups=groups))
    both = (published >= 0) & (found.labels >= 0)
    assert sna.adjusted_rand(published[both], found.labels[both]) >= agreement


@pytest.mark.parametrize("name", ["opinion"])
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"weft.sna.{name}")).failed == 0
