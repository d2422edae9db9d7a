"""Tiles say the same about the same actors and ties, whichever of them one looks at."""

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np
import pytest

from weft.analysis.files import Arrays
from weft.mapping.tiles.cutting import ACTORS_EACH_CELL, network_view, place_view
from weft.mapping.tiles.frames import Frame, frame_of_layout, frame_of_places, mercator
from weft.mapping.tiles.grid import NEVER, SIZE, cells, crosses, tile_size
from weft.mapping.tiles.reading import Seen
from weft.mapping.tiles.tile import STEPS, Place, contents, digest, packed

ACTORS, TIES, CLUSTERS = 3_000, 9_000, 12


@pytest.fixture(scope="module")
def seen() -> Seen:
    """A made-up net: clusters here and there, and everyone in one of three towns."""
    random = np.random.default_rng(5)
    cluster = random.integers(0, CLUSTERS, ACTORS)
    middles = random.uniform(-0.8, 0.8, (CLUSTERS, 2))
    source, target = random.integers(0, ACTORS, (2, TIES))
    towns = np.array([(51.5, -0.1), (53.8, -1.5), (51.48, -3.2)])
    return Seen(
        ids=np.arange(10, 10 + ACTORS),
        named=random.integers(0, 2**60, ACTORS).astype(np.uint64),
        kind=random.integers(0, 4, ACTORS).astype(np.int16),
        region=random.integers(0, 9, ACTORS).astype(np.int16),
        cluster=cluster.astype(np.int16),
        degree=np.bincount(np.concatenate((source, target)), minlength=ACTORS).astype(np.int32),
        xy=middles[cluster] + random.normal(0, 0.08, (ACTORS, 2)),
        places=towns[random.integers(0, 3, ACTORS)],
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        rung=random.integers(-1, 6, TIES).astype(np.int8),
        weight=np.ones(TIES, np.float32),
        way=random.integers(0, 3, TIES).astype(np.int8),
        kinds=[],
        regions=[],
    )


@pytest.fixture(scope="module", params=["network", "place"])
def cut(request: pytest.FixtureRequest, seen: Seen) -> Arrays:
    if request.param == "network":
        return network_view(seen, frame_of_layout(seen.xy))
    return place_view(seen, frame_of_places(mercator(seen.places)))


def tiles(level: int) -> list[Place]:
    return [Place(level, c, r) for c in range(2**level) for r in range(2**level)]


def shown(cut: Arrays, level: int) -> set[int]:
    found: list[int] = []
    for place in tiles(level):
        found += contents(cut, place)["id"].tolist()
    assert len(found) == len(set(found)), "an actor is in two tiles of a level"
    return set(found)


def test_who_has_appeared_stays(cut: Arrays) -> None:
    before: set[int] = set()
    for level in range(5):
        now = shown(cut, level)
        assert before <= now
        before = now
    assert len(before) > 20


def test_no_cell_has_more_than_its_quota(cut: Arrays) -> None:
    for level in range(5):
        there = cut["from"] <= level
        _cell, counts = np.unique(cells(cut["code"][there], level), return_counts=True)
        assert counts.max() <= ACTORS_EACH_CELL


def test_the_highest_ranked_of_a_cell_come_first(cut: Arrays) -> None:
    cell = cells(cut["code"], 1)
    for one in np.unique(cell):
        inside = np.flatnonzero(cell == one)
        first = inside[np.argsort(cut["rank"][inside])][:ACTORS_EACH_CELL]
        assert set(first) == set(inside[cut["from"][inside] <= 1])


