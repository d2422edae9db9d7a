"""A worker process with one more kind of job, which takes its time inside a transaction."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
django.setup()

from django.db import transaction  # noqa: E402 - models need the setup first

from weft.common.jobs import Payload, Progress, enqueue, job  # noqa: E402
from weft.common.models import Job  # noqa: E402
from weft.networks.models import Network  # noqa: E402
from weft.project import cli  # noqa: E402

KIND = "tests.slow"


@job(KIND)
def slow(payload: Payload, progress: Progress) -> Payload:
    """Write rows in one long transaction and keep a diary outside the database."""
    seconds = float(str(payload["seconds"]))
    diary = Path(str(payload["diary"]))
    _note(diary, "begun")
    with transaction.atomic():
        for step in range(20):
            Network.objects.create(slug=f"step-{step}", name=f"Step {step}")
            progress.report(5 * step, f"Step {step}")
            time.sleep(seconds / 20)
    _note(diary, "done")
    return {"steps": 20}


def _note(diary: Path, word: str) -> None:
    with diary.open("a", encoding="utf-8") as stream:
        stream.write(word + "\n")


def _write_often(count: int) -> None:
    """What pages do: many short writes."""
    for number in range(count):
        with transaction.atomic():
            enqueue(kind="tests.none", dedupe_key=f"{os.getpid()}-{number}", payload={}, delay=9999)
            Job.objects.filter(kind="tests.none").update(progress=number % 100)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "queue":
        enqueue(
            kind=KIND, dedupe_key=rest[0], payload={"diary": rest[0], "seconds": float(rest[1])}
        )
    elif command == "write":
        _write_often(int(rest[0]))
    else:
        sys.exit(cli.main([command]))
