"""Words that someone pinned to a picture: at an actor, or at a point."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WRAP, _LINE, _SIZE, _PAD = 30, 17, 13, 8
#: The position of an actor, or a point.
Place = int | tuple[float, float]


@dataclass(frozen=True, slots=True)
class Notes:
    """Words with the positions of their actors, and words with their points."""

    at_actors: Sequence[tuple[str, int]]
    at_points: Sequence[tuple[str, tuple[float, float]]]


def notes_drawn(
    notes: Notes,
    spot: Callable[[Place], tuple[float, float] | None],
    ink: str,
    paper: str,
) -> list[str]:
    """Each note as a small sheet beside its place; none for an actor that is not shown."""
    parts: list[str] = []
    pinned: list[tuple[str, Place]] = [*notes.at_actors, *notes.at_points]
    for text, place in pinned:
        found = spot(place)
        if found is not None:
            parts.append(_sheet(text, found, ink, paper))
    return parts


def _sheet(text: str, at: tuple[float, float], ink: str, paper: str) -> str:
    lines = textwrap.wrap(text, _WRAP) or [""]
    wide = max(map(len, lines)) * 6.9 + 2 * _PAD
    high = len(lines) * _LINE + 2 * _PAD - 4
    x, y = at[0] + 12, at[1] - high - 10
    words = "".join(
        f'<text x="{x + _PAD:.1f}" y="{y + _PAD + 11 + _LINE * n:.1f}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<path d="M{at[0]:.1f} {at[1]:.1f}L{x + 6:.1f} {y + high:.1f}" stroke="{ink}"/>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high}" rx="6" fill="{paper}" '
        f'stroke="{ink}" stroke-opacity="0.5"/><g font-size="{_SIZE}" fill="{ink}">{words}</g>'
    )
