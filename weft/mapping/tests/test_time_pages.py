"""The map on a day, two days compared, days with a name, and what the timeline is given."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.cast import Cast
from testkit.query_counts import queries_of
from weft.graph.actions import edit_actor, end_actor
from weft.graph.models import Actor, ChangeSet
from weft.mapping.map_data import kept_map_data, map_data
from weft.mapping.models import Snapshot
from weft.mapping.then import Moment, marks_on, then

pytestmark = pytest.mark.django_db


def page_of(client: Client, cast: Cast, name: str, query: str = "") -> str:
    return client.get(reverse(name, args=[cast.open.network.slug]) + query).content.decode()


def sign_in(client: Client, cast: Cast, role: str) -> None:
    account = cast.account(role)
    assert account is not None
    client.force_login(account)


def test_the_day_before_the_first_is_empty(cast: Cast, client: Client) -> None:
    assert "Nobody was on the map that day" in page_of(client, cast, "time_page", "?on=1999-01-01")
    assert "canaryactorpublic" in page_of(client, cast, "time_page")


@pytest.mark.parametrize(
    "query", ["?on=9999-99-99", "?on=0001-01-01", "?on=%00", "?page=x&clock=y"]
)
def test_what_cannot_be_read_is_taken_as_not_given(cast: Cast, client: Client, query: str) -> None:
    assert "The map on" in page_of(client, cast, "time_page", query)
    assert "From" in page_of(client, cast, "time_compare", query.replace("on=", "from="))


def test_names_are_those_of_the_day(cast: Cast, client: Client) -> None:
    """By the record an actor is called what it was called; by what happened as it is now."""
    sign_in(client, cast, "convenor")
    viewer = cast.open.viewer(cast.account("convenor"))
    actor = cast.open.actors[0]
    long_ago = timezone.now() - timedelta(days=30)
    ChangeSet.objects.filter(network=cast.open.network).update(made_at=long_ago)
    edit_actor(viewer=viewer, actor=actor, values={"name": "New name"})
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    recorded = page_of(client, cast, "time_page", f"?on={day}&clock=recorded")
    assert "canaryactorpublic" in recorded
    assert "now New name" in recorded
    happened = page_of(client, cast, "time_page", f"?on={day}&clock=happened")
    assert "canaryactorpublic" not in happened


def test_a_day_gets_a_name_and_loses_it(cast: Cast, client: Client) -> None:
    sign_in(client, cast, "map_manager")
    url = reverse("snapshot_add", args=[cast.open.network.slug])
    client.post(url, {"name": " Before the festival ", "on": "2026-03-01", "visibility": "0"})
    snapshot = Snapshot.objects.get(name="Before the festival")
    assert "Before the festival" in page_of(Client(), cast, "time_page")
    again = client.post(url, {"name": "Before the festival", "on": "2026-03-02"})
    assert "Another day has this name" in again.content.decode()
    assert "Write a name" in client.post(url, {"name": " \0", "on": ""}).content.decode()
    client.post(reverse("snapshot_remove", args=[cast.open.network.slug, snapshot.pk]))
    assert not Snapshot.objects.filter(pk=snapshot.pk).exists()


def test_the_timeline_has_what_left_for_stewards_only(cast: Cast) -> None:
    network = cast.open.network
    viewer = cast.open.viewer(cast.account("convenor"))
    gone = Actor.objects.get(network=network, search_name="canaryotherpublic")
    end_actor(viewer=viewer, actor=gone)
    network.refresh_from_db()
    for role, is_there in (("convenor", True), ("member", False), ("anonymous", False)):
        seen = cast.open.viewer(cast.account(role))
        data = kept_map_data(seen, network, is_over_time=True)
        assert (gone.pk in data["actors"]["id"]) is is_there, role
        now = kept_map_data(seen, network)
        assert gone.pk not in now["actors"]["id"]
        actors, ties = marks_on(data, Moment.from_query({}))  # type: ignore[arg-type]  # reads alike
        assert actors.sum() == len(now["actors"]["id"])
        assert ties.sum() == len(now["ties"]["source"])


def test_the_page_and_the_timeline_agree(cast: Cast) -> None:
    network = cast.open.network
    viewer = cast.open.viewer(cast.account("convenor"))
    data = kept_map_data(viewer, network, is_over_time=True)
    for clock in ("happened", "recorded"):
        for days in (0, 1, 400):
            day = timezone.localdate() - timedelta(days=days)
            moment = Moment.from_query({"on": day.isoformat(), "clock": clock})  # type: ignore[arg-type]
            found = then(viewer, network, moment)
            actors, ties = marks_on(data, moment)
            assert (found.actors, found.ties) == (actors.sum(), ties.sum())


def test_a_picture_of_a_day(cast: Cast, client: Client) -> None:
    picture = page_of_picture(client, cast, "?on=1999-01-01")
    assert "canaryactorpublic" not in picture
    assert "canaryactorpublic" in page_of_picture(client, cast, "?on=2999-01-01")


def page_of_picture(client: Client, cast: Cast, query: str) -> str:
    url = reverse("map_picture", args=[cast.open.network.slug, "svg"])
    return client.get(url + query).content.decode()


def test_plain_data_has_no_times(cast: Cast) -> None:
    from weft.analysis.queries import reading  # noqa: PLC0415

    viewer = cast.open.viewer(None)
    data = map_data(viewer, cast.open.network, reading(viewer, cast.open.network))
    assert "time" not in data
    assert "id" not in data["ties"]


def test_pages_do_not_grow_queries(cast: Cast, client: Client) -> None:
    sign_in(client, cast, "convenor")
    viewer = cast.open.viewer(cast.account("convenor"))
    urls = [reverse(name, args=[cast.open.network.slug]) for name in ("time_page", "time_compare")]
    before = [queries_of(client, url) for url in urls]
    from weft.graph.actions import add_actor  # noqa: PLC0415

    for number in range(18):
        add_actor(viewer=viewer, values={"name": f"More {number}"})
    assert [queries_of(client, url) for url in urls] == before
