"""A picture of a network as SVG, for a notebook or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from weft.sna.drawing_paint import Paint, painted, sizes
from weft.sna.drawing_text import Names, clean, width
from weft.sna.errors import InvalidGraph, SnaError
from weft.sna.graph import FloatArray, Graph
from weft.sna.layout import layout
from weft.sna.libraries import wanted

#: Ties drawn at most; of more, every k-th, and the picture says so.
MOST_TIES = 25_000
#: Arcs up to which arrowheads are drawn.
MOST_ARROWS = 600
_FONT = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_PAPER, _INK, _LINE = "#ffffff", "#26221d", "#6b6155"
_MARGIN = 24.0
_ROW = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class DrawingRules:
    """How a picture is laid out.

    Parameters
    ----------
    width, height : int
        The size of the paper in pixels.
    names : int
        How many names are written at most, those of the largest actors first; a name that
        would cover another is left out. 0 for none.
    positions : array_like of float, shape (n, 2), optional
        Where the actors stand, as from `layout`, y upwards: give the same ones to draw a
        network twice. Drawn afresh when left out.
    seed : int
        Of the layout.

    Examples
    --------
    >>> DrawingRules(width=600, names=10).height
    800
    """

    width: int = 960
    height: int = 800
    names: int = 40
    positions: ArrayLike | None = field(default=None, repr=False)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a network; a notebook shows it by itself.

    Attributes
    ----------
    svg : str
        The picture as SVG, without scripts.

    Examples
    --------
    >>> picture = draw(Graph.from_edges(2, [0], [1]))
    >>> str(picture)[:4]
    '<svg'
    """

    svg: str = field(repr=False)

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg

    def png(self, scale: float = 2.0) -> bytes:
        """Return the picture as PNG, `scale` pixels for each of its own; needs vl-convert."""
        converter = wanted("vl_convert", "make a PNG")
        return bytes(converter.svg_to_png(self.svg, scale=scale))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file whose name ends in .svg or .png.

        Raises
        ------
        SnaError
            If the name ends otherwise, or the file cannot be written.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending not in (".svg", ".png"):
            raise SnaError(f"{target} should end in .svg or .png.")
        content = self.png() if ending == ".png" else self.svg.encode()
        try:
            target.write_bytes(content)
        except OSError as error:
            raise SnaError(f"{target} cannot be written: {error.strerror}.") from error


def draw(
    graph: Graph,
    path: str | PathLike[str] | None = None,
    *,
    size: str | ArrayLike | None = "degree",
    colour: str | ArrayLike | Sequence[Any] | None = "community",
    title: str = "",
    rules: DrawingRules | None = None,
) -> Picture:
    """Draw a network: readable from thirty to some thousand actors.

    Parameters
    ----------
    graph : Graph
        Thicker ties have more weight; small directed networks get arrowheads.
    path : str or path, optional
        A file to write too, ending in .svg or .png.
    size : str or array_like of float, shape (n,), optional
        A measure as in `actor_measures`, or values: areas follow them. None: all alike.
    colour : str or sequence of n, optional
        A measure, or a value for each actor. Numbers with a fraction (float) go from light to
        dark; everything else are groups, of which the eight largest get a colour that
        colour-blind eyes tell apart too. None: all alike.
    title : str
    rules : DrawingRules, optional

    Returns
    -------
    Picture
        Shown by notebooks; `str(picture)` is the SVG.

    Raises
    ------
    InvalidGroups
        If sizes or colours do not fit the actors.
    InvalidGraph
        If positions do not.
    SnaError
        If there is no such measure, or the file cannot be written.

    References
    ----------
    Okabe & Ito (2008), Color universal design, for the colours; see `layout` for the places.

    Examples
    --------
    >>> graph = Graph.from_edges(3, [0, 1], [1, 2], labels=["Ann", "Ben", "Cleo"])
    >>> picture = draw(graph, size="betweenness", colour=["town", "town", "country"])
    >>> "Ann" in str(picture), "country · 1" in str(picture)
    (True, True)
    """
    chosen = rules or DrawingRules()
    paint = painted(graph, colour)
    legend, top = _legend(paint, size, colour, chosen)
    scene = _scene(graph, sizes(graph, size), chosen, (title, top))
    ties, drawn = _ties(graph, scene)
    caption = f"{graph.n:,} actors, {graph.m:,} {'arcs' if graph.directed else 'ties'}"
    if drawn < graph.m:
        caption += f", of which {drawn:,} are drawn"
    parts = [ties, _actors(graph, scene, paint), _names(graph, scene, chosen.names), legend]
    heading = f'<text x="{_MARGIN}" y="34" font-size="20" font-weight="600">{clean(title)}</text>'
    picture = Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chosen.width} {chosen.height}" '
        f'width="{chosen.width}" height="{chosen.height}" role="img" font-family="{_FONT}" '
        f'fill="{_INK}"><title>{clean(title or "A network")}</title><desc>{caption}.</desc>'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>{heading if title else ""}'
        f"{''.join(parts)}"
        f'<text x="{chosen.width - _MARGIN}" y="{chosen.height - 12}" font-size="11" '
        f'text-anchor="end" fill="{_LINE}">{caption}</text></svg>'
    )
    if path is not None:
        picture.save(path)
    return picture


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """Where and how large everyone stands on the paper."""

    xy: FloatArray
    radius: FloatArray
    order: list[int]
    frame: tuple[float, float, float, float]


