"""Opens pages in a headless Chromium without a GPU and measures them: Weft's own and its peers'."""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
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
#: A page that has drawn nothing by then is given up.
MOST_SECONDS = 90
#: Milliseconds until the page's first picture is really there: after the page's own mark, a pixel
#: of each canvas is read back, which waits until everything that was asked for has been drawn.
DRAWN = """async (mark) => {
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
COUNT_FRAMES = """() => {
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


def look(browser: Browser, address: str, mark: str, seen: Seen) -> None:
    """Open a page, and move about in it once it has drawn its first picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.goto(address, wait_until="commit")
    drawn = page.evaluate(DRAWN, mark)
    if not drawn:
        raise RuntimeError(f"{address} drew nothing within {MOST_SECONDS} seconds.")
    seen.first.append(drawn / 1000)
    if __name__ == "__main__":
        # Said at once, in case moving about takes too long.
        print(json.dumps({"first": drawn / 1000}), flush=True)
    page.wait_for_timeout(1500)
    page.evaluate(COUNT_FRAMES)
    move(page)
    frames: list[float] = page.evaluate("window.frames")
    seen.frames.append(statistics.mean(frames) / 1000)


def move(page: Page) -> None:
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


def looked(address: str, mark: str) -> Seen:
    """The same in a process of its own, which is ended where the page takes too long."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.browser", address, mark],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    timer = threading.Timer(2 * MOST_SECONDS, lambda: os.killpg(process.pid, signal.SIGKILL))
    timer.start()
    told, _nothing = process.communicate()
    timer.cancel()
    seen = Seen()
    for line in told.splitlines():
        found = json.loads(line)
        seen.first += [found["first"]] if "first" in found else []
        seen.frames += [found["frame"]] if "frame" in found else []
    return seen


@contextmanager
def weft() -> Iterator[None]:
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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are no news here."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the files in a folder."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


def main(address: str, mark: str) -> None:
    seen = Seen()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        look(browser, address, mark, seen)
        browser.close()
    print(json.dumps({"frame": seen.frame}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
