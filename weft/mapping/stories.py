"""Stories of the map: lenses in an order, each with words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.markdown import to_html
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.mapping.lens_reading import shown_lens
from weft.mapping.lenses import can_change_lens, can_make_lens, can_publish
from weft.mapping.models import Lens, Story, StoryStep
from weft.moderating.holding import refuse_links_of_newcomers
from weft.networks.models import Network

MOST_STEPS = 60


def _columns(viewer: Viewer, title: str, words: str, visibility: int) -> dict[str, object]:
    given = kept_text(title, 120)
    if not given:
        raise InvalidInput(_("Give it a title."))
    if visibility not in Visibility.values or visibility > viewer.clearance:
        raise InvalidInput(_("Choose who may see this."))
    if visibility == Visibility.PUBLIC and not can_publish(viewer):
        raise NotAllowed(_("Only convenors and map managers can show something to everyone."))
    refuse_links_of_newcomers(viewer, [given, words])
    return {
        "title": given,
        "words": kept_text(words, 4000),
        "visibility": visibility,
    }


@transaction.atomic
def add_story(*, viewer: Viewer, title: str, words: str, visibility: int) -> Story:
    """Begin a story, without steps yet."""
    if not can_make_lens(viewer):
        raise NotAllowed(_("Sign in as a member of this network to tell a story."))
    columns = _columns(viewer, title, words, visibility)
    return Story.objects.create(
        network_id=viewer.network_id, made_by_id=viewer.account_id, **columns
    )


def _must_change(viewer: Viewer, story: Story) -> None:
    if not can_change_lens(viewer, story):
        raise NotAllowed(_("Only its maker and map managers can change it."))
    if story.visibility == Visibility.PUBLIC and not can_publish(viewer):
        raise NotAllowed(_("Everyone sees this: only convenors and map managers can change it."))


@transaction.atomic
def change_story(*, viewer: Viewer, story: Story, title: str, words: str, visibility: int) -> Story:
    _must_change(viewer, story)
    for name, value in _columns(viewer, title, words, visibility).items():
        setattr(story, name, value)
    story.save(update_fields=["title", "words", "visibility"])
    return story


@transaction.atomic
def delete_story(*, viewer: Viewer, story: Story) -> None:
    """Delete the story; its lenses stay."""
    _must_change(viewer, story)
    story.delete()


@transaction.atomic
def add_step(*, viewer: Viewer, story: Story, lens: Lens, words: str) -> StoryStep:
    """Put a lens at the story's end."""
    _must_change(viewer, story)
    if lens.network_id != viewer.network_id or lens.visibility > viewer.clearance:
        raise InvalidInput(_("This view is not on this map."))
    if story.steps.count() >= MOST_STEPS:
        raise InvalidInput(_("A story has sixty steps at most."))
    last = story.steps.aggregate(last=Max("number"))["last"] or 0
    given = kept_text(words, 4000)
    refuse_links_of_newcomers(viewer, [given])
    return StoryStep.objects.create(story=story, lens=lens, number=last + 1, words=given)


@transaction.atomic
def change_step(*, viewer: Viewer, step: StoryStep, words: str) -> None:
    _must_change(viewer, step.story)
    step.words = kept_text(words, 4000)
    refuse_links_of_newcomers(viewer, [step.words])
    step.save(update_fields=["words"])


@transaction.atomic
def move_step(*, viewer: Viewer, step: StoryStep, up: bool) -> None:
    """Swap a step with the one before or after it."""
    _must_change(viewer, step.story)
    steps = list(step.story.steps.order_by("number", "pk"))
    at = steps.index(step)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(steps):
        return
    steps[at], steps[other] = steps[other], steps[at]
    for number, moved in enumerate(steps, start=1):
        moved.number = number
    StoryStep.objects.bulk_update(steps, ["number"])


@transaction.atomic
def remove_step(*, viewer: Viewer, step: StoryStep) -> None:
    _must_change(viewer, step.story)
    step.delete()


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as one viewer sees it."""

    step: StoryStep
    lens: Lens
    query: str

    @property
    def words(self) -> str:
        return self.step.words or self.lens.words


def steps_seen(viewer: Viewer, network: Network, story: Story) -> list[ShownStep]:
    """The steps whose lens the viewer may see, in order."""
    return [shown for shown, _config in _steps(viewer, network, story)]


def story_config(viewer: Viewer, network: Network, story: Story) -> dict[str, object]:
    """A story as the map's script is given it."""
    steps = [
        {**config, "words": to_html(shown.words)}
        for shown, config in _steps(viewer, network, story)
    ]
    return {"title": story.title, "words": to_html(story.words), "steps": steps}


def _steps(
    viewer: Viewer, network: Network, story: Story
) -> list[tuple[ShownStep, dict[str, object]]]:
    rows = StoryStep.objects.filter(
        story=story, lens__in=Lens.objects.visible_to(viewer)
    ).select_related("lens", "story")
    found = []
    for row in rows.order_by("number", "pk"):
        config = shown_lens(viewer, network, row.lens)
        found.append((ShownStep(row, row.lens, str(config["query"])), config))
    return found
