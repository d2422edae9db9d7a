"""Merging keeps every tie and every piece of evidence; undoing it brings both actors back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testkit.nets import steward_of
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Seen,
    add_actor,
    add_tie,
    edit_actor,
    edit_tie,
    end_actor,
    merge_actors,
    record_evidence,
    undo_change_set,
)
from weft.graph.errors import CannotUndo
from weft.graph.models import Actor, ChangeKind, ChangeSet, Evidence, Tie
from weft.networks.actions import create_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(db: None) -> Viewer:
    return steward_of(create_network(account=None, name="Net"))


def actor(viewer: Viewer, name: str, **values: object) -> Actor:
    return add_actor(viewer=viewer, values={"name": name, **values})


def tie(viewer: Viewer, source: Actor, target: Actor, **values: object) -> Tie:
    return add_tie(viewer=viewer, source=source, target=target, values=values)


def merge(viewer: Viewer, kept: Actor, merged: Actor, **values: object) -> ChangeSet:
    return merge_actors(viewer=viewer, kept=kept, merged=merged, values=values)


def undo(viewer: Viewer, change_set: ChangeSet) -> ChangeSet:
    change_set.refresh_from_db()
    return undo_change_set(viewer=viewer, change_set=change_set)


def on_map(viewer: Viewer) -> dict[str, list[dict[str, Any]]]:
    """Every row on the map with all its values."""
    rows: list[Any] = [Actor.objects, Tie.objects, Evidence.objects]
    return {
        each.model.__name__: list(each.visible_to(viewer).order_by("pk").values()) for each in rows
    }


def test_ties_move_join_and_end(viewer: Viewer) -> None:
    one, two, ann, bob = (actor(viewer, name) for name in ("Rivers", "Rivers Ltd", "Ann", "Bob"))
    joined = tie(viewer, one, ann, type="works with", rung=2)
    ends = tie(viewer, ann, two, type="works with", rung=5, label="since May")
    moved = tie(viewer, two, bob, type="funds", direction="directed")
    between = tie(viewer, one, two)
    made = merge(viewer, one, two, name="Rivers", website="https://rivers.example")
    assert made.kind == ChangeKind.MERGE
    assert {key: made.summary[key] for key in ("ties_moved", "ties_joined", "ties_ended")} == {
        "ties_moved": 1, "ties_joined": 1, "ties_ended": 1}  # fmt: skip
    assert set(Tie.objects.visible_to(viewer)) == {joined, moved}
    joined.refresh_from_db()
    assert (joined.rung, joined.label, joined.evidence.count()) == (5, "since May", 2)
    moved.refresh_from_db()
    assert (moved.source, moved.target) == (one, bob)
    two.refresh_from_db()
    assert (two.merged_into, two.ended_in, two.ties_from.count()) == (one, made, 0)
    assert ends.evidence.count() == between.evidence.count() == 1


def test_ties_that_say_different_things_stay_two(viewer: Viewer) -> None:
    one, two, ann = (actor(viewer, name) for name in ("Rivers", "Rivers Ltd", "Ann"))
    for end, values in (
        (one, {"weight": 1.0, "type": "a"}), (two, {"weight": 2.0, "type": "a"}),
        (one, {"type": "b", "start": "2019", "end": "2020"}), (two, {"type": "b", "start": "2022"}),
        (one, {"type": "c", "direction": "directed"}), (two, {"type": "c"}),
        (one, {"type": "d", "visibility": 0}), (two, {"type": "d", "visibility": 2}),
        (one, {"type": "e", "fields": {"Sum": 1}}), (two, {"type": "e", "fields": {"Sum": 2}}),
    ):  # fmt: skip
        tie(viewer, end, ann, **values)
    made = merge(viewer, one, two)
    assert (made.summary["ties_joined"], made.summary["ties_moved"]) == (0, 5)
    assert Tie.objects.visible_to(viewer).filter(source=one).count() == 10


def test_undo_and_redo(viewer: Viewer) -> None:
    one, two, ann, bob = (actor(viewer, name) for name in ("Rivers", "Rivers Ltd", "Ann", "Bob"))
    first = tie(viewer, one, ann, type="a", rung=4)
    edit_tie(viewer=viewer, tie=first, values={"rung": 1})
    tie(viewer, ann, two, type="a", rung=5, topics=["x"])
    tie(viewer, two, bob)
    tie(viewer, two, two)
    tie(viewer, one, two)
    before = on_map(viewer)
    made = merge(viewer, one, two, name="Rivers & co", topics=["water"], fields={"Staff": 3})
    after = on_map(viewer)
    undone = undo(viewer, made)
    assert on_map(viewer) == before
    redone = undo(viewer, undone)
    assert on_map(viewer) == after
    two.refresh_from_db()
    assert two.merged_into == one
    assert undo(viewer, redone)
    assert on_map(viewer) == before


def test_what_came_after_the_merge_stays_with_the_kept_one(viewer: Viewer) -> None:
    one, two, ann = (actor(viewer, name) for name in ("Rivers", "Rivers Ltd", "Ann"))
    stays = tie(viewer, one, ann, type="a", rung=2)
    moved = tie(viewer, two, ann, type="b", rung=1)
    ends = tie(viewer, two, ann, type="a", rung=3)
    made = merge(viewer, one, two, description="both", place="Leeds")
    one.refresh_from_db()
    edit_actor(viewer=viewer, actor=one, values={"description": "newer"})
    today = stays.evidence_date
    assert today is not None
    record_evidence(viewer=viewer, seen=[Seen(stays, "meeting", today, 4)])
    record_evidence(viewer=viewer, seen=[Seen(moved, "meeting", today, 5)])
    undone = undo(viewer, made)
    for row in (one, two, stays, moved):
        row.refresh_from_db()
    assert (one.description, one.place, two.merged_into) == ("newer", "", None)
    assert (stays.rung, stays.evidence.filter(ended_in__isnull=True).count()) == (4, 2)
    assert (moved.source, moved.rung) == (two, 5)
    # What was seen of the other tie meanwhile goes into the joined one, too.
    record_evidence(viewer=viewer, seen=[Seen(ends, "bid", today, 5)])
    late = tie(viewer, two, ann, type="c")
    undo(viewer, undone)
    late.refresh_from_db()
    stays.refresh_from_db()
    assert (late.source, stays.rung) == (one, 5)
    assert set(stays.evidence.filter(ended_in__isnull=True).values_list("kind", flat=True)) == {
        "entered", "meeting", "bid"}  # fmt: skip


@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.integers(0, 4), st.sampled_from("ab"), st.integers(0, 5),
            st.sampled_from(("directed", "undirected")), st.integers(0, 2),
        ),
        max_size=12,
    ),
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)),
)  # fmt: skip
def test_undoing_restores_any_net(
    viewer: Viewer, rows: list[tuple[int, int, str, int, str, int]], audiences: tuple[int, int, int]
) -> None:
    actors = [actor(viewer, f"A{n}", visibility=v) for n, v in enumerate((*audiences[:2], 0, 1, 2))]
    for source, target, type_name, rung, direction, visibility in rows:
        tie(viewer, actors[source], actors[target], type=type_name, rung=rung,
            direction=direction, visibility=visibility)  # fmt: skip
    before = on_map(viewer)
    public = [on_map(Viewer(viewer.network_id, audience)) for audience in (0, 1)]
    made = merge(viewer, actors[0], actors[1], name="Both", visibility=audiences[2])
    for audience in (0, 1):
        # Nobody sees a tie or a piece of evidence that they did not see before.
        now = on_map(Viewer(viewer.network_id, audience))
        seen = {row["id"] for row in public[audience]["Tie"]}
        assert {row["id"] for row in now["Tie"]} <= seen
        assert len(now["Evidence"]) <= len(public[audience]["Evidence"])
        rungs = [row["rung"] or 0 for row in public[audience]["Tie"]]
        assert max((row["rung"] or 0 for row in now["Tie"]), default=0) <= max(rungs, default=0)
    after = on_map(viewer)
    kept = {evidence["tie_id"] for evidence in after["Evidence"]}
    assert kept == {row["id"] for row in after["Tie"]}
    undone = undo(viewer, made)
    assert on_map(viewer) == before
    undo(viewer, undone)
    assert on_map(viewer) == after
    for each in actors:
        each.refresh_from_db()
        if each.ended_in_id is None:
            end_actor(viewer=viewer, actor=each)


def test_the_result_is_seen_by_no_more_people_unless_chosen(viewer: Viewer) -> None:
    one, two = actor(viewer, "Rivers", visibility=0), actor(viewer, "Rivers Ltd", visibility=2)
    merge(viewer, one, two)
    one.refresh_from_db()
    assert one.visibility == 2
    three = actor(viewer, "Rivers CIO", visibility=0)
    merge(viewer, three, one, visibility=0)
    three.refresh_from_db()
    assert three.visibility == 0


def test_a_joined_tie_stays_hidden_when_its_end_is_opened_up(viewer: Viewer) -> None:
    one, two = actor(viewer, "Rivers", visibility=2), actor(viewer, "Rivers Ltd", visibility=0)
    ann = actor(viewer, "Ann", visibility=0)
    stays = tie(viewer, one, ann, rung=1, visibility=0)
    tie(viewer, two, ann, rung=5, visibility=2)
    made = merge(viewer, one, two)
    assert made.summary["ties_joined"] == 1
    one.refresh_from_db()
    edit_actor(viewer=viewer, actor=one, values={"visibility": 0})
    assert not Tie.objects.visible_to(Viewer(viewer.network_id, 0)).exists()
    undo(viewer, made)
    stays.refresh_from_db()
    assert (stays.visibility, stays.rung) == (0, 1)


def test_refusals(viewer: Viewer) -> None:
    one, two = actor(viewer, "Rivers"), actor(viewer, "Rivers Ltd", ref="r2")
    with pytest.raises(NotAllowed):
        merge(Viewer(viewer.network_id, 1, None, frozenset({"member"})), one, two)
    with pytest.raises(InvalidInput, match="two different"):
        merge(viewer, one, one)
    with pytest.raises(InvalidInput, match="ref"):
        merge(viewer, one, two, ref="r2")
    elsewhere = steward_of(create_network(account=None, name="Other"))
    with pytest.raises(InvalidInput, match="no longer"):
        merge(viewer, one, actor(elsewhere, "Rivers"))
    made = merge(viewer, one, two)
    with pytest.raises(InvalidInput, match="no longer"):
        merge(viewer, one, two)
    three = actor(viewer, "Rivers CIO")
    again = merge(viewer, three, one)
    with pytest.raises(CannotUndo, match="Undo that first"):
        undo(viewer, made)
    # The one that others were merged into cannot be taken back before they are.
    with pytest.raises(CannotUndo, match="Rivers CIO"):
        undo(viewer, three.created_in)
    undo(viewer, again)
    undo(viewer, made)
    assert Actor.objects.visible_to(viewer).count() == 3
