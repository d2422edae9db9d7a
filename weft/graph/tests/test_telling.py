"""What a change set did, in words: names of what the viewer may see, and counts of much."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import add_actor, add_tie, edit_actor, end_actor
from weft.graph.models import Actor
from weft.graph.telling import recent_change_sets

pytestmark = pytest.mark.django_db


def words(viewer: Viewer) -> str:
    return recent_change_sets(viewer, limit=1)[0].words


def added(cast: Cast, name: str, visibility: int = Visibility.PUBLIC) -> Actor:
    stage = cast.open
    values = {"name": name, "kind": stage.actors[0].kind, "visibility": visibility}
    return add_actor(viewer=stage.viewer(cast.account("convenor")), values=values)


def test_a_small_change_is_told_by_name(cast: Cast) -> None:
    stage = cast.open
    viewer = stage.viewer(cast.account("convenor"))
    otter, heron = added(cast, "Otter Group"), added(cast, "Heron Group")
    assert words(viewer) == "Put on the map: Heron Group"
    add_tie(viewer=viewer, source=otter, target=heron, values={"type": "works with"})
    assert words(viewer) == "A tie: Otter Group – Heron Group"
    edit_actor(viewer=viewer, actor=otter, values={"name": "Otters"})
    assert words(viewer) == "Changed: Otters"
    end_actor(viewer=viewer, actor=otter)
    assert words(viewer) == "Taken off the map: Otters"
    told = [line.words for line in recent_change_sets(viewer, limit=5)]
    assert told[2] == "A tie, gone since: Otters – Heron Group"
    assert told[4] == "Put on the map, gone since: Otters"
    assert all(
        "Otters" not in line.words
        for line in recent_change_sets(stage.viewer(cast.account("member")), limit=30)
    )


def test_names_are_told_only_to_those_who_may_see_them(cast: Cast) -> None:
    stage = cast.open
    heron = added(cast, "Heron Group", Visibility.STEWARDS)
    convenor, member = (stage.viewer(cast.account(who)) for who in ("convenor", "member"))
    assert "Heron Group" in words(convenor)
    told = " ".join(line.words for line in recent_change_sets(member, limit=30))
    assert "Heron Group" not in told
    end_actor(viewer=convenor, actor=heron)
    assert "Heron Group" in words(convenor)
    public = added(cast, "Otter Group")
    end_actor(viewer=convenor, actor=public)
    told = " ".join(line.words for line in recent_change_sets(member, limit=30))
    assert "Otter Group" not in told
    assert "Heron Group" not in told


def test_a_page_asks_as_often_for_two_as_for_twenty(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    counts = []
    for names in (["one", "two"], [f"number {n}" for n in range(20)]):
        for name in names:
            added(cast, name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            recent_change_sets(viewer, limit=len(names))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_undo_says_what_it_takes_back(cast: Cast) -> None:
    added(cast, "Otter Group")
    client = Client()
    client.force_login(cast.account("convenor"))  # type: ignore[arg-type]  # there is one
    page = client.get(reverse("change_sets", args=[cast.open.network.slug])).content.decode()
    assert "Undo what I did last: Put on the map: Otter Group" in page
