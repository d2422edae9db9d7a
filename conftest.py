"""Tests run in a folder of their own, and share the cast of the test kit."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("WEFT_DATA_DIR", tempfile.mkdtemp(prefix="weft-tests-"))
os.environ["WEFT_LOCAL_MAIL"] = "yes"
os.environ["WEFT_DEMO"] = "yes"
os.environ["WEFT_SITE_URL"] = "http://localhost:8000"
os.environ["WEFT_HOSTS"] = "localhost,testserver"

pytest_plugins = ["testkit.fixtures"]
