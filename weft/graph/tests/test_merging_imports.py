"""After a merging: files that bring the merged actor again, old addresses, and erasing."""

from __future__ import annotations

import pytest

from testkit.nets import steward_of
from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.actions import (
    Intake,
    allow_together,
    apply_difference,
    erase_change_set,
    keep_apart,
    merge_actors,
    undo_change_set,
)
from weft.graph.difference import Difference, compare
from weft.graph.merged import became, kept_instead
from weft.graph.models import Actor, Change, ChangeSet, Evidence, KeptApart, Tie
from weft.networks.actions import create_network
from weft.sna.io.records import ActorRecord, Net, TieRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(db: None) -> Viewer:
    return steward_of(create_network(account=None, name="Net"))


def file(*, refs: bool = True) -> Net:
    names = ("Rivers", "Rivers Ltd", "Ann", "Bob")
    actors = [ActorRecord(name, id=f"r{n}" if refs else "") for n, name in enumerate(names)]
    ends = ((0, 2), (1, 2), (1, 3), (0, 1))
    return Net("test", actors, [TieRecord(a, b, type="works with", rung=3) for a, b in ends])


def bring(viewer: Viewer, net: Net) -> ChangeSet:
    difference = compare(viewer=viewer, net=net)
    made = apply_difference(viewer=viewer, difference=difference, intake=Intake(0))
    assert made is not None
    return made


def merged(viewer: Viewer, **values: object) -> tuple[Actor, Actor, ChangeSet]:
    one, two = Actor.objects.get(name="Rivers"), Actor.objects.get(name="Rivers Ltd")
    made = merge_actors(viewer=viewer, kept=one, merged=two, values=values)
    one.refresh_from_db()
    return one, two, made


@pytest.mark.parametrize("refs", [True, False])
def test_the_same_file_again_brings_nothing(viewer: Viewer, refs: bool) -> None:
    bring(viewer, file(refs=refs))
    merged(viewer, place="Leeds", **({"name": "Rivers & Co"} if refs else {}))
    again = compare(viewer=viewer, net=file(refs=refs))
    assert (again.new_actors, again.new_ties, again.changed_ties) == ([], [], [])
    # The kept one's own row still says what it is called in the file.
    assert [change.record for change in again.changed_actors] == ([0] if refs else [])


def test_a_merged_row_adds_what_is_missing_and_ties(viewer: Viewer) -> None:
    bring(viewer, file())
    one, _two, _made = merged(viewer, description="Chosen")
    row = ActorRecord("Rivers Limited", id="r1", description="Other", email="x@rivers.example")
    net = Net("test", [row, ActorRecord("Ann", id="r2")],
              [TieRecord(0, 1, type="funds", direction="directed")])  # fmt: skip
    difference: Difference = compare(viewer=viewer, net=net)
    (changed,) = difference.changed_actors
    assert (changed.row, changed.after) == (one, {"email": "x@rivers.example"})
    bring(viewer, net)
    one.refresh_from_db()
    assert (one.name, one.description, one.email) == ("Rivers", "Chosen", "x@rivers.example")
    assert Tie.objects.visible_to(viewer).get(type__name="funds").source == one


def test_another_of_that_name_is_another(viewer: Viewer) -> None:
    bring(viewer, file())
    merged(viewer)
    other = compare(viewer=viewer, net=Net("test", [ActorRecord("Rivers Ltd", id="r9")], []))
    kind = compare(viewer=viewer, net=Net("test", [ActorRecord("Rivers Ltd", kind="Boat")], []))
    assert other.new_actors == kind.new_actors == [0]
    assert compare(viewer=viewer, net=Net("t", [ActorRecord("Rivers Ltd")], [])).new_actors == []


def test_who_a_merged_actor_became(viewer: Viewer) -> None:
    bring(viewer, file())
    one, two, _made = merged(viewer)
    ann = Actor.objects.get(name="Ann")
    again = merge_actors(viewer=viewer, kept=ann, merged=one, values={"visibility": 1})
    assert became(viewer.network_id) == {one.pk: ann.pk, two.pk: ann.pk}
    assert kept_instead(viewer, two.pk) == ann
    assert kept_instead(Viewer(viewer.network_id, 0), two.pk) is None
    undo_change_set(viewer=viewer, change_set=again)
    assert kept_instead(Viewer(viewer.network_id, 0), two.pk) == one
    # That a hidden one was merged into a public one is hidden too.
    Actor.objects.filter(pk=two.pk).update(visibility=2)
    assert kept_instead(Viewer(viewer.network_id, 0), two.pk) is None
    assert kept_instead(viewer, Actor.objects.get(name="Bob").pk) is not None


def test_erasing_what_was_merged(viewer: Viewer) -> None:
    rivers = Net("test", [ActorRecord("Rivers", id="r0"), ActorRecord("Ann", id="r2")],
                 [TieRecord(0, 1, type="works with")])  # fmt: skip
    bring(viewer, rivers)
    wrong = bring(viewer, file())
    _one, two, made = merged(viewer, description="canary words of the wrong file")
    undone = undo_change_set(viewer=viewer, change_set=wrong)
    assert Evidence.objects.visible_to(viewer).count() == 1, "copies go with what they copy"
    with pytest.raises(InvalidInput, match="Undo that merging first"):
        erase_change_set(viewer=viewer, change_set=wrong)
    taken_back = undo_change_set(viewer=viewer, change_set=made)
    erase_change_set(viewer=viewer, change_set=wrong)
    assert not Actor.objects.filter(pk=two.pk).exists()
    assert not Evidence.objects.filter(created_in=wrong).exists()
    assert not Change.objects.filter(change_set__in=[made, taken_back, undone]).exists()
    assert set(Actor.objects.values_list("name", flat=True)) == {"Rivers", "Ann"}


def test_two_that_are_not_the_same(viewer: Viewer) -> None:
    bring(viewer, file())
    two, one = Actor.objects.get(name="Rivers Ltd"), Actor.objects.get(name="Rivers")
    kept = keep_apart(viewer=viewer, first=two, second=one)
    assert (kept.first, kept.second, keep_apart(viewer=viewer, first=one, second=two)) == (
        one, two, kept)  # fmt: skip
    allow_together(viewer=viewer, first=one, second=two)
    assert not KeptApart.objects.exists()
