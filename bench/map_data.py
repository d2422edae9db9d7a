"""Claim: the map of 5,000 actors and 25,000 ties travels in few bytes and is sent at once.

The browser's share of the work is measured by the page bench.
"""

from __future__ import annotations

import shutil

from django.test import Client
from django.urls import reverse

from bench.networks import load, made
from bench.table import Line, interleaved, seconds
from weft.analysis.pipeline import refresh_network, results_folder
from weft.common.jobs import Progress

ACTORS, TIES = 5_000, 25_000


def lines() -> list[Line]:
    """The data as it is made for the first visitor, and as it is sent to the others."""
    network = load("Map", made(ACTORS, TIES))
    (refreshed,) = interleaved((lambda: refresh_network(network, Progress()),), 1)
    network.refresh_from_db()
    client = Client()
    address = reverse("map_data", args=[network.slug])
    size = len(client.get(address).content)
    folder = results_folder(network.pk)

    def anew() -> None:
        for file in folder.glob("map-*.json.gz"):
            file.unlink()
        client.get(address)

    first, later = interleaved((anew, lambda: client.get(address)), 5)
    shutil.rmtree(folder)
    what = f"map of {ACTORS:,} actors and {TIES:,} ties"
    return [
        Line(f"{what}: all measures and positions", seconds(refreshed), "", "", ""),
        Line(f"{what}: data made", seconds(first), f"{size / 1000:.0f} kB gzipped", "", "< 1 s",
             first < 1),
        Line(f"{what}: data sent again", seconds(later), "", "", "< 100 ms", later < 0.1),
    ]  # fmt: skip
