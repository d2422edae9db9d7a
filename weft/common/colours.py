"""Colours that can be read: a network's accent, made darker or lighter until its contrast with
the page meets WCAG 2.2 AA."""

from __future__ import annotations

import colorsys

AA = 4.5
LIGHT_PAGE = "#fbf9f6"
DARK_PAGE = "#191714"
Rgb = tuple[float, float, float]


def rgb(colour: str) -> Rgb:
    """Red, green and blue from 0 to 1 of “#rrggbb”."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]  # three


def to_hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


def _luminance(colour: Rgb) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    one, two = sorted((_luminance(rgb(first)), _luminance(rgb(second))), reverse=True)
    return (one + 0.05) / (two + 0.05)


def readable_on(colour: str, page: str, ratio: float = AA) -> str:
    """The colour, moved towards black or white until it can be read on the page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*rgb(colour))
    step = -0.02 if _luminance(rgb(page)) > 0.4 else 0.02
    while contrast(colour, page) < ratio and 0 < lightness + step < 1:
        lightness += step
        colour = to_hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on the colour."""
    return max(("#ffffff", "#141210"), key=lambda ink: contrast(ink, colour))
