"""Claim: the map of 5,000 actors is drawn sooner and moves more smoothly than sigma.js draws it.

Both are opened in the same headless Chromium without a GPU, in turns, with the same actors,
positions and ties, and moved by the same mouse. Needs Chromium, and Node to fetch sigma.js.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.networks import load, made
from bench.table import Line, seconds
from weft.analysis.pipeline import refresh_network
from weft.analysis.queries import reading
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.mapping.map_data import map_data, map_json
from weft.networks.models import Network

ACTORS, TIES = 5_000, 25_000
ROUNDS = 3
PORT = 8765
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu-compositing",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIGMA = ("sigma@3.0.3", "graphology@0.26.0")
#: Milliseconds until the page's first picture is really there: after the page's own mark, a pixel
#: of each canvas is read back, which waits until everything that was asked for has been drawn.
_DRAWN = """async (mark) => {
  while (!performance.getEntriesByName(mark).length) {
    if (performance.now() > 90_000) return 0;
    await new Promise(requestAnimationFrame);
  }
  const pixel = new Uint8Array(4);
  for (const canvas of document.querySelectorAll("canvas")) {
    const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    else canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
  }
  return performance.now();
}"""
_COUNT_FRAMES = """() => {
  window.frames = [];
  let last = 0;
  const tick = (now) => { if (last) window.frames.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""  # noqa: E501


@dataclass(slots=True)
class Seen:
    """What was measured of one page, a value for each round."""

    first: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)

    @property
    def first_picture(self) -> float:
        return statistics.median(self.first)

    @property
    def frame(self) -> float:
        return statistics.median(self.frames)


def lines() -> list[Line]:
    if not Path(CHROMIUM).exists() or shutil.which("npm") is None:
        return [Line("the map beside sigma.js", "not measured", "", "", "needs Chromium and Node")]
    network = load("Map page", made(ACTORS, TIES))
    refresh_network(network, Progress())
    network.refresh_from_db()
    with tempfile.TemporaryDirectory() as folder, _weft(), _sigma(Path(folder), network) as sigma:
        ours, theirs = _measured(f"http://localhost:{PORT}/{network.slug}/map/", sigma)
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
                _look(browser, address, mark, seen)
                browser.close()
    return ours, theirs


def _look(browser: Browser, address: str, mark: str, seen: Seen) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.goto(address)
    drawn = page.evaluate(_DRAWN, mark)
    if not drawn:
        raise RuntimeError(f"{address} drew nothing within 90 seconds.")
    seen.first.append(drawn / 1000)
    page.wait_for_timeout(1500)
    page.evaluate(_COUNT_FRAMES)
    _move(page)
    frames: list[float] = page.evaluate("window.frames")
    seen.frames.append(statistics.mean(frames) / 1000)


def _move(page: Page) -> None:
    """Drag across the map, then zoom in and out, for a few seconds."""
    page.mouse.move(450, 420)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(450 + 6 * step, 420 + (step % 20) * 4)
        time.sleep(0.02)
    page.mouse.up()
    for direction in (-1, 1):
        for _step in range(12):
            page.mouse.wheel(0, direction * 120)
            time.sleep(0.05)


@contextmanager
def _weft() -> Iterator[None]:
    """Weft's pages on the bench's database, in a process of their own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "weft.project.cli", "web", "--port", str(PORT)],
        env={**os.environ, "WEFT_SITE_URL": f"http://localhost:{PORT}"},
        stdout=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/health/", timeout=1)
            except OSError:
                time.sleep(0.2)
            else:
                break
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def _sigma(folder: Path, network: Network) -> Iterator[str]:
    """A page that draws the same net with sigma.js, served from a folder."""
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *SIGMA],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    modules = folder / "node_modules"
    site = folder / "site"
    site.mkdir()
    shutil.copy(modules / "sigma/dist/sigma.min.js", site)
    shutil.copy(modules / "graphology/dist/graphology.umd.min.js", site)
    shutil.copy(Path(__file__).with_name("sigma_page.html"), site / "index.html")
    (site / "net.json").write_text(json.dumps(_for_sigma(network)), encoding="utf-8")
    handler = partial(_Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news here."""


def _for_sigma(network: Network) -> dict[str, list[list[object]]]:
    """Actors and ties as plain lists, with the positions that Weft's page has."""
    viewer = Viewer(network.pk, Visibility.PUBLIC)
    data = map_data(viewer, network, reading(viewer, network))
    actors, ties = data["actors"], data["ties"]
    ids = actors["id"]
    columns = zip(ids, actors["x"], actors["y"], actors["name"], strict=True)
    ends = zip(ties["source"], ties["target"], strict=True)
    return {
        "actors": [[pk, x, -y, 3, "#2a78b5", name] for pk, x, y, name in columns],
        "ties": [[ids[source], ids[target]] for source, target in ends],
    }
