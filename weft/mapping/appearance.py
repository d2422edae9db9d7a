"""Colours and shapes of the map, the same in the browser and in pictures made here."""

from __future__ import annotations

from itertools import cycle

#: Told apart by most colour-blind eyes, readable on light and dark paper (after Okabe and Ito,
#: and Tol), in the order in which they are given out.
PALETTE = (
    "#2a78b5", "#e08a1e", "#2f9e77", "#c8506a", "#8268b0", "#6b8e23", "#c2703d", "#3fa7c4",
    "#b5598f", "#7a7a52", "#d4b12f", "#5d6fb8",
)  # fmt: skip
#: A second channel beside colour for the kinds of actor.
SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "star")
NEUTRAL = "#8d867c"


def colours_for(names: list[str], given: dict[str, str] | None = None) -> dict[str, str]:
    """A colour for each name: the given one, else the next of the palette."""
    chosen = given or {}
    free = cycle([colour for colour in PALETTE if colour not in chosen.values()] or PALETTE)
    return {name: chosen.get(name) or next(free) for name in names}


def shapes_for(names: list[str], given: dict[str, str] | None = None) -> dict[str, str]:
    """A shape for each name; after the sixth kind everything is a circle."""
    chosen = given or {}
    return {
        name: chosen.get(name) or (SHAPES[number] if number < len(SHAPES) else "circle")
        for number, name in enumerate(names)
    }
