"""Mail leaves this machine encrypted, unless the host says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ASK = "from weft.project import settings as s; print(s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)"


@pytest.mark.parametrize(
    ("given", "tls", "ssl"),
    [
        ({}, False, False),
        ({"WEFT_SMTP_HOST": "mail.example.org"}, True, False),
        ({"WEFT_SMTP_HOST": "mail.example.org", "WEFT_SMTP_PORT": "465"}, False, True),
        ({"WEFT_SMTP_HOST": "mail.example.org", "WEFT_SMTP_TLS": "no"}, False, False),
    ],
)
def test_mail_to_another_machine_is_encrypted(
    tmp_path: Path, given: dict[str, str], *, tls: bool, ssl: bool
) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("WEFT_")}
    environment |= {"WEFT_DATA_DIR": str(tmp_path), **given}
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(tls), str(ssl)]
