"""How names are compared: without case, accents and extra spaces."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def search_form(text: str) -> str:
    """The name as it is searched for: “Café  ROUGE” becomes “cafe rouge”."""
    if text.isascii():
        return _SPACES.sub(" ", text).strip().lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(mark for mark in split if not unicodedata.combining(mark))
    return _SPACES.sub(" ", bare).strip()
