"""Marks and names on a picture: the outlines of actors, and text that never overprints."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_LONGEST = 30
Box = tuple[float, float, float, float]


def _circle(x: float, y: float, r: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"'


def _polygon(corners: int, turn: float, inner: float = 1.0) -> Callable[[float, float, float], str]:
    def shape(x: float, y: float, r: float) -> str:
        points = []
        for corner in range(corners):
            angle = turn + 2 * math.pi * corner / corners
            reach = r * 1.15 * (inner if corner % 2 else 1.0)
            points.append(f"{x + reach * math.cos(angle):.1f},{y + reach * math.sin(angle):.1f}")
        return f'<polygon points="{" ".join(points)}"'

    return shape


_SHAPES: dict[str, Callable[[float, float, float], str]] = {
    "circle": _circle,
    "square": _polygon(4, math.pi / 4),
    "diamond": _polygon(4, 0),
    "triangle": _polygon(3, -math.pi / 2),
    "hexagon": _polygon(6, 0),
    "star": _polygon(10, -math.pi / 2, 0.5),
}


def mark(shape: str, x: float, y: float, radius: float) -> str:
    """The outline of an actor, as the beginning of an SVG element."""
    return _SHAPES.get(shape, _circle)(x, y, radius)


@dataclass(slots=True)
class Labels:
    """Places names one after the other, each only where it covers no other."""

    width: int
    height: int
    ink: str
    paper: str
    #: How many names at the most.
    most: int = 70
    parts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """Keep names out of here."""
        self.taken.append(box)

    def beside(self, name: str, x: float, y: float, radius: float) -> None:
        """A name at the first free side of its actor."""
        if len(self.parts) >= self.most:
            return
        text = _short(name)
        wide, high = 6.6 * len(text), 14.0
        gap = radius + 4
        for left, top in (
            (x + gap, y - high / 2),
            (x - gap - wide, y - high / 2),
            (x - wide / 2, y - gap - high + 1),
            (x - wide / 2, y + gap - 1),
        ):
            if self._take((left, top, left + wide, top + high)):
                self._write(text, left, top + 11, 12, self.ink, "400")
                return

    def at(self, name: str, spots: list[tuple[float, float]], colour: str) -> None:
        """The name of a cluster at the first free of these spots."""
        text = _short(name, 44)
        wide, high = 8.3 * len(text), 18.0
        for x, y in spots:
            left, top = x - wide / 2, y - high / 2
            if self._take((left, top, left + wide, top + high)):
                self._write(text, left, top + 14, 14, colour, "600")
                return

    def _take(self, box: Box) -> bool:
        inside = box[0] > 2 and box[1] > 2 and box[2] < self.width - 2 and box[3] < self.height - 2
        if not inside or any(_overlap(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True

    def _write(
        self, text: str, left: float, base: float, size: int, colour: str, weight: str
    ) -> None:
        self.parts.append(
            f'<text x="{left:.1f}" y="{base:.1f}" font-size="{size}" font-weight="{weight}" '
            f'fill="{colour}" stroke="{self.paper}" stroke-width="3" paint-order="stroke" '
            f'stroke-linejoin="round">{escape(text)}</text>'
        )


def _short(name: str, longest: int = _LONGEST) -> str:
    """Of an address that serves as a name, the part that tells it from others."""
    bare = re.sub(r"https?://(www\.)?", "", name)
    return bare if len(bare) <= longest else f"{bare[: longest - 1].rstrip()}…"


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
