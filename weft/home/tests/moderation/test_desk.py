"""The moderators' list: what was written, by whom, and going on to what waits next."""

from __future__ import annotations

from django.urls import reverse

from weft.common.visibility import Viewer
from weft.home.tests.moderation.conftest import Town
from weft.moderating.queries import by_author, waiting


def moderator(town: Town) -> Viewer:
    return town.viewer("mia")


def test_the_list_shows_what_was_written_with_its_author(town: Town) -> None:
    town.held("new", "Readers", "We read a book each month.")
    town.held("nell", "Weavers", "We weave.")
    town.held("new", "Walkers", "We walk on Sundays.")
    names = [
        (who, [one.title for one in rows]) for who, rows in by_author(waiting(moderator(town)))
    ]
    assert names == [("New", ["Readers", "Walkers"]), ("Nell", ["Weavers"])]
    page = town.client("mia").get(town.url("moderation")).content.decode()
    for words in ("We read a book each month.", "We weave.", "We walk on Sundays."):
        assert words in page


def test_after_a_decision_comes_what_waits_next_and_then_the_list(town: Town) -> None:
    first = town.held("new", "Readers", "We read.")
    other = town.held("nell", "Weavers", "We weave.")
    second = town.held("new", "Walkers", "We walk.")
    client = town.client("mia")
    order = [town.url("held_detail", one.pk) for one in (first, second, other)]
    answer = client.post(order[0], {"release": "1"})
    assert answer["Location"] == order[1]
    assert client.post(order[1], {"release": "1"})["Location"] == order[2]
    slug = town.network.slug
    assert client.post(order[2], {"release": "1"})["Location"] == reverse("moderation", args=[slug])
