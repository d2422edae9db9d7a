"""Tests of two-mode backbones against sampling, planted pairs and real attendance."""

from __future__ import annotations

import csv
import doctest
import importlib
import os
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weft import sna
from weft.sna.tests.test_twomode import davis

module = importlib.import_module("weft.sna.backbone")
CORPUS = Path(os.environ.get("WEFT_CORPUS", ""))
EACH_PAIR = sna.BackboneRules(corrected=False)


def pairs(graph: sna.Graph) -> set[tuple[int, int]]:
    return set(zip(*(ends.tolist() for ends in graph.edges()), strict=True))


def crowd(seed: int) -> tuple[tuple[int, int], np.ndarray, np.ndarray]:
    """200 people at 300 events of very different sizes, by chance; 0 and 1 go together."""
    rng = np.random.default_rng(seed)
    row = (rng.random(3000) ** 2 * 200).astype(int)
    column = (rng.random(3000) ** 2 * 300).astype(int)
    together = np.arange(280, 300)
    row = np.concatenate([row, np.full(20, 198), np.full(20, 199)])
    return (200, 300), row, np.concatenate([column, together, together])


def test_those_who_go_together_are_found_among_chance() -> None:
    for seed in range(5):
        found = sna.backbone(*crowd(seed))
        assert (198, 199) in pairs(found.graph)
        assert found.graph.m <= 3
        assert found.tested == 200 * 199 // 2
        assert found.p.max() <= found.cut <= 0.05


def test_large_events_tie_nobody() -> None:
    # Ten gatherings of most people, and many small ones, all by chance.
    rng = np.random.default_rng(3)
    likely = np.where(np.arange(150) < 10, 0.6, 0.02)
    row, column = np.nonzero(rng.random((100, 150)) < likely)
    met = sna.projection((100, 150), row, column, threshold=3)
    by_attendance = sna.backbone((100, 150), row, column, rules=sna.BackboneRules("attendance"))
    assert met.m > 3500
    assert by_attendance.graph.m > 1000
    assert sna.backbone((100, 150), row, column).graph.m == 0


def test_chance_agrees_with_drawing_attendance_anew() -> None:
    """Drawn by trading events between two women, which keeps all sizes exactly."""
    shape, row, column = davis()
    went = [set(np.array(column)[np.array(row) == woman].tolist()) for woman in range(18)]
    shared = np.array([[len(a & b) for a in went] for b in went])
    rng = np.random.default_rng(1)
    as_often = np.zeros((18, 18))
    for _ in range(4000):
        for _ in range(10):
            one, other = rng.choice(18, 2, replace=False)
            both = went[one] & went[other]
            traded = list(went[one] ^ went[other])
            rng.shuffle(traded)
            mine = len(went[one]) - len(both)
            went[one], went[other] = both | set(traded[:mine]), both | set(traded[mine:])
        as_often += np.array([[len(a & b) for a in went] for b in went]) >= shared
    found = sna.backbone(shape, row, column, rules=sna.BackboneRules(rate=0.3, corrected=False))
    assert found.graph.m > 20
    drawn = as_often[found.graph.edges()] / 4000
    # Attendance is kept on average only, which for fourteen events makes it cautious.
    assert np.all(found.p > drawn - 0.02)
    assert np.all(found.p < drawn + 0.14)


def test_attendance_alone_is_hypergeometric() -> None:
    shape, row, column = davis()
    found = sna.backbone(shape, row, column, rules=sna.BackboneRules("attendance", corrected=False))
    # Two who each went to 8 of 14 events share 7 with probability (8·6 + 1) / C(14, 8).
    assert found.p[0] == pytest.approx(49 / 3003)


def test_davis_has_too_few_events_to_stand_out() -> None:
    assert sna.backbone(*davis()).graph.m == 0
    begun = time.perf_counter()
    assert sna.backbone(*davis(), rules=EACH_PAIR).graph.m <= 2
    assert time.perf_counter() - begun < 0.5


