"""Draws the map as SVG on the server: for pictures, prints, thumbnails and pages without
JavaScript. Positions, colours and the rule for labels are those of the map in the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from django.http import QueryDict
from numpy.typing import NDArray

from weft.mapping.map_data import MEASURES
from weft.mapping.picture_clusters import Outline, outlines
from weft.mapping.picture_filter import Shown
from weft.mapping.picture_looks import Entry, Painted, Ruled, paint, radii
from weft.mapping.picture_marks import Box, Labels, mark
from weft.mapping.picture_notes import Notes, notes_drawn
from weft.mapping.picture_world import mercator, outlines_within

_MOST_TIES = 25_000
_MOST_IN_THUMB = 4_000
_FONT = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))
_WIDTHS = (0.8, 0.8, 1.0, 1.3, 1.7, 2.2)


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
    #: Left, top, right and bottom of the part that is wanted, in the view's own units.
    part: tuple[float, float, float, float] | None = None
    #: How many names are written at the most.
    names: int = 70
    ruled: Ruled | None = None
    #: Words at actors (by their position), and words at points of the picture.
    notes: Notes | None = None

    @classmethod
    def from_query(cls, query: QueryDict, *, title: str) -> Look:
        thumb = "thumb" in query
        part = None if thumb else _part(query.get("part", ""))
        view = query.get("view", "network")
        return cls(
            width=640 if thumb else 1280,
            height=400 if thumb else _height(part),
            colour=_column_key(query.get("colour", "kind")),
            size=_column_key(query.get("size", "degree")),
            view=view if view in ("place", "file") else "network",
            title="" if thumb else title,
            dark=query.get("theme") == "dark",
            is_thumb=thumb,
            part=part,
        )

    def on_paper(self, width: int, height: int, names: int) -> Look:
        """The same look on paper of another size, always light."""
        return replace(self, width=width, height=height, names=names, dark=False, title="")

    @property
    def paper(self) -> str:
        return "#191714" if self.dark else "#ffffff"

    @property
    def ink(self) -> str:
        return "#ebe6de" if self.dark else "#26221d"

    @property
    def line(self) -> str:
        return "#a2978a" if self.dark else "#6b6155"


def _column_key(key: str) -> str:
    """A measure may be named with or without its mark."""
    return f"m:{key}" if key in MEASURES and key != "degree" else key


#: Numbers of a part that are larger stand for no place of any view.
_FARTHEST = 1e7


def _part(text: str) -> tuple[float, float, float, float] | None:
    try:
        left, top, right, bottom = (float(value) for value in text.split(","))
    except ValueError:
        return None
    is_near = all(abs(value) < _FARTHEST for value in (left, top, right, bottom))
    is_good = is_near and right > left and top != bottom
    return (left, top, right, bottom) if is_good else None


def _height(part: tuple[float, float, float, float] | None) -> int:
    """Paper in the proportions of the part; degrees are not square, but near enough."""
    if part is None:
        return 900
    return int(min(1800, max(500, 1280 * abs(part[3] - part[1]) / (part[2] - part[0]))))


@dataclass(slots=True)
class _Scene:
    """Actors and ties with their places on the paper."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    radius: NDArray[np.float64]
    painted: Painted
    shown: Shown
    scale: float = 1.0
    offset: tuple[float, float] = (0.0, 0.0)
    parts: list[str] = field(default_factory=list)


def draw(
    data: dict[str, Any],
    look: Look,
    shown: Shown | None = None,
    columns: tuple[dict[str, Any] | None, dict[str, Any] | None] = (None, None),
) -> str:
    """The whole picture as SVG; `columns` are those that colour and size need, if any."""
    passing = shown or Shown.everything(data)
    x, y = _coordinates(data, look)
    scene = _Scene(
        x,
        y,
        radii(data, look.size, columns[1], is_thumb=look.is_thumb),
        paint(data, look.colour, columns[0], dark=look.dark),
        Shown(passing.actors & ~np.isnan(x), passing.ties),
    )
    if look.ruled is not None:
        scene.painted = look.ruled.recoloured(scene.painted)
        scene.radius = look.ruled.grown(scene.radius)
    _fit(scene, look)
    if look.view == "place":
        _draw_world(scene, look)
        _fan_out(scene)
    labels = Labels(look.width, look.height, look.ink, look.paper, look.names)
    if look.has_legend and not look.is_thumb:
        labels.block(_legend_box(scene, look))
    found = _draw_clusters(scene, data, look)
    _draw_ties(scene, data, look)
    _draw_actors(scene, data, look)
    if not look.is_thumb:
        _draw_names(scene, data, look, found, labels)
    if look.notes is not None and not look.is_thumb:
        scene.parts += notes_drawn(look.notes, _spot_of(scene), look.ink, look.paper)
    if look.has_legend and not look.is_thumb:
        _draw_legend(scene, look)
    body = "".join(scene.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {look.width} {look.height}" '
        f'width="{look.width}" height="{look.height}" font-family="{_FONT}" role="img">'
        f"<title>{escape(look.title)}</title>"
        f'<rect width="100%" height="100%" fill="{look.paper}"/>{body}</svg>'
    )


