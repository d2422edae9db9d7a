"""Real directories with what is known of their duplicates, to see how right suggestions are.

Three sets, each with a truth of its own:

`odf`: French public bodies. The same body by its number (SIREN) under the name of the list, an
earlier name of the list, and the name that its own portal gives. Only the names are used, and the
point of the list; the portals' names have none.

`susy`: initiatives of the solidarity economy. Entries of one name are the same where they are at
one place, branches where they share a website, else others. Pairs of other names were judged by
hand out of all that a far lower threshold finds, so recall is of what anyone has found.

`made`: civic groups and the French list again, with a second entry for every third that a seeded
hand has misspelt, shortened, reordered or given a legal form. Of those entries two in five have
kept their website and three in five their place.

Each pair falls into one of two halves by its first entry. Weights and threshold were set on the
half `tuned`; the half `told` is what is reported.
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from testkit.misspelling import misspelt
from weft.common.names import search_form
from weft.graph.likeness import THRESHOLD, Pair, Traits, alike
from weft.graph.likeness.traits import Described, kilometres

Both = tuple[int, int]
_FOLDER = "directories"
#: Entries of the map of initiatives that were judged by hand to be one under several names,
#: by the ends of their ids.
_SAME_BY_HAND: tuple[tuple[str, ...], ...] = (
    ("bbe258f46", "6700a656d"),
    ("6701efe94", "25a0b01e3"),
    ("6701f2445", "25a0878df", "25a0b3253", "25a0b5335", "25a0b9af5"),
    ("670240d29", "bbe207c5d"),
    ("bbe075aad", "bbe1e395b"),
    ("25a07efa1", "25a1e0233"),
    ("25a055a81", "bbe0a1690"),
    ("670089d3d", "6701d31e2"),
    ("2170f82e2", "6700aa2d1"),
    ("25a19eb93", "bbe21a183"),
    ("6701f0451", "25a08bca5"),
)
_BRANCHES_BY_HAND: tuple[tuple[str, ...], ...] = (
    ("25a0c4c09", "25a0c62c4"),
    ("67022035f", "670220e5f"),
    ("670227cf3", "67022a305", "67022b9a0", "67022e2df", "67022f613", "670231b84"),
    ("2170fa8a9", "2171247c4"),
    ("bbe0d15a9", "bbe0d3155"),
)


@dataclass(slots=True)
class Directory:
    """Entries, the pairs of them that are one, and those that are branches of one."""

    traits: list[Traits] = field(default_factory=list)
    same: set[Both] = field(default_factory=set)
    branches: set[Both] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Answer:
    """How right the suggestions are in one half of a directory."""

    true: int
    found: int
    right: int
    branches: int
    wrong: list[Pair]
    missed: list[Both]

    @property
    def precision(self) -> float:
        """The share of suggestions that are duplicates."""
        return self.right / max(1, self.found)

    @property
    def worth_a_look(self) -> float:
        """The share of suggestions that are duplicates or branches of one body."""
        return (self.right + self.branches) / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.true)


def answers(directory: Directory, threshold: int = THRESHOLD) -> dict[str, Answer]:
    """What the suggestions are worth, for each half."""
    pairs = alike(directory.traits, threshold=threshold)
    found: dict[str, Answer] = {}
    for name, half in (("tuned", 0), ("told", 1)):
        ours = [pair for pair in pairs if _half(directory, pair.first) == half]
        true = {both for both in directory.same if _half(directory, both[0]) == half}
        right = [pair for pair in ours if (pair.first, pair.second) in true]
        branches = [pair for pair in ours if (pair.first, pair.second) in directory.branches]
        good = directory.same | directory.branches
        found[name] = Answer(
            true=len(true),
            found=len(ours),
            right=len(right),
            branches=len(branches),
            wrong=[pair for pair in ours if (pair.first, pair.second) not in good],
            missed=sorted(true - {(pair.first, pair.second) for pair in right}),
        )
    return found


def _half(directory: Directory, entry: int) -> int:
    return zlib.crc32(f"{entry} {directory.traits[entry].name}".encode()) % 2


def _pairs(members: dict[str, list[int]]) -> set[Both]:
    return {both for group in members.values() for both in combinations(sorted(group), 2)}


def _rows(corpus: Path, name: str) -> list[dict[str, str]]:
    with (corpus / _FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: object) -> float | None:
    try:
        return float(str(text).replace(",", "."))
    except ValueError:
        return None


def odf(corpus: Path) -> Directory:
    """French public bodies under the names of two lists and of their own portals."""
    newest = _rows(corpus, "odf-opendata-actors-211216c.csv")
    oldest = _rows(corpus, "odf-opendata-actors-211105a.csv")
    found = Directory()
    members: dict[str, list[int]] = defaultdict(list)

    def add(number: str, traits: Traits) -> None:
        members[number].append(len(found.traits))
        found.traits.append(traits)

    known = {(row["siren"], row["nom"]) for row in newest}
    for row in newest:
        add(row["siren"], _odf_entry(row, row["lon"]))
    for row in oldest:
        if (row["siren"], row["nom"]) not in known:
            add(row["siren"], _odf_entry(row, row["long"]))
    for row in newest:
        # Several names stand with a plus sign between them; the first is the portal's own.
        own = re.split(r"\s\+\s", row["id_ods"].strip())[0].replace("+", " ").strip(" *")
        if own:
            add(row["siren"], Traits(own))
    found.same = _pairs(members)
    return found


def _odf_entry(row: dict[str, str], longitude: str) -> Traits:
    return Traits(row["nom"], latitude=_number(row["lat"]), longitude=_number(longitude))


def susy(corpus: Path) -> Directory:
    """Initiatives of the solidarity economy in many languages."""
    path = corpus / _FOLDER / "susy-solidarity-economy.geojson"
    features = json.loads(path.read_text("utf-8"))["features"]
    found = Directory([_susy_entry(feature) for feature in features])
    names: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(found.traits):
        names[search_form(entry.name)].append(number)
    for first, second in _pairs(names):
        verdict = _verdict(features[first]["properties"], features[second]["properties"],
                           found.traits[first], found.traits[second])  # fmt: skip
        if verdict is not None:
            (found.same if verdict == "same" else found.branches).add((first, second))
    ids = {str(feature["properties"]["_id"])[-9:]: n for n, feature in enumerate(features)}
    for groups, into in ((_SAME_BY_HAND, found.same), (_BRANCHES_BY_HAND, found.branches)):
        for group in groups:
            into |= set(combinations(sorted(ids[one] for one in group), 2))
    found.branches -= found.same
    return found


def _susy_entry(feature: dict[str, Any]) -> Traits:
    own, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"]
    address = [own.get(f"addr:{part}") for part in ("street", "housenumber", "postcode", "city")]
    return Traits(
        own["name"],
        website=str(own.get("website") or own.get("contact:website") or ""),
        email=str(own.get("contact:email") or ""),
        place=" ".join(str(part) for part in address if part),
        latitude=latitude if abs(latitude) <= 90 else None,
        longitude=longitude,
    )


def _verdict(one: dict[str, Any], other: dict[str, Any], *entries: Traits) -> str | None:
    """Whether two of one name are the same, branches of one body, or neither."""
    apart = kilometres(*entries)
    streets = [str(own.get("addr:street") or "").lower().split()[:1] for own in (one, other)]
    codes = [own.get("addr:postcode") for own in (one, other)]
    if (apart is not None and apart <= 1) or (codes[0] == codes[1] and streets[0] == streets[1]):
        return "same"
    first, second = (Described(entry) for entry in entries)
    shares = (first.host and first.host == second.host) or (
        first.email and first.email == second.email
    )
    return "branch" if shares else None


def made(corpus: Path) -> Directory:
    """Civic groups and French bodies, every third with a second entry that was misspelt."""
    path = corpus / _FOLDER / "civic-tech-organizations.json"
    groups = [
        Traits(
            row["name"],
            website=row.get("website") or "",
            place=row.get("city") or "",
            latitude=_number(row.get("latitude")),
            longitude=_number(row.get("longitude")),
        )
        for row in json.loads(path.read_text("utf-8"))
    ]
    bodies = _rows(corpus, "odf-opendata-actors-211216c.csv")
    seen = {row["siren"]: _odf_entry(row, row["lon"]) for row in bodies}
    found = Directory([*groups, *seen.values()])
    random = Random(20)  # noqa: S311 - made-up errors, not a secret
    for number in range(0, len(found.traits), 3):
        entry = found.traits[number]
        keeps_site, keeps_place = random.random() < 0.4, random.random() < 0.6
        found.same.add((number, len(found.traits)))
        found.traits.append(
            Traits(
                misspelt(entry.name, random),
                website=entry.website if keeps_site else "",
                place=entry.place if keeps_place else "",
                latitude=entry.latitude if keeps_place else None,
                longitude=entry.longitude if keeps_place else None,
            )
        )
    return found


DIRECTORIES: dict[str, Callable[[Path], Directory]] = {"odf": odf, "susy": susy, "made": made}
