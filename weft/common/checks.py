"""Refuses to start on an SQLite that can corrupt the database."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import connection

from weft.common.embedded_sqlite import SAFE_VERSION


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
