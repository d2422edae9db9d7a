"""A large net stays where it is while little of it changes, and is laid out anew in the end."""

from __future__ import annotations

import numpy as np
import pytest

from testkit.nets import clique, load, steward_of
from weft.analysis import stillness
from weft.analysis.files import places_of
from weft.analysis.pipeline import refresh_network, stored
from weft.common.jobs import Progress
from weft.graph.actions import add_actor, add_tie
from weft.graph.models import Actor
from weft.networks.models import Network
from weft.sna.io.records import ActorRecord, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setattr(stillness, "STILL_FROM", 20)
    records = [ActorRecord(name=f"A{n}") for n in range(60)]
    ties = [tie for first in range(0, 60, 12) for tie in clique(first, 12)]
    joined = [TieRecord(first, first + 12) for first in range(0, 48, 12)]
    return load(records, [*ties, *joined])


def newcomer(network: Network, beside: str, number: int) -> Actor:
    viewer = steward_of(network)
    actor: Actor = add_actor(viewer=viewer, values={"name": f"New {number}", "visibility": 0})
    for name in (beside, f"A{int(beside[1:]) + 1}"):
        other = Actor.objects.get(network=network, name=name)
        add_tie(viewer=viewer, source=actor, target=other, values={"visibility": 0})
    network.refresh_from_db()
    refresh_network(network, Progress())
    return actor


def test_everyone_stays_and_a_newcomer_joins_its_cluster(network: Network) -> None:
    before = stored(network.pk, 0)
    actor = newcomer(network, "A30", 1)
    after = stored(network.pk, 0)
    assert before is not None
    assert after is not None
    at = places_of(before["ids"], after["ids"])
    assert (after["xy"][at] == before["xy"]).all()
    assert (after["cluster"][at] == before["cluster"]).all()
    own, beside = places_of([actor.pk, Actor.objects.get(name="A30").pk], after["ids"]).tolist()
    assert after["cluster"][own] == after["cluster"][beside]
    assert 0 < after["still"][0] <= stillness.STILL_UP_TO
    assert after["still"][1:].tolist() == before["still"][1:].tolist()


def test_many_small_changes_come_to_a_new_layout(network: Network) -> None:
    shares = []
    for number in range(4):
        newcomer(network, f"A{12 * number}", number)
        arrays = stored(network.pk, 0)
        assert arrays is not None
        shares.append(float(arrays["still"][0]))
    assert shares[0] > 0
    assert 0.0 in shares[1:], "in the end everything is found anew"


def test_small_nets_are_always_laid_out_anew(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stillness, "STILL_FROM", 5_000)
    newcomer(network, "A30", 1)
    after = stored(network.pk, 0)
    assert after is not None
    assert after["still"][0] == 0
    assert np.isfinite(after["xy"]).all()
