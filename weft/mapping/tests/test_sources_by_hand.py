"""What people change by hand is kept, and what goes wrong with a source is said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from testkit.cast import Cast
from testkit.nets import steward_of
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.fetching import CannotFetch
from weft.common.jobs import Progress, run_until_idle
from weft.common.models import Job
from weft.common.visibility import Viewer
from weft.graph.actions import (
    add_actor,
    add_tie,
    edit_actor,
    edit_tie,
    erase_change_set,
    undo_change_set,
)
from weft.graph.models import Actor, ChangeSet, Tie
from weft.mapping.models import Outcome, SourceRow
from weft.mapping.sources import actions, polling
from weft.mapping.sources.sheets import file_address
from weft.mapping.tests.bringing import network
from weft.mapping.tests.following import ADDRESS, Web, followed, night

pytestmark = pytest.mark.django_db
KEY = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"


def test_a_value_changed_by_hand_is_kept_and_told(web: Web) -> None:
    net = network()
    web.says("id,name,website,Budget", "1,Zoe,https://zoe.example,5", "2,Yan,,7")
    source = followed(net)
    zoe, yan = Actor.objects.get(name="Zoe"), Actor.objects.get(name="Yan")
    by_hand: dict[str, object] = {
        "website": "https://hand.example",
        "fields": {"Budget": 6, "Own": "x"},
    }
    edit_actor(viewer=steward_of(net), actor=zoe, values=by_hand)
    # The file has not changed its mind about Zoe: nobody overwrites her, and nothing is told.
    web.says("id,name,website,Budget", "1,Zoe,https://zoe.example,5", "2,Yan,,8")
    night(source)
    zoe.refresh_from_db()
    yan.refresh_from_db()
    assert (zoe.website, zoe.fields) == ("https://hand.example", {"Budget": 6, "Own": "x"})
    assert yan.fields == {"Budget": 8}
    assert source.preview["kept"] == []
    # Now it has: the hand-made values stay, and someone can read what the file says.
    web.says(
        "id,name,website,Budget", "1,Zoe,https://zoe2.example,9", "2,Yan,https://yan.example,8"
    )
    night(source, "2026-01-02")
    zoe.refresh_from_db()
    yan.refresh_from_db()
    assert (zoe.website, zoe.fields["Budget"]) == ("https://hand.example", 6)
    assert yan.website == "https://yan.example"
    assert [(kept["name"], kept["column"], kept["on_map"], kept["in_source"])
            for kept in source.preview["kept"]] == [
        ("Zoe", "website", "https://hand.example", "https://zoe2.example"),
        ("Zoe", "Budget", "6", "9"),
    ]  # fmt: skip


def test_hand_and_file_agree_again(web: Web) -> None:
    net = network()
    web.says("id,name,place", "1,Zoe,Leeds", "2,Yan,Leeds")
    source = followed(net)
    zoe = Actor.objects.get(name="Zoe")
    edit_actor(viewer=steward_of(net), actor=zoe, values={"place": "Hull"})
    for day, place in (("2026-01-01", "Hull"), ("2026-01-02", "York")):
        web.says("id,name,place", f"1,Zoe,{place}", "2,Yan,Leeds")
        night(source, day)
        zoe.refresh_from_db()
        assert zoe.place == place


def test_someone_found_later_is_only_filled_up(web: Web) -> None:
    """An actor that others added is not overwritten by a row that turns up one night."""
    net = network()
    web.says("name,place,website", "Zoe,Leeds,")
    source = followed(net)
    yan = add_actor(viewer=steward_of(net), values={"name": "Yan", "place": "Hull"})
    web.says("name,place,website", "Zoe,Leeds,", "Yan,York,https://yan.example")
    night(source)
    yan.refresh_from_db()
    assert (yan.place, yan.website) == ("Hull", "https://yan.example")
    assert source.preview["kept"][0]["in_source"] == "York"


def test_whom_others_tied_is_held(web: Web) -> None:
    net = network()
    viewer = steward_of(net)
    web.says("name", *[f"Actor {n}" for n in range(60)])
    source = followed(net)
    one, two = Actor.objects.get(name="Actor 1"), Actor.objects.get(name="Actor 2")
    add_tie(viewer=viewer, source=one, target=two, values={})
    web.says("name", *[f"Actor {n}" for n in range(60) if n not in (1, 5)])
    night(source)
    assert source.preview["held"] == ["Actor 1"]
    gone = Actor.objects.exclude(ended_in=None)
    assert list(gone.values_list("name", flat=True)) == ["Actor 5"]


def test_ties_come_and_go_too(web: Web) -> None:
    net = network()
    rows = [f"Zoe,{name},funds,2" for name in ("Ada", "Ben", "Cy", "Dan", "Eve")]
    web.says("from,to,type,weight", *rows)
    source = followed(net)
    edited = Tie.objects.get(target__name="Ada")
    edit_tie(viewer=steward_of(net), tie=edited, values={"type": "supports", "weight": 4})
    # Ada and Eve stay as actors of other ties; only the tie of Zoe and Eve is missing.
    web.says("from,to,type,weight", *rows[:4], "Ada,Eve,funds,1")
    night(source)
    assert source.outcome == Outcome.CHANGED, source.message
    ties = Tie.objects.filter(ended_in=None).select_related("type")
    assert {(str(t.type), t.weight) for t in ties if t.pk == edited.pk} == {("supports", 4)}
    assert ties.count() == 5


def test_who_was_erased_does_not_come_back(web: Web) -> None:
    net = network()
    viewer = Viewer(net.pk, 2, None, frozenset({"convenor"}))
    web.says("name", "Zoe")
    source = followed(net)
    first = source.change_set
    assert first is not None
    undo_change_set(viewer=viewer, change_set=first)
    erase_change_set(viewer=viewer, change_set=first)
    assert SourceRow.objects.get().actor is None
    web.says("name", "Zoe", "Yan")
    night(source)
    assert list(Actor.objects.values_list("name", flat=True)) == ["Yan"]
    assert "Zoe" not in str(list(SourceRow.objects.values()))


def test_a_week_of_failing_pauses(web: Web) -> None:
    net = network()
    web.says("name", "Zoe")
    source = followed(net)
    web.fails = "The address answered 404: there is nothing there."
    for day in range(1, 8):
        assert source.is_on
        night(source, f"2026-01-0{day}")
        # Done twice, a night counts once.
        night(source, f"2026-01-0{day}")
        assert (source.outcome, source.failed_nights) == (Outcome.FAILED, day)
    assert not source.is_on
    assert source.message == web.fails
    assert Actor.objects.filter(ended_in=None).count() == 1
    web.fails = ""
    actions.turn_on(viewer=steward_of(net), source=source, is_on=True)
    assert night(source, "2026-01-09").outcome == Outcome.UNCHANGED
    assert (source.failed_nights, source.message) == (0, "")


@pytest.mark.parametrize(
    "body", [b"<!doctype html><html>Sign in</html>", b"", b"\x89PNG\r\n", b'{"nodes": [']
)
def test_what_is_no_network_is_said(web: Web, body: bytes) -> None:
    net = network()
    web.says("name", "Zoe")
    source = followed(net)
    web.body, web.content_type = body, ""
    night(source)
    assert source.outcome == Outcome.FAILED
    assert source.message.endswith(".")
    assert Actor.objects.filter(ended_in=None).count() == 1


def test_every_night(web: Web) -> None:
    net = network()
    web.says("name", "Zoe")
    source = followed(net)
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert polling.look_every_night({"day": day}, Progress()) == {"sources": 1}
    assert polling.look_every_night({"day": day}, Progress()) == {"sources": 1}
    assert Job.objects.filter(kind=polling.POLL, state="queued").count() == 1
    run_until_idle()
    assert polling.look_every_night({"day": day}, Progress()) == {"sources": 0}
    actions.turn_on(viewer=steward_of(net), source=source, is_on=False)
    assert polling.look_every_night({"day": "2999-01-01"}, Progress()) == {"sources": 0}


def test_a_source_that_is_looked_at_is_left(web: Web) -> None:
    net = network()
    web.says("name", "Zoe")
    source = followed(net)
    earlier = polling.ask_for_look(source, polling.Look())
    Job.objects.filter(pk=earlier.pk).update(
        state="running", lease_until=timezone.now() + timedelta(hours=1)
    )
    asked = len(web.asked)
    night(source)
    assert len(web.asked) == asked


def test_reading_it_another_way_asks_again(web: Web) -> None:
    net = network()
    web.says("name;where", "Zoe;Leeds")
    source = followed(net)
    assert ChangeSet.objects.count() == 1
    choices: dict[str, Any] = {"mapping": {"0": {"where": "place"}}}
    actions.change_source(viewer=steward_of(net), source=source, choices=choices)
    run_until_idle()
    source.refresh_from_db()
    assert source.outcome == Outcome.WAITING
    assert source.preview["actors"]["changed"] == 1
    assert Actor.objects.get().place == ""


@pytest.mark.parametrize("role", ["anonymous", "stranger", "member"])
def test_others_follow_nothing(cast: Cast, web: Web, role: str) -> None:
    viewer = cast.open.viewer(cast.account(role))
    source = followed(cast.open.network)
    calls = (
        lambda: actions.link_source(viewer=viewer, name="x", address=ADDRESS),
        lambda: actions.change_source(viewer=viewer, source=source, name="x"),
        lambda: actions.look_now(viewer=viewer, source=source),
        lambda: actions.turn_on(viewer=viewer, source=source, is_on=False),
        lambda: actions.accept_preview(viewer=viewer, source=source),
        lambda: actions.discard_preview(viewer=viewer, source=source),
        lambda: actions.let_go_of(viewer=viewer, source=source, ends_rows=True),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            call()


def test_what_cannot_be_linked(cast: Cast, web: Web) -> None:
    viewer = cast.open.viewer(cast.account("map_manager"))
    with pytest.raises(CannotFetch):
        actions.link_source(viewer=viewer, name="x", address="file:///etc/passwd")
    with pytest.raises(InvalidInput):
        actions.link_source(viewer=viewer, name=" ", address=ADDRESS)
    actions.link_source(viewer=viewer, name="People", address=ADDRESS)
    with pytest.raises(InvalidInput, match="has this name"):
        actions.link_source(viewer=viewer, name="People", address=ADDRESS)
    elsewhere = cast.closed.viewer(cast.account("map_manager"))
    source = followed(cast.closed.network)
    with pytest.raises(InvalidInput, match="no longer"):
        actions.look_now(viewer=viewer, source=source)
    assert actions.look_now(viewer=elsewhere, source=source)


@pytest.mark.parametrize(
    ("given", "file"),
    [
        (f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing#gid=12",
         f"https://docs.google.com/spreadsheets/d/{KEY}/export?format=csv&gid=12"),
        (f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing",
         f"https://docs.google.com/spreadsheets/d/{KEY}/export?format=xlsx"),
        (f"https://docs.google.com/spreadsheets/u/1/d/{KEY}",
         f"https://docs.google.com/spreadsheets/d/{KEY}/export?format=xlsx"),
        (f"https://docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pubhtml?gid=3&single=true",
         f"https://docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pub?output=csv&gid=3"),
        (f"https://docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pubhtml",
         f"https://docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pub?output=xlsx"),
    ],
)  # fmt: skip
def test_links_to_spreadsheets(given: str, file: str) -> None:
    address, sentence = file_address(given)
    assert address == file
    assert sentence.startswith("We follow the ")
    # What is a file already stays as it is.
    assert file_address(file) == (file, "")


@pytest.mark.parametrize(
    "address", [ADDRESS, "https://docs.google.com/document/d/abc", "http://[::1"]
)
def test_other_links_stay(address: str) -> None:
    assert file_address(address) == (address, "")
