"""Stored insights with the names that the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.analysis.files import places_of
from weft.analysis.models import ALL_TIES, Result
from weft.analysis.pipeline import arrays_of
from weft.common.visibility import Viewer
from weft.graph.introductions import introductions
from weft.graph.makers import account_label
from weft.graph.models import Actor, Rung

Values = dict[str, Any]
#: Share of pairs that an exit must part before it is told.
_TELLING = 0.005
#: Actors to be expected in an empty square from which on it is told.
EXPECTED = 1
GROUPINGS = ("cluster", "region", "topic", "kind")


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that the reader may see."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class GapLine:
    """Two groups with fewer ties than chance would give, and who could close the gap."""

    one: str
    other: str
    ties: int
    expected: float
    p: float
    ours: list[tuple[Named, Values]] = field(default_factory=list)
    theirs: list[tuple[Named, Values]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Someone whom an actor should meet, and what speaks for it."""

    person: Named
    score: float
    parts: Values
    reasons: int
    common: int
    topic: str
    steps: float
    is_drawn: bool


def lenses(viewer: Viewer) -> list[tuple[int, str]]:
    """The lenses that have been worked out for this viewer."""
    rows = Result.objects.visible_to(viewer).filter(audience=viewer.clearance)
    rungs = sorted(rows.values_list("least_rung", flat=True))
    return [(rung, lens_name(rung)) for rung in rungs]


def lens_name(rung: int) -> str:
    """“All ties”, or “In touch, or closer”."""
    if rung == ALL_TIES:
        return _("All ties")
    return _("%(rung)s, or closer") % {"rung": Rung(rung).label}


def names_of(viewer: Viewer, ids: Iterable[int]) -> dict[int, Named]:
    """The actors among these that the reader may see."""
    rows = Actor.objects.visible_to(viewer).filter(pk__in=set(ids)).values_list("pk", "name")
    return {pk: Named(pk, name) for pk, name in rows}


def known(ids: Iterable[int], names: dict[int, Named]) -> list[Named]:
    return [names[pk] for pk in ids if pk in names]


def gap_lines(viewer: Viewer, row: Result, grouping: str) -> list[GapLine]:
    """The gaps between the groups of one sort."""
    found = row.insights.get("gaps", {}).get(grouping, {}).get("list", [])
    sides = ("ours", "theirs")
    ids = [placed["actor"] for gap in found for side in sides for placed in gap.get(side, [])]
    names = names_of(viewer, ids)

    def group(value: Any) -> str:
        return str(row.clusters[value]["name"]) if grouping == "cluster" else str(value)

    def placed(gap: Values, side: str) -> list[tuple[Named, Values]]:
        return [(names[p["actor"]], p) for p in gap.get(side, []) if p["actor"] in names]

    return [
        GapLine(
            group(gap["one"]),
            group(gap["other"]),
            gap["ties"],
            gap["expected"],
            gap["p"],
            placed(gap, "ours"),
            placed(gap, "theirs"),
        )
        for gap in found
    ]


def key_players(viewer: Viewer, row: Result) -> dict[str, list[tuple[list[Named], Values]]]:
    """The sets that hold the network together, and those from whom all are nearest."""
    found = row.insights.get("key_players", {})
    names = names_of(
        viewer, (pk for sets in found.values() for one in sets for pk in one["actors"])
    )
    told = {
        sort: [(known(one["actors"], names), one) for one in sets] for sort, sets in found.items()
    }
    # A set whose exit breaks nothing is only the first of many.
    now = float(row.summary.get("fragmentation") or 0)
    told["fragmenting"] = [
        (people, one)
        for people, one in told.get("fragmenting", [])
        if one["value"] is not None and one["value"] - now >= _TELLING
    ]
    return told


def missing(grid: Values) -> list[Values]:
    """Where nobody works on a topic though one would expect somebody."""
    return [cell for cell in grid.get("missing", []) if cell["expected"] >= EXPECTED]


def holes(viewer: Viewer, row: Result) -> list[tuple[Named, Values]]:
    """Who stands between contacts that do not know each other."""
    found = row.insights.get("holes", [])
    names = names_of(viewer, (hole["actor"] for hole in found))
    return [(names[hole["actor"]], hole) for hole in found if hole["actor"] in names][:10]


def meetings_for(viewer: Viewer, row: Result, actor_id: int) -> list[Meeting] | None:
    """Whom an actor should meet, best first; None where nothing was worked out for it."""
    arrays = arrays_of(row)
    ids = arrays["ids"]
    at = int(places_of([actor_id], ids)[0])
    if at < 0 or "meet_person" not in arrays:
        return None
    line = {name[5:]: values[at] for name, values in arrays.items() if name.startswith("meet_")}
    places = [place for place, person in enumerate(line["person"]) if person >= 0]
    people = {place: int(ids[line["person"][place]]) for place in places}
    names = names_of(viewer, people.values())
    topics = row.insights.get("topics", [])
    return [
        Meeting(
            person=names[people[place]],
            score=float(line["score"][place]),
            parts={k: float(line[k][place]) for k in ("acceptance", "fit", "gain", "need")},
            reasons=int(line["reasons"][place]),
            common=int(line["common"][place]),
            topic=topics[line["topic"][place]] if line["topic"][place] >= 0 else "",
            steps=float(line["distance"][place]),
            is_drawn=bool(line["drawn"][place]),
        )
        for place in places
        if people[place] in names
    ]


def brokers(viewer: Viewer) -> list[tuple[int, str]]:
    """Who noted introductions; for those who look after the map only."""
    if not viewer.can_edit_map:
        return []
    ids = introductions(viewer).order_by().values_list("reporter", flat=True).distinct()
    accounts = Account.objects.filter(pk__in=list(ids)[:100]).order_by("name", "email")
    return [(account.pk, account_label(account, viewer)) for account in accounts]
