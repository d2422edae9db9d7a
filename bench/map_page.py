"""Claim: the map of 5,000 actors is drawn sooner and moves more smoothly than sigma.js draws it.

Both are opened in the same headless Chromium without a GPU, in turns, with the same actors,
positions and ties, and moved by the same mouse. Needs Chromium, and Node to fetch sigma.js.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.browser import CHROMIUM, FLAGS, PORT, Seen, look, weft
from bench.map_peers import peers
from bench.networks import load, made
from bench.table import Line, seconds
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.mapping.map_data import map_json
from weft.networks.models import Network

ACTORS, TIES = 5_000, 25_000
ROUNDS = 3


def lines() -> list[Line]:
    if not Path(CHROMIUM).exists() or shutil.which("npm") is None:
        return [Line("the map beside sigma.js", "not measured", "", "", "needs Chromium and Node")]
    network = load("Map page", made(ACTORS, TIES))
    refresh_network(network, Progress())
    network.refresh_from_db()
    with tempfile.TemporaryDirectory() as folder, weft(), peers(Path(folder), network) as peer:
        ours, theirs = _measured(
            f"http://localhost:{PORT}/{network.slug}/map/", f"{peer}sigma_page.html"
        )
    script, data = _sizes(network)
    what = f"map of {ACTORS:,} actors and {TIES:,} ties"
    sooner, smoother = theirs.first_picture / ours.first_picture, theirs.frame / ours.frame
    return [
        Line(f"{what}: first picture", seconds(ours.first_picture),
             f"sigma.js {seconds(theirs.first_picture)}", f"{sooner:.1f} × sooner",
             "≥ 5 × sooner, ≤ 0.5 s", sooner >= 5 and ours.first_picture <= 0.5),
        Line(f"{what}: mean frame while moving", seconds(ours.frame),
             f"sigma.js {seconds(theirs.frame)}", f"{smoother:.1f} × smoother",
             "≥ 10 × smoother, ≤ 33 ms", smoother >= 10 and ours.frame <= 0.033),
        Line(f"{what}: script for the first picture", f"{script / 1000:.0f} kB gzipped", "", "",
             "≤ 30 kB", script <= 30_000),
        Line(f"{what}: data with names", f"{data / 1000:.0f} kB gzipped", "", "", "≤ 140 kB",
             data <= 140_000),
    ]  # fmt: skip


def _sizes(network: Network) -> tuple[int, int]:
    """Bytes of the script that the first picture needs, and of the data, both gzipped."""
    folder = Path(__file__).resolve().parent.parent / "weft/mapping/static/mapping"
    needed = [folder / "map.js", *folder.glob("parts/begin-*.js")]
    script = sum(len(gzip.compress(file.read_bytes(), 6)) for file in needed)
    return script, len(map_json(Viewer(network.pk, Visibility.PUBLIC), network))


def _measured(weft: str, sigma: str) -> tuple[Seen, Seen]:
    ours, theirs = Seen(), Seen()
    with sync_playwright() as playwright:
        for _round in range(ROUNDS):
            for address, mark, seen in (
                (weft, "weft-first-picture", ours),
                (sigma, "first-picture", theirs),
            ):
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                look(browser, address, mark, seen)
                browser.close()
    return ours, theirs
