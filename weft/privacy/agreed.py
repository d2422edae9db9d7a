"""People who agreed by mail to be on the map and are no members: they take it back by mail too."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from weft.common.addresses import plain_address, site_link
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.common.sent_links import SentLink
from weft.graph.kinds import names_people
from weft.graph.models import Actor, VoiceKind
from weft.graph.personal import erase_actors
from weft.networks.actions import mark_changed
from weft.networks.queries import is_member
from weft.privacy.consenting import suppress, whose
from weft.privacy.leaving import forget_address

TELL = "privacy.tell_on_map"
#: What was agreed to holds until it is taken back, and so does the link.
LINK = SentLink("privacy.on_map", days=3650)


def ask_to_tell(actor: Actor) -> None:
    enqueue(kind=TELL, dedupe_key=str(actor.pk), payload={"actor": actor.pk})


def token_of(actor: Actor) -> str:
    return LINK.token(actor.pk, whose(actor.network, actor.email)[:20])


def agreed_actor(token: str) -> Actor | None:
    """The actor that a link belongs to, as long as it has the address that the link went to. Who
    has become a member since has pages of their own for it."""
    opened = LINK.opened(token)
    rows = Actor.objects.select_related("network").exclude(voices__kind=VoiceKind.SELF)
    # One that was merged into another since keeps the address that the link was sent to.
    standing = Q(ended_in=None) | Q(merged_into__isnull=False)
    actor = rows.filter(standing, pk=opened.pk).exclude(email="").first() if opened else None
    if opened is None or actor is None or is_member(actor.network, plain_address(actor.email)):
        return None
    return actor if opened.still_holds(whose(actor.network, actor.email)[:20]) else None


@job(TELL)
def tell(payload: Payload, progress: Progress) -> Payload:
    """Say to someone that they are on the map now, and how they come off it."""
    rows = Actor.objects.select_related("network").filter(ended_in=None).exclude(email="")
    actor = rows.filter(pk=str(payload["actor"])).first()
    if actor is None:
        return {}
    link = site_link(reverse("on_map", args=[actor.network.slug, token_of(actor)]))
    letter = Letter(
        actor.email,
        gettext_lazy("You are on the map of %(network)s"),
        "privacy/on_map_mail",
        f"on-map-{actor.pk}",
        names={"network": actor.network.name},
    )
    send(letter, {"actor": actor, "network": actor.network, "link": link})
    return {"told": 1}


@transaction.atomic
def take_off(*, actor: Actor) -> None:
    """Take back what was agreed to: all about them goes, and nobody of the network writes to them
    again. The caller has the link that was sent to them."""
    network, address = actor.network, actor.email
    kept = actor
    while kept.merged_into is not None:
        kept = kept.merged_into
    # Whatever kind others have given it since; but an organisation that it became part of stays.
    erase_actors([actor, kept] if names_people(kept.kind.name) else [actor])
    mark_changed(network.pk)
    forget_address(network=network, address=address)
    suppress(network=network, address=address)