def _spot_of(scene: _Scene) -> Callable[[int | tuple[float, float]], tuple[float, float] | None]:
    """Where an actor that is shown stands on the paper, or a point of the picture lies."""

    def spot(at: int | tuple[float, float]) -> tuple[float, float] | None:
        if isinstance(at, int):
            shown = scene.shown.actors[at]
            return (float(scene.x[at]), float(scene.y[at])) if shown else None
        (x, y), (dx, dy) = at, scene.offset
        return x * scene.scale + dx, y * scene.scale + dy

    return spot


def _coordinates(
    data: dict[str, Any], look: Look
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    actors = data["actors"]
    if look.view == "place" and "lat" in actors:
        return mercator(np.array(actors["lng"], dtype=float), np.array(actors["lat"], dtype=float))
    if look.view == "file" and "fileX" in actors:
        return np.array(actors["fileX"], dtype=float), -np.array(actors["fileY"], dtype=float)
    return np.array(actors["x"], dtype=float), np.array(actors["y"], dtype=float)


def _bounds(scene: _Scene, look: Look) -> tuple[float, float, float, float] | None:
    """The corners of what is wanted, in the units of the coordinates."""
    if look.part is not None and look.view == "place":
        x, y = mercator(np.array(look.part[::2]), np.array(look.part[1::2]))
        return float(x[0]), float(y[0]), float(x[1]), float(y[1])
    if look.part is not None and look.view == "network":
        return look.part
    if not scene.shown.actors.any():
        return None
    x, y = scene.x[scene.shown.actors], scene.y[scene.shown.actors]
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _fit(scene: _Scene, look: Look) -> None:
    """Scale so that everything wanted fills the paper inside a margin."""
    bounds = _bounds(scene, look)
    if bounds is None:
        return
    is_part = look.part is not None and look.view != "file"
    margin = 14 if look.is_thumb else 0 if is_part else 70
    smallest = 0.004 if look.view == "place" else 1e-9
    low = np.array(bounds[:2])
    span = np.maximum(np.array(bounds[2:]) - low, smallest)
    room = np.array([look.width - 2 * margin, look.height - 2 * margin])
    scene.scale = float((room / span).min())
    middle = low + (np.array(bounds[2:]) - low) / 2
    offset = np.array([look.width, look.height]) / 2 - middle * scene.scale
    scene.offset = (float(offset[0]), float(offset[1]))
    scene.x = scene.x * scene.scale + offset[0]
    scene.y = scene.y * scene.scale + offset[1]


def _draw_world(scene: _Scene, look: Look) -> None:
    land, sea, border = (
        ("#24211d", "#14181b", "#4a443c") if look.dark else ("#faf7f1", "#dce7ea", "#cdc3b3")
    )
    dx, dy = scene.offset
    corners = (
        -dx / scene.scale,
        -dy / scene.scale,
        (look.width - dx) / scene.scale,
        (look.height - dy) / scene.scale,
    )
    path = []
    for ring in outlines_within(*corners):
        points = ring * scene.scale + (dx, dy)
        moved = np.abs(np.diff(np.round(points), axis=0, prepend=np.inf)).sum(axis=1) > 0
        if moved.sum() > 2:
            path.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points[moved]) + "Z")
    scene.parts.append(
        f'<rect width="100%" height="100%" fill="{sea}"/>'
        f'<path d="{"".join(path)}" fill="{land}" stroke="{border}" stroke-width="0.8"/>'
    )


