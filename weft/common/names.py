"""How names are compared: without case, accents and extra spaces."""

from __future__ import annotations

import unicodedata

#: Some letters become several when taken apart; the columns that hold the form end here.
LONGEST = 300


def search_form(text: str) -> str:
    """The name as it is searched for: “Café  ROUGE” becomes “cafe rouge”."""
    if text.isascii():
        return " ".join(text.lower().split())[:LONGEST]
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(mark for mark in split if not unicodedata.combining(mark))
    return " ".join(bare.split())[:LONGEST]
