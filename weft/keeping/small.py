"""A small thing that a member could do: say whether their own ties still hold."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from weft.common.small_things import SmallThing, small_thing
from weft.common.visibility import Viewer
from weft.keeping.questions import questions_for
from weft.networks.models import Network


@small_thing(order=20)
def say_what_still_holds(viewer: Viewer, slug: str) -> Iterable[SmallThing]:
    if not viewer.actors:
        return
    network = Network.objects.filter(pk=viewer.network_id).first()
    if network is not None and questions_for(viewer, network):
        yield SmallThing(
            _("Say whether your ties still hold"),
            _("Nobody has seen some of them for long, and the map is only as true as you make it."),
            reverse("still_true", args=[slug]),
            2,
        )
