"""Which values an actor or a tie has, which of them a viewer may see, and how to read them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from weft.common.visibility import Viewer, Visibility
from weft.graph.models import FieldDefinition, FieldTarget

#: Columns of an actor whose audience a network can set, with the one they start with.
ACTOR_BUILTINS: dict[str, tuple[object, int]] = {
    "description": (_("Description"), Visibility.PUBLIC),
    "topics": (_("Topics"), Visibility.PUBLIC),
    "place": (_("Place"), Visibility.PUBLIC),
    "website": (_("Website"), Visibility.PUBLIC),
    "email": (_("E-mail"), Visibility.MEMBERS),
    "image": (_("Picture"), Visibility.PUBLIC),
    "public_id": (_("Public identifier"), Visibility.PUBLIC),
    # An id may be an e-mail address or a number of the state's: it is for stewards at first.
    "ref": (_("Id in the file"), Visibility.STEWARDS),
}
TIE_BUILTINS: dict[str, tuple[object, int]] = {
    "description": (_("Description"), Visibility.PUBLIC),
    "topics": (_("Topics"), Visibility.PUBLIC),
}
#: Columns whose audience is that of another built-in field.
GOVERNED_BY = {"region": "place", "latitude": "place", "longitude": "place"}

ACTOR_COLUMNS = (
    "name", "ref", "public_id", "description", "topics", "place", "region", "latitude", "longitude",
    "website", "email", "image", "colour", "size", "x", "y", "start", "end", "fields",
    "visibility",
)  # fmt: skip
TIE_COLUMNS = (
    "direction", "ref", "weight", "rung", "label", "description", "topics", "colour",
    "start", "end", "fields", "visibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisibleFields:
    """The fields of actors or ties that one viewer may see."""

    builtin: frozenset[str]
    custom: dict[str, str]

    def sees(self, column: str) -> bool:
        """Whether a column's value may be shown; columns that nothing governs always may."""
        governed = GOVERNED_BY.get(column, column)
        return governed in self.builtin or governed not in ACTOR_BUILTINS

    def of(self, fields: dict[str, object]) -> dict[str, object]:
        """The custom values that may be shown, in the order of their definitions."""
        return {key: fields[key] for key in self.custom if key in fields}

    def filtered(self, values: dict[str, object]) -> dict[str, object]:
        """A row's values, without those that may not be shown."""
        seen = {key: value for key, value in values.items() if self.sees(key)}
        if isinstance(seen.get("fields"), dict):
            seen["fields"] = self.of(seen["fields"])  # type: ignore[arg-type]  # just checked
        return seen


def visible_fields(viewer: Viewer, target: str = FieldTarget.ACTOR) -> VisibleFields:
    """One query: what this viewer may see of each actor (or tie) that they may see."""
    definitions = FieldDefinition.objects.filter(
        network_id=viewer.network_id, target=target, visibility__lte=viewer.clearance
    ).order_by("position", "id")
    builtin, custom = set(), {}
    for definition in definitions:
        if definition.is_builtin:
            builtin.add(definition.key)
        else:
            custom[definition.key] = definition.label
    return VisibleFields(frozenset(builtin), custom)


def ensure_builtin_fields(network_id: int) -> None:
    """Give a network the definitions of its built-in fields, once."""
    wanted = [(FieldTarget.ACTOR, ACTOR_BUILTINS), (FieldTarget.TIE, TIE_BUILTINS)]
    FieldDefinition.objects.bulk_create(
        [
            FieldDefinition(
                network_id=network_id,
                target=target,
                key=key,
                label=str(label),
                is_builtin=True,
                visibility=visibility,
                position=position,
            )
            for target, builtins in wanted
            for position, (key, (label, visibility)) in enumerate(builtins.items())
        ],
        ignore_conflicts=True,
    )


def as_text(value: object) -> str:
    """A field's value as a person types it; lists with a bar between their items."""
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return "" if value is None else str(value)
