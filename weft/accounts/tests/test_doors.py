"""The demo's doors and the local mailbox exist only where they are switched on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PRINT_NAMES = """
import django; django.setup()
from weft.accounts.urls import urlpatterns
print(*sorted(pattern.name for pattern in urlpatterns))
"""


def names_with(folder: Path, **variables: str) -> set[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WEFT_")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "weft.project.settings",
        "WEFT_DATA_DIR": str(folder),
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_NAMES],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_without_demo_there_are_no_doors(tmp_path: Path) -> None:
    assert not names_with(tmp_path) & {"demo_enter", "local_mail"}
    assert names_with(tmp_path, WEFT_DEMO="yes") >= {"demo_enter", "local_mail"}


def test_the_first_start_makes_a_key_that_stays(tmp_path: Path) -> None:
    names_with(tmp_path)
    key = (tmp_path / "secret_key").read_text()
    assert len(key) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    names_with(tmp_path)
    assert (tmp_path / "secret_key").read_text() == key
