"""Groups that fit a newcomer: by topic and place, with reasons, among those that they can join."""

from __future__ import annotations

from unittest.mock import patch

from weft.graph.actions import add_actor
from weft.groups.actions import end_group, join_group
from weft.groups.models import Openness
from weft.groups.suggesting import GroupSuggestion, groups_to_suggest
from weft.groups.tests.conftest import Here


def suggested(here: Here, topics: list[str], place: str = "") -> list[GroupSuggestion]:
    return groups_to_suggest(here.viewer("ben"), here.network, topics, place, 9)


def names(found: list[GroupSuggestion]) -> list[str]:
    return [one.group.name for one in found]


def test_a_topic_in_common_is_a_reason_and_nothing_in_common_is_none(here: Here) -> None:
    here.start("Tenants", topics=["Housing"])
    here.start("Sailors", topics=["boats"])
    (found,) = suggested(here, ["housing"])
    assert found.group.name == "Tenants"
    assert "It is about Housing, which you work on." in found.reasons


def test_the_same_place_counts_more_than_the_same_region(here: Here) -> None:
    here.start("Bradford readers", place="Bradford")
    here.start("Leeds readers", place="Leeds")
    here.start("Cardiff readers", place="Cardiff")
    add_actor(viewer=here.viewer("con"), values={"name": "Hall", "place": "Leeds"})
    found = suggested(here, [], "leeds")
    assert names(found) == ["Leeds readers", "Bradford readers"]
    assert "It is in Leeds, where you are." in found[0].reasons
    assert found[1].reasons[0].endswith(", where you are.")


def test_pages_do_not_wait_for_the_names_of_all_places(here: Here) -> None:
    here.start("Leeds readers", place="Leeds")
    with patch("weft.graph.places._gazetteer", side_effect=AssertionError("too slow for a page")):
        assert names(suggested(here, [], "Leeds")) == ["Leeds readers"]
        assert suggested(here, [], "Nowhere in particular") == []


def test_open_goes_before_closed_and_two_stewards_before_one(here: Here) -> None:
    for name, openness in (("Closed", Openness.CLOSED), ("Alone", Openness.OPEN),
                           ("Looked after", Openness.OPEN)):  # fmt: skip
        group = here.start(name, openness=openness, topics=["housing"])
        if name != "Alone":
            here.bring(group, "cleo")
            here.make_steward(group, "cleo")
    assert names(suggested(here, ["housing"]))[0] == "Looked after"


def test_neither_ones_own_nor_what_ended_is_suggested(here: Here) -> None:
    own, ended = (here.start(name, topics=["housing"]) for name in ("Own", "Ended"))
    join_group(viewer=here.viewer("ben"), group=own)
    end_group(viewer=here.viewer("anna"), group=ended, closing_note="Done.")
    assert suggested(here, ["housing"]) == []
