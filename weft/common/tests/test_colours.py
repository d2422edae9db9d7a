"""A network's accent can be read in light and dark, whatever colour was chosen."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from weft.common.colours import DARK_PAGE, LIGHT_PAGE, contrast, ink_on, readable_on

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@settings(deadline=None)
@given(colours)
def test_every_accent_becomes_readable(colour: str) -> None:
    for page in (LIGHT_PAGE, DARK_PAGE):
        accent = readable_on(colour, page)
        assert contrast(accent, page) >= 4.5
        assert contrast(ink_on(accent), accent) >= 4.5


def test_the_theme_refuses_what_is_no_colour(client: Client) -> None:
    assert client.get("/theme/0f6b5c.css")["Content-Type"].startswith("text/css")
    assert client.get("/theme/zzzzzz.css").status_code == 404
