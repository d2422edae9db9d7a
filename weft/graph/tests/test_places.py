"""Places are found from their names, as people write them, without any service."""

from __future__ import annotations

import pytest

from weft.graph.places import locate


@pytest.mark.parametrize(
    ("text", "hint", "latitude", "longitude", "region"),
    [
        ("Leeds", "", 53.8, -1.5, "Yorkshire and the Humber"),
        ("12 High Street, Cardiff CF10 1AA", "", 51.5, -3.2, "Wales"),
        ("LS1 4AP", "", 53.8, -1.5, "Yorkshire and the Humber"),
        ("Bangor", "", 54.7, -5.7, "Northern Ireland"),
        ("Perth", "Australia", -32.0, 115.9, "Australia"),
        ("Berlin, Deutschland", "", 52.5, 13.4, "Germany"),
        ("54.6, -5.93", "", 54.6, -5.9, "Northern Ireland"),
    ],
)
def test_found(text: str, hint: str, latitude: float, longitude: float, region: str) -> None:
    place = locate(text, hint)
    assert place is not None
    assert abs(place.latitude - latitude) < 0.3
    assert abs(place.longitude - longitude) < 0.3
    assert place.region == region


@pytest.mark.parametrize("text", ["", "online", "The whole world", "91, 200", "XX99 9XX"])
def test_not_found(text: str) -> None:
    assert locate(text) is None
