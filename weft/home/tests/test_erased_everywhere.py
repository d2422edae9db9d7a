"""What is erased is gone from every feature that had words of it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.graph.actions import add_actor, erase_change_set, undo_change_set
from weft.graph.models import ChangeSet
from weft.keeping.models import Answer
from weft.mapping.lenses import LensDraft, add_lens
from weft.workshop.actions import Entry, join, open_workshop
from weft.workshop.ending import put_on_map
from weft.workshop.models import Agreement, Decision, Participant

pytestmark = pytest.mark.django_db


def erase(cast: Cast, change_set: ChangeSet) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    undo_change_set(viewer=viewer, change_set=change_set)
    erase_change_set(viewer=viewer, change_set=change_set)


def test_notes_and_places_of_saved_views(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    actor = add_actor(viewer=viewer, values={"name": "Jane Doe"})
    other = cast.open.actors[0]
    lens = add_lens(
        viewer=viewer,
        draft=LensDraft(
            title="A view",
            positions={str(actor.pk): [1, 2], str(other.pk): [3, 4]},
            notes=[{"text": "Jane sits here", "actor": actor.pk}, {"text": "A", "x": 1, "y": 2}],
        ),
    )
    erase(cast, actor.created_in)
    lens.refresh_from_db()
    assert lens.positions == {str(other.pk): [3.0, 4.0]}
    assert [note["text"] for note in lens.notes] == ["A"]


def test_what_was_said_in_a_room(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    workshop = open_workshop(viewer=viewer, title="Spring", audience=0)
    join(workshop=workshop, entry=Entry("Jane Doe", "", Agreement.EVERYONE, [("Otter Group", 3)]))
    workshop.participants.update(decision=Decision.ACCEPTED)
    change_set = put_on_map(viewer=viewer, workshop=workshop)
    assert Participant.objects.filter(workshop=workshop).exists()
    erase(cast, change_set)
    assert not Participant.objects.filter(workshop=workshop).exists()


def test_answers_to_is_this_still_true(cast: Cast) -> None:
    tie = cast.open.ties[0]
    Answer.objects.create(
        network=cast.open.network, actor=tie.source, tie=tie, is_blind=False, reply="same",
        answered_at=timezone.now(), change_set=cast.open.change_sets[0],
    )  # fmt: skip
    erase(cast, cast.open.change_sets[0])
    assert not Answer.objects.exists()
