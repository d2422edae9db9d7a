"""Whether a text leads elsewhere."""

from __future__ import annotations

import re

#: Whole addresses, and names of hosts as spammers write them; "e.g." and "1.5" are none.
_LINK = re.compile(
    r"https?:|www\.|\b[a-z0-9][a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,12}(/|\b(?!\.?[a-z0-9]))",
    re.IGNORECASE,
)


def has_link(text: str) -> bool:
    return _LINK.search(text) is not None