def _fan_out(scene: _Scene) -> None:
    """Those at one point stand around the largest of them."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i in np.argsort(-scene.radius, kind="stable"):
        if scene.shown.actors[i]:
            groups.setdefault((round(scene.x[i] * 2), round(scene.y[i] * 2)), []).append(int(i))
    step = max(5.0, 1.7 * float(np.median(scene.radius)) * 0.7)
    scene.radius = scene.radius * 0.7
    for group in groups.values():
        for place, i in enumerate(group[1:], start=1):
            reach = 0.8 * scene.radius[group[0]] + step * (place**0.5 - 0.35)
            scene.x[i] += reach * np.cos(place * _GOLDEN_ANGLE)
            scene.y[i] += reach * np.sin(place * _GOLDEN_ANGLE)


def _draw_clusters(scene: _Scene, data: dict[str, Any], look: Look) -> list[tuple[Outline, str]]:
    """Soft shapes behind the net; returns them with the colour of their names."""
    if look.view == "place" or "cluster" not in data["actors"]:
        return []
    numbers = data["actors"]["cluster"]
    is_coloured = look.colour == "cluster"
    found = []
    for outline in outlines(numbers, scene.x, scene.y, scene.shown.actors):
        colour = scene.painted.fill[numbers.index(outline.cluster)] if is_coloured else look.line
        stroke = f' stroke="{colour}" stroke-opacity="0.28"' if is_coloured else ""
        opacity = 0.12 if is_coloured else 0.05
        scene.parts.append(
            f'<path d="{outline.path}" fill="{colour}" fill-opacity="{opacity}"{stroke}/>'
        )
        found.append((outline, colour if is_coloured else look.line))
    return found


def _draw_ties(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    source = np.array(data["ties"]["source"], dtype=np.int64)
    target = np.array(data["ties"]["target"], dtype=np.int64)
    both = scene.shown.ties & scene.shown.actors[source] & scene.shown.actors[target]
    rows = np.flatnonzero(both & (source != target))
    most = _MOST_TIES // 5 if look.is_thumb else _MOST_TIES
    if len(rows) > most:
        # The ties that make a picture of a large net: every k-th, evenly over the net.
        rows = rows[:: -(-len(rows) // most)]
    opacity = max(0.06, min(0.5, 7.5 / max(len(rows), 1) ** 0.5))
    rungs = np.clip(np.array(data["ties"].get("rung", [0] * len(source)), dtype=np.int64), 0, 5)
    for rung, width in enumerate(_WIDTHS):
        path = "".join(
            f"M{scene.x[source[row]]:.1f} {scene.y[source[row]]:.1f}"
            f"L{scene.x[target[row]]:.1f} {scene.y[target[row]]:.1f}"
            for row in rows[rungs[rows] == rung]
        )
        if path:
            thickness = width * (0.6 if look.is_thumb else 1.0)
            scene.parts.append(
                f'<path d="{path}" fill="none" stroke="{look.line}" '
                f'stroke-opacity="{opacity:.2f}" stroke-width="{thickness:.2f}"/>'
            )


def _draw_actors(scene: _Scene, data: dict[str, Any], look: Look) -> None:
    kinds = data["actors"]["kind"]
    shapes = [kind["shape"] for kind in data["kinds"]]
    order = np.argsort(-scene.radius, kind="stable")
    for i in order[:_MOST_IN_THUMB] if look.is_thumb else order:
        if scene.shown.actors[i]:
            outline = mark(shapes[kinds[i]], scene.x[i], scene.y[i], scene.radius[i])
            scene.parts.append(
                f'{outline} fill="{escape(scene.painted.fill[i])}" stroke="{look.paper}" '
                'stroke-width="1"/>'
            )


def _draw_names(
    scene: _Scene,
    data: dict[str, Any],
    look: Look,
    found: list[tuple[Outline, str]],
    labels: Labels,
) -> None:
    """The very first names, then those of clusters, then the others in the order of size."""
    order = [int(i) for i in np.argsort(-scene.radius, kind="stable") if scene.shown.actors[i]]
    names = data["actors"]["name"]
    for i in order[:2]:
        labels.beside(names[i], scene.x[i], scene.y[i], scene.radius[i])
    clusters = data.get("clusters", [])
    for outline, colour in found:
        (tx, ty), (bx, by) = outline.top, outline.bottom
        spots = [(tx, ty - 10), (bx, by + 10), (tx, ty + 10), (bx, by - 10)]
        if outline.top[1] + outline.bottom[1] > look.height:
            spots = [spots[1], spots[0], *spots[2:]]
        labels.at(clusters[outline.cluster]["name"], spots, colour)
    for i in order[2:600]:
        labels.beside(names[i], scene.x[i], scene.y[i], scene.radius[i])
    scene.parts.extend(labels.parts)


def _legend_lines(scene: _Scene) -> list[Entry]:
    return [] if scene.painted.range else scene.painted.legend[:14]


def _legend_box(scene: _Scene, look: Look) -> Box:
    lines = max(len(_legend_lines(scene)), 2 if scene.painted.range else 0)
    return (0.0, look.height - 26.0 - 20 * lines, 300.0, float(look.height))


def _draw_legend(scene: _Scene, look: Look) -> None:
    title = f'<text x="24" y="40" font-size="22" font-weight="600" fill="{look.ink}">'
    scene.parts.append(f"{title}{escape(look.title)}</text>")
    if scene.painted.range:
        _draw_ramp(scene, look, scene.painted.range)
    lines = _legend_lines(scene)
    top = look.height - 16 - 20 * len(lines)
    for number, entry in enumerate(lines):
        y = top + 20 * number
        scene.parts.append(
            f'{mark(entry.shape, 30, y, 6)} fill="{escape(entry.colour)}"/>'
            f'<text x="44" y="{y + 4}" font-size="13" fill="{look.ink}" stroke="{look.paper}" '
            f'stroke-width="3" paint-order="stroke">{escape(entry.name[:60])}</text>'
        )


def _draw_ramp(scene: _Scene, look: Look, numbers: tuple[float, float]) -> None:
    top = look.height - 44
    for number, entry in enumerate(scene.painted.legend):
        scene.parts.append(
            f'<rect x="{24 + 16 * number}" y="{top}" width="16.5" height="10" '
            f'fill="{entry.colour}"/>'
        )
    for x, anchor, value in ((24, "start", numbers[0]), (216, "end", numbers[1])):
        scene.parts.append(
            f'<text x="{x}" y="{top + 25}" font-size="13" text-anchor="{anchor}" '
            f'fill="{look.ink}">{value:.4g}</text>'
        )