def _scene(
    graph: Graph, shares: FloatArray, rules: DrawingRules, around: tuple[str, float]
) -> _Scene:
    title, bottom = around
    given = (
        layout(graph, seed=rules.seed).astype(np.float64)
        if rules.positions is None
        else np.array(rules.positions, dtype=np.float64)
    )
    if given.shape != (graph.n, 2) or not np.isfinite(given).all():
        raise InvalidGraph(f"Positions of shape {given.shape} do not fit {graph.n} actors.")
    frame = (0.0, 44.0 if title else 4.0, float(rules.width), bottom)
    low = np.array(frame[:2]) + _MARGIN
    room = np.maximum(np.array(frame[2:]) - _MARGIN - low, 1.0)
    # What lies upwards on the map has the smaller y on paper.
    xy = given * (1, -1)
    if graph.n:
        corner, span = xy.min(axis=0), np.maximum(np.ptp(xy, axis=0), 1e-9)
        scale = float((room / span).min())
        xy = (xy - corner - span / 2) * scale + low + room / 2
    gap = 0.55 * float(room.min()) / 2 / max(graph.n, 1) ** 0.5
    least, most = float(np.clip(0.22 * gap, 1.2, 5)), float(np.clip(gap, 6, 18))
    radius = least + (most - least) * shares
    order = np.lexsort((np.arange(graph.n), -radius)).tolist()
    return _Scene(xy, radius, order, frame)


def _ties(graph: Graph, scene: _Scene) -> tuple[str, int]:
    """Return lines in up to three thicknesses by weight, and how many there are."""
    source, target = graph.edges()
    weight = graph.weights if graph.directed else graph.weights[graph.sources() < graph.indices]
    step = -(-max(len(source), 1) // MOST_TIES)
    source, target, weight = source[::step], target[::step], weight[::step]
    start, end = scene.xy[source], scene.xy[target]
    opacity = max(0.07, min(0.55, 9 / max(len(source), 1) ** 0.5))
    parts = []
    thickness = np.ones(len(source), dtype=np.int64)
    if len(weight) and weight.max() > weight.min():
        thickness = np.searchsorted(np.quantile(weight, [0.5, 0.9]), weight, side="left")
    for step_up, line in enumerate((0.8, 1.2, 2.4)):
        rows = np.flatnonzero(thickness == step_up)
        path = "".join(
            f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}"
            for (a, b), (c, d) in zip(start[rows], end[rows], strict=True)
        )
        if path:
            parts.append(
                f'<path d="{path}" fill="none" stroke="{_LINE}" stroke-opacity="{opacity:.2f}" '
                f'stroke-width="{line}"/>'
            )
    if graph.directed and len(source) <= MOST_ARROWS:
        parts.append(_arrows(start, end, scene.radius[target], opacity))
    return "".join(parts), len(source)


