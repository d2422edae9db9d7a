"""Making, changing and deleting lenses: saved questions to the map."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text, storable_text
from weft.mapping.models import Lens, Story
from weft.mapping.rules import MOST_RULES, Rule
from weft.moderating.holding import refuse_links_of_newcomers

#: What of an address belongs to a lens; everything else is left out.
KEPT = (
    "view", "colour", "size", "q", "kind", "region", "topic", "type", "cluster", "layer", "value",
    "rung", "actor", "to", "show", "on", "since", "clock", "projection", "at", "sort",
)  # fmt: skip
#: How parts of an address look that are not words of the map.
_SHAPES = {
    "colour": r"[a-z]{1,20}|[fm]:.{1,100}", "size": r"[a-z]{1,20}|[fm]:.{1,100}",
    "view": r"[a-z]{1,20}", "show": r"[a-z_-]{1,40}", "sort": r"-?[a-z_]{1,40}", "rung": r"\d",
    "actor": r"\d{1,18}", "to": r"\d{1,18}", "on": r"[\d-]{4,10}", "since": r"[\d-]{4,10}",
    "clock": r"[a-z]{1,20}", "projection": r"\d{1,2}", "at": r"(-?[\d.]{1,20}(e-?\d+)?,?){3}",
}  # fmt: skip
_MOST_NOTES = 60
_MOST_PLACED = 2000


def can_make_lens(viewer: Viewer) -> bool:
    return viewer.is_member


def can_change_lens(viewer: Viewer, lens: Lens | Story) -> bool:
    """Its maker, as long as they are a member, and map managers."""
    if lens.network_id != viewer.network_id or not viewer.is_member:
        return False
    return viewer.can_edit_map or lens.made_by_id == viewer.account_id


def can_publish(viewer: Viewer) -> bool:
    """What everyone sees is for map managers to decide."""
    return viewer.can_edit_map


@dataclass(frozen=True, slots=True)
class LensDraft:
    """What a form says of a lens."""

    title: str
    words: str = ""
    query: str = ""
    visibility: int = Visibility.MEMBERS
    rules: Sequence[Mapping[str, object]] = ()
    positions: object = field(default_factory=dict)
    notes: object = field(default_factory=list)


def clean_query(text: str) -> str:
    """The parts of an address that belong to a lens, in one order."""
    given = QueryDict(text.lstrip("?")[:4000], mutable=False)
    kept = QueryDict(mutable=True)
    for name in KEPT:
        shape = _SHAPES.get(name, r".+")
        values = [storable_text(value).strip() for value in given.getlist(name)[:50]]
        if values := [value for value in values if re.fullmatch(shape, value)]:
            kept.setlist(name, values)
    return kept.urlencode(safe=",:")


def _columns(viewer: Viewer, draft: LensDraft) -> dict[str, Any]:
    title = kept_text(draft.title, 120)
    if not title:
        raise InvalidInput(_("Give it a title."))
    if draft.visibility not in Visibility.values or draft.visibility > viewer.clearance:
        raise InvalidInput(_("Choose who may see this."))
    if draft.visibility == Visibility.PUBLIC and not can_publish(viewer):
        raise NotAllowed(_("Only convenors and map managers can show something to everyone."))
    noted = [note["text"] for note in _notes(draft.notes)]
    refuse_links_of_newcomers(viewer, [title, draft.words, *map(str, noted)])
    if len(draft.rules) > MOST_RULES:
        raise InvalidInput(_("A lens has twelve rules at most."))
    return {
        "title": title,
        "words": kept_text(draft.words, 4000),
        "query": clean_query(draft.query),
        "visibility": draft.visibility,
        "rules": [Rule.checked(rule).as_json() for rule in draft.rules],
        "positions": _positions(draft.positions),
        "notes": _notes(draft.notes),
    }


def _positions(given: object) -> dict[str, list[float]]:
    """Only numbers by the numbers of actors get in."""
    found: dict[str, list[float]] = {}
    for key, value in list(given.items() if isinstance(given, dict) else ())[:_MOST_PLACED]:
        actor, point = whole_number(str(key)), _point(value)
        if actor is not None and point is not None:
            found[str(actor)] = point
    return found


def _point(value: object) -> list[float] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    numbers = [float(part) for part in value if isinstance(part, int | float)]
    if len(numbers) != 2 or not all(math.isfinite(n) and abs(n) < 1e7 for n in numbers):
        return None
    return [round(number, 1) for number in numbers]


def _notes(given: object) -> list[dict[str, object]]:
    """Words with a place: an actor, or a point of the picture."""
    found: list[dict[str, object]] = []
    for note in (given if isinstance(given, list) else [])[:_MOST_NOTES]:
        if not isinstance(note, dict):
            continue
        text = kept_text(str(note.get("text", "")), 300)
        actor = whole_number(str(note["actor"])) if "actor" in note else None
        point = _point([note.get("x"), note.get("y")])
        if text and actor is not None:
            found.append({"text": text, "actor": actor})
        elif text and point is not None:
            found.append({"text": text, "x": point[0], "y": point[1]})
    return found


def parsed(text: str) -> object:
    """JSON from a hidden field of a form; nothing where it is none."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


@transaction.atomic
def add_lens(*, viewer: Viewer, draft: LensDraft) -> Lens:
    """Keep a view of the map under a title."""
    if not can_make_lens(viewer):
        raise NotAllowed(_("Sign in as a member of this network to save a view."))
    return Lens.objects.create(
        network_id=viewer.network_id, made_by_id=viewer.account_id, **_columns(viewer, draft)
    )


@transaction.atomic
def change_lens(*, viewer: Viewer, lens: Lens, draft: LensDraft) -> Lens:
    if not can_change_lens(viewer, lens):
        raise NotAllowed(_("Only its maker and map managers can change it."))
    columns = _columns(viewer, draft)
    for name, value in columns.items():
        setattr(lens, name, value)
    lens.save(update_fields=list(columns))
    return lens


@transaction.atomic
def delete_lens(*, viewer: Viewer, lens: Lens) -> None:
    """Delete it for good, with its place in stories; the map itself does not change."""
    if not can_change_lens(viewer, lens):
        raise NotAllowed(_("Only its maker and map managers can delete it."))
    lens.delete()
