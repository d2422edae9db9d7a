"""Results are worked out when the net changed, through each lens, and can be stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from testkit.nets import clique, load, steward_of
from weft import sna
from weft.analysis import pipeline
from weft.analysis.actions import renew_outdated
from weft.analysis.arrays import read_net
from weft.analysis.compute import stored_graph
from weft.analysis.models import Result
from weft.analysis.pipeline import refresh_network, stored
from weft.analysis.queries import result_for
from weft.common import jobs
from weft.common.jobs import Progress
from weft.common.models import Job, JobState
from weft.graph.actions import REFRESH, add_tie
from weft.graph.models import Actor, Tie
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord


@pytest.fixture
def network(db: None) -> Network:
    """Two circles with one weak and one strong tie between them."""
    records = [ActorRecord(name=f"A{n}", tags=["food" if n < 6 else "rent"]) for n in range(12)]
    ties = [*clique(0, 6), *clique(6, 6), TieRecord(0, 6, rung=1), TieRecord(1, 7, rung=5)]
    network = load(records, ties)
    refresh_network(network, Progress())
    return network


def test_nothing_is_worked_out_twice(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(set(Result.objects.values_list("file", flat=True))) == 1, "all see the same"
    before = Result.objects.get(audience=0).computed_at

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(pipeline, "compute", refuse)
    Network.objects.filter(pk=network.pk).update(graph_version=99)
    refresh_network(network, Progress())
    row = Result.objects.get(audience=0)
    assert row.graph_version == 99
    assert row.computed_at >= before


def test_what_it_took_is_kept(network: Network) -> None:
    row = Result.objects.get(audience=2)
    assert row.seconds > 0
    assert row.memory_mb > 20


def test_a_lens_counts_ties_from_a_rung_on(network: Network) -> None:
    viewer = steward_of(network)
    Result.objects.create(
        network=network, audience=2, least_rung=4, graph_version=0, actors=0, ties=0, file="none"
    )
    refresh_network(network, Progress())
    every, joint = result_for(viewer), result_for(viewer, 4)
    assert every is not None
    assert joint is not None
    assert (every.ties, joint.ties) == (32, 1)
    assert joint.summary["components"] == 11


def test_the_stored_graph_is_the_net(network: Network) -> None:
    arrays = stored(network.pk, 2)
    assert arrays is not None
    graph = stored_graph(arrays)
    assert graph.m == 32
    ids = arrays["ids"]
    names = dict(Actor.objects.values_list("pk", "name"))
    tied = {
        frozenset((names[ids[a]], names[ids[b]])): float(arrays["g_rung"][graph.indptr[a] + k])
        for a in range(graph.n)
        for k, b in enumerate(graph.neighbours(a))
    }
    assert tied[frozenset(("A1", "A7"))] == 5
    assert tied[frozenset(("A0", "A6"))] == 1
    assert tied[frozenset(("A0", "A1"))] == -1
    assert Tie.objects.count() == len(tied)


def test_gaps_and_key_players_are_stored_as_ids(network: Network) -> None:
    row = Result.objects.get(audience=2)
    (gap,) = row.insights["gaps"]["topic"]["list"]
    assert (gap["one"], gap["other"], gap["ties"]) == ("food", "rent", 2)
    assert gap["p"] < 0.05
    best = Actor.objects.filter(pk__in=[placed["actor"] for placed in gap["ours"]])
    assert {"A0", "A1"} <= set(best.values_list("name", flat=True))
    sets = row.insights["key_players"]["fragmenting"]
    assert len(sets[1]["actors"]) == 2
    assert np.isclose(sets[1]["value"], 1 - 2 * 5 * 4 / 90)


def test_a_running_computation_stops_when_asked(network: Network) -> None:
    Actor.objects.filter(name="A3").update(name="Changed")
    job = jobs.enqueue(kind=REFRESH, dedupe_key="x", payload={"network": network.pk})
    Job.objects.filter(pk=job.pk).update(stop_asked_at=timezone.now())
    jobs.run_until_idle()
    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert "stopped" in job.message


def test_a_waiting_job_stops_at_once(network: Network) -> None:
    job = jobs.enqueue(kind=REFRESH, dedupe_key="x", payload={"network": network.pk}, delay=60)
    jobs.stop(job)
    job.refresh_from_db()
    assert (job.state, job.is_finished) == (JobState.STOPPED, True)
    assert jobs.enqueue(kind=REFRESH, dedupe_key="x", payload={}) != job


def test_results_of_an_earlier_version_of_weft_are_renewed(network: Network) -> None:
    assert renew_outdated() == 0
    Result.objects.filter(audience=0).update(fingerprint="1:old")
    Job.objects.all().delete()
    assert renew_outdated() == 1
    jobs.run_until_idle()
    assert Result.objects.get(audience=0).fingerprint.startswith(f"{pipeline.RECIPE}:")


def test_measures_of_another_recipe_are_not_carried_over(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("carried over")

    before = stored(network.pk, 0)
    monkeypatch.setattr(sna, "carry_over", refuse)
    monkeypatch.setattr(pipeline, "RECIPE", pipeline.RECIPE + 1)
    refresh_network(network, Progress())
    after = stored(network.pk, 0)
    assert before is not None
    assert after is not None
    assert np.abs(after["xy"] - before["xy"]).max() < 0.2, "the picture stays still"


def test_what_was_read_earlier_is_not_put_over_what_is_newer(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = read_net

    def slowly(*asked: Any) -> Any:
        """While one worker reads version 7, another stores version 8."""
        found = read(*asked)
        monkeypatch.setattr(pipeline, "read_net", read)
        Network.objects.filter(pk=network.pk).update(graph_version=8)
        Actor.objects.filter(name="A3").update(name="Renamed")
        refresh_network(network, Progress())
        return found

    Network.objects.filter(pk=network.pk).update(graph_version=7)
    monkeypatch.setattr(pipeline, "read_net", slowly)
    refresh_network(network, Progress())
    rows = Result.objects.filter(network=network)
    assert {row.graph_version for row in rows} == {8}
    assert all(pipeline.file_of(row).exists() for row in rows)


def test_new_evidence_changes_what_is_learned_from_it(network: Network) -> None:
    tie = Tie.objects.get(rung=5)
    before = Result.objects.get(audience=2).fingerprint
    days = timezone.localdate()
    for n in range(12):
        tie.evidence.create(
            kind="meeting", date=days - timedelta(days=40 + n), created_in=tie.created_in
        )
    refresh_network(network, Progress())
    assert Result.objects.get(audience=2).fingerprint != before


def test_after_a_small_change_the_figures_are_those_of_a_fresh_start(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched: list[int] = []
    whole = sna.carry_over

    def watched(*args: Any) -> Any:
        found = whole(*args)
        touched.append(len(found))
        return found

    monkeypatch.setattr(sna, "carry_over", watched)
    viewer = steward_of(network)
    ends = [Actor.objects.get(name=name) for name in ("A2", "A8")]
    add_tie(viewer=viewer, source=ends[0], target=ends[1], values={"visibility": 2})
    network.refresh_from_db()
    refresh_network(network, Progress())
    assert touched, "the surroundings of the change alone were measured"
    continued = stored(network.pk, 2)
    Result.objects.all().delete()
    refresh_network(network, Progress())
    fresh = stored(network.pk, 2)
    assert continued is not None
    assert fresh is not None
    for name in fresh:
        if name.startswith("m_"):
            assert np.allclose(continued[name], fresh[name], equal_nan=True), name


def test_no_word_of_an_earlier_state_is_kept(network: Network) -> None:
    kept = stored(network.pk, 0)
    assert kept is not None
    Network.objects.filter(pk=network.pk).update(graph_version=99)
    old_map = pipeline.results_folder(network.pk) / "map-0-1-x.json.gz"
    old_map.write_bytes(b"names")
    pipeline.forget_outdated(network.pk)
    row = Result.objects.get(network=network, audience=0)
    assert (row.clusters, row.findings, row.insights, row.facets) == ([], [], {}, {})
    assert not old_map.exists()
    still = stored(network.pk, 0)
    assert still is not None
    assert np.array_equal(still["xy"], kept["xy"]), "the map stays still"
    refresh_network(network, Progress())
    assert Result.objects.get(network=network, audience=0).clusters


@pytest.mark.django_db
def test_of_two_directions_the_stronger_is_stored_for_both() -> None:
    records = [ActorRecord(name=f"B{n}") for n in range(3)]
    ties = [
        TieRecord(0, 1, direction="directed", rung=1),
        TieRecord(1, 0, direction="directed", rung=4),
        TieRecord(1, 2, direction="directed", rung=2),
    ]
    network = load(records, ties)
    refresh_network(network, Progress())
    arrays = stored(network.pk, 2)
    assert arrays is not None
    graph = stored_graph(arrays)
    assert (graph.directed, graph.m) == (False, 2)
    assert arrays["g_rung"].tolist() == [4, 4, 2, 2]
    assert len(arrays["g_age"]) == len(graph.indices)
