"""The picture of a view: what an address and a lens ask for, read and drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.values import visible_fields
from weft.mapping.lens_reading import rules_for, shown_lens
from weft.mapping.map_data import column, kept_map_data
from weft.mapping.measure_names import MEASURE_NAMES
from weft.mapping.models import Lens
from weft.mapping.picture import Look, draw
from weft.mapping.picture_filter import Shown, shown_by
from weft.mapping.picture_looks import Ruled
from weft.mapping.picture_notes import Notes
from weft.mapping.projecting import asked_projection
from weft.mapping.rules import PLAIN, first_rules, in_words
from weft.mapping.then import Moment, marks_on
from weft.networks.models import Network

#: A drawing of more actors would take the server longer than a reader waits.
MOST_DRAWN = 40_000


def picture_of(
    viewer: Viewer, network: Network, query: QueryDict, look: Look, lens: Lens | None = None
) -> str:
    """SVG of what the address shows to this viewer, with the lens's rules, places and notes."""
    moment = Moment.from_query(query) if "on" in query else None
    projection = 0 if moment else asked_projection(query)
    data = kept_map_data(viewer, network, is_over_time=moment is not None, projection=projection)
    if len(data["actors"]["id"]) > MOST_DRAWN:
        raise InvalidInput(_("This map is too large for one picture. Choose a filter first."))
    # Columns of measures are of those who are here today, in the order of the plain map.
    is_plain = moment is None and not projection
    columns = {
        key: column(viewer, network, key) if ":" in key and is_plain else None
        for key in (look.colour, look.size)
    }
    colour = columns[look.colour]
    shown = shown_by(data, query, colour["values"] if colour is not None else None)
    if moment is not None:
        actors, ties = marks_on(data, moment)
        shown = Shown(shown.actors & actors, shown.ties & ties)
    if lens is not None:
        look = _with_lens(viewer, network, lens, data, look, is_plain=is_plain)
    return draw(data, look, shown, (colour, columns[look.size]))


def _with_lens(
    viewer: Viewer,
    network: Network,
    lens: Lens,
    data: dict[str, Any],
    look: Look,
    *,
    is_plain: bool,
) -> Look:
    """The look with what the lens adds; places given by hand move the data's positions."""
    rules = rules_for(viewer, network, lens)
    wanted = {rule.field for rule in rules if rule.wants_column} if is_plain else set()
    columns = {key: found["values"] for key in wanted if (found := column(viewer, network, key))}
    labels = {key: str(label) for key, label in PLAIN.items()}
    labels |= {f"m:{key}": str(name) for key, (name, _said) in MEASURE_NAMES.items()}
    labels |= {f"f:{key}": label for key, label in visible_fields(viewer).custom.items()}
    lens_shown = shown_lens(viewer, network, lens)
    places = {pk: at for at, pk in enumerate(data["actors"]["id"])}
    positions: Any = lens_shown["positions"]
    for pk, (x, y) in positions.items():
        if (at := places.get(int(pk))) is not None and look.view == "network":
            data["actors"]["x"][at], data["actors"]["y"][at] = x, y
    ruled = None
    if rules:
        firsts = np.array(first_rules(data, rules, columns), dtype=np.int64)
        ruled = Ruled(firsts, rules, [in_words(rule, labels) for rule in rules])
    notes: Any = lens_shown["notes"]
    pinned = [note for note in notes if note.get("actor") in places]
    placed = [(note["text"], places[note["actor"]]) for note in pinned]
    free = [(note["text"], (note["x"], note["y"])) for note in notes if "actor" not in note]
    return replace(look, ruled=ruled, notes=Notes(placed, free if look.view == "network" else []))
