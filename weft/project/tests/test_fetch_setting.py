"""Reaching into the server itself is for trying things out, and never happens by accident."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("also", "starts"), [("", False), ("WEFT_DEMO", True), ("WEFT_DEBUG", True)]
)
def test_only_in_the_demo_or_while_debugging(tmp_path: Path, *, also: str, starts: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WEFT_")}
    environment |= {"WEFT_FETCH_LOOPBACK": "yes", "WEFT_DATA_DIR": str(tmp_path)}
    if also:
        environment[also] = "yes"
    done = subprocess.run(
        [sys.executable, "-c", "import weft.project.settings"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) is starts, done.stderr
    assert starts or "lets pages reach into this machine" in done.stderr
