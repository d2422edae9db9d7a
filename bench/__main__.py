"""Measures what the README claims: python -m bench [NAME…]."""

from __future__ import annotations

import os
import sys
import tempfile
import time

NAMES = (
    "import_rows", "measure", "pipeline", "peers", "estimates", "introductions", "compare",
    "placement", "duplicates", "directory_page", "map_data", "map_page", "map_london",
    "keeping_pages", "members_pages", "live",
)  # fmt: skip


def main(chosen: list[str]) -> int:
    """Run the chosen measurements, or all of them, on data in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="weft-bench-") as folder:
        os.environ.update(
            WEFT_DATA_DIR=folder,
            WEFT_DATABASE_URL=os.environ.get("WEFT_BENCH_DATABASE", ""),
            WEFT_HOSTS="localhost,testserver",
            DJANGO_SETTINGS_MODULE="weft.project.settings",
        )
        return _run(chosen or list(NAMES))


def _run(chosen: list[str]) -> int:
    # Django reads the environment when it is imported, so it was set before.
    from importlib import import_module  # noqa: PLC0415

    import django  # noqa: PLC0415

    django.setup()
    prepare = import_module("weft.project.commands.database").prepare_database
    prepare()
    table = import_module("bench.table")
    lines = []
    for name in chosen:
        started = time.perf_counter()
        lines += import_module(f"bench.{name}").lines()
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(table.printed(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
