"""Draws the map as SVG on the server: for pictures, prints, thumbnails and pages without
JavaScript. Positions, colours and the rule for labels are those of the map in the browser."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from django.http import QueryDict
from numpy.typing import NDArray

from weft.analysis.queries import Reading
from weft.mapping.appearance import NEUTRAL, PALETTE
from weft.mapping.map_data import MEASURES

_MOST_TIES = 25_000
_LABELS = 60
_FONT = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_COLOURINGS = ("kind", "cluster", "region")


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture shows: size of the paper, colouring, sizing, view, paper colour."""

    width: int = 1280
    height: int = 900
    colour: str = "kind"
    size: str = "degree"
    view: str = "network"
    title: str = ""
    dark: bool = False
    is_thumb: bool = False
    has_legend: bool = True

    @classmethod
    def from_query(cls, query: QueryDict, *, title: str) -> Look:
        thumb = "thumb" in query
        colour = query.get("colour", "kind")
        size = query.get("size", "degree")
        return cls(
            width=640 if thumb else 1280,
            height=400 if thumb else 900,
            colour=colour if colour in _COLOURINGS else "kind",
            size=size if size in MEASURES else "degree",
            view="place" if query.get("view") == "place" else "network",
            title="" if thumb else title,
            dark=query.get("theme") == "dark",
            is_thumb=thumb,
        )

    @property
    def paper(self) -> str:
        return "#191714" if self.dark else "#ffffff"

    @property
    def ink(self) -> str:
        return "#ebe6de" if self.dark else "#26221d"


