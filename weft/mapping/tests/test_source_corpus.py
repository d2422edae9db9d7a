"""A real directory in three editions, followed as it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from testkit.nets import steward_of
from weft.graph.actions import undo_change_set
from weft.graph.models import Actor, ChangeSet
from weft.mapping.tests.bringing import network
from weft.mapping.tests.following import Web, followed, night

pytestmark = pytest.mark.django_db


def test_a_directory_in_three_editions(web: Web, corpus: Path) -> None:
    here = network()
    found = []
    source = None
    for day, edition in enumerate(("211105a", "211213k", "211216c"), start=1):
        file = corpus / "directories" / f"odf-opendata-actors-{edition}.csv"
        web.body = file.read_bytes()
        source = night(source, f"2026-01-0{day}") if source else followed(here)
        assert source.change_set is not None
        on_map = Actor.objects.filter(ended_in=None).count()
        summary = source.change_set.summary
        found.append((on_map, summary["actors_new"], summary.get("actors_ended", 0)))
        # The same edition another night changes nothing.
        sets = ChangeSet.objects.count()
        night(source, f"2026-02-0{day}")
        assert ChangeSet.objects.count() == sets
    # The third edition has one body more, and one under another name; the one whose type became
    # another is known again by its name.
    assert found == [(893, 893, 0), (893, 0, 0), (894, 2, 1)]
    assert source is not None
    assert source.change_set is not None
    undo_change_set(viewer=steward_of(here), change_set=source.change_set)
    assert Actor.objects.filter(ended_in=None).count() == 893
