"""A profile in words: for its readers, and for those who look after members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from weft.graph.models import Part
from weft.joining import choices
from weft.joining.models import Profile, Shown

Line = tuple[str, list[str]]


def _label(offered: Iterable[tuple[Any, Any]], value: object) -> str:
    return str(dict(offered).get(value, value or ""))


def _labels(offered: Sequence[tuple[Any, Any]], values: Iterable[object]) -> list[str]:
    return [_label(offered, value) for value in values]


def lines_of(profile: Profile, *, with_topics: bool = True) -> list[Line]:
    """What whoever may see the profile reads of it; empty answers are left out."""
    lines: list[Line] = [
        (_("In one sentence"), [profile.success]),
        (_("Groups"), [_group(group) for group in profile.groups]),
        (_("Topics"), profile.topics if with_topics else []),
        (_("Works in"), [_place(profile)]),
        (_("Based in"), [profile.based]),
        (_("Size of the group"), [_label(choices.Size.choices, profile.size)]),
        (_("How they work"), _labels(choices.Way.choices, profile.ways)),
        (_("Could use a hand with"), [_need(row) for row in profile.needs]),
        (_("Could share"), [_offer(row) for row in profile.offers]),
    ]
    return _told(lines)


def lines_for_stewards(profile: Profile) -> list[Line]:
    """What only those who look after members read."""
    lines: list[Line] = [
        (_("Likes to be contacted by"), [_label(choices.ContactBy.choices, profile.contact_by)]),
        (_("Phone"), [profile.phone]),
        (_("Post"), [profile.post]),
        (_("Is here"), [_label(choices.HereFor.choices, profile.here_for)]),
        (_("Time"), [_label(choices.Hours.choices, profile.hours)]),
        (
            _("Introductions"),
            []
            if profile.introductions is None
            else [_label(choices.Introductions.choices, profile.introductions)],
        ),
        (_("News"), [_label(choices.News.choices, profile.news)]),
        (_("News by"), _labels(choices.NewsBy.choices, profile.news_by)),
        (_("On the map"), [_label(Shown.choices, profile.shown)]),
    ]
    return _told(lines)


def access_of(profile: Profile) -> list[str]:
    """What makes it easier for them; only for those who organise what they join."""
    told = _labels(choices.Access.choices, profile.access)
    return [*told, profile.access_note] if profile.access_note else told


def _told(lines: list[Line]) -> list[Line]:
    kept = [(heading, [value for value in values if value]) for heading, values in lines]
    return [(heading, values) for heading, values in kept if values]


def _group(group: dict[str, str]) -> str:
    part = _label(Part.choices, group["part"])
    return f"{group['name']} ({part})" if part else group["name"]


def _place(profile: Profile) -> str:
    label = _label(choices.WorksIn.choices, profile.works_in)
    return f"{label}: {profile.works_place}" if profile.works_place else label


def _need(row: dict[str, str]) -> str:
    what = _label(choices.Help.choices, row["kind"])
    when = _label(choices.Soon.choices, row.get("when"))
    return _row(what, row["line"], when)


def _offer(row: dict[str, str]) -> str:
    what = _label(choices.Offer.choices, row["kind"])
    often = _label(choices.Often.choices, row.get("often"))
    return _row(what, row["line"], often)


def _row(what: str, line: str, last: str) -> str:
    told = f"{what}: {line}" if line else what
    return f"{told} ({last.lower()})" if last else told
