"""No figure, position or sentence rests on what an audience may not see."""

from __future__ import annotations

import os

import numpy as np
import pytest

from testkit.nets import clique, load, steward_of
from weft.analysis.models import Result
from weft.analysis.pipeline import refresh_network, results_folder, stored
from weft.analysis.queries import reading, what_the_map_says
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import set_audience
from weft.graph.models import Actor, Tie
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord


@pytest.fixture
def network(db: None) -> Network:
    """Two circles that only a tie for stewards joins."""
    records = [ActorRecord(name=f"A{n}") for n in range(12)]
    network = load(records, clique(0, 6) + clique(6, 6) + [TieRecord(0, 6, label="secret")])
    hidden = list(Tie.objects.filter(label="secret"))
    set_audience(viewer=steward_of(network), rows=hidden, audience=Visibility.STEWARDS)
    network.refresh_from_db()
    refresh_network(network, Progress())
    return network


def test_each_audience_has_its_own_figures(network: Network) -> None:
    components = {r.audience: r.summary["components"] for r in Result.objects.all()}
    assert components == {0: 2, 1: 2, 2: 1}
    said = what_the_map_says(Viewer(network.pk, Visibility.PUBLIC), network)
    assert not [sentence for sentence in said if sentence.kind == "bridges"]
    said = what_the_map_says(steward_of(network), network)
    assert [sentence for sentence in said if sentence.kind == "bridges"]


def test_equal_audiences_get_equal_positions(network: Network) -> None:
    public, members = stored(network.pk, 0), stored(network.pk, 1)
    assert public is not None
    assert members is not None
    assert np.array_equal(public["xy"], members["xy"])


def test_figures_of_an_older_state_are_withheld(network: Network) -> None:
    visitor = Viewer(network.pk, Visibility.PUBLIC)
    assert reading(visitor, network).measure("degree") is not None
    actor = Actor.objects.get(name="A1")
    set_audience(viewer=steward_of(network), rows=[actor], audience=Visibility.STEWARDS)
    network.refresh_from_db()
    stale = reading(visitor, network)
    assert not stale.is_current
    assert stale.measure("degree") is None
    assert set(stale.arrays) == {"ids", "xy"}
    assert what_the_map_says(visitor, network) == []


def test_who_may_see_nothing_reads_nothing(network: Network) -> None:
    assert reading(Viewer(network.pk, -1), network).arrays == {}


def test_old_files_are_deleted(network: Network) -> None:
    used = set(Result.objects.filter(network=network).values_list("file", flat=True))
    folder = results_folder(network.pk)
    old, young = folder / "0-0-1-old.npz", folder / "0-0-1-young.npz"
    for file in (old, young):
        file.touch()
    os.utime(old, times=(0, 0))
    refresh_network(network, Progress())
    found = {file.name for file in folder.glob("*.npz")}
    assert used < found
    assert old.name not in found
    assert young.name in found, "another worker may be about to store the row that names it"
