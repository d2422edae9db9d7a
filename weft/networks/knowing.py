"""Networks that are for members alone are known to some others: who was a member, and who came by
a link that was sent to them. They may read how personal data are treated, complain, get their data
and leave for good, and see nothing else of the network."""

from __future__ import annotations

from django.http import HttpRequest

from weft.networks.models import Membership, Network

_SESSION = "weft_knows"


def remember(request: HttpRequest, network: Network) -> None:
    """Whoever has this browser came by a link that was sent to them."""
    known = request.session.get(_SESSION, [])
    if network.pk not in known:
        request.session[_SESSION] = [*known, network.pk]


def known_network(request: HttpRequest, slug: str, account_id: int | None) -> Network | None:
    """The network of this address, if whoever asks may know of it."""
    visible = Network.objects.visible_to_account(account_id).filter(slug=slug).first()
    if visible is not None:
        return visible
    found = Network.objects.filter(slug=slug).first()
    if found is None:
        return None
    was_in = Membership.objects.filter(network=found, account_id=account_id or 0).exists()
    return found if was_in or found.pk in request.session.get(_SESSION, []) else None