@dataclass(slots=True)
class _Scene:
    """Actors and ties with their places on the paper."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    radius: NDArray[np.float64]
    colours: list[str]
    shown: NDArray[np.bool_]
    parts: list[str] = field(default_factory=list)


def draw(data: dict[str, Any], look: Look, shown_ids: set[int] | None, found: Reading) -> str:
    """The whole picture as SVG."""
    actors = data["actors"]
    ids = np.array(actors["id"], dtype=np.int64)
    shown = np.ones(len(ids), dtype=bool)
    if shown_ids is not None:
        shown = np.isin(ids, np.fromiter(shown_ids, dtype=np.int64, count=len(shown_ids)))
    x, y = _coordinates(data, look, shown)
    scene = _Scene(x, y, _radii(data, look, found), _colours(data, look), shown & ~np.isnan(x))
    _fit(scene, look)
    _draw_ties(scene, data, look)
    _draw_actors(scene, data, look)
    _draw_labels(scene, data, look)
    if look.has_legend and not look.is_thumb:
        _draw_legend(scene, data, look)
    body = "".join(scene.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {look.width} {look.height}" '
        f'width="{look.width}" height="{look.height}" font-family="{_FONT}" role="img">'
        f"<title>{escape(look.title)}</title>"
        f'<rect width="100%" height="100%" fill="{look.paper}"/>{body}</svg>'
    )


def _coordinates(
    data: dict[str, Any], look: Look, shown: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    actors = data["actors"]
    if look.view == "place" and "lat" in actors:
        latitude = np.array(actors["lat"], dtype=float)
        longitude = np.array(actors["lng"], dtype=float)
        y = np.log(np.tan(np.pi / 4 + np.radians(np.clip(latitude, -85, 85)) / 2))
        return np.radians(longitude), -y
    return np.array(actors["x"], dtype=float), np.array(actors["y"], dtype=float)


def _fit(scene: _Scene, look: Look) -> None:
    """Scale so that everything shown fills the paper inside a margin."""
    margin = 14 if look.is_thumb else 70
    if not scene.shown.any():
        return
    x, y = scene.x[scene.shown], scene.y[scene.shown]
    low = np.array([x.min(), y.min()])
    span = np.maximum(np.array([x.max(), y.max()]) - low, 1e-9)
    room = np.array([look.width - 2 * margin, look.height - 2 * margin])
    scale = float((room / span).min()) if max(span) > 1e-6 else 1.0
    offset = (np.array([look.width, look.height]) - span * scale) / 2
    scene.x = (scene.x - low[0]) * scale + offset[0]
    scene.y = (scene.y - low[1]) * scale + offset[1]


def _degrees(data: dict[str, Any]) -> NDArray[np.float64]:
    n = len(data["actors"]["id"])
    ends = np.array(data["ties"]["source"] + data["ties"]["target"], dtype=np.int64)
    return np.bincount(ends, minlength=n).astype(float)


def _radii(data: dict[str, Any], look: Look, found: Reading) -> NDArray[np.float64]:
    values = found.measure(look.size)
    n = len(data["actors"]["id"])
    sized = _degrees(data) if values is None or len(values) != n else np.nan_to_num(values)
    largest = float(sized.max()) if n else 0.0
    small, large = (1.2, 7.0) if look.is_thumb else (2.2, 15.0)
    crowd = min(1.0, math.sqrt(600 / max(n, 1)))
    share = np.sqrt(sized / largest) if largest > 0 else np.zeros(n)
    return (small + (large - small) * share) * (0.35 + 0.65 * crowd)


def _colours(data: dict[str, Any], look: Look) -> list[str]:
    actors = data["actors"]
    if look.colour == "kind":
        return [data["kinds"][kind]["colour"] for kind in actors["kind"]]
    numbers = actors[look.colour]
    return [PALETTE[n % len(PALETTE)] if n >= 0 else NEUTRAL for n in numbers]


def _draw_ties(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    source = np.array(data["ties"]["source"], dtype=np.int64)
    target = np.array(data["ties"]["target"], dtype=np.int64)
    both = scene.shown[source] & scene.shown[target] & (source != target)
    rows = np.flatnonzero(both)
    if len(rows) > _MOST_TIES:
        # The ties that make a picture of a large net: every k-th, evenly over the net.
        rows = rows[:: -(-len(rows) // _MOST_TIES)]
    opacity = max(0.10, min(0.45, 300 / max(len(rows), 1)))
    width = 0.6 if look.is_thumb else 0.9
    path = "".join(
        f"M{scene.x[s]:.1f} {scene.y[s]:.1f}L{scene.x[t]:.1f} {scene.y[t]:.1f}"
        for s, t in zip(source[rows], target[rows], strict=True)
    )
    scene.parts.append(
        f'<path d="{path}" fill="none" stroke="{look.ink}" stroke-opacity="{opacity:.2f}" '
        f'stroke-width="{width}"/>'
    )


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


def _draw_actors(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    kinds = data["actors"]["kind"]
    shapes = [_SHAPES.get(kind["shape"], _circle) for kind in data["kinds"]]
    for i in np.argsort(-scene.radius, kind="stable"):
        if scene.shown[i]:
            mark = shapes[kinds[i]](scene.x[i], scene.y[i], scene.radius[i])
            scene.parts.append(
                f'{mark} fill="{scene.colours[i]}" stroke="{look.paper}" stroke-width="0.8"/>'
            )


def _draw_labels(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    """Names in the order of size, each only where it overprints no other."""
    if look.is_thumb:
        return
    taken: list[tuple[float, float, float, float]] = []
    for i in np.argsort(-scene.radius, kind="stable"):
        if len(taken) >= _LABELS:
            break
        if not scene.shown[i]:
            continue
        name = data["actors"]["name"][i]
        name = name if len(name) <= 32 else f"{name[:30]}…"
        width, height = 6.3 * len(name), 14.0
        x, y, r = scene.x[i], scene.y[i], scene.radius[i]
        for left, top in (
            (x + r + 3, y - height / 2),
            (x - r - 3 - width, y - height / 2),
            (x - width / 2, y - r - height - 1),
            (x - width / 2, y + r + 1),
        ):
            box = (left, top, left + width, top + height)
            inside = left > 2 and top > 2 and box[2] < look.width - 2 and box[3] < look.height - 2
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                scene.parts.append(
                    f'<text x="{left:.1f}" y="{top + 11:.1f}" font-size="12" fill="{look.ink}" '
                    f'stroke="{look.paper}" stroke-width="3" paint-order="stroke" '
                    f'stroke-linejoin="round">{escape(name)}</text>'
                )
                break


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_legend(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    entries = _legend(data, look)[:12]
    title = f'<text x="24" y="38" font-size="22" font-weight="600" fill="{look.ink}">'
    scene.parts.append(f"{title}{escape(look.title)}</text>")
    top = look.height - 18 - 18 * len(entries)
    for number, (name, colour) in enumerate(entries):
        y = top + 18 * number
        scene.parts.append(
            f'<circle cx="30" cy="{y}" r="5.5" fill="{colour}"/>'
            f'<text x="42" y="{y + 4}" font-size="12" fill="{look.ink}">{escape(name[:60])}</text>'
        )


def _legend(data: dict[str, Any], look: Look) -> list[tuple[str, str]]:
    if look.colour == "kind":
        return [(kind["name"], kind["colour"]) for kind in data["kinds"]]
    names = data["regions"] if look.colour == "region" else [c["name"] for c in data["clusters"]]
    return [(name, PALETTE[number % len(PALETTE)]) for number, name in enumerate(names)]
