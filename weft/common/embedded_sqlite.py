"""Puts a safe SQLite under Django: versions before 3.51.3 can corrupt a database in WAL mode.

Debian's and Python's own SQLite are often older, so the one bundled with `pysqlite3` takes
the place of the standard library's module before Django looks for it.
"""

from __future__ import annotations

import sqlite3
import sys

SAFE_VERSION = (3, 51, 3)


def use_bundled_sqlite() -> None:
    """Let `import sqlite3` mean the bundled module wherever it is installed."""
    if sqlite3.sqlite_version_info >= SAFE_VERSION:
        return
    try:
        import pysqlite3  # noqa: PLC0415 - only wanted where the system's SQLite is too old
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
