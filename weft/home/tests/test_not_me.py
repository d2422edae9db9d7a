"""Whoever was made a member without asking leaves nothing behind."""

from __future__ import annotations

import pytest

from testkit.cast import Cast
from weft.home.tests.test_forgetting import everywhere
from weft.joining.actions import enrol
from weft.joining.actions.enrolling import Enrolled, leave_enrolled
from weft.joining.models import Application

ADDRESS = "nora@example.org"


@pytest.mark.django_db
def test_who_never_asked_stands_nowhere(cast: Cast) -> None:
    viewer = cast.open.viewer(cast.account("convenor"))
    told = Enrolled("Nora Newcomer", ADDRESS, "mail")
    enrol(viewer=viewer, network=cast.open.network, person=told)
    assert list(everywhere(ADDRESS))
    leave_enrolled(application=Application.objects.get(email=ADDRESS))
    assert list(everywhere(ADDRESS)) == []
    assert list(everywhere("Nora Newcomer")) == []
