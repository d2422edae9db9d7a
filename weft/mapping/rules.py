"""Rules of appearance without code: actors that meet a condition get a colour or grow.

The browser applies the same rules (`map_ui/src/data/rules.ts`); of several that an actor meets
the first one counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from weft.common.errors import InvalidInput
from weft.common.names import search_form
from weft.graph.actions.looks import is_colour
from weft.graph.cleaning import kept_text, storable_text
from weft.graph.values import VisibleFields
from weft.mapping.map_data import MEASURES

MOST_RULES = 12
TESTS = {
    "is": _lazy("is"),
    "has": _lazy("contains"),
    "least": _lazy("is at least"),
    "most": _lazy("is at most"),
    "none": _lazy("is empty"),
}
#: What of an actor a rule can ask, beside measures (m:…) and own fields (f:…).
PLAIN = {
    "kind": _lazy("Kind"),
    "region": _lazy("Region"),
    "topic": _lazy("Topic"),
    "cluster": _lazy("Cluster"),
    "name": _lazy("Name"),
    "degree": _lazy("Number of ties"),
}
#: How much larger an actor can be made.
GROWTHS = (1.0, 1.5, 2.0, 3.0)
Column = Sequence[object]
_LONGEST_FIELD = 120


@dataclass(frozen=True, slots=True)
class Rule:
    """If this field of an actor passes this test, it gets this colour and grows so much."""

    field: str
    test: str
    value: str = ""
    colour: str = ""
    grow: float = 1.0

    @classmethod
    def checked(cls, given: Mapping[str, object]) -> Rule:
        """Read one rule of a form or a lens; raises InvalidInput with what is wrong."""
        rule = cls(
            str(given.get("field", "")),
            str(given.get("test", "")),
            kept_text(str(given.get("value", "")), 200),
            str(given.get("colour", "")),
            _growth(given.get("grow", 1.0)),
        )
        is_named = rule.field.startswith(("m:", "f:")) and len(rule.field) <= _LONGEST_FIELD
        if rule.field not in PLAIN and not (is_named and storable_text(rule.field) == rule.field):
            raise InvalidInput(_("Choose what each rule looks at."))
        if rule.test not in TESTS:
            raise InvalidInput(_("Choose how each rule compares."))
        if rule.test != "none" and not rule.value:
            raise InvalidInput(_("Write what each rule compares with, or choose “is empty”."))
        if rule.test in ("least", "most") and number_in(rule.value) is None:
            raise InvalidInput(
                _("“%(value)s” is not a number. “At least” and “at most” compare numbers.")
                % {"value": rule.value}
            )
        if rule.colour and not is_colour(rule.colour):
            raise InvalidInput(_("Write the colour as # and six digits."))
        return rule

    @property
    def wants_column(self) -> bool:
        return ":" in self.field

    def is_seen(self, seen: VisibleFields) -> bool:
        """Whether the viewer may know of what the rule looks at."""
        sort, _sign, name = self.field.partition(":")
        if sort == "f":
            return name in seen.custom
        if sort == "m":
            return name in MEASURES
        needed = {"region": "region", "topic": "topics"}.get(self.field)
        return needed is None or seen.sees(needed)

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def passes(self, values: Sequence[object]) -> bool:
        """Whether one of an actor's values passes; no value at all passes only “is empty”."""
        known = [value for value in values if value not in (None, "")]
        if self.test == "none":
            return not known
        if self.test in ("least", "most"):
            limit = number_in(self.value)
            numbers = [number for value in known if (number := number_in(str(value))) is not None]
            if limit is None:
                return False
            return any(n >= limit if self.test == "least" else n <= limit for n in numbers)
        wanted = search_form(self.value)
        forms = [search_form(str(value)) for value in known]
        return any(form == wanted if self.test == "is" else wanted in form for form in forms)


def _growth(given: object) -> float:
    number = number_in(str(given))
    return number if number in GROWTHS else 1.0


def number_in(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def first_rules(
    data: dict[str, Any], rules: Sequence[Rule], columns: Mapping[str, Column]
) -> list[int]:
    """For each actor of the map's data the first rule that it meets, or −1."""
    count = len(data["actors"]["id"])
    found = [-1] * count
    for number, rule in enumerate(rules):
        values = _values(data, rule, columns)
        for i in range(count):
            if found[i] < 0 and rule.passes(values[i]):
                found[i] = number
    return found


def _values(
    data: dict[str, Any], rule: Rule, columns: Mapping[str, Column]
) -> list[Sequence[object]]:
    actors = data["actors"]
    if rule.wants_column:
        column = columns.get(rule.field)
        return [[value] for value in column] if column else [[] for _actor in actors["id"]]
    if rule.field == "topic":
        return [[data["topics"][n] for n in numbers] for numbers in actors["topics"]]
    if rule.field == "name":
        return [[name] for name in actors["name"]]
    if rule.field == "degree":
        degree = [0] * len(actors["id"])
        for end in (*data["ties"]["source"], *data["ties"]["target"]):
            degree[end] += 1
        return [[number] for number in degree]
    if rule.field == "kind":
        return [[data["kinds"][n]["name"]] for n in actors["kind"]]
    names = (
        data["regions"]
        if rule.field == "region"
        else [cluster["name"] for cluster in data["clusters"]]
    )
    return [[names[n]] if n >= 0 else [] for n in actors[rule.field]]


def in_words(rule: Rule, labels: Mapping[str, str]) -> str:
    """The rule as the legend says it, such as “Staff is at least 5”."""
    name = labels.get(rule.field, rule.field)
    value = "" if rule.test == "none" else f" {rule.value}"
    return f"{name} {TESTS[rule.test]}{value}"
