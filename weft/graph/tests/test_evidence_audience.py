"""Who sees the evidence of a tie that is opened, narrowed, and opened again by undoing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import set_audience, undo_change_set
from weft.graph.models import Evidence, Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def tie(cast: Cast) -> Tie:
    """A public tie with a piece of evidence for members only."""
    tie = cast.open.ties[0]
    Evidence.objects.create(
        tie=tie,
        kind="survey",
        date=timezone.localdate(),
        visibility=Visibility.MEMBERS,
        created_in=tie.created_in,
    )
    return tie


def seen(cast: Cast, tie: Tie) -> list[int]:
    """Pieces of evidence that each audience sees."""
    network = cast.open.network.pk
    return [
        Evidence.objects.visible_to(Viewer(network, audience)).filter(tie=tie).count()
        for audience in Visibility
    ]


def test_undoing_a_narrowing_opens_nothing_that_was_narrow(cast: Cast, tie: Tie) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    assert seen(cast, tie) == [1, 2, 2]
    narrowed = set_audience(viewer=viewer, rows=[tie], audience=Visibility.MEMBERS)
    assert seen(cast, tie) == [0, 2, 2]
    undo_change_set(viewer=viewer, change_set=narrowed)
    assert seen(cast, tie) == [1, 2, 2]


def test_opening_takes_the_evidence_of_that_audience_along(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    tie = cast.open.ties[2]
    for end in (tie.source, tie.target):
        set_audience(viewer=viewer, rows=[end], audience=Visibility.PUBLIC)
    opened = set_audience(viewer=viewer, rows=[tie], audience=Visibility.PUBLIC)
    assert seen(cast, tie) == [1, 1, 1]
    undo_change_set(viewer=viewer, change_set=opened)
    assert seen(cast, tie) == [0, 0, 1]
