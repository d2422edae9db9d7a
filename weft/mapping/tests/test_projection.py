"""Who shared activities: counted by hand, hidden ones left out, and drawn."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Ends, KindLook, Seen, add_actor, record_evidence, set_looks
from weft.graph.models import Actor, ActorKind
from weft.mapping import projecting
from weft.mapping.map_data import kept_map_data

pytestmark = pytest.mark.django_db
CAME = {
    "Spring": "Amy Ben Cat",
    "Summer": "Amy Ben",
    "Winter": "Amy Ben Cat Dan",
    "Secret": "Cat Dan",
}


@pytest.fixture
def people(cast: Cast) -> dict[str, Actor]:
    """Four people and four events, one of them for stewards only."""
    viewer = cast.open.viewer(cast.account("convenor"))
    names = sorted({name for came in CAME.values() for name in came.split()})

    def add(name: str, kind: str, visibility: int = 0) -> Actor:
        given = {"name": name, "kind": kind, "visibility": visibility}
        return add_actor(viewer=viewer, values=given)

    found = {name: add(name, "Person") for name in names}
    events = {name: add(name, "Gathering", 2 if name == "Secret" else 0) for name in CAME}
    today = timezone.localdate()
    seen = [
        Seen(Ends(found[name], events[event], "came", visibility=0), "meeting", today)
        for event, came in CAME.items()
        for name in came.split()
    ]
    record_evidence(viewer=viewer, seen=seen)
    kind = ActorKind.objects.get(network=cast.open.network, name="Gathering")
    set_looks(viewer=viewer, kinds={kind.pk: KindLook("", "", is_activity=True)}, types={})
    cast.open.network.refresh_from_db()
    return found


def shared(cast: Cast, audience: int, least: int) -> dict[frozenset[str], int]:
    viewer = Viewer(cast.open.network.pk, audience)
    data = kept_map_data(viewer, cast.open.network, projection=least)
    names = data["actors"]["name"]
    ties = data["ties"]
    return {
        frozenset((names[a], names[b])): weight
        for a, b, weight in zip(ties["source"], ties["target"], ties["weight"], strict=True)
    }


def by_hand(events: list[str], least: int) -> dict[frozenset[str], int]:
    counts: dict[frozenset[str], int] = {}
    for event in events:
        for pair in combinations(CAME[event].split(), 2):
            counts[frozenset(pair)] = counts.get(frozenset(pair), 0) + 1
    return {pair: count for pair, count in counts.items() if count >= least}


@pytest.mark.parametrize("least", [1, 2, 3, 4])
def test_pairs_are_those_counted_by_hand(cast: Cast, people: dict[str, Actor], least: int) -> None:
    public = [event for event in CAME if event != "Secret"]
    assert shared(cast, Visibility.PUBLIC, least) == by_hand(public, least)
    assert shared(cast, Visibility.STEWARDS, least) == by_hand(list(CAME), least)


def test_activities_themselves_are_not_in_it(cast: Cast, people: dict[str, Actor]) -> None:
    data = kept_map_data(Viewer(cast.open.network.pk, 2), cast.open.network, projection=1)
    assert not set(CAME) & set(data["actors"]["name"])
    assert len({len(column) for column in data["actors"].values()}) == 1


def test_the_table_and_the_picture_say_the_same(
    cast: Cast, people: dict[str, Actor], client: Client
) -> None:
    slug = cast.open.network.slug
    table = client.get(reverse("map_together", args=[slug]) + "?projection=2").content.decode()
    assert "2 pairs" not in table
    assert table.index("Amy") < table.index("Cat")
    picture = client.get(reverse("map_picture", args=[slug, "svg"]) + "?projection=2")
    assert "Spring" not in picture.content.decode()
    none = client.get(reverse("map_together", args=[slug]) + "?projection=9").content.decode()
    assert "Nobody shared so many" in none


def test_the_largest_activities_are_left_out_before_pairs_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three meetings of 4, 3 and 2: six, three and one pair."""
    who = np.array([0, 1, 2, 3, 0, 1, 2, 0, 1])
    what = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2])
    assert len(projecting.without_largest(who, what, 3)[0]) == 9
    monkeypatch.setattr(projecting, "MOST_COUNTED", 5)
    kept = projecting.without_largest(who, what, 3)
    assert kept[0].tolist() == [0, 1, 2, 0, 1]
    assert kept[1].tolist() == [1, 1, 1, 2, 2]
