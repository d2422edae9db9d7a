"""The mails of joining: each is a job, so that it is sent once the row that causes it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from weft.common import mails
from weft.common.addresses import address_hash, site_link
from weft.common.mails import Letter
from weft.joining.models import Application, Invitation
from weft.networks.models import Network

#: A link in a mail opens its page for so long.
DAYS_OPEN = 90
_application_signer = TimestampSigner(salt="weft.joining.application")
_invitation_signer = TimestampSigner(salt="weft.joining.invitation")


def link_to(name: str, *args: object) -> str:
    """The whole address of a page, for mails."""
    return site_link(reverse(name, args=args))


def _own(network_id: int, address: str) -> str:
    return address_hash(network_id, address, purpose="joining.link")[:20]


def token_of(application: Application) -> str:
    """What the link to one's application carries; it holds for the address it was sent to."""
    own = _own(application.network_id, application.email)
    return _application_signer.sign(f"{application.pk}-{own}")


def application_of(token: str) -> Application | None:
    """The application that a link belongs to, unless it is made up or too old."""
    pk = _opened(_application_signer, token)
    rows = Application.objects.select_related("network", "kind")
    found = rows.filter(pk=pk[0]).first() if pk else None
    return found if found and pk and _fits(found.network_id, found.email, pk[1]) else None


def token_of_invitation(invitation: Invitation) -> str:
    own = _own(invitation.network_id, invitation.email)
    return _invitation_signer.sign(f"{invitation.pk}-{own}")


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link belongs to, unless it is made up or too old."""
    pk = _opened(_invitation_signer, token)
    rows = Invitation.objects.select_related("network", "kind", "invited_by")
    found = rows.filter(pk=pk[0]).first() if pk else None
    return found if found and pk and _fits(found.network_id, found.email, pk[1]) else None


def _opened(signer: TimestampSigner, token: str) -> tuple[int, str] | None:
    try:
        pk, _dash, own = signer.unsign(token, max_age=DAYS_OPEN * 24 * 3600).partition("-")
    except BadSignature:
        return None
    return (int(pk), own) if pk.isdecimal() else None


def _fits(network_id: int, address: str, own: str) -> bool:
    return constant_time_compare(_own(network_id, address), own)


def send(letter: Letter, network: Network, words: Mapping[str, object]) -> None:
    """Send one of joining's mails."""
    template = f"joining/mails/{letter.template}"
    named = replace(letter, template=template, names={"network": network.name})
    mails.send(named, {"network": network, **words})
