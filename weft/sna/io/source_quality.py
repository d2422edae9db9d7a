"""Notice texts that were spoilt before they came to Weft, without changing them."""

from __future__ import annotations

import re

from weft.sna.io.records import Net, Note

#: What letters with accents become when UTF-8 is read as Windows-1252: "Ã©" for "é".
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€|[ÅÄ][\u0080-\u00bfŒœ‚‡™š¡]")


def mojibake_note(net: Net) -> list[Note]:
    """One note for all names whose accents look spoilt."""
    spoilt = [actor for actor in net.actors if _MOJIBAKE.search(actor.name)]
    if not spoilt:
        return []
    first = spoilt[0]
    message = (
        f"{len(spoilt):,} names look spoilt, such as “{first.name}”: the accents were lost before "
        "the file was saved. They are kept as they are; a fresh export may have them right."
    )
    return [Note(first.file, first.row or None, message)]
