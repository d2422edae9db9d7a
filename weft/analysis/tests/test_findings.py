"""What the map says is true, and is not said where the data cannot carry it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from testkit.nets import clique, load, steward_of
from weft.analysis.models import Result
from weft.analysis.queries import what_the_map_says
from weft.graph.models import Actor
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord


def actors(count: int, **values: object) -> list[ActorRecord]:
    return [ActorRecord(name=f"A{n}", **values) for n in range(count)]  # type: ignore[arg-type]


def finding(network: Network, kind: str) -> dict[str, object] | None:
    found = Result.objects.get(network=network, audience=0).findings
    return next((entry for entry in found if entry["kind"] == kind), None)


def names(ids: object) -> set[str]:
    assert isinstance(ids, list)
    return set(Actor.objects.filter(pk__in=ids).values_list("name", flat=True))


@pytest.mark.django_db
def test_a_bridge_between_two_circles_is_named() -> None:
    ties = clique(0, 6) + clique(6, 6) + [TieRecord(0, 12), TieRecord(12, 6)]
    network = load(actors(13), ties)
    bridge = finding(network, "bridges")
    assert bridge is not None
    assert "A12" in names(bridge["actors"])
    # 6 × 6 of the 66 pairs of the other twelve must pass through the bridge.
    assert bridge["values"]["share"] == pytest.approx(36 / 66, abs=1e-3)  # type: ignore[index]
    assert "54" in what_the_map_says(steward_of(network), network)[0].text or "55" in (
        what_the_map_says(steward_of(network), network)[0].text
    )


@pytest.mark.django_db
def test_whoever_hangs_on_one_is_counted() -> None:
    ties = clique(0, 8) + [TieRecord(0, n) for n in (8, 9, 10)]
    network = load(actors(11), ties)
    dependence = finding(network, "dependence")
    assert dependence is not None
    assert names(dependence["actors"]) == {"A0", "A8", "A9", "A10"}
    assert dependence["values"]["cut_off"] == 3  # type: ignore[index]


@pytest.mark.django_db
def test_isolates_are_named() -> None:
    network = load(actors(12), clique(0, 10))
    isolates = finding(network, "isolates")
    assert isolates is not None
    assert names(isolates["actors"]) == {"A10", "A11"}


@pytest.mark.django_db
def test_clusters_that_never_meet_are_named_after_what_they_share() -> None:
    records = actors(36)
    for number, record in enumerate(records):
        record.tags = [("Housing", "Climate", "Votes")[number // 12]]
    ties = clique(0, 12) + clique(12, 12) + clique(24, 12)
    ties += [TieRecord(11, 12), TieRecord(10, 13), TieRecord(23, 24), TieRecord(22, 25)]
    network = load(records, ties)
    clusters, gap = finding(network, "clusters"), finding(network, "gap")
    assert clusters is not None
    assert gap is not None
    assert set(clusters["values"]["names"]) == {"Housing", "Climate", "Votes"}  # type: ignore[index]
    assert set(gap["values"]["names"]) == {"Housing", "Votes"}  # type: ignore[index]


@pytest.mark.django_db
def test_the_mix_by_region_is_set_beside_chance() -> None:
    records = actors(20)
    for number, record in enumerate(records):
        record.region = "North" if number < 10 else "South"
    network = load(records, clique(0, 10) + clique(10, 10) + [TieRecord(0, 10)])
    mix = finding(network, "mix")
    assert mix is not None
    assert mix["values"]["inside"] == pytest.approx(90 / 91, abs=1e-3)  # type: ignore[index]
    assert mix["values"]["chance"] == pytest.approx(90 / 190, abs=1e-3)  # type: ignore[index]


@pytest.mark.django_db
def test_ties_of_different_kinds_by_design_say_nothing_about_mixing() -> None:
    people = [ActorRecord(name=f"P{n}", kind="Person") for n in range(8)]
    groups = [ActorRecord(name=f"G{n}", kind="Group") for n in range(4)]
    ties = [TieRecord(p, 8 + g) for p in range(8) for g in range(4) if (p + g) % 2]
    network = load(people + groups, ties)
    assert finding(network, "mix") is None


@pytest.mark.django_db
def test_freshness_counts_dated_evidence() -> None:
    two_years_ago = timezone.localdate() - timedelta(days=730)
    ties = clique(0, 5, end=two_years_ago.isoformat()) + clique(5, 5)
    fresh = finding(load(actors(10), ties), "freshness")
    assert fresh is not None
    assert fresh["values"]["fresh"] == 0.5  # type: ignore[index]


@pytest.mark.django_db
def test_a_file_without_dates_gives_no_sentence_on_freshness() -> None:
    assert finding(load(actors(10), clique(0, 10)), "freshness") is None


@pytest.mark.django_db
def test_little_data_says_nothing() -> None:
    network = load(actors(5), clique(0, 4))
    assert what_the_map_says(steward_of(network), network) == []


@pytest.mark.django_db
def test_every_sentence_says_how_we_know() -> None:
    records = actors(30)
    for number, record in enumerate(records):
        record.region = ("North", "South", "East")[number // 10]
        record.tags = [("Housing", "Climate", "Votes")[number // 10]]
    ties = clique(0, 10, start="2019") + clique(10, 10, start="2026-01") + clique(20, 8)
    ties += [TieRecord(9, 10), TieRecord(19, 20)]
    network = load(records, ties)
    said = what_the_map_says(steward_of(network), network)
    assert 4 <= len(said) <= 7
    for sentence in said:
        assert sentence.text.endswith(".")
        assert "%(" not in sentence.text + sentence.how + sentence.caveat
        assert sentence.how
        assert sentence.caveat
        assert sentence.measure
        assert sentence.actors
