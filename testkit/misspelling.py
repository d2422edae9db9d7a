"""Writes a name as another hand would: with slips, short forms, legal forms, another order."""

from __future__ import annotations

from random import Random

_SHORT = {
    "association": "Assoc.", "community": "Comm.", "university": "Univ.", "centre": "Ctr",
    "department": "Dept", "development": "Dev.", "saint": "St", "metropole": "Metro",
    "agence": "Ag.", "national": "Natl", "international": "Intl", "organisation": "Org.",
}  # fmt: skip
_LEGAL = ("Ltd", "CIC", "CIO", "(registered charity)", "e.V.", "SARL", "Inc.")


def misspelt(name: str, random: Random) -> str:
    """The name with one or two changes."""
    for _change in range(random.choice((1, 1, 2))):
        name = random.choice((_slip, _slip, _shorten, _legal, _reorder, _article, _marks, _loud))(
            name, random
        )
    return name


def _slip(name: str, random: Random) -> str:
    """A letter left out, doubled, or changed with its neighbour."""
    letters = [place for place in range(1, len(name) - 1) if name[place].isalpha()]
    if len(letters) < 4:
        return name
    at = random.choice(letters)
    return random.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def _shorten(name: str, random: Random) -> str:
    """A long word cut short, by its usual short form or after four letters."""
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) > 7]
    if not long:
        return _legal(name, random)
    at = random.choice(long)
    words[at] = _SHORT.get(words[at].lower(), f"{words[at][:4]}.")
    return " ".join(words)


def _legal(name: str, random: Random) -> str:
    return f"{name} {random.choice(_LEGAL)}"


def _reorder(name: str, random: Random) -> str:
    """The last word first, as in a card index."""
    words = name.split()
    return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else name


def _article(name: str, random: Random) -> str:
    return name[4:] if name.lower().startswith("the ") else f"The {name}"


def _marks(name: str, random: Random) -> str:
    return name.replace("-", " ").replace("'", "").replace(" and ", " & ")


def _loud(name: str, random: Random) -> str:
    return name.upper() if name != name.upper() else name.title()
