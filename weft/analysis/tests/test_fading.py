"""Ties that are too old, or over, are in no measure."""

from __future__ import annotations

import pytest

from testkit.cast import Cast
from weft.analysis.arrays import read_net
from weft.graph.freshness import Limits, refresh_ties

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"date": "limit"}, {"rung": 0}])
def test_what_does_not_count_is_not_read(cast: Cast, change: dict[str, object]) -> None:
    stage = cast.open
    viewer = stage.viewer(cast.account("convenor"))
    before = read_net(viewer).ties
    if "date" in change:
        change = {"date": Limits.of(stage.network).faded}
    stage.ties[0].evidence.update(**change)
    refresh_ties({stage.ties[0].pk})
    assert read_net(viewer).ties == before - 1
