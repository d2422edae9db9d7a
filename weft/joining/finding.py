"""Finding members by what they say of themselves: names, topics, places, needs and offers.

Whoever may see a profile may read all that is searched here (`wording.lines_of`), and only such
profiles are read; what is for those who look after members, or waits for a moderator, is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from weft.common.names import search_form
from weft.common.visibility import Viewer
from weft.joining import choices
from weft.joining.models import Profile, ProfileQuerySet
from weft.joining.wording import Line, lines_of

_A_PAGE = 50
_COLUMNS = ("name", "success", "based", "works_place", "works_in")
_LISTS = ("topics", "groups", "needs", "offers")


@dataclass(frozen=True, slots=True)
class Card:
    """A member in the list."""

    profile: Profile
    #: Whether there is nothing to read of them but the name.
    is_blank: bool
    #: Lines in which what was searched for stands, beside those that a card has anyway.
    lines: list[Line]


def members_found(viewer: Viewer, wanted: str, number: int) -> Page[Card]:
    """A page of the members whose profile the viewer may see and who have all the words."""
    rows = Profile.objects.visible_to(viewer).order_by("name", "pk")
    words = search_form(wanted).split()
    if not words:
        all_of_them = Paginator(rows, _A_PAGE).get_page(number)
        return _shown(all_of_them, all_of_them.object_list, words)
    page = Paginator(_with_words(rows, words), _A_PAGE).get_page(number)
    found = rows.in_bulk(page.object_list)
    return _shown(page, [found[pk] for pk in page.object_list if pk in found], words)


def _shown(page: Page[Any], profiles: Iterable[Profile], words: list[str]) -> Page[Card]:
    """The same page, with cards on it."""
    return Page([_card(profile, words) for profile in profiles], page.number, page.paginator)


def _with_words(rows: ProfileQuerySet, words: list[str]) -> list[int]:
    """The members in whose words each of these stands, in the order of the rows."""
    labels = {
        "works_in": {key: str(label) for key, label in choices.WorksIn.choices},
        "needs": {key: str(label) for key, label in choices.Help.choices},
        "offers": {key: str(label) for key, label in choices.Offer.choices},
    }
    found = []
    for pk, *texts, works_in, topics, groups, needs, offers in rows.values_list(
        "pk", *_COLUMNS, *_LISTS
    ):
        texts += [labels["works_in"].get(works_in, ""), *topics, *(one["name"] for one in groups)]
        for key, told in (("needs", needs), ("offers", offers)):
            texts += [f"{labels[key].get(one['kind'], '')} {one['line']}" for one in told]
        whole = "\n".join(map(search_form, texts))
        if all(word in whole for word in words):
            found.append(pk)
    return found


def _card(profile: Profile, words: list[str]) -> Card:
    lines = lines_of(profile)
    shown = {profile.success, profile.based, *profile.topics}
    matching = [
        (heading, [value for value in values if value not in shown and _has(value, words)])
        for heading, values in lines
    ]
    return Card(profile, not lines, [line for line in matching if line[1]])


def _has(text: str, words: list[str]) -> bool:
    form = search_form(text)
    return any(word in form for word in words)
