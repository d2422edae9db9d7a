"""Mails about memberships and responsibilities, each a job of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from weft.common.addresses import sign_in_link
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.networks.models import HOLDING, Membership, Responsibility, Standing

OF_ROLE, OF_LAPSE = "networks.tell_of_role", "networks.tell_of_lapse"
OF_STANDING = "networks.tell_of_standing"


def tell_of_role(given: Responsibility) -> None:
    enqueue(kind=OF_ROLE, dedupe_key=str(given.pk), payload={"given": given.pk})


def tell_of_lapse(membership: Membership) -> None:
    enqueue(kind=OF_LAPSE, dedupe_key=str(membership.pk), payload={"membership": membership.pk})


def tell_of_standing(membership: Membership) -> None:
    """That somebody else paused, ended or renewed it."""
    when = f"{membership.pk}-{membership.state_since:%Y%m%d%H%M%S}"
    payload: Payload = {"membership": membership.pk, "standing": str(membership.state)}
    enqueue(kind=OF_STANDING, dedupe_key=when, payload=payload)


@job(OF_ROLE)
def send_role(payload: Payload, progress: Progress) -> Payload:
    """Tell somebody what they have now, if they still have it."""
    rows = Responsibility.objects.select_related("membership__account", "membership__network")
    given = rows.filter(pk=str(payload["given"]), membership__state__in=HOLDING).first()
    if given is None:
        return {}
    _send(given.membership, "role", f"role-{given.pk}", given=given)
    return {"sent": 1}


@job(OF_LAPSE)
def send_lapse(payload: Payload, progress: Progress) -> Payload:
    """Tell somebody that their membership has run out, and what they can do."""
    rows = Membership.objects.select_related("account", "network")
    membership = rows.filter(pk=str(payload["membership"]), state=Standing.LAPSED).first()
    if membership is None:
        return {}
    _send(membership, "lapse", f"lapse-{membership.pk}-{membership.state_since:%Y%m%d}")
    return {"sent": 1}


@job(OF_STANDING)
def send_standing(payload: Payload, progress: Progress) -> Payload:
    """Tell somebody how their membership stands now, and what they can do, if it still does."""
    rows = Membership.objects.select_related("account", "network")
    now = rows.filter(pk=str(payload["membership"]), state=str(payload["standing"])).first()
    if now is None:
        return {}
    _send(now, "standing", f"standing-{now.pk}-{now.state_since:%Y%m%d%H%M%S}", now=now)
    return {"sent": 1}


_SUBJECTS = {
    "role": gettext_lazy("You have a new responsibility in %(network)s"),
    "standing": gettext_lazy("Your membership of %(network)s has changed"),
    "lapse": gettext_lazy("Your membership of %(network)s has lapsed"),
}


def _send(membership: Membership, what: str, identifier: str, **words: object) -> None:
    network, account = membership.network, membership.account
    letter = Letter(
        account.email,
        _SUBJECTS[what],
        f"networks/mails/{what}",
        identifier,
        account.language,
        {"network": network.name},
    )
    page = "who_can" if what == "role" else "privacy"
    send(letter, {"network": network, "link": sign_in_link(page, network.slug), **words})
