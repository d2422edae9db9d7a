"""One demo server and one browser for all journeys; a context of its own for each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from testkit.pseudo import write_locales

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
ROOT = Path(__file__).resolve().parent.parent
SHOTS = Path(__file__).resolve().parent / "shots"
DEMO = "/common-ground-demo/"
#: More than a map is sent as a whole.
LARGE_ACTORS = 6_000


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(150):
        if process.poll() is not None:
            pytest.fail(f"The server stopped with code {process.returncode}.")
        try:
            urllib.request.urlopen(f"{url}/health/", timeout=1).read()  # noqa: S310 - our own
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The server did not answer within 30 seconds.")


@contextmanager
def serving(folder: Path, prepare: list[str], **settings: str) -> Iterator[str]:
    """The address of pages and worker on data in a folder, once a command has filled it."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: journeys cannot be tried.")
        pytest.skip("Chromium is not installed: journeys are not tried")
    port = _free_port()
    url = f"http://localhost:{port}"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEFT_")}
    environment |= {
        "WEFT_DEMO": "yes",
        "WEFT_DATA_DIR": str(folder),
        "WEFT_SITE_URL": url,
        # Linked sources lie on this machine.
        "WEFT_FETCH_LOOPBACK": "yes",
        "DJANGO_SETTINGS_MODULE": "weft.project.settings",
        **settings,
    }
    weft = [sys.executable, "-m", "weft.project.cli"]
    subprocess.run([sys.executable, "-m", *prepare], env=environment, check=True, cwd=ROOT)
    server = subprocess.Popen([*weft, "serve", "--port", str(port)], env=environment, cwd=ROOT)
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo, pages and worker, as `make demo` starts it."""
    locales = tmp_path_factory.mktemp("locales")
    write_locales(locales)
    folder, prepare = tmp_path_factory.mktemp("weft"), ["weft.project.cli", "demo"]
    with serving(folder, prepare, WEFT_LOCALES=str(locales)) as url:
        yield url


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with a network that is too large to be sent to the map as a whole."""
    prepare = ["bench.large_network", str(LARGE_ACTORS), str(4 * LARGE_ACTORS)]
    with serving(tmp_path_factory.mktemp("large"), prepare) as url:
        yield url


@pytest.fixture(scope="session")
def browser(site: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[NewPage]:
    """Opens pages: `new_page(role="convenor", width=360, scheme="dark", script=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(
        *, role: str = "", width: int = 1280, scheme: str = "light", **options: Any
    ) -> Page:
        options.setdefault("base_url", site)
        context = browser.new_context(
            viewport={"width": width, "height": 800 if width > 500 else 740},
            color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if role:
            page.goto("/")
            page.click(f".demo-bar button[value={role}]")
        return page

    yield open_page
    for context in contexts:
        context.close()
