"""Saved views tell nobody a word that is not on their map anyway, and only stewards publish."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast, Stage, canary
from weft.common.errors import NotAllowed
from weft.common.visibility import Viewer
from weft.graph.actions import edit_actor
from weft.mapping.lens_reading import query_for, rules_for
from weft.mapping.lenses import LensDraft, add_lens, clean_query
from weft.mapping.models import Lens
from weft.mapping.rules import Rule
from weft.mapping.stories import add_step, add_story, change_step
from weft.networks.models import Responsibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return cast.open


@pytest.fixture
def steward(cast: Cast) -> Viewer:
    return cast.open.viewer(cast.account("convenor"))


def lens_of(viewer: Viewer, **values: Any) -> Lens:
    return add_lens(viewer=viewer, draft=LensDraft(**{"title": "A view", **values}))


@pytest.mark.parametrize("audience", [0, 1, 2])
@pytest.mark.parametrize("field", ["kind", "topic", "name", "f:Field {n}"])
@pytest.mark.parametrize("test", ["is", "has"])
def test_a_rule_is_told_to_those_who_meet_its_word(
    stage: Stage, steward: Viewer, field: str, audience: int, test: str
) -> None:
    what = {"kind": "kind", "topic": "topic", "name": "actor"}.get(field, "field")
    rule = {"field": field.format(n=audience), "test": test, "value": canary(what, audience)}
    lens = lens_of(steward, visibility=0, rules=[rule])
    for clearance in (0, 1, 2):
        viewer = Viewer(stage.network.pk, clearance)
        told = rules_for(viewer, stage.network, lens)
        assert bool(told) == (clearance >= audience)


def test_numbers_and_emptiness_are_told_to_everyone(stage: Stage, steward: Viewer) -> None:
    rules = [{"field": "degree", "test": "least", "value": "9"}, {"field": "topic", "test": "none"}]
    lens = lens_of(steward, visibility=0, rules=rules)
    assert len(rules_for(Viewer(stage.network.pk, 0), stage.network, lens)) == 2


def test_a_word_that_is_searched_for_is_told_to_those_who_find_it(
    stage: Stage, steward: Viewer
) -> None:
    lens = lens_of(steward, visibility=0, query=f"q={canary('actor', 2)}&view=place")
    for clearance, found in ((0, {"view"}), (1, {"view"}), (2, {"q", "view"})):
        query = query_for(Viewer(stage.network.pk, clearance), stage.network, lens)
        assert set(query) == found
    # Who was there and is there no more is not named either.
    edit_actor(viewer=steward, actor=stage.actors[2], values={"name": "Somebody else"})
    assert set(query_for(steward, stage.network, lens)) == {"view"}


@pytest.mark.parametrize(
    "junk",
    ["at=Ann+Bell", "show=Ann%20Bell", "sort=Ann+Bell", "on=Ann", "to=Ann", "rung=Ann",
     "colour=Ann+Bell", "clock=Ann+Bell", "q=%00", "q=%08"],
)  # fmt: skip
def test_an_address_carries_words_only_where_they_are_looked_up(junk: str) -> None:
    assert clean_query(junk) == ""
    assert clean_query("at=1.5,-2,3e-7&show=bridges&sort=-degree&colour=f:Staff count")


def test_what_cannot_be_stored_is_cleaned(steward: Viewer) -> None:
    notes = [{"text": "No", "actor": 10**30}, {"text": "Far", "x": 1, "y": 2}]
    rules = [{"field": "kind", "test": "is", "value": "Gro\x08up"}]
    lens = lens_of(steward, positions={"9" * 5000: [1, 2]}, notes=notes, rules=rules)
    assert lens.positions == {}
    assert [note["text"] for note in lens.notes] == ["Far"]
    assert "\x08" not in lens.rules[0]["value"]


def test_a_maker_is_not_shown_rules_of_stewards_and_keeps_them(
    cast: Cast, stage: Stage, steward: Viewer, client: Client
) -> None:
    account = cast.account("member")
    assert account is not None
    lens = lens_of(stage.viewer(account))
    own = {"field": "kind", "test": "is", "value": "Not yet a kind"}
    secret = {"field": "f:Field 2", "test": "is", "value": canary("field", 2)}
    lens.rules = [Rule.checked(rule).as_json() for rule in (own, secret)]
    lens.save()
    client.force_login(account)
    url = reverse("lens_edit", args=[stage.network.slug, lens.pk])
    page = client.get(url).content.decode()
    assert "Not yet a kind" in page
    assert canary("field", 2) not in page
    form = {"title": "Renamed", "visibility": 1, "field-0": "degree", "test-0": "least",
            "value-0": "3", "grow-0": "1.0", "plain-0": "on"}  # fmt: skip
    assert client.post(url, form).status_code == 302
    lens.refresh_from_db()
    assert [rule["field"] for rule in lens.rules] == ["degree", "f:Field 2"]


def test_the_words_of_a_story_for_everyone_are_for_stewards_to_change(
    cast: Cast, stage: Stage, steward: Viewer
) -> None:
    account = cast.account("map_manager")
    viewer = stage.viewer(account)
    story = add_story(viewer=viewer, title="Told", words="", visibility=0)
    step = add_step(viewer=viewer, story=story, lens=stage.lenses[0], words="As it is")
    Responsibility.objects.filter(
        membership__network=stage.network, membership__account=account
    ).delete()
    demoted = stage.viewer(account)
    with pytest.raises(NotAllowed, match="Everyone sees this"):
        change_step(viewer=demoted, step=step, words="As I say")
    with pytest.raises(NotAllowed, match="Everyone sees this"):
        add_step(viewer=demoted, story=story, lens=stage.lenses[0], words="More")
    change_step(viewer=steward, step=step, words="As we say")
