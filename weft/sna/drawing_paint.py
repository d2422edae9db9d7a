"""Colours and sizes of a drawing: groups told apart by most eyes, numbers from light to dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.cohesion import degree
from weft.sna.drawing_text import short
from weft.sna.errors import InvalidGroups
from weft.sna.frames import measured
from weft.sna.graph import FloatArray, Graph

#: After Okabe and Ito (2008), who chose them for colour-blind eyes; the yellow comes last.
PALETTE = (
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#4d4d4d", "#d9c92b",
)  # fmt: skip
NEUTRAL = "#b3aca3"
#: From light to dark, so that a grey print keeps the order.
RAMP = ("#b9d3c4", "#6fb0b3", "#3d83a8", "#33558f", "#2c2861")
#: Measures whose values are names of groups, not numbers.
_GROUPINGS = ("community", "component", "is_cut_point")


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour for each actor, and the entries of the legend that explain them."""

    fill: list[str]
    legend: list[tuple[str, str]]
    #: The smallest and largest value, where colours stand for numbers.
    ends: tuple[float, float] | None = None


def painted(graph: Graph, colour: str | ArrayLike | Sequence[Any] | None) -> Paint:
    """Colour actors by a measure, by given numbers with a fraction, or by given groups."""
    if colour is None:
        return Paint([PALETTE[0]] * graph.n, [])
    if isinstance(colour, str):
        values = measured(graph, [colour])[colour].tolist()
        if colour == "is_cut_point":
            values = ["cut point" if value else None for value in values]
        elif colour in _GROUPINGS:
            values = _named_groups(graph, values)
        elif graph.n:
            return _by_number(np.array(values, dtype=np.float64))
    else:
        values = _plain(colour)
    if len(values) != graph.n:
        raise InvalidGroups(f"{len(values)} colours do not fit {graph.n} actors.")
    if any(type(value) is float and value == value for value in values):  # noqa: PLR0124
        return _by_number(np.array([_number(value) for value in values]))
    return _by_group([None if _is_nothing(value) else str(value) for value in values])


def sizes(graph: Graph, size: str | ArrayLike | None) -> FloatArray:
    """Return how large each actor is drawn, from 0 to 1, area following the value."""
    if size is None or not graph.n:
        return np.full(graph.n, 0.25)
    given = measured(graph, [size])[size] if isinstance(size, str) else size
    values = np.asarray(given, dtype=np.float64).ravel()
    if len(values) != graph.n:
        raise InvalidGroups(f"{len(values)} sizes do not fit {graph.n} actors.")
    known = values[np.isfinite(values)]
    if not len(known):
        return np.zeros(graph.n)
    low = min(float(known.min()), 0.0)
    span = float(known.max()) - low
    share = (np.where(np.isfinite(values), values, low) - low) / span if span else values * 0
    return np.sqrt(np.clip(share, 0, 1))


def _plain(given: Any) -> list[Any]:
    values = given.tolist() if hasattr(given, "tolist") else list(given)
    return [value.item() if isinstance(value, np.generic) else value for value in values]


def _is_nothing(value: Any) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124  # nan is not itself.


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def _named_groups(graph: Graph, values: list[int]) -> list[str | None]:
    """Name each group with at least two members after the one with most ties."""
    order = np.lexsort((np.arange(graph.n), -degree(graph)))
    counts = Counter(values)
    first: dict[int, str] = {}
    for actor in order.tolist():
        first.setdefault(values[actor], f"around {short(graph.label(actor), 20)}")
    names = {group: name for group, name in first.items() if counts[group] > 1}
    repeated = Counter(names.values())
    for group, name in names.items():
        if repeated[name] > 1:
            names[group] = f"{name} ({group})"
    return [names.get(value) for value in values]


def _by_group(values: list[str | None]) -> Paint:
    """Give the largest groups the colours; the others, and those in none, are grey."""
    counts = Counter(value for value in values if value is not None)
    order = sorted(counts, key=lambda name: (-counts[name], name))
    colours = dict(zip(order, PALETTE, strict=False))
    legend = [
        (f"{short(name)} · {counts[name]}", colours[name]) for name in order if name in colours
    ]
    rest = len(values) - sum(counts[name] for name in colours)
    if rest:
        word = "others" if len(order) > len(colours) else "in none"
        legend.append((f"{word} · {rest}", NEUTRAL))
    fill = [NEUTRAL if value is None else colours.get(value, NEUTRAL) for value in values]
    return Paint(fill, legend)


def _by_number(values: FloatArray) -> Paint:
    known = values[np.isfinite(values)]
    if not len(known):
        return Paint([NEUTRAL] * len(values), [])
    low, high = float(known.min()), float(known.max())
    share = (values - low) / ((high - low) or 1.0)
    steps = np.clip(np.nan_to_num(share, nan=-1.0) * len(RAMP), -1, len(RAMP) - 1)
    fill = [NEUTRAL if step < 0 else RAMP[int(step)] for step in steps]
    return Paint(fill, [(colour, colour) for colour in RAMP], (low, high))
