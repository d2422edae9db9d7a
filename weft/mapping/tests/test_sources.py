"""A linked source from its first look to its end: each look is at most one change set."""

from __future__ import annotations

import pytest

from testkit.nets import steward_of
from weft.common.jobs import run_until_idle
from weft.graph.actions import edit_actor, end_actor, undo_change_set
from weft.graph.models import Actor, ChangeKind, ChangeSet, Tie
from weft.mapping.models import Outcome, Source, SourceRow
from weft.mapping.sources.actions import accept_preview, discard_preview, let_go_of, link_source
from weft.mapping.sources.polling import Look, ask_for_look
from weft.mapping.tests.bringing import network
from weft.mapping.tests.following import ADDRESS, Web, followed, night
from weft.networks.models import Network

pytestmark = pytest.mark.django_db
HEAD = "id,name,place,website"


def many(count: int) -> list[str]:
    return [f"{n},Actor {n},Leeds,https://{n}.example.org" for n in range(1, count + 1)]


def on_map(net: Network) -> dict[str, str]:
    rows = Actor.objects.filter(network=net, ended_in=None)
    return dict(rows.values_list("name", "website"))


def test_nothing_is_taken_over_unseen(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    source = link_source(viewer=steward_of(net), name="People", address=ADDRESS)
    run_until_idle()
    source.refresh_from_db()
    assert (source.outcome, source.is_accepted) == (Outcome.WAITING, False)
    assert source.preview["actors"]["new"] == 3
    assert on_map(net) == {}
    accept_preview(viewer=steward_of(net), source=source)
    run_until_idle()
    source.refresh_from_db()
    assert source.outcome == Outcome.CHANGED
    assert len(on_map(net)) == 3
    assert source.change_set is not None
    assert source.change_set.kind == ChangeKind.SOURCE


def test_each_change_is_one_change_set_that_can_be_undone(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(30))
    source = followed(net)
    rows = [row.replace("https://2.", "https://new.") for row in many(30)]
    web.says(HEAD, *rows[:29], "31,Newcomer,Hull,")
    before, sets = on_map(net), ChangeSet.objects.count()
    night(source)
    assert source.outcome == Outcome.CHANGED, source.message
    assert ChangeSet.objects.count() == sets + 1
    now = on_map(net)
    assert now["Actor 2"] == "https://new.example.org"
    assert "Newcomer" in now
    assert "Actor 30" not in now
    assert source.change_set is not None
    assert source.change_set.made_by is None
    assert source.change_set.summary["actors_ended"] == 1
    undo_change_set(viewer=steward_of(net), change_set=source.change_set)
    assert on_map(net) == before
    # What was undone by a person stays undone while the file says the same.
    web.says(HEAD, *rows[:29], "31,Newcomer,Hull,", "32,Another,Hull,")
    night(source, "2026-01-02")
    assert on_map(net) == {**before, "Another": ""}


def test_what_says_the_same_does_nothing(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    web.etag = '"v1"'
    source = followed(net)
    sets = ChangeSet.objects.count()
    night(source)
    assert (source.outcome, web.asked[-1]) == (Outcome.UNCHANGED, '"v1"')
    web.etag, web.body = '"v2"', web.body + b"\n\n"
    night(source, "2026-01-02")
    assert source.outcome == Outcome.UNCHANGED
    assert ChangeSet.objects.count() == sets


def test_too_many_gone_wait_for_a_person(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(40))
    source = followed(net)
    web.says(HEAD, *many(38))
    night(source)
    assert (source.outcome, len(on_map(net))) == (Outcome.CHANGED, 38), source.message
    web.says(HEAD, *many(36))
    night(source, "2026-01-02")
    assert source.outcome == Outcome.WAITING
    assert "2 of 38 actors" in source.message
    assert source.preview["actors_gone"] == ["Actor 37", "Actor 38"]
    assert len(on_map(net)) == 38
    accept_preview(viewer=steward_of(net), source=source)
    run_until_idle()
    source.refresh_from_db()
    assert (source.outcome, len(on_map(net))) == (Outcome.CHANGED, 36)


def test_a_small_source_asks_for_each_that_is_gone(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    source = followed(net)
    web.says(HEAD, *many(2))
    assert night(source).outcome == Outcome.WAITING
    assert len(on_map(net)) == 3


def test_what_is_left_aside_stays_so_until_the_file_changes(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    source = followed(net)
    web.says(HEAD, *many(2))
    night(source)
    discard_preview(viewer=steward_of(net), source=source)
    assert night(source, "2026-01-02").outcome == Outcome.DISCARDED
    web.says(HEAD, *many(1))
    assert night(source, "2026-01-03").outcome == Outcome.WAITING
    web.says(HEAD, *many(3))
    night(source, "2026-01-04")
    assert (source.outcome, source.preview["kept"]) == (Outcome.UNCHANGED, [])
    assert len(on_map(net)) == 3


def test_a_yes_is_to_what_was_shown(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    source = link_source(viewer=steward_of(net), name="People", address=ADDRESS)
    run_until_idle()
    source.refresh_from_db()
    accept_preview(viewer=steward_of(net), source=source)
    web.says(HEAD, *many(4))
    run_until_idle()
    source.refresh_from_db()
    assert source.outcome == Outcome.WAITING
    assert "has changed since" in source.message
    assert on_map(net) == {}


def test_a_job_done_twice_changes_nothing(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(30))
    source = followed(net)
    web.says(HEAD, *many(31))
    night(source)
    sets, rows = ChangeSet.objects.count(), SourceRow.objects.count()
    night(source)
    assert (ChangeSet.objects.count(), SourceRow.objects.count()) == (sets, rows)
    assert len(on_map(net)) == 31


def test_two_looks_that_wait_are_one(web: Web) -> None:
    net = network()
    web.says(HEAD, *many(3))
    source = followed(net)
    asked = len(web.asked)
    first = ask_for_look(source, Look(night="2026-01-01"))
    assert ask_for_look(source, Look()).pk == first.pk
    run_until_idle()
    assert len(web.asked) == asked + 1


def test_rows_of_others_are_never_taken_off(web: Web) -> None:
    net = network()
    web.says(HEAD, "7,By hand,Leeds,")
    viewer = steward_of(net)
    earlier = link_source(viewer=viewer, name="Earlier", address=ADDRESS)
    run_until_idle()
    earlier.refresh_from_db()
    accept_preview(viewer=viewer, source=earlier)
    run_until_idle()
    earlier.refresh_from_db()
    # Another source finds the actor there; when it loses it, the map does not.
    web.says(HEAD, "7,By hand,Leeds,", *[row for row in many(60) if not row.startswith("7,")])
    source = followed(net)
    web.says(HEAD, *[row for row in many(60) if not row.startswith("7,")])
    night(source)
    assert source.outcome == Outcome.UNCHANGED, source.message
    assert "By hand" in on_map(net)


def test_letting_go(web: Web) -> None:
    net = network()
    web.says("from,to", "Zoe,Yan")
    viewer = steward_of(net)
    source = followed(net)
    Actor.objects.get(name="Zoe")
    change_set = let_go_of(viewer=viewer, source=source, ends_rows=True)
    assert change_set is not None
    assert on_map(net) == {}
    assert not Source.objects.exists()
    undo_change_set(viewer=viewer, change_set=change_set)
    assert set(on_map(net)) == {"Zoe", "Yan"}
    assert Tie.objects.filter(ended_in=None).count() == 1


def test_taken_off_by_hand_stays_off(web: Web) -> None:
    net = network()
    viewer = steward_of(net)
    web.says("from,to", "Zoe,Yan", "Zoe,Xia", "Yan,Xia")
    source = followed(net)
    end_actor(viewer=viewer, actor=Actor.objects.get(name="Zoe"))
    web.says("from,to", "Zoe,Yan", "Zoe,Xia", "Yan,Xia", "Xia,Wim")
    night(source)
    assert source.outcome == Outcome.CHANGED, source.message
    assert set(on_map(net)) == {"Yan", "Xia", "Wim"}
    assert source.preview["left_off"] == ["Zoe"]


def test_a_name_changed_by_hand_is_known_again(web: Web) -> None:
    net = network()
    web.says("name,place", *[f"Actor {n},Leeds" for n in range(30)])
    source = followed(net)
    actor = Actor.objects.get(name="Actor 3")
    edit_actor(viewer=steward_of(net), actor=actor, values={"name": "Third Actor CIC"})
    web.says("name,place", *[f"Actor {n},{'Hull' if n == 3 else 'Leeds'}" for n in range(30)])
    night(source)
    actor.refresh_from_db()
    assert (actor.name, actor.place) == ("Third Actor CIC", "Hull")
    assert len(on_map(net)) == 30
