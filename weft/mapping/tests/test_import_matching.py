"""What an import takes for the same: the same file twice, in another order, with new values."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from weft.graph.models import Actor, Tie
from weft.mapping.tests.bringing import bring_net, counts, network
from weft.networks.models import Network
from weft.sna.io import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Network:
    return network()


def net(actors: list[ActorRecord], ties: list[TieRecord] | None = None) -> Net:
    return Net("test", [replace(actor) for actor in actors], [replace(t) for t in ties or []])


AMY, BEN = ActorRecord("Amy"), ActorRecord("Ben")


def test_new_changed_unchanged(here: Network) -> None:
    first = net([AMY, BEN], [TieRecord(0, 1, weight=1.0)])
    assert counts(bring_net(here, first)) == ((2, 0, 0, 0), (1, 0, 0, 0))
    assert counts(bring_net(here, first)) == ((0, 0, 2, 0), (0, 0, 1, 0))
    later = net(
        [replace(AMY, place="Leeds"), BEN, ActorRecord("Cat")],
        [TieRecord(0, 1, weight=2.0), TieRecord(1, 2)],
    )
    assert counts(bring_net(here, later)) == ((1, 1, 1, 0), (1, 1, 0, 0))
    assert counts(bring_net(here, later)) == ((0, 0, 3, 0), (0, 0, 2, 0))


def test_an_empty_cell_deletes_nothing(here: Network) -> None:
    full = ActorRecord(
        "Amy", kind="person", tags=["a"], place="Leeds", email="amy@example.org", size=3.0,
        colour="#112233", x=1.0, y=2.0, fields={"members": 4}
    )  # fmt: skip
    tie = TieRecord(0, 0, weight=2.0, tags=["b"], rung=3, fields={"since": "May"})
    bring_net(here, net([full], [tie]))
    assert counts(bring_net(here, net([AMY], [TieRecord(0, 0)]))) == ((0, 0, 1, 0), (0, 0, 1, 0))
    actor = Actor.objects.get()
    assert (actor.kind.name, actor.place, actor.fields) == ("person", "Leeds", {"members": 4})


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(here: Network, seed: int) -> None:
    shuffle = random.Random(seed)  # noqa: S311 - a test's order
    actors = [AMY, BEN, ActorRecord("Amy", place="Leeds"), ActorRecord("Amy", place="York")]
    ties = [
        TieRecord(0, 1, weight=float(weight), direction=direction, type=kind)
        for weight in (1, 2, 3)
        for direction in ("directed", "undirected", "mutual")
        for kind in ("", "funds")
    ] + [TieRecord(1, 0, weight=1.0, direction="directed"), TieRecord(2, 2), TieRecord(2, 2)]
    bring_net(here, net(actors, ties))
    order = list(range(len(actors)))
    shuffle.shuffle(order)
    moved = [
        replace(tie, source=order.index(tie.source), target=order.index(tie.target)) for tie in ties
    ]
    shuffle.shuffle(moved)
    again = bring_net(here, net([actors[place] for place in order], moved))
    assert counts(again) == ((0, 0, 4, 0), (0, 0, len(ties), 0))


def test_two_way_ties_may_be_written_either_way_round(here: Network) -> None:
    bring_net(here, net([AMY, BEN], [TieRecord(0, 1), TieRecord(0, 1, direction="directed")]))
    turned = [TieRecord(1, 0), TieRecord(1, 0, direction="directed")]
    assert counts(bring_net(here, net([AMY, BEN], turned)))[1] == (1, 0, 1, 0)


def test_one_of_several_parallel_ties_changes(here: Network) -> None:
    ties = [TieRecord(0, 1, weight=float(weight)) for weight in (1, 2, 3)]
    bring_net(here, net([AMY, BEN], ties))
    changed = [ties[2], replace(ties[0], weight=9.0), ties[1]]
    assert counts(bring_net(here, net([AMY, BEN], changed)))[1] == (0, 1, 2, 0)
    assert set(Tie.objects.values_list("weight", flat=True)) == {2.0, 3.0, 9.0}


def test_a_ties_own_id_holds_when_its_values_and_direction_change(here: Network) -> None:
    ties = [TieRecord(0, 1, id="t1", weight=1.0), TieRecord(0, 1, id="t2", weight=2.0)]
    bring_net(here, net([AMY, BEN], ties))
    swapped = [
        TieRecord(1, 0, id="t2", weight=1.0, direction="directed"),
        TieRecord(0, 1, id="t1", weight=5.0),
    ]
    assert counts(bring_net(here, net([AMY, BEN], swapped)))[1] == (0, 2, 0, 0)
    by_ref = {tie.ref: (tie.weight, tie.direction) for tie in Tie.objects.all()}
    assert by_ref == {"t1": (5.0, "undirected"), "t2": (1.0, "directed")}


def test_an_actor_listed_twice_with_one_id(here: Network) -> None:
    twice = [ActorRecord("Amy", id="7"), ActorRecord("Amy", id="7", place="Leeds")]
    bring_net(here, net(twice))
    assert Actor.objects.count() == 2
    assert counts(bring_net(here, net(twice)))[0] == (0, 0, 2, 0)


def test_ids_that_stand_for_others_are_not_followed(here: Network) -> None:
    first = [ActorRecord(name, id=str(n)) for n, name in enumerate(("Amy", "Ben", "Cat"))]
    second = [ActorRecord(name, id=str(n)) for n, name in enumerate(("Dan", "Eve", "Amy"))]
    bring_net(here, net(first))
    brought = bring_net(here, net(second, [TieRecord(0, 2, id="0")]))
    assert counts(brought) == ((2, 0, 1, 0), (1, 0, 0, 0))
    assert "stand for other actors" in brought.notes[0].message
    assert set(Actor.objects.values_list("name", "ref")) == {
        ("Amy", "0"), ("Ben", "1"), ("Cat", "2"), ("Dan", ""), ("Eve", ""),
    }  # fmt: skip
    assert counts(bring_net(here, net(second, [TieRecord(0, 2, id="0")])))[0] == (0, 0, 3, 0)


def test_an_id_follows_an_actor_that_was_renamed(here: Network) -> None:
    bring_net(here, net([ActorRecord(name, id=name[0]) for name in ("Amy", "Ben", "Cat", "Dan")]))
    renamed = bring_net(
        here, net([ActorRecord(n, id=n[0]) for n in ("Amy Smith", "Ben", "Cat", "Dan")])
    )
    assert counts(renamed)[0] == (0, 1, 3, 0)
    assert Actor.objects.get(ref="A").search_name == "amy smith"


def test_the_same_name_of_another_kind_is_another_actor(here: Network) -> None:
    bring_net(here, net([ActorRecord("Leeds", kind="council")]))
    again = bring_net(here, net([ActorRecord("Leeds", kind="place"), ActorRecord("Leeds")]))
    assert counts(again)[0] == (1, 0, 1, 0)


def test_actors_that_ties_brought_get_their_kind_later(here: Network) -> None:
    bring_net(here, net([AMY, BEN], [TieRecord(0, 1)]))
    kinds = bring_net(here, net([replace(AMY, kind="person"), replace(BEN, kind="person")]))
    assert counts(kinds)[0] == (0, 2, 0, 0)


def test_a_point_given_by_hand_is_not_looked_up(here: Network) -> None:
    given = ActorRecord("Amy", place="Leeds", latitude=1.5, longitude=2.5)
    bring_net(here, net([given, replace(BEN, place="Leeds")]))
    amy, ben = Actor.objects.order_by("name")
    assert (amy.latitude, amy.longitude) == (1.5, 2.5)
    assert round(ben.latitude or 0, 1) == 53.8
    assert ben.region == "Yorkshire and the Humber"
    moved = [replace(AMY, place="York"), replace(BEN, place="Cardiff")]
    assert counts(bring_net(here, net(moved)))[0] == (0, 2, 0, 0)
    amy, ben = Actor.objects.order_by("name")
    assert (amy.place, amy.latitude) == ("York", 1.5)
    assert (round(ben.latitude or 0, 1), ben.region) == (51.5, "Wales")
    assert counts(bring_net(here, net(moved)))[0] == (0, 0, 2, 0)
