"""Libraries that Weft can work with but does not need, imported where they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from weft.sna.errors import SnaError


def wanted(name: str, purpose: str) -> Any:
    """Import a library by its name, or say in one sentence how to get it."""
    try:
        return import_module(name)
    except ImportError as error:
        package = {"vl_convert": "vl-convert-python"}.get(name, name)
        raise SnaError(
            f"To {purpose}, Weft needs {package}: install it with “pip install {package}”."
        ) from error
