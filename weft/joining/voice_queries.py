"""Reads of who speaks for an organisation, and of who asks to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from weft.common.visibility import Viewer
from weft.graph.models import UNNAMED, Actor, Voice, VoiceKind
from weft.joining.models import VoiceAsk
from weft.joining.queries import BY_NAME
from weft.networks.models import Network
from weft.networks.powers import Power, can


def voices_of(actor: Actor) -> QuerySet[Voice]:
    """Who speaks for an organisation: those first, then their deputies, by name."""
    deputies_last = Case(When(kind=VoiceKind.SPEAKS, then=Value(0)), default=Value(1))
    rows = actor.voices.exclude(kind=VoiceKind.SELF).select_related("account", "actor")
    return rows.order_by(deputies_last, *BY_NAME)


def named_actor(viewer: Viewer, account_id: int | None) -> Actor | None:
    """The actor that a member is on the map, if the viewer sees it there under a name. The profile
    of whoever is a dot must not lead to it."""
    own = Actor.objects.visible_to(viewer).filter(
        voices__account_id=account_id or 0, voices__kind=VoiceKind.SELF
    )
    return own.exclude(search_name=UNNAMED.lower()).first()


def voices_held(viewer: Viewer) -> QuerySet[Voice]:
    """What this viewer speaks for, as far as they may see it, by name."""
    held = Voice.objects.filter(
        account_id=viewer.account_id or 0, actor__in=Actor.objects.visible_to(viewer)
    )
    rows = held.exclude(kind=VoiceKind.SELF).select_related("actor")
    return rows.order_by("actor__search_name", "pk")


def voice_asks_to_answer(viewer: Viewer) -> QuerySet[VoiceAsk]:
    """Requests to speak for an organisation that wait for this viewer, the oldest first."""
    others = VoiceAsk.objects.visible_to(viewer).exclude(account_id=viewer.account_id or 0)
    return others.select_related("account", "actor").order_by("made_at", "pk")


def own_voice_ask(viewer: Viewer, actor: Actor) -> VoiceAsk | None:
    """What this viewer asked, if nobody has answered it yet."""
    own = VoiceAsk.objects.visible_to(viewer).filter(account_id=viewer.account_id or 0)
    return own.filter(actor=actor).first()


@dataclass(frozen=True, slots=True)
class AsksWaiting:
    """How many ask to speak for an organisation, and where they are answered."""

    count: int
    url: str


def voice_asks_waiting(viewer: Viewer, network: Network) -> AsksWaiting | None:
    """What waits for this viewer: in a list for those who admit, else at the oldest one."""
    if not viewer.is_member:
        return None
    actors = list(voice_asks_to_answer(viewer).values_list("actor_id", flat=True))
    if not actors:
        return None
    url = reverse("voices", args=[network.slug, actors[0]])
    if can(viewer, Power.ADMIT):
        url = reverse("applications", args=[network.slug]) + "#voice-asks"
    return AsksWaiting(len(actors), url)
