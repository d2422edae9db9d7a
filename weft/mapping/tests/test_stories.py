"""Stories: steps in order, told to those who may see their views."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast
from weft.common.errors import NotAllowed
from weft.mapping.models import Story
from weft.mapping.stories import add_step, add_story, move_step, steps_seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast) -> Story:
    viewer = cast.open.viewer(cast.account("convenor"))
    story = add_story(viewer=viewer, title="Our years", words="*Look*", visibility=0)
    for audience in (0, 2, 0):
        lens = cast.open.lenses[audience]
        add_step(viewer=viewer, story=story, lens=lens, words=f"words{audience}")
    return story


def test_steps_are_moved_and_taken_out(cast: Cast, story: Story, client: Client) -> None:
    account = cast.account("map_manager")
    assert account is not None
    client.force_login(account)
    url = reverse("story_edit", args=[cast.open.network.slug, story.pk])

    def order() -> list[int]:
        return list(story.steps.order_by("number").values_list("pk", flat=True))

    first, second, third = order()
    client.post(url, {"do": "down", "step": first})
    assert order() == [second, first, third]
    client.post(url, {"do": "up", "step": second})
    assert order() == [second, first, third], "the first stays the first"
    client.post(url, {"do": "words", "step": first, "words": "new"})
    assert story.steps.get(pk=first).words == "new"
    client.post(url, {"do": "remove", "step": second})
    assert order() == [first, third]
    gone = client.post(url, {"do": "up", "step": second})
    assert "This step is gone" in gone.content.decode()
    client.post(url, {"title": "Renamed", "words": "", "visibility": 1})
    assert Story.objects.get(pk=story.pk).title == "Renamed"


def test_readers_walk_past_what_they_may_not_see(cast: Cast, story: Story, client: Client) -> None:
    seen = {
        role: len(steps_seen(cast.open.viewer(cast.account(role)), cast.open.network, story))
        for role in ("anonymous", "member", "convenor")
    }
    assert seen == {"anonymous": 2, "member": 2, "convenor": 3}
    page = client.get(reverse("story_detail", args=[cast.open.network.slug, story.pk]))
    assert b"words0" in page.content
    assert b"words2" not in page.content
    shown = client.get(reverse("story_show", args=[cast.open.network.slug, story.pk])).content
    assert b"<em>Look</em>" not in shown, "words travel inside the page's JSON, escaped"
    assert b"words2" not in shown


def test_only_its_maker_and_stewards_change_it(cast: Cast, story: Story) -> None:
    member = cast.open.viewer(cast.account("member"))
    step = story.steps.order_by("number")[0]
    with pytest.raises(NotAllowed):
        move_step(viewer=member, step=step, up=False)
    own = add_story(viewer=member, title="Mine", words="", visibility=1)
    add_step(viewer=member, story=own, lens=cast.open.lenses[1], words="")
    assert own.steps.count() == 1
