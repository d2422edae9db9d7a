"""weft serve, web, worker and setup."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
import warnings

import uvicorn
from django.conf import settings

from weft.common import jobs, nightly
from weft.project.commands.database import prepare_database

#: Tells a worker which process keeps it.
_KEEPER = "WEFT_KEPT_BY"


def run(options: argparse.Namespace) -> int:
    return {"serve": _serve, "web": _web, "worker": _worker, "setup": _setup}[options.command](
        options
    )


def _setup(options: argparse.Namespace) -> int:
    prepare_database()
    return 0


def _serve(options: argparse.Namespace) -> int:
    """The pages in this process, the worker in a second that is started again if it dies."""
    prepare_database()
    # The server hands SIGTERM on when it has shut down; then the worker is told, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stop,), daemon=True)
    keeper.start()
    try:
        return _web(options)
    finally:
        stop.set()
        keeper.join(timeout=12)


def _keep_worker(stop: threading.Event) -> None:
    while not stop.is_set():
        worker = subprocess.Popen(
            [sys.executable, "-m", "weft.project.cli", "worker"],
            env={**os.environ, _KEEPER: str(os.getpid())},
        )
        while worker.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            worker.terminate()
            try:
                worker.wait(timeout=10)
            except subprocess.TimeoutExpired:
                # A long job is done again from its start the next time.
                worker.kill()


def _web(options: argparse.Namespace) -> int:
    # WhiteNoise's file responses are iterators of small files: reading them at once is fine.
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")
    place = "" if options.host in ("127.0.0.1", "localhost") else f" ({options.host})"
    print(f"Weft is at {settings.SITE_URL}{place}. Stop it with Ctrl-C.", flush=True)
    uvicorn.run(
        "weft.project.asgi:application",
        host=options.host,
        port=options.port,
        log_level="warning",
        lifespan="off",
        # Weft itself decides whom to believe about who is asking (WEFT_PROXIES).
        proxy_headers=False,
        server_header=False,
        # Open maps wait for news for ever: they must not keep the server from stopping.
        timeout_graceful_shutdown=3,
    )
    return 0


def _worker(options: argparse.Namespace) -> int:
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    if keeper := os.environ.get(_KEEPER):
        threading.Thread(target=_leave_with, args=(int(keeper), stop), daemon=True).start()
    # Questions are answered beside a long job, not after it.
    quick = {"stop": stop, "only_quick": True, "poll_seconds": 0.1}
    threading.Thread(target=jobs.work, kwargs=quick, daemon=True).start()
    threading.Thread(target=nightly.keep_nights, kwargs={"stop": stop}, daemon=True).start()
    jobs.work(stop=stop)
    return 0


def _leave_with(keeper: int, stop: threading.Event) -> None:
    """Stop the worker when the server that keeps it is gone, also when it was killed."""
    while os.getppid() == keeper:
        time.sleep(1)
    stop.set()
