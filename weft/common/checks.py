"""Refuses to start on an SQLite that can corrupt the database, and warns of open connections."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db import connection

from weft.common.embedded_sqlite import SAFE_VERSION
from weft.common.this_machine import is_here


@register()
def sqlite_is_safe(**kwargs: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= SAFE_VERSION:
        return []
    wanted = ".".join(map(str, SAFE_VERSION))
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database. "
            f"Weft needs {wanted} or newer.",
            hint="Run “pip install pysqlite3”, or use PostgreSQL with WEFT_DATABASE_URL.",
            id="weft.E001",
        )
    ]


@register()
def connection_is_guarded(**kwargs: Any) -> list[CheckMessage]:
    """Whoever sits between Weft and its database could otherwise read and change everything."""
    asked = connection.settings_dict
    is_guarded = asked["OPTIONS"].get("sslmode") in ("require", "verify-ca", "verify-full")
    if connection.vendor != "postgresql" or is_here(asked["HOST"]) or is_guarded:
        return []
    return [
        checks.Warning(
            f"The connection to the database on {asked['HOST']} may not be encrypted.",
            hint="Add ?sslmode=verify-full to WEFT_DATABASE_URL.",
            id="weft.W001",
        )
    ]
