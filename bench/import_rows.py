"""Claim: 20,000 rows a second and more from a file into SQLite.

Beside it: the same rows of actors, ties and evidence written by a bare `executemany` into the
same tables with the same indexes and constraints. That is what the disk and SQLite allow.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.networks import csv_text, edges
from bench.table import Line, interleaved, seconds

ACTORS, TIES = 36_692, 183_831
AIM = 20_000
_PARENTS = ("networks_network", "graph_changeset", "graph_actorkind", "graph_tietype")
_ROWS = ("graph_actor", "graph_tie", "graph_evidence")


def lines() -> list[Line]:
    """Import Enron's network if WEFT_CORPUS has it, else a made-up one of the same size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = _file(folder)
        _weft(folder / "empty", "setup")
        _weft(_copy(folder, "first"), "import", file, "--create", "Net")
        parents, rows = _stored(folder / "first" / "weft.sqlite3")
        count = iter(range(1_000))

        def ours() -> None:
            _weft(_copy(folder, f"weft-{next(count)}"), "import", file, "--create", "Net")

        def bare() -> None:
            _write(_copy(folder, f"bare-{next(count)}") / "weft.sqlite3", parents, rows)

        mine, limit = interleaved((ours, bare), 3)
    speed = TIES / mine
    what = f"weft import of {TIES:,} ties and {ACTORS:,} actors"
    return [
        Line(what, f"{seconds(mine)} = {speed:,.0f} rows/s", f"executemany {seconds(limit)}",
             f"{mine / limit:.2f}", f"≥ {AIM:,} rows/s", speed >= AIM)
    ]  # fmt: skip


def _file(folder: Path) -> Path:
    corpus = os.environ.get("WEFT_CORPUS")
    if corpus and (known := Path(corpus) / "large-email-enron" / "email-enron.csv").exists():
        return known
    source, target, _cluster = edges(ACTORS, TIES)
    path = folder / "net.csv"
    path.write_text(csv_text(source.tolist(), target.tolist()), "utf-8")
    return path


def _weft(data: Path, *arguments: object) -> None:
    environment = {**os.environ, "WEFT_DATA_DIR": str(data), "WEFT_DATABASE_URL": ""}
    command = [sys.executable, "-m", "weft.project.cli", *map(str, arguments)]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def _copy(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder / "empty", folder / name))


Table = tuple[str, list[tuple[object, ...]]]


def _stored(file: Path) -> tuple[list[Table], list[Table]]:
    reader = sqlite3.connect(file)
    found = [
        [(name, reader.execute(f"SELECT * FROM {name}").fetchall()) for name in names]  # noqa: S608
        for names in (_PARENTS, _ROWS)
    ]
    reader.close()
    return found[0], found[1]


def _write(file: Path, parents: list[Table], rows: list[Table]) -> None:
    writer = sqlite3.connect(file, isolation_level=None)
    writer.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
    )
    writer.execute("BEGIN IMMEDIATE")
    for name, values in [*parents, *rows]:
        marks = ",".join("?" * len(values[0]))
        writer.executemany(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608
    writer.execute("COMMIT")
    writer.close()
