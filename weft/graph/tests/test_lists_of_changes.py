"""The list of changes looks ties up by their change set, and not through all of a network."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import OuterRef

from testkit.cast import Cast
from weft.common.counting import Counted
from weft.graph.models import ChangeSet, Tie
from weft.graph.queries import change_set_lines, change_sets_seen


@pytest.mark.django_db
def test_what_a_change_set_brought_is_what_is_visible_of_it(cast: Cast) -> None:
    for role in ("anonymous", "member", "steward"):
        viewer = cast.open.viewer(cast.account(role))
        for line in change_set_lines(viewer, change_sets_seen(viewer)):
            ties = Tie.objects.visible_to(viewer).filter(created_in=line.change_set)
            assert line.ties == ties.count(), role


@pytest.mark.django_db
def test_it_is_found_by_an_index(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by what is in its tables, and these are all but empty")
    viewer = cast.open.viewer(cast.account("member"))
    ties = Counted(Tie.objects.brought_by(OuterRef("pk"), viewer))
    plan = ChangeSet.objects.annotate(n=ties).explain()
    assert "created_in_id=?" in plan
