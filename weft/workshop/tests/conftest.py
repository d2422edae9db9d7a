"""A host with a workshop."""

from __future__ import annotations

import pytest

from testkit.cast import Cast
from weft.common.visibility import Viewer, Visibility
from weft.workshop.actions import open_workshop
from weft.workshop.models import Workshop


@pytest.fixture
def host(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("map_manager"))


@pytest.fixture
def workshop(host: Viewer) -> Workshop:
    return open_workshop(viewer=host, title="Leeds in one room", audience=Visibility.PUBLIC)
