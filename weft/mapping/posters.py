"""A view of the map as a poster: PDF from A3 to A0, with title, words, legend and address."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from xml.sax.saxutils import escape

import segno
import vl_convert
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput

#: Width and height of upright paper in millimetres.
PAPERS = {"a3": (297, 420), "a2": (420, 594), "a1": (594, 841), "a0": (841, 1189)}
_POINTS = 72 / 25.4
#: Larger paper is read from further away: how much words and marks grow with it.
_GROWTH = {"a3": 0.9, "a2": 1.1, "a1": 1.4, "a0": 1.8}
#: And it has room for more names.
NAMES = {"a3": 110, "a2": 180, "a1": 300, "a0": 500}
_MARGIN, _HEAD, _FOOT = 40, 78, 64
_FONT = "ui-serif, 'Noto Serif', 'DejaVu Serif', Georgia, serif"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper, how it lies, and what is printed around the map."""

    paper: str
    is_upright: bool
    title: str
    words: str
    foot: str
    address: str
    accent: str

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise InvalidInput(_("Choose paper from A3 to A0."))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        narrow, wide = (side * _POINTS for side in PAPERS[self.paper])
        return (narrow, wide) if self.is_upright else (wide, narrow)

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height in the units that the sheet is drawn in."""
        width, height = self.size
        return width / _GROWTH[self.paper], height / _GROWTH[self.paper]

    @property
    def room(self) -> tuple[int, int]:
        """What is left for the map."""
        width, height = self.inner
        return int(width - 2 * _MARGIN), int(height - 2 * _MARGIN - self.head - _FOOT)

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.words, int(self.inner[0] / 8.5))[:4]

    @property
    def head(self) -> float:
        return _HEAD + 21 * len(self.lines)


def poster(sheet: Sheet, drawing: str) -> bytes:
    """The sheet as a PDF around a drawing that fits its room."""
    return bytes(vl_convert.svg_to_pdf(poster_svg(sheet, drawing)))


def poster_svg(sheet: Sheet, drawing: str) -> str:
    (width, height), (w, h) = sheet.size, sheet.inner
    placed = drawing.replace("<svg ", f'<svg x="{_MARGIN}" y="{_MARGIN + sheet.head}" ', 1)
    words = "".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + 62 + 21 * n}" font-size="16">{escape(line)}</text>'
        for n, line in enumerate(sheet.lines)
    )
    code = segno.make(sheet.address, error="m")
    side = code.symbol_size(border=0)[0]
    unit = (_FOOT - 8) / side
    foot = h - _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
        f'viewBox="0 0 {w:.2f} {h:.2f}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<rect width="100%" height="8" fill="{sheet.accent}"/>'
        f'<g font-family="{_FONT}" fill="#26221d">'
        f'<text x="{_MARGIN}" y="{_MARGIN + 28}" font-size="34" font-weight="600">'
        f"{escape(sheet.title)}</text>{words}"
        f'<text x="{_MARGIN}" y="{foot - 22}" font-size="13">{escape(sheet.foot)}</text>'
        f'<text x="{_MARGIN}" y="{foot - 4}" font-size="13">{escape(sheet.address)}</text></g>'
        f"{placed}"
        f'<g transform="translate({w - _MARGIN - _FOOT + 8:.1f} {foot - _FOOT + 8:.1f}) '
        f'scale({unit:.4f})"><path d="{_squares(code)}" fill="#26221d"/></g></svg>'
    )


def _squares(code: segno.QRCode) -> str:
    return "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix_iter(border=0))
        for x, dark in enumerate(row)
        if dark
    )
