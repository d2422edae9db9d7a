"""Two actors side by side: for each field the one or the other value, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from weft.common.visibility import Visibility
from weft.graph.models import Actor
from weft.graph.record_values import Values, same
from weft.graph.values import VisibleFields, as_text

LEFT, RIGHT, BOTH = "left", "right", "both"
#: Where an actor is: these go together.
_PLACE = ("place", "region", "latitude", "longitude")
#: Looks that are not worth a question: those of the kept one, else of the other.
_QUIET = ("image", "colour", "size", "x", "y", "start", "end")
OWN = "own-"


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of two actors, and which of the values the result gets."""

    key: str
    label: str
    left: object
    right: object
    chosen: str
    can_both: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return not (_is_empty(self.left) or _is_empty(self.right) or same(self.left, self.right))

    @property
    def value(self) -> object:
        if self.chosen == BOTH and self.can_both:
            return _both(self.left, self.right)
        return self.right if self.chosen == RIGHT else self.left

    @property
    def left_text(self) -> str:
        return as_text(self.left)

    @property
    def right_text(self) -> str:
        return as_text(self.right)


def choices_between(
    left: Actor, right: Actor, seen: VisibleFields, given: Mapping[str, str]
) -> list[Choice]:
    """The fields that may be seen, as someone has chosen between them or as is likely."""
    columns: list[tuple[str, str, bool]] = [
        ("name", _("Name"), False),
        ("kind", _("Kind"), False),
        ("description", _("Description"), True),
        ("topics", _("Topics"), True),
        ("place", _("Place"), False),
        ("website", _("Website"), False),
        ("email", _("E-mail"), False),
        ("public_id", _("Public identifier"), False),
    ]
    choices = [
        _choice(key, label, _value(left, key), _value(right, key), given, can_both=can_both)
        for key, label, can_both in columns
        if seen.sees(key)
    ]
    for key, label in seen.custom.items():
        first, second = left.fields.get(key), right.fields.get(key)
        texts = isinstance(first, str) and isinstance(second, str)
        lists = isinstance(first, list) and isinstance(second, list)
        choices.append(_choice(f"{OWN}{key}", label, first, second, given, can_both=texts or lists))
    return choices


def _value(actor: Actor, key: str) -> object:
    if key == "kind":
        return actor.kind.name
    if key == "place":
        return actor.place or actor.region
    return getattr(actor, key)


def _choice(
    key: str, label: str, left: object, right: object, given: Mapping[str, str], *, can_both: bool
) -> Choice:
    likely = BOTH if key == "topics" else LEFT
    if _is_empty(left) or _is_empty(right):
        # There is nothing to choose: what is known stays.
        chosen = RIGHT if _is_empty(left) and not _is_empty(right) else LEFT
    else:
        asked = given.get(key, likely)
        chosen = asked if asked in (LEFT, RIGHT) or (asked == BOTH and can_both) else likely
    return Choice(key, label, left, right, chosen, can_both)


def result_of(kept: Actor, merged: Actor, choices: list[Choice], audience: int | None) -> Values:
    """The values that the kept actor gets."""
    values: Values = {}
    fields = {**merged.fields, **kept.fields}
    for choice in choices:
        if choice.key.startswith(OWN):
            if not _is_empty(choice.value):
                fields[choice.key.removeprefix(OWN)] = choice.value
        elif choice.key == "place":
            from_one = merged if choice.chosen == RIGHT else kept
            values |= {column: getattr(from_one, column) for column in _PLACE}
        else:
            values[choice.key] = choice.value
    for column in _QUIET:
        if _is_empty(getattr(kept, column)) and not _is_empty(getattr(merged, column)):
            values[column] = getattr(merged, column)
    values["fields"] = fields
    if audience is not None:
        values["visibility"] = audience
    return values


def narrower(left: Actor, right: Actor) -> int:
    """The audience of those who can see both."""
    return int(max(left.visibility, right.visibility))


def audience_of(given: str) -> int | None:
    """The audience that was chosen; None where none was."""
    return int(given) if given in {str(value) for value in Visibility.values} else None


def _both(left: object, right: object) -> object:
    if isinstance(left, list):
        items = cast("list[object]", left)
        return [*items, *(item for item in cast("list[object]", right) if item not in items)]
    return f"{left}\n\n{right}"


def _is_empty(value: object) -> bool:
    return value in ("", None, [])
