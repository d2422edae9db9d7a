"""Sentences read well for none, one and many."""

from __future__ import annotations

import pytest

from weft.insights.wording import without_sentences


def said(before: int, after: int, lost: int = 0, alone: int = 0, parted: int = 0) -> list[str]:
    answer = {
        "figures": {"components": [before, after, 0]},
        "cut_off": [lost, []],
        "isolated": [alone, []],
        "split": [0] if parted else [],
        "parted": [parted, [[0, 1]] * parted],
    }
    return without_sentences(answer, "Ada", ["North", "South"])


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (1, 0, "Without Ada nobody is left on the map."),
        (2, 1, "Without Ada the map is in 1 piece; now it is in 2."),
        (1, 3, "Without Ada the map is in 3 pieces; now it is in 1."),
        (4, 4, "Without Ada the map stays in as many pieces as now."),
    ],
)
def test_pieces(before: int, after: int, sentence: str) -> None:
    assert said(before, after) == [sentence]


def test_one_and_many_who_lose_touch() -> None:
    assert said(1, 2, lost=1)[1] == "1 other actor would lose touch with the largest piece."
    assert said(1, 3, lost=2)[1] == "2 other actors would lose touch with the largest piece."


def test_what_is_true_of_many_clusters_is_counted() -> None:
    assert said(1, 2, parted=1)[1:] == [
        "The cluster “North” would fall apart.",
        "“North” and “South” would lose every tie between them.",
    ]
    assert said(1, 2, parted=6)[-1] == ("The same is true of 2 more clusters or pairs of clusters.")
