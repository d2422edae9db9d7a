"""Stories of the map: to read, to present, and to write."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.mapping.forms_lenses import StoryForm
from weft.mapping.lenses import can_change_lens, can_make_lens
from weft.mapping.models import Lens, Story
from weft.mapping.stories import (
    add_step,
    add_story,
    change_step,
    change_story,
    delete_story,
    move_step,
    remove_step,
    steps_seen,
    story_config,
)
from weft.mapping.views.map import map_context
from weft.networks.models import Network
from weft.networks.viewers import in_network


def _visible_story(viewer: Viewer, story_id: int) -> Story:
    return get_object_or_404(Story.objects.visible_to(viewer), pk=story_id)


@in_network
@require_GET
def story_detail(
    request: HttpRequest, network: Network, viewer: Viewer, story_id: int
) -> HttpResponse:
    """The story to read: words and pictures, one below the other."""
    story = _visible_story(viewer, story_id)
    context = {
        "story": story,
        "steps": steps_seen(viewer, network, story),
        "may_change": can_change_lens(viewer, story),
    }
    return render(request, "mapping/story_detail.html", context)


@in_network
@require_GET
def story_show(
    request: HttpRequest, network: Network, viewer: Viewer, story_id: int
) -> HttpResponse:
    """The story to present: the map walks from step to step."""
    story = _visible_story(viewer, story_id)
    context = map_context(network, viewer, story=story_config(viewer, network, story))
    return render(request, "mapping/map_page.html", {**context, "story": story})


@in_network
@require_http_methods(["GET", "POST"])
def story_add(request: HttpRequest, network: Network, viewer: Viewer) -> HttpResponse:
    if not can_make_lens(viewer):
        raise NotAllowed(_("Sign in as a member of this network to tell a story."))
    form = StoryForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        story = add_story(viewer=viewer, **form.cleaned_data)
        messages.success(request, _("The story is begun. Add its steps."))
        return redirect("story_edit", network.slug, story.pk)
    return render(request, "mapping/story_edit.html", {"form": form})


@in_network
@require_http_methods(["GET", "POST"])
def story_edit(
    request: HttpRequest, network: Network, viewer: Viewer, story_id: int
) -> HttpResponse:
    """Title, words and steps. Each button does one thing."""
    story = _visible_story(viewer, story_id)
    if not can_change_lens(viewer, story):
        raise NotAllowed(_("Only its maker and map managers can change it."))
    form = StoryForm(request.POST if "title" in request.POST else None, viewer=viewer, story=story)
    if form.is_bound and form.is_valid():
        change_story(viewer=viewer, story=story, **form.cleaned_data)
        return redirect("story_edit", network.slug, story.pk)
    if request.method == "POST" and not form.is_bound:
        _change_steps(request, viewer, story)
        return redirect("story_edit", network.slug, story.pk)
    context = {
        "form": form,
        "story": story,
        "steps": steps_seen(viewer, network, story),
        "lenses": Lens.objects.visible_to(viewer).order_by("title", "pk"),
    }
    return render(request, "mapping/story_edit.html", context)


def _change_steps(request: HttpRequest, viewer: Viewer, story: Story) -> None:
    words = request.POST.get("words", "")
    what = request.POST.get("do", "")
    if what == "add":
        lens_id = whole_number(request.POST.get("lens"))
        lens = Lens.objects.visible_to(viewer).filter(pk=lens_id or 0).first()
        if lens is None:
            raise InvalidInput(_("Choose a view for the step."))
        add_step(viewer=viewer, story=story, lens=lens, words=words)
        return
    step_id = whole_number(request.POST.get("step")) or 0
    seen = story.steps.filter(lens__in=Lens.objects.visible_to(viewer))
    step = seen.select_related("story", "lens").filter(pk=step_id).first()
    if step is None:
        raise InvalidInput(_("This step is gone. Look at the story again."))
    if what in ("up", "down"):
        move_step(viewer=viewer, step=step, up=what == "up")
    elif what == "remove":
        remove_step(viewer=viewer, step=step)
    else:
        change_step(viewer=viewer, step=step, words=words)


@in_network
@require_POST
def story_delete(
    request: HttpRequest, network: Network, viewer: Viewer, story_id: int
) -> HttpResponse:
    delete_story(viewer=viewer, story=_visible_story(viewer, story_id))
    messages.success(request, _("The story is deleted. Its views stay."))
    return redirect("lenses", network.slug)
