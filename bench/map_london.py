"""Claim: the map of 120,000 actors and 600,000 ties opens at once, over a slow line too, and is as
easy to walk about in as a small one.

Beside it stand the same actors and ties loaded into sigma.js, and as a GEXF file opened the way
Gephi Lite does it. All run in headless Chromium without a GPU. Needs Chromium, and Node for peers.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.browser import CHROMIUM, COUNT_FRAMES, DRAWN, FLAGS, PORT, looked, move, weft
from bench.map_peers import peers
from bench.map_recut import cutting_lines
from bench.networks import load, made
from bench.table import Line, seconds
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.networks.models import Network

ACTORS, TIES = 120_000, 600_000
ROUNDS = 3
WHAT = "map of 120,000/600,000"
#: Slow 4G as Chrome's own tools have it: bits a second and milliseconds there and back.
BITS, LATENCY = 1_600_000, 150
#: Milliseconds from an act of the hand until every tile in view is there and drawn.
_SETTLED = """async (act) => {
  const {map} = weftMap, box = map.stage.getBoundingClientRect(), begun = performance.now();
  const at = {clientX: box.left + 500, clientY: box.top + 300, bubbles: true, cancelable: true};
  if (act === "zoom") map.stage.dispatchEvent(new WheelEvent("wheel", {...at, deltaY: -500}));
  else map.motion.set({...map.motion.camera, x: map.motion.camera.x - 400, y: map.motion.camera.y - 150});
  do await new Promise(requestAnimationFrame); while (!map.tiled.isSettled && performance.now() - begun < 5000);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""  # noqa: E501
#: Milliseconds from a click on the nth highest ranked until its ties and its panel are there.
_SELECTED = """async (place) => {
  const {map} = weftMap, {scene} = map, actor = map.actorsInView(place + 1)[place], id = map.net.ids[actor];
  const box = map.stage.getBoundingClientRect(), begun = performance.now();
  const at = {clientX: box.left + scene.x[actor] * scene.camera.k + scene.camera.x,
              clientY: box.top + scene.y[actor] * scene.camera.k + scene.camera.y, bubbles: true};
  for (const type of ["pointerdown", "pointerup", "click"]) map.stage.dispatchEvent(new PointerEvent(type, at));
  do await new Promise(requestAnimationFrame);
  while (!(map.state.actor && map.tiled.hasBrought(map.state.actor)) && performance.now() - begun < 5000);
  await new Promise(requestAnimationFrame);
  return performance.now() - begun;
}"""  # noqa: E501
#: Milliseconds from a key press in the search until names are listed.
_FOUND = """async (typed) => {
  const field = document.getElementById("map-find"), list = document.getElementById("map-found");
  list.replaceChildren(); field.focus(); field.value = typed;
  const begun = performance.now();
  field.dispatchEvent(new Event("input", {bubbles: true}));
  do await new Promise(requestAnimationFrame);
  while (!list.querySelector("[data-at]") && performance.now() - begun < 5000);
  return performance.now() - begun;
}"""
_READY = """async () => {
  while (!window.weftMap) await new Promise(requestAnimationFrame);
  await weftMap.idle();
}"""


@dataclass(slots=True)
class Walk:
    """What was measured on the way, a value for each round or act."""

    first: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    drawing: int = 0
    everything: int = 0
    settled: list[float] = field(default_factory=list)
    act_bytes: list[int] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    heap: float = 0
    found: list[float] = field(default_factory=list)
    selected: list[float] = field(default_factory=list)


class Wire:
    """Counts the bytes that arrive, by their address."""

    def __init__(self, session: CDPSession) -> None:
        self.addresses: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        session.send("Network.enable")
        session.on("Network.responseReceived", self._begun)
        session.on("Network.loadingFinished", self._finished)

    def _begun(self, event: dict[str, object]) -> None:
        response = event["response"]
        assert isinstance(response, dict)
        self.addresses[str(event["requestId"])] = str(response["url"])

    def _finished(self, event: dict[str, object]) -> None:
        address = self.addresses.get(str(event["requestId"]), "")
        self.bytes[address] = int(float(str(event["encodedDataLength"])))

    def total(self, wanted: Callable[[str], bool] = lambda _address: True) -> int:
        return sum(size for address, size in self.bytes.items() if wanted(address))


def lines() -> list[Line]:
    if not Path(CHROMIUM).exists():
        return [Line(WHAT, "not measured", "", "", "needs Chromium")]
    network = load("London", made(ACTORS, TIES))
    refresh_network(network, Progress())
    network.refresh_from_db()
    address = f"http://localhost:{PORT}/{network.slug}/map/"
    with weft():
        walk = _walked(address)
        found = _lines(walk) + _beside(network, walk)
    return found + cutting_lines(network)


def _walked(address: str) -> Walk:
    walk = Walk()
    with sync_playwright() as playwright:

        def opened(*, is_slow: bool = False) -> tuple[Page, CDPSession, Wire]:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            session = page.context.new_cdp_session(page)
            wire = Wire(session)
            if is_slow:
                speed = BITS / 8
                session.send("Network.emulateNetworkConditions", {
                    "offline": False, "latency": LATENCY, "downloadThroughput": speed,
                    "uploadThroughput": speed})  # fmt: skip
            page.goto(address, wait_until="commit")
            (walk.slow if is_slow else walk.first).append(
                page.evaluate(DRAWN, "weft-first-picture") / 1000
            )
            page.evaluate(_READY)
            return page, session, wire

        for _round in range(ROUNDS):
            for is_slow in (True, False):
                page, session, wire = opened(is_slow=is_slow)
                if _round < ROUNDS - 1 or is_slow:
                    _closed(page)
        walk.drawing, walk.everything = wire.total(_is_drawing), wire.total()
        _act(page, wire, walk)
        session.send("HeapProfiler.collectGarbage")
        walk.heap = float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6
        _ask(page, walk)
        _closed(page)
    return walk


def _closed(page: Page) -> None:
    browser = page.context.browser
    assert browser is not None
    browser.close()


def _is_drawing(address: str) -> bool:
    """What the first picture is made of: its script, the overview and tiles."""
    script = "/static/mapping/" in address and "panels-" not in address
    return script or "/map/overview" in address or "/map/tiles/" in address


def _act(page: Page, wire: Wire, walk: Walk) -> None:
    """Zoom in six times with a pan between, then move about as on the peers' pages."""
    for step in range(12):
        before = wire.total()
        walk.settled.append(page.evaluate(_SETTLED, "pan" if step % 2 else "zoom") / 1000)
        page.evaluate(_READY)
        walk.act_bytes.append(wire.total() - before)
    page.keyboard.press("Escape")
    page.click("[data-zoom=all]")
    page.evaluate(_READY)
    page.evaluate(COUNT_FRAMES)
    move(page)
    walk.frames = [value / 1000 for value in page.evaluate("window.frames")]


def _ask(page: Page, walk: Walk) -> None:
    page.click("[data-zoom=all]")
    page.evaluate(_READY)
    for typed in ("l", "leeds", "housing", "derry food", "45812", "council 11"):
        walk.found.append(page.evaluate(_FOUND, typed) / 1000)
    page.keyboard.press("Escape")
    for place in range(5):
        walk.selected.append(page.evaluate(_SELECTED, place) / 1000)
        page.evaluate(_READY)
        page.click("[data-close-side] >> visible=true")
        page.evaluate(_READY)


def _lines(walk: Walk) -> list[Line]:
    first, slow = statistics.median(walk.first), statistics.median(walk.slow)
    frame = statistics.mean(walk.frames)
    worst, heaviest = max(walk.settled), max(walk.act_bytes)
    return [
        Line(f"{WHAT}: first picture", seconds(first), "", "", "≤ 1 s", first <= 1),
        Line(f"{WHAT}: first picture on slow 4G", seconds(slow), "", "", "≤ 2 s", slow <= 2),
        Line(f"{WHAT}: script and data of the first picture", _kb(walk.drawing),
             f"with page, styles and panels {_kb(walk.everything)}", "", "≤ 100 kB",
             walk.drawing <= 100_000),
        Line(f"{WHAT}: a zoom or pan, settled", seconds(statistics.median(walk.settled)),
             f"slowest of {len(walk.settled)} {seconds(worst)}", "", "≤ 300 ms", worst <= 0.3),
        Line(f"{WHAT}: a zoom or pan, bytes", _kb(statistics.median(walk.act_bytes)),
             f"heaviest {_kb(heaviest)}", "", "≤ 150 kB", heaviest <= 150_000),
        Line(f"{WHAT}: mean frame while moving", seconds(frame),
             f"slowest frame {seconds(max(walk.frames))}", "", "≤ 100 ms", frame <= 0.1),
        Line(f"{WHAT}: heap after the walk", f"{walk.heap:.1f} MB", "", "", "≤ 20 MB",
             walk.heap <= 20),
        Line(f"{WHAT}: search, key press to names", seconds(statistics.median(walk.found)),
             f"slowest {seconds(max(walk.found))}", "", "< 100 ms", max(walk.found) < 0.1),
        Line(f"{WHAT}: selecting, click to ties", seconds(statistics.median(walk.selected)),
             f"slowest {seconds(max(walk.selected))}", "", "< 200 ms", max(walk.selected) < 0.2),
    ]  # fmt: skip


def _kb(size: float) -> str:
    return f"{size / 1000:.0f} kB"


def _beside(network: Network, walk: Walk) -> list[Line]:
    """The peers, each once: they take so long that rounds would tell no more."""
    if shutil.which("npm") is None:
        return [Line(f"{WHAT}: beside sigma.js", "not measured", "", "", "needs Node")]
    with tempfile.TemporaryDirectory() as folder, peers(Path(folder), network) as url:
        sigma = looked(f"{url}sigma_page.html", "first-picture")
        gephi = looked(f"{url}gephi_lite_page.html", "first-picture")
    first, frame = statistics.median(walk.first), statistics.mean(walk.frames)
    found = []
    for name, seen in (("sigma.js, all at once", sigma), ("Gephi Lite’s way", gephi)):
        found += [
            Line(
                f"{WHAT}: first picture beside {name}", seconds(first), *_other(seen.first, first)
            ),
            Line(f"{WHAT}: mean frame beside {name}", seconds(frame), *_other(seen.frames, frame)),
        ]
    return found


def _other(values: list[float], ours: float) -> tuple[str, str, str]:
    if not values:
        return "did not finish", "", ""
    return seconds(values[0]), f"{values[0] / ours:.0f} ×", ""
