"""The pages of linked sources: who may, what they show, and what their buttons do."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from testkit.query_counts import queries_of
from weft.common.jobs import run_until_idle
from weft.graph.models import Actor, ChangeSet
from weft.mapping.models import Outcome, Source
from weft.mapping.tests.following import Web, night

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: Cast, client: Client) -> Client:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    # The cast's own source would be looked at along with the test's.
    Source.objects.all().delete()
    return client


def at(cast: Cast, name: str, *more: object) -> str:
    return reverse(name, args=[cast.open.network.slug, *more])


def linked(cast: Cast, client: Client) -> Source:
    values = {"name": "List", "address": "https://sheet.example.org/a.csv", "visibility": 1,
              "when_gone": "end"}  # fmt: skip
    answer = client.post(at(cast, "source_add"), values)
    source = Source.objects.get()
    assert answer.headers["Location"] == at(cast, "source_detail", source.pk)
    return source


def test_from_link_to_undo(cast: Cast, manager: Client, web: Web) -> None:
    web.says("name,where,type", *[f"Number {n},Leeds,Group" for n in range(30)])
    assert b"No source is linked yet" in manager.get(at(cast, "sources")).content
    source = linked(cast, manager)
    url = at(cast, "source_detail", source.pk)
    assert b"Waiting for its turn" in manager.get(url).content
    run_until_idle()
    page = manager.get(url).content.decode()
    assert "Nothing is on the map yet" in page
    assert "Number 7" in page
    assert "Bring this in and follow it" in page
    # The column “where” was not understood: say what it is.
    columns = {"column-0-1": "place", "match": "auto", "direction": "undirected", "visibility": "2"}
    manager.post(at(cast, "source_correct", source.pk), columns)
    run_until_idle()
    manager.post(at(cast, "source_accept", source.pk))
    run_until_idle()
    brought = Actor.objects.filter(name__startswith="Number")
    assert set(brought.values_list("place", "visibility")) == {("Leeds", 2)}
    source.refresh_from_db()
    assert source.change_set is not None
    assert source.change_set.made_by == cast.account("map_manager")
    manager.post(at(cast, "change_set_undo", source.change_set.pk))
    assert "undone" in manager.get(url).content.decode()
    assert not brought.filter(ended_in=None).exists()


def test_what_waits_is_on_the_desk(cast: Cast, manager: Client, web: Web) -> None:
    source = linked(cast, manager)
    run_until_idle()
    desk = manager.get(at(cast, "keep")).content.decode()
    assert "“List” has something new that waits for you." in desk
    assert at(cast, "source_detail", source.pk) in desk
    manager.post(at(cast, "source_discard", source.pk))
    assert "List" not in manager.get(at(cast, "keep")).content.decode()
    web.fails = "The address answered 404: there is nothing there."
    for day in range(1, 8):
        night(source, f"2026-01-0{day}")
    assert "could not be read for a week" in manager.get(at(cast, "keep")).content.decode()
    page = manager.get(at(cast, "source_detail", source.pk)).content.decode()
    assert "answered 404" in page
    assert "Check the address, then follow it again." in page
    manager.post(at(cast, "source_pause", source.pk))
    source.refresh_from_db()
    assert (source.is_on, source.failed_nights) == (True, 0)


def test_what_is_gone_is_shown_before_it_is_done(cast: Cast, manager: Client, web: Web) -> None:
    web.says("name", "Zoe", "Yan")
    source = linked(cast, manager)
    run_until_idle()
    manager.post(at(cast, "source_accept", source.pk))
    run_until_idle()
    web.says("name", "Zoe")
    manager.post(at(cast, "source_look", source.pk))
    run_until_idle()
    page = manager.get(at(cast, "source_detail", source.pk)).content.decode()
    assert "1 of 2 actors" in page
    assert "1 actor would be taken off" in page
    assert Actor.objects.filter(name="Yan", ended_in=None).exists()


@pytest.mark.parametrize(("rows", "stay"), [("leave", True), ("end", False)])
def test_removing(cast: Cast, manager: Client, web: Web, *, rows: str, stay: bool) -> None:
    source = linked(cast, manager)
    run_until_idle()
    manager.post(at(cast, "source_accept", source.pk))
    run_until_idle()
    assert (
        "It put 1 actor on the map"
        in manager.get(at(cast, "source_remove", source.pk)).content.decode()
    )
    manager.post(at(cast, "source_remove", source.pk), {"rows": rows})
    assert not Source.objects.exists()
    assert Actor.objects.filter(name="Zoe", ended_in=None).exists() is stay


def test_a_link_that_leads_nowhere_is_told_on_the_form(cast: Cast, manager: Client) -> None:
    values = {"name": "List", "address": "ftp://example.org/", "visibility": 1, "when_gone": "end"}
    answer = manager.post(at(cast, "source_add"), values)
    assert "An address starts with https://" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_google_sheet_is_told(cast: Cast, manager: Client, web: Web) -> None:
    source = linked(cast, manager)
    sheet = "https://docs.google.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRs/edit#gid=0"
    values = {"name": "List", "address": sheet, "visibility": 1, "when_gone": "end"}
    answer = manager.post(at(cast, "source_edit", source.pk), values, follow=True)
    assert "the one sheet that this link opens" in answer.content.decode()
    source.refresh_from_db()
    assert source.address.endswith("/export?format=csv&gid=0")


def test_sources_of_another_network_do_not_exist(cast: Cast, client: Client) -> None:
    account = cast.account("convenor")
    assert account is not None
    client.force_login(account)
    assert cast.closed.source is not None
    pk = cast.closed.source.pk
    for name in ("detail", "edit", "remove"):
        assert client.get(at(cast, f"source_{name}", pk)).status_code == 404
    for name in ("edit", "correct", "look", "accept", "discard", "pause", "remove"):
        assert client.post(at(cast, f"source_{name}", pk)).status_code == 404
    cast.closed.source.refresh_from_db()
    assert cast.closed.source.outcome == Outcome.WAITING


def test_the_list_never_grows_queries(cast: Cast, manager: Client) -> None:
    def grow(first: int, count: int) -> None:
        for number in range(first, first + count):
            Source.objects.create(
                network=cast.open.network, name=f"Source {number}", address="https://a.example/"
            )

    grow(0, 2)
    few = queries_of(manager, at(cast, "sources"))
    grow(2, 20)
    assert queries_of(manager, at(cast, "sources")) == few
    assert ChangeSet.objects.exists()
