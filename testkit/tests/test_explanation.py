"""The figures in docs/explanation/measures.md are true."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from weft import sna
from weft.sna.summary import EXACT_UP_TO

TEXT = " ".join(
    (Path(__file__).resolve().parent.parent.parent / "docs/explanation/measures.md")
    .read_text("utf-8")
    .split()
)


def test_newcomers_lower_density_though_no_tie_is_lost() -> None:
    karate = nx.karate_club_graph()
    before = sna.from_networkx(karate)
    karate.add_edges_from((actor, 34 + actor) for actor in range(8))
    after = sna.from_networkx(karate)
    assert (before.n, before.m, after.m) == (34, 78, 86)
    assert f"34 people, 78 ties, density {sna.density(before):.3f}" in TEXT
    assert f"density falls to {sna.density(after):.3f}" in TEXT


def test_what_a_falling_response_does() -> None:
    one_side = 1 - 0.6 / 0.9
    both_sides = 1 - (1 - 0.4**2) / (1 - 0.1**2)
    assert one_side == pytest.approx(1 / 3)
    assert both_sides == pytest.approx(1 / 7, abs=0.01)
    assert "one tie in seven is gone" in TEXT
    assert "Where only one side does, one in three is" in TEXT


def test_limits_are_those_of_the_rules() -> None:
    rules = sna.VerdictRules()
    assert f"fewer than {rules.panel_actors} people, or fewer than {rules.panel_share:.0%}" in (
        TEXT.replace("60 %", "60%")
    )
    opinion = sna.OpinionRules()
    assert f"Below {opinion.voters} people who voted enough" in TEXT
    assert opinion.smallest == 5
    assert f"Up to {sna.GroupRules().exact} people it mostly proves" in TEXT
    assert f"Above {EXACT_UP_TO:,} actors" in TEXT
    each, kept, drawn = sna.IntroductionRules().places()
    assert (each, kept, drawn) == (10, 3, 1)
