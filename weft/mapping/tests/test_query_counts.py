"""Lists never grow queries: the same number with 2 and with 20 rows."""

from __future__ import annotations

import pytest
from django.test import Client

from testkit.cast import Cast, Stage
from testkit.query_counts import queries_of
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, add_tie, edit_actor
from weft.graph.models import Actor

PAGES = (
    "",
    "map/",
    "map/data.json",
    "map/overview.json",
    "map/around/?ids={actor}",
    "map/part.json?q=number",
    "map/search/?q=umber",
    "map/table/",
    "map/said/",
    "directory/",
    "directory.csv",
    "changes/",
    "insights/",
    "insights/gaps/?by=topic",
    "insights/coverage/",
    "insights/meet/{actor}/",
    "actors/{actor}/",
    "map/panel/{actor}/",
    "actors/{actor}/near.svg",
    "changes/{change_set}/",
    "export/json/",
    "export/xlsx/",
    "settings/",
    "settings/fields/",
)
API = ("actors/", "ties/", "change-sets/", "measures/", "")


def grow(stage: Stage, viewer: Viewer, count: int) -> None:
    centre = stage.actors[0]
    for number in range(count):
        actor: Actor = add_actor(
            viewer=viewer, values={"name": f"Number {number}", "place": "Leeds", "topics": ["New"]}
        )
        add_tie(viewer=viewer, source=centre, target=actor, values={"rung": 2})
        edit_actor(viewer=viewer, actor=centre, values={"description": f"Version {number}"})


@pytest.mark.django_db
def test_lists_never_grow_queries(cast: Cast, client: Client) -> None:
    convenor = cast.account("convenor")
    assert convenor is not None
    client.force_login(convenor)
    stage = cast.open
    places = {"actor": stage.actors[0].pk, "change_set": stage.change_sets[0].pk}
    slug = stage.network.slug
    urls = [f"/{slug}/{page.format(**places)}" for page in PAGES]
    urls += [f"/api/v1/networks/{slug}/{page}" for page in API]
    viewer = stage.viewer(convenor)
    grow(stage, viewer, 2)
    few = {url: queries_of(client, url) for url in urls}
    grow(stage, viewer, 20)
    many = {url: queries_of(client, url) for url in urls}
    assert many == few
    # The home page joins what all features have to say.
    assert max(many.values()) <= 32, many