def test_full_and_empty_rows_are_certain() -> None:
    row = [0, 0, 0, 1, 2, 2]
    column = [0, 1, 2, 0, 0, 1]
    found = sna.backbone((4, 4), row, column, rules=sna.BackboneRules(rate=0.9))
    assert found.graph.m == 0
    assert sna.backbone((0, 0), [], []).graph.n == 0
    assert sna.backbone((3, 2), [], []).tested == 3


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 7).flatmap(
        lambda n: st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, 5)), max_size=30)
    )
)
def test_degrees_are_met_whatever_they_are(attendances: list[tuple[int, int]]) -> None:
    row, column = [a for a, _ in attendances], [b for _, b in attendances]
    matrix = module.incidence(7, 6, row, column).toarray()
    degrees, kind = np.unique(matrix.sum(1), return_inverse=True)
    sizes, size = np.unique(matrix.sum(0), return_inverse=True)
    chances = module.attendance_chances(degrees, np.bincount(kind), sizes, np.bincount(size))
    assert chances[kind][:, size].sum(1) == pytest.approx(matrix.sum(1), abs=0.02)
    found = sna.backbone((7, 6), row, column, rules=EACH_PAIR)
    assert np.all((found.p >= 0) & (found.p <= 0.05))


def test_a_wide_set_takes_seconds() -> None:
    rng = np.random.default_rng(1)
    shape = (1500, 120_000)
    row = (rng.random(200_000) ** 2 * shape[0]).astype(int)
    column = (rng.random(200_000) ** 1.5 * shape[1]).astype(int)
    begun = time.perf_counter()
    found = sna.backbone(shape, row, column)
    assert sna.robins_alexander(shape, row, column) < 0.1
    assert time.perf_counter() - begun < 20
    assert found.graph.m <= 5


@pytest.mark.parametrize(("rules", "words"), [
    (sna.BackboneRules(model="luck"), "no model “luck”"),  # type: ignore[arg-type]  # Meant.
    (sna.BackboneRules(rate=0), "between 0 and 1"),
])  # fmt: skip
def test_rules_that_make_no_sense(rules: sna.BackboneRules, words: str) -> None:
    with pytest.raises(sna.SnaError, match=words):
        sna.backbone((1, 1), [0], [0], rules=rules)


@pytest.mark.skipif("WEFT_CORPUS" not in os.environ, reason="WEFT_CORPUS names no data")
def test_bristol_has_a_backbone() -> None:
    with (CORPUS / "net-bristol-civic" / "bristol_nodes.csv").open() as file:
        level = {each["id"]: each["level"] for each in csv.DictReader(file)}
    with (CORPUS / "net-bristol-civic" / "bristol_edges.csv").open() as file:
        edges = [(each["source"], each["target"]) for each in csv.DictReader(file)]
    edges = [(a, b) if level[a] == "person" else (b, a) for a, b in edges]
    edges = [(a, b) for a, b in edges if level[a] == "person"]
    events = sorted({b for a, b in edges if level[b] != "person"})
    people = sorted(name for name, what in level.items() if what == "person")
    row = [people.index(a) for a, _ in edges]
    column = [events.index(b) for _, b in edges]
    shape = (len(people), len(events))
    assert shape[0] == 150
    assert len(edges) == 939 + 304
    everyone = sna.projection(shape, row, column)
    found = sna.backbone(shape, row, column, rules=EACH_PAIR)
    assert 0 < found.graph.m < everyone.m / 10
    assert pairs(found.graph) <= pairs(everyone)


@pytest.mark.skipif("WEFT_CORPUS" not in os.environ, reason="WEFT_CORPUS names no data")
def test_british_associations_share_members() -> None:
    with (CORPUS / "net-bristol-civic" / "mpn_UK_2008_memberships.csv").open() as file:
        rows = [(each["association"], each["person"]) for each in csv.DictReader(file)]
    kinds, people = sorted({a for a, _ in rows}), sorted({b for _, b in rows})
    place = {name: i for i, name in enumerate(people)}
    shape = (len(kinds), len(people))
    assert (*shape, len(rows)) == (14, 664, 1360)
    found = sna.backbone(
        shape, [kinds.index(a) for a, _ in rows], [place[b] for _, b in rows], labels=kinds
    )
    assert (
        sna.projection(shape, [kinds.index(a) for a, _ in rows], [place[b] for _, b in rows]).m > 60
    )
    ties = {(found.graph.label(a), found.graph.label(b)) for a, b in pairs(found.graph)}
    # Drawing memberships anew with all numbers kept gives these three the smallest chances.
    assert ties == {
        ("Environment.animal", "Human.rights"),
        ("Education.culture", "Environment.animal"),
        ("Human.rights", "Local.political.groups"),
    }


def test_examples_run() -> None:
    assert doctest.testmod(module).failed == 0


def test_networkx_has_the_same_women() -> None:
    assert len(nx.davis_southern_women_graph().graph["top"]) == davis()[0][0]