def _arrows(start: FloatArray, end: FloatArray, radius: FloatArray, opacity: float) -> str:
    """Draw a head where each arc meets the edge of the actor that it names."""
    along = end - start
    along = along / np.maximum(np.hypot(along[:, 0], along[:, 1])[:, None], 1e-9)
    across = along[:, ::-1] * (-1, 1)
    tip = end - along * (radius[:, None] + 1)
    back = tip - along * 6
    heads = np.hstack((tip, back + across * 2.2, back - across * 2.2))
    path = "".join(
        f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}L{e:.1f} {f:.1f}Z" for a, b, c, d, e, f in heads
    )
    return f'<path d="{path}" fill="{_LINE}" fill-opacity="{min(1.0, opacity + 0.3):.2f}"/>'


def _actors(graph: Graph, scene: _Scene, paint: Paint) -> str:
    """Draw large actors first, so that small ones stay in sight; each says its whole name."""
    line = min(1.0, float(scene.radius.min()) * 0.3) if graph.n else 1.0
    marks = "".join(
        f'<circle cx="{scene.xy[i, 0]:.1f}" cy="{scene.xy[i, 1]:.1f}" r="{scene.radius[i]:.1f}" '
        f'fill="{paint.fill[i]}"><title>{clean(graph.label(i))}</title></circle>'
        for i in scene.order
    )
    return f'<g stroke="{_PAPER}" stroke-width="{line:.2f}">{marks}</g>'


def _names(graph: Graph, scene: _Scene, most: int) -> str:
    """Write names beside the largest actors, never over each other or over a large actor."""
    first = scene.order[: max(most, 0)]
    names = Names(scene.frame)
    for i in first:
        (x, y), r = scene.xy[i], float(scene.radius[i])
        names.taken.append((x - r, y - r, x + r, y + r))
    largest = float(scene.radius.max()) if graph.n else 1.0
    for i in first:
        size = 11.0 + 3.0 * round(float(scene.radius[i]) / largest, 1)
        at = (float(scene.xy[i, 0]), float(scene.xy[i, 1]))
        names.beside(graph.label(i), at, float(scene.radius[i]), size)
    return (
        f'<g stroke="{_PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
        f"{''.join(names.parts)}</g>"
    )


def _legend(paint: Paint, size: Any, colour: Any, rules: DrawingRules) -> tuple[str, float]:
    """Return what colours and sizes stand for, in rows at the bottom, and where they begin."""
    entries: list[tuple[str, str | None]] = []
    if isinstance(size, str):
        entries.append((f"size: {size}", None))
    if isinstance(colour, str):
        entries.append((f"colour: {colour}", None))
    if paint.ends is None:
        entries += [(name, fill) for name, fill in paint.legend]
    else:
        low, high = paint.ends
        entries += [(f"{low:.3g}", None), *(("", fill) for _, fill in paint.legend)]
        entries.append((f"{high:.3g}", None))
    placed, x, row = [], _MARGIN, 0
    for text, fill in entries:
        wide = width(text, 12) + (16 if fill else 0) + (14 if text else 0)
        if x + wide > rules.width - _MARGIN and x > _MARGIN:
            x, row = _MARGIN, row + 1
        placed.append((x, row, text, fill))
        x += wide
    top = rules.height - 26 - _ROW * (row + 1) if placed else rules.height - 26.0
    parts = []
    for x, row, text, fill in placed:
        y = top + _ROW * row + 14
        if fill:
            parts.append(f'<circle cx="{x + 5:.1f}" cy="{y - 4:.1f}" r="5.5" fill="{fill}"/>')
        ink = _INK if fill or paint.ends else _LINE
        parts.append(
            f'<text x="{x + (14 if fill else 0):.1f}" y="{y:.1f}" font-size="12" fill="{ink}">'
            f"{clean(text)}</text>"
        )
    return "".join(parts), top
