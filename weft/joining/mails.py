"""The mails of joining: each is a job, so that it is sent once the row that causes it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse

from weft.common import mails
from weft.common.addresses import address_hash, site_link
from weft.common.mails import Letter
from weft.common.sent_links import SentLink
from weft.joining.models import Application, Invitation
from weft.networks.models import Network

TO_APPLICATION = SentLink("joining.application", days=90)
TO_INVITATION = SentLink("joining.invitation", days=90)


def link_to(name: str, *args: object) -> str:
    """The whole address of a page, for mails."""
    return site_link(reverse(name, args=args))


def _own(network_id: int, address: str) -> str:
    return address_hash(network_id, address, purpose="joining.link")[:20]


def token_of(application: Application) -> str:
    """What the link to one's application carries; it holds for the address it was sent to."""
    own = _own(application.network_id, application.email)
    return TO_APPLICATION.token(application.pk, own)


def application_of(token: str) -> Application | None:
    """The application that a link belongs to, unless it is made up or too old."""
    opened = TO_APPLICATION.opened(token)
    if opened is None:
        return None
    found = Application.objects.select_related("network", "kind").filter(pk=opened.pk).first()
    is_theirs = found and opened.still_holds(_own(found.network_id, found.email))
    return found if is_theirs else None


def token_of_invitation(invitation: Invitation) -> str:
    own = _own(invitation.network_id, invitation.email)
    return TO_INVITATION.token(invitation.pk, own)


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link belongs to, unless it is made up or too old."""
    opened = TO_INVITATION.opened(token)
    if opened is None:
        return None
    rows = Invitation.objects.select_related("network", "kind", "invited_by")
    found = rows.filter(pk=opened.pk).first()
    is_theirs = found and opened.still_holds(_own(found.network_id, found.email))
    return found if is_theirs else None


def send(letter: Letter, network: Network, words: Mapping[str, object]) -> None:
    """Send one of joining's mails."""
    template = f"joining/mails/{letter.template}"
    named = replace(letter, template=template, names={"network": network.name})
    mails.send(named, {"network": network, **words})
