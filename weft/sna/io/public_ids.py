"""Public identifiers, such as GB-CHC-1234567: the register first, then the number in it.

The prefixes are those of org-id.guide, which open data on grants uses too.
"""

from __future__ import annotations

import re

from weft.sna.io.headings import plain_heading

#: An identifier that names its register already.
_WHOLE = re.compile(r"(?P<register>[A-Za-z]{2,3}-[A-Za-z0-9]{2,10})-\s*(?P<number>\S.*)\Z")
#: Registers of which we know enough to take an id of a file for a public identifier.
_KNOWN = re.compile(r"GB-(?:CHC|SC|NIC|COH)-[A-Z0-9-]+\Z")
_CHARITY = re.compile(r"charity|charities|charitable")
_COMPANY = re.compile(r"company|companies")
_SCOTTISH = re.compile(r"SC0?\d{5}\Z")
_IRISH = re.compile(r"NIC?\s*(\d{6})\Z")
_ENGLISH = re.compile(r"\d{6,7}(?:-\d{1,3})?\Z")
_COMPANY_NUMBER = re.compile(r"(?:\d{6,8}|[A-Z]{2}\d{6})\Z")


def public_id(text: str, heading: str = "") -> str:
    """A public identifier in its usual form, where the heading or the text says which it is.

    Examples
    --------
    >>> public_id("1112345", "Charity number")
    'GB-CHC-1112345'
    >>> public_id("SC012345", "Charity No.")
    'GB-SC-SC012345'
    >>> public_id("1234567", "Company number")
    'GB-COH-01234567'
    >>> public_id("gb-chc-1112345")
    'GB-CHC-1112345'
    """
    given = text.strip()
    if match := _WHOLE.match(given):
        return f"{match['register'].upper()}-{match['number']}"
    number = re.sub(r"[\s.]+", "", given).upper()
    words = plain_heading(heading)
    if _CHARITY.search(words):
        return _charity(number) or given
    if _COMPANY.search(words) and _COMPANY_NUMBER.match(number):
        return f"GB-COH-{number.zfill(8)}"
    return given


def _charity(number: str) -> str:
    if _SCOTTISH.match(number):
        return f"GB-SC-{number}"
    if match := _IRISH.match(number):
        return f"GB-NIC-{match[1]}"
    return f"GB-CHC-{number}" if _ENGLISH.match(number) else ""


def is_public_id(text: str) -> bool:
    """Whether an identifier of a file is a public one, of a register that we know."""
    return bool(_KNOWN.match(text))
