"""Terms that end: convenors hear of it a month before, and of responsibilities without a deputy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import site_link
from weft.common.desk import DeskNote, on_the_desk
from weft.common.jobs import Payload, Progress
from weft.common.mails import Letter, send
from weft.common.nightly import nightly
from weft.common.visibility import Viewer
from weft.governing.queries import SOON_DAYS, holders_of
from weft.networks.models import HOLDING, Responsibility, Role
from weft.networks.permissions import can_manage_network
from weft.networks.queries import convenors_of


@on_the_desk
def vacancies(viewer: Viewer, slug: str) -> Iterable[DeskNote]:
    """For convenors: who looks after the network alone."""
    if not can_manage_network(viewer):
        return
    held = holders_of(viewer.network_id)
    if len(held.get(Role.CONVENOR, [])) == 1:
        yield DeskNote(
            _("You convene this network alone. Who would, if you fell ill?"),
            reverse("who_can", args=[slug]),
        )


@nightly("governing.terms")
def tell_of_terms(payload: Payload, progress: Progress) -> Payload:
    """Write to the convenors about terms that end in exactly a month, or ended yesterday."""
    today = timezone.localdate()
    days = (today + timedelta(days=SOON_DAYS), today - timedelta(days=1))
    ending = Responsibility.objects.filter(
        until__in=days, membership__state__in=HOLDING
    ).select_related("membership__account", "membership__network")
    told = 0
    for one in ending:
        network = one.membership.network
        for convenor in convenors_of(network):
            _mail(one, convenor)
            told += 1
    return {"told": told}


def _mail(one: Responsibility, convenor: Account) -> None:
    network = one.membership.network
    words = {
        "given": one,
        "network": network,
        "link": site_link(reverse("who_can", args=[network.slug])),
    }
    letter = Letter(
        convenor.email,
        gettext_lazy("A term ends in %(network)s"),
        "governing/term_mail",
        f"term-{one.pk}-{convenor.pk}-{timezone.localdate()}",
        convenor.language,
        {"network": network.name},
    )
    send(letter, words)
