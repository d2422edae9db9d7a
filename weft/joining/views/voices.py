"""Who speaks for an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor, Part, VoiceKind
from weft.joining.actions.voices import give_voice, may_give_voice, take_voice
from weft.networks.models import Network
from weft.networks.viewers import in_network


@in_network
@require_http_methods(["GET", "POST"])
def voices(request: HttpRequest, network: Network, viewer: Viewer, actor_id: int) -> HttpResponse:
    """The people who speak for an organisation; members see who they are."""
    actor = get_object_or_404(Actor.objects.visible_to(viewer), pk=actor_id)
    if not viewer.is_member or viewer.clearance < 1:
        raise NotAllowed(_("Only members see who speaks for an organisation."))
    rows = actor.voices.exclude(kind=VoiceKind.SELF).select_related("account", "actor")
    if request.method == "POST":
        if "take" in request.POST:
            pk = whole_number(request.POST["take"], most=2**62) or 0
            take_voice(viewer=viewer, voice=get_object_or_404(rows, pk=pk))
            messages.success(request, _("They no longer speak for it."))
        else:
            give_voice(
                viewer=viewer,
                actor=actor,
                email=request.POST.get("email", ""),
                is_deputy="is_deputy" in request.POST,
                part=request.POST.get("part", ""),
            )
            messages.success(request, _("They speak for it now."))
        return redirect("voices", network.slug, actor.pk)
    context = {
        "actor": actor,
        "voices": rows.order_by("kind", "since"),
        "may_give": may_give_voice(viewer, actor),
        "parts": Part.choices,
    }
    return render(request, "joining/voices.html", context)
