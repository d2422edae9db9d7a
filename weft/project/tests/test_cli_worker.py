"""Real worker processes on a database file: killed in the middle of a job, and side by side."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SLOW = [sys.executable, "-m", "weft.project.tests.slow_jobs"]
WEFT = [sys.executable, "-m", "weft.project.cli"]


class Place:
    """A data folder of its own, with the processes that were started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.diary = folder / "diary"
        self.started: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "WEFT_DATA_DIR": str(folder),
            "WEFT_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "weft.project.settings",
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def finish(self, *command: str) -> str:
        out, errors = self.start(*command).communicate(timeout=60)
        assert "Traceback" not in errors, errors
        return out

    def rows(self, query: str) -> list[tuple[object, ...]]:
        reader = sqlite3.connect(f"file:{self.folder / 'weft.sqlite3'}?mode=ro", uri=True)
        try:
            return reader.execute(query).fetchall()
        finally:
            reader.close()

    def job(self, kind: str) -> tuple[object, ...]:
        """State, attempts and message of the newest job of a kind."""
        query = "SELECT state, attempts, message FROM common_job WHERE kind = '{}' ORDER BY id DESC"
        return self.rows(query.format(kind))[0]

    def words(self) -> list[str]:
        return self.diary.read_text("utf-8").split() if self.diary.exists() else []

    def told(self) -> int:
        """How far the running job is, as another process can read it."""
        files = list((self.folder / "weft.sqlite3-jobs").glob("*"))
        return json.loads(files[0].read_text("utf-8"))[0] if files and files[0].read_text() else 0


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database, made once."""
    folder = tmp_path_factory.mktemp("empty")
    Place(folder).finish(*WEFT, "setup")
    return folder


@pytest.fixture
def place(empty: Path, tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "data")
    shutil.copytree(empty, made.folder)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "this did not happen in time"
        time.sleep(0.02)


def test_a_killed_workers_job_is_taken_over_and_finished_once(place: Place) -> None:
    place.finish(*SLOW, "queue", str(place.diary), "2")
    first = place.start(*SLOW, "worker")
    # Seen from outside, though the job's own transaction hides all that it writes.
    wait_until(lambda: 0 < place.told() < 60)
    assert place.rows("SELECT count(*) FROM networks_network") == [(0,)]
    second = place.start(*SLOW, "worker")
    time.sleep(0.8)
    assert place.words() == ["begun"], "a job that is held was begun again"
    first.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    wait_until(lambda: place.words()[1:] == ["begun"])
    # A lease would be half a minute; on a busy machine the second worker may still be starting.
    assert time.monotonic() - killed < 15, "taking over does not wait for a lease"
    wait_until(lambda: place.job("tests.slow")[0] == "done")
    assert place.words() == ["begun", "begun", "done"]
    assert place.job("tests.slow")[1] == 2
    assert place.rows("SELECT count(*) FROM networks_network") == [(20,)]
    second.terminate()
    assert second.wait(timeout=10) == 0


def test_pages_and_workers_write_side_by_side(place: Place) -> None:
    place.finish(*SLOW, "queue", str(place.diary), "1")
    workers = [place.start(*SLOW, "worker") for _ in range(2)]
    writers = [place.start(*SLOW, "write", "30") for _ in range(3)]
    for writer in writers:
        _out, errors = writer.communicate(timeout=60)
        assert (writer.returncode, errors) == (0, "")
    wait_until(lambda: place.words()[-1:] == ["done"])
    for worker in workers:
        worker.terminate()
        _out, errors = worker.communicate(timeout=15)
        assert "locked" not in errors
    assert place.rows("SELECT count(*) FROM common_job WHERE kind = 'tests.none'") == [(90,)]


def test_a_real_import_survives_the_worker(place: Place) -> None:
    table = place.folder / "ties.csv"
    pairs = "".join(f"actor {n},actor {n + step}\n" for n in range(8_000) for step in (1, 2, 3))
    table.write_text("source,target\n" + pairs, "utf-8")
    queue = [sys.executable, "-m", "weft.project.tests.queue_import", str(table)]
    place.finish(*queue)
    first = place.start(*WEFT, "worker")
    wait_until(lambda: place.told() >= 50)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert place.rows("SELECT count(*) FROM graph_actor") == [(0,)]
    second = place.start(*WEFT, "worker")
    wait_until(lambda: place.job("mapping.apply_import")[0] == "done")
    assert place.job("mapping.apply_import")[1] == 2
    assert place.rows("SELECT count(*) FROM graph_actor") == [(8_003,)]
    assert place.rows("SELECT count(*) FROM graph_tie") == [(24_000,)]
    assert place.rows("SELECT state FROM mapping_import") == [("done",)]
    # The measures come next; they are not what is tested here.
    second.kill()
