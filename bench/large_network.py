"""Makes a network to try the map of tiles on: python -m bench.large_network [ACTORS TIES].

It goes into the data folder of the settings (`WEFT_DATA_DIR`), open to everyone.
"""

from __future__ import annotations

import os
import sys

import django

ACTORS, TIES = 120_000, 600_000


def main(actors: int = ACTORS, ties: int = TIES) -> None:
    """Load the network through the action that imports use, and work everything out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    django.setup()
    # Django's models can only be imported once it is set up.
    from bench.networks import load, made, spread  # noqa: PLC0415
    from weft.analysis.pipeline import refresh_network  # noqa: PLC0415
    from weft.common.jobs import Progress  # noqa: PLC0415
    from weft.project.commands.database import prepare_database  # noqa: PLC0415

    prepare_database()
    network = load("Large", spread(made(actors, ties)))
    refresh_network(network, Progress())
    sys.stdout.write(f"Made the network “Large” with {actors:,} actors and {ties:,} ties.\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
