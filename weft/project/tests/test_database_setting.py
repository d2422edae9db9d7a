"""The address of a PostgreSQL says how the connection is guarded."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from weft.project.environment import database


def test_certificates_are_checked_where_it_is_asked_for(tmp_path: Path) -> None:
    url = "postgres://weft:p%40ss@db.example.org:5433/weft"
    asked = database(f"{url}?sslmode=verify-full&sslrootcert=/etc/ca.pem", tmp_path)
    assert asked["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    assert (asked["HOST"], asked["PASSWORD"]) == ("db.example.org", "p@ss")
    assert database(url, tmp_path)["OPTIONS"] == {}


def test_what_is_asked_for_in_vain_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="sslmodus"):
        database("postgres://weft@db.example.org/weft?sslmodus=verify-full", tmp_path)
