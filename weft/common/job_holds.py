"""Who works on a job: a lock that the system lets go of when the process dies.

On SQLite that is a lock on a file beside the database, held by the operating system; on
PostgreSQL an advisory lock, held by the server for a connection of its own. Neither needs
renewing, so neither runs out while a long transaction or a long computation keeps the
process busy (docs/decisions/0002-jobs.md).
"""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Protocol

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from weft.common.models import Job

#: Advisory locks of other programs in the same database have other first numbers.
_LOCK_CLASS = 0x57454654 // 2
#: A server notices within about half a minute that a worker's machine is gone.
_KEEPALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5"


class Hold(Protocol):
    """A job held by this process."""

    job_id: int

    def tell(self, percent: int, step: str) -> None:
        """Let others see how far the job is."""

    def release(self) -> None:
        """Let go of the job."""


def hold(job_id: int) -> Hold | None:
    """Take a job for this process; None while another process has it."""
    if connection.vendor == "postgresql":
        return _ServerHold.take(job_id)
    folder = _folder()
    return _FileHold.take(folder, job_id) if folder else _LoneHold(job_id)


def told(job: Job) -> tuple[int, str]:
    """How far a job is and what it does now, also while its transaction hides that."""
    folder = _folder() if connection.vendor == "sqlite" else None
    if folder is not None and not job.is_finished:
        try:
            percent, step = json.loads((folder / str(job.pk)).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return job.progress, job.step
        return max(int(percent), job.progress), str(step)
    return job.progress, job.step


def _folder() -> Path | None:
    """Where the files lie; None for a database in memory, which has one process only."""
    if connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's wrapper has it
        return None
    return Path(f"{connection.settings_dict['NAME']}-jobs")


class _LoneHold:
    """No other process can see a database in memory."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id

    def tell(self, percent: int, step: str) -> None:
        _write(connection, self.job_id, percent, step)

    def release(self) -> None:
        """Nothing is held."""


class _FileHold:
    """The operating system's lock on a file; the file says how far the job is."""

    def __init__(self, job_id: int, path: Path, handle: int) -> None:
        self.job_id, self.path, self.handle = job_id, path, handle

    @classmethod
    def take(cls, folder: Path, job_id: int) -> _FileHold | None:
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / str(job_id)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had the job before may have removed the file after we opened it.
            if os.fstat(handle).st_ino == path.stat().st_ino:
                return cls(job_id, path, handle)
        except OSError:
            pass
        os.close(handle)
        return None

    def tell(self, percent: int, step: str) -> None:
        # SQLite has one writer, and a job's own transaction is it: the file is free to write.
        if connection.in_atomic_block:
            text = json.dumps([percent, step]).encode()
            os.pwrite(self.handle, text.ljust(os.fstat(self.handle).st_size), 0)
        else:
            _write(connection, self.job_id, percent, step)

    def release(self) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self.handle)


class _ServerHold:
    """The server's lock for a connection that does nothing else but say how far the job is."""

    def __init__(self, job_id: int, side: BaseDatabaseWrapper) -> None:
        self.job_id, self.side = job_id, side
        # Only in tests does a job run inside a transaction; nobody else sees its row then.
        self.teller = connection if connection.in_atomic_block else side

    @classmethod
    def take(cls, job_id: int) -> _ServerHold | None:
        side = connections.create_connection(connection.alias)
        with side.cursor() as cursor:
            cursor.execute(_KEEPALIVE)
            cursor.execute(
                "SELECT pg_try_advisory_lock(%s::int, %s::int)", [_LOCK_CLASS, job_id % 2**31]
            )
            (is_free,) = cursor.fetchone()
        if is_free:
            return cls(job_id, side)
        side.close()
        return None

    def tell(self, percent: int, step: str) -> None:
        _write(self.teller, self.job_id, percent, step)

    def release(self) -> None:
        self.side.close()


def _write(through: BaseDatabaseWrapper, job_id: int, percent: int, step: str) -> None:
    with through.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Job._meta.db_table} SET progress = %s, step = %s WHERE id = %s",  # noqa: S608 - our own name
            [percent, step, job_id],
        )
