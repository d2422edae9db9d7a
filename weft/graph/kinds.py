"""What kinds of actor are called: which ones are of people, and which word a network uses."""

from __future__ import annotations

from weft.common.names import search_form
from weft.graph.models import ActorKind

PERSON, ORGANISATION = "Person", "Organisation"
#: Kinds whose names end so are of people.
PEOPLE = ("person", "people", "individual", "volunteer", "councillor", "member")
_BODIES = ("organisation", "organization", "group", "charity", "association", "body")


def names_people(kind: str) -> bool:
    """Whether a kind of actor, by its last word, is one of people."""
    words = search_form(kind).split()
    return bool(words) and words[-1].removesuffix("s") in PEOPLE


def person_kind(network_id: int) -> str:
    """What this network calls a person."""
    names = _names(network_id)
    return next((name for name in names if names_people(name)), PERSON)


def organisation_kind(network_id: int) -> str:
    """What this network calls an organisation."""
    for name in _names(network_id):
        words = search_form(name).split()
        if words and words[-1].removesuffix("s") in _BODIES:
            return name
    return ORGANISATION


def _names(network_id: int) -> list[str]:
    kinds = ActorKind.objects.filter(network_id=network_id, is_activity=False).order_by("pk")
    return list(kinds.values_list("name", flat=True))
