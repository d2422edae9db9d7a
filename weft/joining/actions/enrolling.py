"""People who join by mail, phone or paper: someone writes down that they asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.links import refuse_address_in_name
from weft.common.mails import Letter
from weft.common.models import AuditEntry
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.graph.models import Voice
from weft.joining.actions.welcoming import ask_for_welcome
from weft.joining.mails import link_to, send, token_of
from weft.joining.models import Application, ApplicationState, Profile, Via
from weft.joining.permissions import gate_of, may_admit
from weft.networks.actions import add_membership, end_membership
from weft.networks.breaks import STANDING_CHANGED
from weft.networks.models import Membership, MembershipKind, Network, Standing
from weft.privacy.consenting import (
    Source,
    claim_consents,
    give_consent,
    is_suppressed,
)
from weft.privacy.leaving import forget_in_network, remove_account
from weft.privacy.models import Channel
from weft.privacy.purposes import MEMBERSHIP

CONFIRM_ENROLLED = "joining.confirm_enrolled"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Someone who asked to join in another way than on the page."""

    name: str
    email: str
    channel: str
    kind: MembershipKind | None = None


@transaction.atomic
def enrol(*, viewer: Viewer, network: Network, person: Enrolled) -> Membership:
    """Make someone a member who said so by mail, phone or paper; they get a mail with a way out."""
    if not may_admit(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    name, address = kept_text(person.name, 120), plain_address(person.email)
    if not name:
        raise InvalidInput(_("Write their name."))
    refuse_address_in_name(name)
    if person.channel not in set(Channel.values) - {Channel.WEB}:
        raise InvalidInput(_("Choose how they agreed."))
    if is_suppressed(network, address):
        raise InvalidInput(
            _("Whoever has this address has asked never to be written to. They can still apply.")
        )
    Network.objects.select_for_update().get(pk=network.pk)
    account = Account.objects.filter(email=address).first()
    if account and Membership.objects.holding().filter(network=network, account=account).exists():
        raise InvalidInput(_("They are a member already."))
    account = account or Account.objects.create_user(address, name=name)
    source = Source(person.channel, viewer.account_id)
    give_consent(network=network, address=address, purpose=MEMBERSHIP, source=source)
    membership = add_membership(
        network=network, account=account, kind=person.kind, by=viewer.account_id
    )
    claim_consents(network=network, account_id=account.pk, address=address)
    now = timezone.now()
    application = Application.objects.create(
        network=network, name=name, email=address, kind=person.kind, via=Via.RECORDED,
        state=ApplicationState.ADMITTED, made_at=now, sent_at=now, decided_at=now,
        decided_by_id=viewer.account_id, account=account,
    )  # fmt: skip
    Profile.objects.get_or_create(
        network=network,
        account=account,
        defaults={"name": name, "changed_at": now, "application": application},
    )
    ask_for_welcome(membership=membership, gate=gate_of(network))
    enqueue(
        kind=CONFIRM_ENROLLED,
        dedupe_key=str(application.pk),
        payload={"application": application.pk},
    )
    return membership


@job(CONFIRM_ENROLLED)
def confirm_enrolled(payload: Payload, progress: Progress) -> Payload:
    """Say what was written down, and how to take it back."""
    rows = Application.objects.select_related("network")
    application = rows.filter(pk=str(payload["application"]), via=Via.RECORDED).first()
    if application is None:
        return {}
    network = application.network
    letter = Letter(
        application.email,
        gettext_lazy("You are a member of %(network)s now"),
        "enrolled",
        f"enrolled-{application.pk}",
        application.language,
    )
    words = {
        "application": application,
        "link": link_to("account_login"),
        "not_me": link_to("join_not_me", network.slug, token_of(application)),
    }
    send(letter, network, words)
    return {"sent": 1}


def is_as_enrolled(application: Application) -> bool:
    """Whether a membership is still the one that somebody else wrote down: it has not ended since,
    and nobody was admitted with the address in another way. For others the link in the mail of
    then says nothing."""
    if application.via != Via.RECORDED or application.state != ApplicationState.ADMITTED:
        return False
    network_id, account_id = application.network_id, application.account_id or 0
    since = application.decided_at or application.made_at
    newer = Application.objects.filter(network=network_id, state=ApplicationState.ADMITTED)
    own = Q(email=application.email) | Q(account_id=account_id)
    ended = AuditEntry.objects.filter(
        network_id=network_id,
        about_id=account_id,
        action=STANDING_CHANGED.code,
        at__gte=since,
        details__standing__in=[Standing.ENDED, Standing.LAPSED],
    )
    holding = Membership.objects.holding().filter(network=network_id, account=account_id)
    is_newest = not newer.filter(own, decided_at__gt=since).exists()
    return is_newest and holding.exists() and not ended.exists()


@transaction.atomic
def leave_enrolled(*, application: Application) -> None:
    """Whoever somebody else made a member takes that back; only the link in their mail does it.
    Nothing is kept of them here, nor an account that they never used."""
    network = Network.objects.select_for_update().get(pk=application.network_id)
    account = application.account
    if account is None or not is_as_enrolled(application):
        raise NotAllowed(_("This link is over. To leave, sign in."))
    membership = Membership.objects.get(network=network, account=account)
    end_membership(membership=membership, by=account.pk)
    forget_in_network(network=network, account=account)
    is_used = account.last_login is not None
    belongs = Membership.objects.filter(account=account), Voice.objects.filter(account=account)
    if not is_used and not any(rows.exists() for rows in belongs):
        remove_account(account)
