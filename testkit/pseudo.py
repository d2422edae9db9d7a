"""Two languages that nobody speaks: longer words with accents, and the same from right to left.

What stays plain on a page in them was written into the code and can be in no other language; what
does not fit in them will not fit in Welsh or German either.
"""

from __future__ import annotations

import re
from pathlib import Path

import polib

from testkit.messages import WELSH

ACCENTED, RIGHT_TO_LEFT = "en-xa", "ar-xb"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD = "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
_SWAP = str.maketrans(_PLAIN, _ODD)
_KEPT = re.compile(r"(%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}|<[^>]+>|&[a-z]+;|https?://\S+)")
#: So many more letters than English, as the longest of the languages need.
_LONGER = 0.35
_A_WORD = 9


def disguised(text: str) -> str:
    """The text with accents and a third longer; names of values, tags and addresses stay."""
    if not text.strip():
        return text
    parts = _KEPT.split(text)
    odd = "".join(p if number % 2 else p.translate(_SWAP) for number, p in enumerate(parts))
    tail = "\n" if odd.endswith("\n") else ""
    more = "·" * max(1, int(len(text) * _LONGER))
    words = [more[at : at + _A_WORD] for at in range(0, len(more), _A_WORD)]
    return " ".join([odd.rstrip("\n"), *words]) + tail


def write_locales(folder: Path) -> None:
    """Write both languages into a folder that WEFT_LOCALES can name."""
    source = polib.pofile(str(WELSH))
    for code, forms in ((ACCENTED, 2), (RIGHT_TO_LEFT, 2)):
        made = polib.POFile()
        plural = f"nplurals={forms}; plural=(n != 1);"
        made.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": plural}
        for entry in source:
            twin = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt)
            if entry.msgid_plural:
                twin.msgid_plural = entry.msgid_plural
                twin.msgstr_plural = {
                    0: disguised(entry.msgid), 1: disguised(entry.msgid_plural)
                }  # fmt: skip
            else:
                twin.msgstr = disguised(entry.msgid)
            made.append(twin)
        language, _dash, region = code.partition("-")
        place = folder / f"{language}_{region.upper()}" / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        made.save_as_mofile(str(place / "django.mo"))
