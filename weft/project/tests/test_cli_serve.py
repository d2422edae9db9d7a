"""`weft serve` takes its worker with it, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest


def _children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in listed.stdout.split()]


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


@pytest.mark.skipif(not Path("/proc").exists(), reason="Processes are looked up in /proc.")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_leaves_with_the_server(tmp_path: Path, sign: signal.Signals) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEFT_")}
    environment |= {
        "WEFT_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "weft.project.settings",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "weft.project.cli", "serve", "--port", str(port)], env=environment
    )
    try:
        for _attempt in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=1)
            except OSError:
                time.sleep(0.2)
            else:
                break
        workers = _children(server.pid)
        assert workers
        server.send_signal(sign)
        server.wait(timeout=20)
        for _attempt in range(100):
            if not any(_is_running(pid) for pid in workers):
                break
            time.sleep(0.1)
        assert not any(_is_running(pid) for pid in workers)
    finally:
        server.kill()
