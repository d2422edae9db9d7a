"""A letter once a month to those who were invited and have not answered: what they would find.

It says nothing that a visitor of the public page could not read, and ends with one press.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from weft.common.jobs import Payload, Progress, job
from weft.common.jobs import enqueue as enqueue_job
from weft.common.mails import Letter
from weft.common.nightly import nightly
from weft.common.small_numbers import PUBLISHED, told_count
from weft.common.visibility import Visibility
from weft.graph.models import Actor
from weft.joining.in_vain import is_in_vain
from weft.joining.mails import link_to, send, token_of_invitation
from weft.joining.models import Gate, Invitation, InvitationState
from weft.networks.models import Membership, Network

DIGEST = "joining.digest"
MOST_DIGESTS = 6
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class News:
    """What happened in a network since some day, as far as everyone may know."""

    new_members: int
    members: int
    new_on_map: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.new_members or self.new_on_map)


def news_since(network: Network, since: datetime) -> News:
    """Counts of ten and more, and the newest names on a map that everyone may see."""
    holding = Membership.objects.holding().filter(network=network)
    members, new = holding.count(), holding.filter(since__gte=since).count()
    names: list[str] = []
    if network.visibility == Visibility.PUBLIC:
        public = Actor.objects.filter(
            network=network, ended_in=None, visibility=Visibility.PUBLIC,
            created_in__made_at__gte=since,
        )  # fmt: skip
        names = list(public.order_by("-pk").values_list("name", flat=True)[:5])
    return News(told_count(new, PUBLISHED), told_count(members, PUBLISHED), names)


@nightly("joining.digests")
def ask_for_digests(payload: Payload, progress: Progress) -> Payload:
    """Queue a letter for everyone whose last one is a month old, six at most for each."""
    now = timezone.now()
    silent = Gate.objects.filter(writes_to_invited=False).values("network")
    due = Invitation.objects.filter(
        Q(last_digest_at__lte=now - _MONTH),
        state=InvitationState.SENT,
        digests__lt=MOST_DIGESTS,
    ).exclude(network__in=silent)
    queued = 0
    for invitation in due.order_by("pk")[:1000]:
        payload_of: dict[str, object] = {
            "invitation": invitation.pk,
            "number": invitation.digests + 1,
        }
        enqueue_job(
            kind=DIGEST,
            dedupe_key=f"{invitation.pk}-{invitation.digests + 1}",
            payload=payload_of,
        )
        queued += 1
    return {"queued": queued}


@job(DIGEST)
def send_digest(payload: Payload, progress: Progress) -> Payload:
    """Send one letter, once, if there is still a reason to."""
    rows = Invitation.objects.select_related("network", "kind", "invited_by")
    invitation = rows.filter(
        pk=str(payload["invitation"]),
        state=InvitationState.SENT,
        digests=int(str(payload["number"])) - 1,
    ).first()
    if invitation is None:
        return {}
    network, now = invitation.network, timezone.now()
    own = Invitation.objects.filter(pk=invitation.pk)
    if is_in_vain(invitation):
        own.update(digests=invitation.digests + 1, last_digest_at=now)
        return {}
    news = news_since(network, invitation.last_digest_at or invitation.made_at)
    token = token_of_invitation(invitation)
    letter = Letter(
        invitation.email,
        gettext_lazy("Your invitation to %(network)s is still open"),
        "digest",
        f"digest-{invitation.pk}-{payload['number']}",
        stop=link_to("invitation_decline", network.slug, token),
    )
    words = {
        "invitation": invitation,
        "news": news,
        "is_last": invitation.digests + 1 == MOST_DIGESTS,
        "link": link_to("join_invited", network.slug, token),
    }
    send(letter, network, words)
    own.update(digests=invitation.digests + 1, last_digest_at=now)
    return {"sent": 1}
