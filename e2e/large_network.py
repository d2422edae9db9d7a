"""Makes a network for the journeys on the map of tiles: python -m e2e.large_network."""

from __future__ import annotations

import django

ACTORS, TIES = 6_000, 24_000


def main() -> None:
    """Load the network through the action that imports use, and work everything out."""
    django.setup()
    # Django's models can only be imported once it is set up.
    from bench.networks import load, made  # noqa: PLC0415
    from weft.analysis.pipeline import refresh_network  # noqa: PLC0415
    from weft.common.jobs import Progress  # noqa: PLC0415
    from weft.project.commands.database import prepare_database  # noqa: PLC0415

    prepare_database()
    refresh_network(load("Large", made(ACTORS, TIES)), Progress())


if __name__ == "__main__":
    main()
