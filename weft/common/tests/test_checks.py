"""A connection to the database over a network has to be encrypted, or Weft says so."""

from __future__ import annotations

from typing import Any

import pytest

from weft.common import checks


class Asked:
    def __init__(self, vendor: str, host: str, **options: str) -> None:
        self.vendor = vendor
        self.settings_dict: dict[str, Any] = {"HOST": host, "OPTIONS": options}


@pytest.mark.parametrize(
    ("asked", "warns"),
    [
        (Asked("postgresql", "db.example.org"), True),
        (Asked("postgresql", "db.example.org", sslmode="prefer"), True),
        (Asked("postgresql", "db.example.org", sslmode="verify-full"), False),
        (Asked("postgresql", "127.0.0.1"), False),
        (Asked("postgresql", "/run/postgresql"), False),
        (Asked("postgresql", ""), False),
        (Asked("sqlite", ""), False),
    ],
)
def test_open_connections_are_told_of(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, *, warns: bool
) -> None:
    monkeypatch.setattr(checks, "connection", asked)
    found = checks.connection_is_guarded()
    assert [each.id for each in found] == (["weft.W001"] if warns else [])
