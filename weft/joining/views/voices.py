"""Who speaks for an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weft.common.again import is_done
from weft.common.errors import NotAllowed
from weft.common.numbers import whole_number
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.joining.actions.voices import give_voice, may_give_voice, take_voice
from weft.joining.forms.gate import VoiceForm
from weft.joining.queries import voices_of
from weft.networks.models import Network
from weft.networks.viewers import in_network


@in_network
@require_http_methods(["GET", "POST"])
def voices(request: HttpRequest, network: Network, viewer: Viewer, actor_id: int) -> HttpResponse:
    """The people who speak for an organisation; members see who they are."""
    actor = get_object_or_404(Actor.objects.visible_to(viewer), pk=actor_id)
    if not viewer.is_member or viewer.clearance < 1:
        raise NotAllowed(_("Only members see who speaks for an organisation."))
    rows = voices_of(actor)
    gives = request.method == "POST" and "take" not in request.POST
    form = VoiceForm(request.POST if gives else None)

    def give() -> object:
        return give_voice(viewer=viewer, actor=actor, **form.cleaned_data)

    if "take" in request.POST:
        pk = whole_number(request.POST["take"], most=2**62) or 0
        take_voice(viewer=viewer, voice=get_object_or_404(rows, pk=pk))
        messages.success(request, _("They no longer speak for it."))
        return redirect("voices", network.slug, actor.pk)
    may_give = may_give_voice(viewer, actor)
    if gives and not may_give:
        raise NotAllowed(_("Only those who speak for it can name others who do."))
    if gives and is_done(form, give):
        messages.success(request, _("They speak for it now."))
        return redirect("voices", network.slug, actor.pk)
    context = {"actor": actor, "voices": rows, "may_give": may_give, "form": form}
    status = 422 if gives else 200
    return render(request, "joining/voices.html", context, status=status)
