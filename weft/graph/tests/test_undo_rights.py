"""Who may take back what: one's own word always, one's work as a map manager only as one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.common.errors import NotAllowed
from weft.graph.actions import (
    Seen,
    add_topic,
    edit_actor,
    record_evidence,
    set_audience,
    undo_change_set,
)
from weft.graph.models import ChangeSet
from weft.networks.models import Responsibility

pytestmark = pytest.mark.django_db


def newest() -> ChangeSet:
    return ChangeSet.objects.order_by("-pk")[0]


def test_who_was_a_map_manager_cannot_show_what_they_hid(cast: Cast) -> None:
    stage, account = cast.open, cast.account("map_manager")
    viewer, actor = stage.viewer(account), stage.actors[0]
    set_audience(viewer=viewer, rows=[actor], audience=2)
    hidden = newest()
    undo_change_set(viewer=viewer, change_set=hidden)
    shown_again = newest()
    Responsibility.objects.filter(
        membership__network=stage.network, membership__account=account
    ).delete()
    for change_set in (hidden, shown_again):
        with pytest.raises(NotAllowed):
            undo_change_set(viewer=stage.viewer(account), change_set=change_set)


def test_ones_own_word_is_taken_back_and_said_again(cast: Cast) -> None:
    stage, account = cast.open, cast.account("map_manager")
    seen = Seen(stage.ties[0], "meeting", timezone.localdate(), 5)
    record_evidence(viewer=stage.viewer(account), seen=[seen])
    Responsibility.objects.filter(
        membership__network=stage.network, membership__account=account
    ).delete()
    rungs = []
    for _step in range(2):
        undo_change_set(viewer=stage.viewer(account), change_set=newest())
        stage.ties[0].refresh_from_db()
        rungs.append(stage.ties[0].rung)
    assert rungs == [3, 5]


def test_many_at_once_keep_what_others_changed_a_moment_ago(cast: Cast) -> None:
    stage = cast.open
    viewer, actor = stage.viewer(cast.account("convenor")), stage.actors[0]
    actor.refresh_from_db()
    as_read = type(actor).objects.get(pk=actor.pk)
    edit_actor(viewer=viewer, actor=actor, values={"topics": ["one", "two"]})
    add_topic(viewer=viewer, actors=[as_read], topic="three")
    actor.refresh_from_db()
    assert actor.topics == ["one", "two", "three"]
