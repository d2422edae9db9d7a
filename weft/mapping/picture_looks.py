"""Colours, sizes and the legend of a picture, by the same rules as in the browser."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weft.mapping.appearance import NEUTRAL, PALETTE
from weft.mapping.rules import Rule

_RAMP_LIGHT = ("#b9d3c4", "#6fb0b3", "#3d83a8", "#33558f", "#2c2861")
_RAMP_DARK = ("#37506e", "#3f7f9b", "#5fb3a4", "#b5d88a", "#f6ec9c")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend."""

    name: str
    colour: str
    shape: str = "circle"


@dataclass(frozen=True, slots=True)
class Painted:
    """A colour for each actor, and the legend that explains them."""

    fill: list[str]
    legend: list[Entry]
    #: The smallest and largest number, when colour stands for a number.
    range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """Which rule each actor meets first (−1: none), the rules, and what the legend says."""

    first: NDArray[np.int64]
    rules: Sequence[Rule]
    words: Sequence[str]

    def recoloured(self, painted: Painted) -> Painted:
        """Those that meet a rule with a colour take it; the others keep theirs."""
        fill = list(painted.fill)
        for at, number in enumerate(self.first.tolist()):
            if number >= 0 and self.rules[number].colour:
                fill[at] = self.rules[number].colour
        legend = [
            Entry(words, rule.colour)
            for rule, words in zip(self.rules, self.words, strict=True)
            if rule.colour
        ]
        return Painted(fill, [*legend, *painted.legend], painted.range)

    def grown(self, radius: NDArray[np.float64]) -> NDArray[np.float64]:
        growth = np.array([*(rule.grow for rule in self.rules), 1.0])
        grown: NDArray[np.float64] = radius * growth[self.first]
        return grown


def paint(
    data: dict[str, Any], colour: str, column: dict[str, Any] | None, *, dark: bool
) -> Painted:
    """Colour by kind, cluster, region, layer, the file's own colours, a field or a measure."""
    actors = data["actors"]
    if colour == "file" and "colour" in actors:
        return Painted([given or NEUTRAL for given in actors["colour"]], [])
    if column is not None and column["numeric"]:
        return _by_number(column["values"], _RAMP_DARK if dark else _RAMP_LIGHT)
    if column is not None:
        return _by_name([str(value) for value in column["values"]])
    if colour in ("cluster", "region") or (colour == "layer" and "layer" in actors):
        names = (
            [cluster["name"] for cluster in data["clusters"]]
            if colour == "cluster"
            else data[f"{colour}s"]
        )
        return _by_name([names[n] if n >= 0 else "" for n in actors[colour]])
    kinds = data["kinds"]
    counts = Counter(actors["kind"])
    legend = [
        Entry(kinds[n]["name"], kinds[n]["colour"], kinds[n]["shape"])
        for n in sorted(counts, key=lambda n: (-counts[n], n))
    ]
    return Painted([kinds[n]["colour"] for n in actors["kind"]], legend)


def _by_name(values: list[str]) -> Painted:
    """The names that most actors have get the colours; the rest is grey."""
    counts = Counter(value for value in values if value)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    colours = dict(zip(order, PALETTE, strict=False))
    legend = [Entry(name, colours[name]) for name in order if name in colours]
    return Painted([colours.get(value, NEUTRAL) for value in values], legend)


def _by_number(values: Sequence[float | None], ramp: tuple[str, ...]) -> Painted:
    known = [value for value in values if value is not None]
    if not known:
        return Painted([NEUTRAL] * len(values), [])
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    fill = [
        NEUTRAL if value is None else ramped(ramp, math.sqrt((value - low) / span))
        for value in values
    ]
    steps = [Entry("", ramped(ramp, step / 11)) for step in range(12)]
    return Painted(fill, steps, (low, high))


def ramped(ramp: tuple[str, ...], share: float) -> str:
    """The colour at this share of the way along the ramp."""
    at = min(max(share, 0.0), 1.0) * (len(ramp) - 1)
    low = min(int(at), len(ramp) - 2)
    part = at - low
    mixed = (
        round(int(ramp[low][i : i + 2], 16) * (1 - part) + int(ramp[low + 1][i : i + 2], 16) * part)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)


def radii(
    data: dict[str, Any], size: str, column: dict[str, Any] | None, *, is_thumb: bool
) -> NDArray[np.float64]:
    """The radius of each actor in pixels: the area grows with the number."""
    actors = data["actors"]
    n = len(actors["id"])
    if size == "equal":
        sized = np.zeros(n)
    elif size == "file" and "size" in actors:
        sized = _filled(actors["size"])
    elif column is not None and column["numeric"]:
        sized = _filled(column["values"])
    else:
        ends = np.array(data["ties"]["source"] + data["ties"]["target"], dtype=np.int64)
        sized = np.bincount(ends, minlength=n).astype(float)
    low = min(0.0, float(sized.min())) if n else 0.0
    span = float(sized.max()) - low if n else 0.0
    share = np.sqrt((sized - low) / span) if span > 0 else np.full(n, 0.12)
    crowd = 0.3 + 0.7 * min(1.0, math.sqrt(160 / max(n, 1)))
    small, large = (1.6, 7.0) if is_thumb else (4.0, 20.0)
    radius: NDArray[np.float64] = (small + (large - small) * share) * crowd
    return radius


def _filled(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([0.0 if value is None else float(value) for value in values])
