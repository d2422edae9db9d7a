"""What the features keep about a person: each says how to forget it, and how to tell it.

A feature registers its functions in a module that its app loads (see `weft.keeping.apps`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """The kinds of traces that one can decide on by themselves when leaving."""

    MAP = "map", _("Me on the map, with my ties")
    SAID = "said", _("What I said of ties, and changes that I made to the map")
    WROTE = "wrote", _("Views, stories and other things that I wrote")


class Wish(models.TextChoices):
    DELETE = "delete", _("Delete it")
    UNNAMED = "unnamed", _("Keep it without my name")
    NAMED = "named", _("Keep it with my name")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, in one network or (without one) everywhere, and what is to become of each part."""

    account_id: int | None
    address: str
    network_id: int | None = None
    wishes: Mapping[str, str] = field(default_factory=dict)

    def in_network(self, network_id: int) -> bool:
        return self.network_id in (None, network_id)

    def wants(self, part: str) -> str:
        """What is to become of a part; deleted where nothing was said."""
        return self.wishes.get(part, Wish.DELETE)


@dataclass(frozen=True, slots=True)
class KnownAs:
    """What somebody was called in a network (without one: in all of theirs), and since when; it is
    confirmed where somebody else took them in under that name."""

    name: str
    network_id: int | None
    since: datetime | None = None
    is_confirmed: bool = False


#: Plain values only: they are written to JSON and CSV.
Row = Mapping[str, object]
Forgetter = Callable[[Person], None]
Teller = Callable[[Person], Iterable[tuple[str, list[Row]]]]
_forgetters: list[Forgetter] = []
NameFinder = Callable[[Person], Iterable[KnownAs]]
_tellers: list[Teller] = []
_when_rewritten: list[Callable[[int], None]] = []
_name_finders: list[NameFinder] = []


def forgets(function: Forgetter) -> Forgetter:
    """Names a function that deletes, or makes nameless, what a feature keeps of a person."""
    _forgetters.append(function)
    return function


def tells(function: Teller) -> Teller:
    """Names a function that says what a feature keeps of a person: sheets with their rows."""
    _tellers.append(function)
    return function


def knows_names(function: NameFinder) -> NameFinder:
    """Names a function that says what others know a person by."""
    _name_finders.append(function)
    return function


def when_rewritten(function: Callable[[int], None]) -> Callable[[int], None]:
    """Names a function that is called with each network in which texts lost a name or an address,
    and lets go of what was made from them."""
    _when_rewritten.append(function)
    return function


def texts_were_rewritten(network_id: int) -> None:
    for function in _when_rewritten:
        function(network_id)


def names_of(person: Person) -> list[KnownAs]:
    """What others know a person by."""
    return [one for finder in _name_finders for one in finder(person) if one.name]


def forget(person: Person) -> None:
    """Let every feature forget a person, the last registered first: features know of the net,
    and the net does not know of them. Runs in the caller's transaction."""
    for function in reversed(_forgetters):
        function(person)


def all_about(person: Person) -> dict[str, list[Row]]:
    """All that is kept of a person, by sheet."""
    sheets: dict[str, list[Row]] = {}
    for function in _tellers:
        for name, rows in function(person):
            sheets.setdefault(name, []).extend(rows)
    return sheets
