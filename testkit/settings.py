"""Weft's own settings, for a test run in a folder of its own with everything switched on."""

from __future__ import annotations

import os
import tempfile

# Each process of a parallel run has a folder of its own.
os.environ["WEFT_DATA_DIR"] = tempfile.mkdtemp(prefix="weft-tests-")
os.environ["WEFT_LOCAL_MAIL"] = "yes"
os.environ["WEFT_DEMO"] = "yes"
os.environ["WEFT_SITE_URL"] = "http://localhost:8000"
# Nobody answers there; tests of signing in elsewhere bring a provider of their own.
os.environ["WEFT_OIDC_SERVER_URL"] = "http://127.0.0.1:1"
os.environ["WEFT_OIDC_CLIENT_ID"] = "weft-tests"
os.environ["WEFT_OIDC_CLIENT_SECRET"] = "weft-tests"  # noqa: S105 - of nobody
os.environ["WEFT_HOSTS"] = "localhost,testserver"

from weft.project.settings import *  # noqa: F403 - only after the environment is set