def ties_of(cut: Arrays, place: Place) -> set[tuple[int, int, int]]:
    found = contents(cut, place)
    ids = np.concatenate((found["id"], found["e_id"]))
    columns = (ids[found["a"]], ids[found["b"]], found["rung"])
    return set(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("level", [1, 3, 4])
def test_a_tie_is_in_every_tile_it_crosses_or_in_none(cut: Arrays, level: int) -> None:
    at = {pk: place for place, pk in enumerate(cut["id"].tolist())}
    of_tile = {place: ties_of(cut, place) for place in tiles(level)}
    everywhere = set().union(*of_tile.values())
    assert everywhere or level == 1
    places = list(of_tile)
    for tie in list(everywhere)[:300]:
        ends = tuple(np.array([int(cut[axis][at[end]])]) for end in tie[:2] for axis in ("x", "y"))
        for place in places:
            crossed = crosses(
                (ends[0], ends[1], ends[2], ends[3]), place.left, place.top, place.size
            )
            assert (tie in of_tile[place]) == bool(crossed[0]), (tie, place)


def test_both_ends_of_a_tie_are_shown_at_its_level(cut: Arrays) -> None:
    for level in range(4):
        there = shown(cut, level)
        for place in tiles(level):
            assert {end for tie in ties_of(cut, place) for end in tie[:2]} <= there


def test_neighbours_agree_on_where_an_end_stands(cut: Arrays) -> None:
    """No seam: whichever tile tells of an end, it is at the same spot to a quarter of a pixel."""
    spots: dict[int, set[tuple[int, int]]] = {}
    for place in tiles(2):
        found = contents(cut, place)
        step = place.size // STEPS
        for key, xy in (("id", "xy"), ("e_id", "e_xy")):
            for pk, (x, y) in zip(found[key].tolist(), found[xy].tolist(), strict=True):
                spot = (place.left + x * step, place.top + y * step)
                spots.setdefault(pk, set()).add(spot)
    assert all(len(told) == 1 for told in spots.values())


def test_dots_stand_for_hidden_actors_only(cut: Arrays) -> None:
    found = contents(cut, Place(0, 0, 0))
    hidden = int((cut["from"] > 0).sum())
    assert 0 < len(found["d_xy"]) <= hidden
    assert found["d_xy"].min() >= 0
    assert found["d_xy"].max() <= STEPS // 4


def test_those_of_one_town_stand_apart(seen: Seen) -> None:
    found = place_view(seen, frame_of_places(mercator(seen.places)))
    assert len(np.unique(found["code"])) > 0.99 * ACTORS
    assert (found["from"] < NEVER).mean() > 0.9


def test_bundles_join_clusters_that_are_shown(seen: Seen) -> None:
    found = contents(network_view(seen, frame_of_layout(seen.xy)), Place(0, 0, 0))
    assert len(found["c_number"]) > 3
    assert len(found["b_ties"]) > 0
    assert len(found["h_xy"]) == 16 * len(found["c_number"])


def test_a_frame_holds_still_while_the_net_grows() -> None:
    places = np.array([(51.2, -0.6), (51.7, 0.3)])
    more = np.vstack((places, [(51.4, 0.0), (51.71, 0.31)]))
    assert frame_of_places(mercator(places)) == frame_of_places(mercator(more))
    xy = np.array([(-1.0, -1.0), (1.0, 1.0)])
    assert frame_of_layout(xy) == frame_of_layout(xy * 1.05)
    wide = frame_of_layout(xy * 1.2)
    assert wide.units(xy * 1.2).max() < SIZE - 1


def test_an_empty_net_has_empty_tiles() -> None:
    none = np.zeros(0, np.int16)
    empty = Seen(
        none.astype(np.int64), none.astype(np.uint64), none, none, none, none.astype(np.int32),
        np.zeros((0, 2)), np.zeros((0, 2)), none.astype(np.int32), none.astype(np.int32),
        none.astype(np.int8), none.astype(np.float32), none.astype(np.int8), [], [],
    )  # fmt: skip
    found = contents(network_view(empty, Frame(-1, -1, 2)), Place(0, 0, 0))
    assert len(found["id"]) == len(found["a"]) == 0


def test_only_tiles_that_show_a_change_differ(seen: Seen) -> None:
    frame = frame_of_layout(seen.xy)
    before = network_view(seen, frame)
    seen.named[77] += np.uint64(1)
    after = network_view(seen, frame)
    seen.named[77] -= np.uint64(1)
    for level in range(5):
        changed = [
            p for p in tiles(level) if digest(contents(before, p)) != digest(contents(after, p))
        ]
        with_actor = [p for p in tiles(level) if seen.ids[77] in contents(before, p)["id"]]
        assert changed == with_actor


def test_a_tile_travels_as_columns(cut: Arrays) -> None:
    place = Place(0, 0, 0)
    found = contents(cut, place)
    data: dict[str, Any] = json.loads(
        gzip.decompress(packed(found, lambda ids: {pk: f"Actor {pk}" for pk in ids[1:]}))
    )
    assert data["name"][0] == ""
    assert data["name"][1] == f"Actor {data['id'][1]}"
    assert len(data["x"]) == len(data["id"]) == len(data["from"])
    assert "named" not in data
    assert tile_size(0) == SIZE
