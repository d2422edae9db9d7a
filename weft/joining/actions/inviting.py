"""Inviting: with a link for many, by name, and from a spreadsheet in waves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.links import refuse_address_in_name
from weft.common.mails import Letter
from weft.common.nightly import nightly
from weft.common.throttle import DAY, Throttle
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.joining.actions.applying import Applicant, begin
from weft.joining.in_vain import is_in_vain
from weft.joining.invitation_rows import Row, rows_of
from weft.joining.mails import link_to, send, token_of_invitation
from weft.joining.models import Application, Batch, Invitation, InvitationState, InviteLink
from weft.joining.permissions import may_admit, may_invite
from weft.moderating.holding import refuse_links_of_newcomers
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership, MembershipKind, Network
from weft.networks.queries import is_member
from weft.privacy.consenting import is_suppressed, suppress

SEND_INVITATION = "joining.send_invitation"
_OPEN = (InvitationState.PLANNED, InvitationState.SENT)
#: So many mails of one network go out in a night.
MOST_A_NIGHT = 200
_ENOUGH = gettext_lazy(
    "You have sent as many invitations as one person can in a day. Go on tomorrow."
)
#: And so many invitations by name one person sends in a day.
_MEMBERS = Throttle("invite", most=20, seconds=DAY, words=_ENOUGH)
_ADMITTERS = Throttle("invite-as-admitter", most=100, seconds=DAY, words=_ENOUGH)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation offers, beside the address it goes to."""

    name: str = ""
    organisation: str = ""
    kind: MembershipKind | None = None
    words: str = ""


@transaction.atomic
def make_link(
    *,
    viewer: Viewer,
    network: Network,
    kind: MembershipKind | None,
    until: date,
    most: int,
    is_trusted: bool,
) -> InviteLink:
    """A link that lets so many people apply, or (if it is trusted) join, until that day."""
    if not may_admit(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    if not timezone.localdate() <= until <= timezone.localdate() + timedelta(days=366):
        raise InvalidInput(_("Choose a day from today on, within a year."))
    if not 1 <= most <= 500:
        raise InvalidInput(_("A link is for 1 to 500 people."))
    return InviteLink.objects.create(
        network=network,
        code=secrets.token_urlsafe(16),
        kind=kind,
        until=until,
        most=most,
        is_trusted=is_trusted,
        made_by_id=viewer.account_id,
    )


@transaction.atomic
def stop_link(*, viewer: Viewer, link: InviteLink) -> None:
    if not may_admit(viewer) or link.network_id != viewer.network_id:
        raise NotAllowed
    InviteLink.objects.filter(pk=link.pk, stopped_at=None).update(stopped_at=timezone.now())


def link_called(network_slug: str, code: str) -> InviteLink | None:
    """The link of this code, if it still works."""
    if "\0" in code:
        return None
    return (
        InviteLink.objects.select_related("network", "kind")
        .filter(
            network__slug=network_slug,
            code=code,
            stopped_at=None,
            until__gte=timezone.localdate(),
            used__lt=F("most"),
        )
        .first()
    )


@transaction.atomic
def follow_link(
    *, link: InviteLink, name: str, email: str, kind: MembershipKind | None, agrees: bool
) -> Application:
    """Apply with a link; one use of it is gone."""
    used = InviteLink.objects.filter(pk=link.pk, used__lt=F("most")).update(used=F("used") + 1)
    if not used:
        raise InvalidInput(_("This link was used as often as it may be. Ask for another one."))
    applicant = Applicant(name, email, link.kind or kind, link=link)
    return begin(network=link.network, applicant=applicant, agrees=agrees)


@transaction.atomic
def invite(*, viewer: Viewer, network: Network, email: str, offer: Offer) -> Invitation:
    """Ask one person to join; the mail goes out at once."""
    if not may_invite(viewer) or network.pk != viewer.network_id:
        raise NotAllowed(_("Your kind of membership does not allow you to invite others."))
    address = plain_address(email)
    refuse_address_in_name(offer.name)
    refuse_links_of_newcomers(viewer, [offer.words, offer.organisation])
    Network.objects.select_for_update().get(pk=network.pk)
    assert viewer.account_id is not None
    _refuse_again(viewer, network, address)
    (_ADMITTERS if may_admit(viewer) else _MEMBERS).count_deed(viewer.account_id)
    now = timezone.now()
    invitation = Invitation.objects.create(
        network=network,
        email=address,
        name=kept_text(offer.name, 120),
        organisation=kept_text(offer.organisation, 300),
        kind=offer.kind,
        words=kept_text(offer.words, 2000),
        invited_by_id=viewer.account_id,
        is_vouched=may_admit(viewer),
        send_on=timezone.localdate(),
        made_at=now,
    )
    enqueue_invitation(invitation)
    return invitation


def _refuse_again(viewer: Viewer, network: Network, address: str) -> None:
    """Say why an invitation would not be sent: to those who admit, and to nobody else. To others
    all addresses that they have not invited themselves look the same, so that inviting tells
    nobody who is a member, or who was invited by somebody else."""
    before = Invitation.objects.filter(network=network, email=address, state__in=_OPEN)
    if may_admit(viewer):
        _refuse_in_vain(network, address)
    else:
        before = before.filter(invited_by_id=viewer.account_id)
    if before.exists():
        raise InvalidInput(_("They were invited already and have not answered yet."))


def _refuse_in_vain(network: Network, address: str) -> None:
    if is_suppressed(network, address):
        raise InvalidInput(_("Whoever has this address has asked never to be written to."))
    if is_member(network, address):
        raise InvalidInput(_("They are a member already."))


def enqueue_invitation(invitation: Invitation) -> None:
    enqueue(
        kind=SEND_INVITATION,
        dedupe_key=str(invitation.pk),
        payload={"invitation": invitation.pk},
    )


def _letter(invitation: Invitation, subject: str | Promise, template: str, number: int) -> Letter:
    token = token_of_invitation(invitation)
    return Letter(
        invitation.email,
        subject,
        template,
        f"{template}-{invitation.pk}-{number}",
        stop=link_to("invitation_decline", invitation.network.slug, token),
    )


@job(SEND_INVITATION)
def send_invitation(payload: Payload, progress: Progress) -> Payload:
    """Send the mail of one invitation, once."""
    rows = Invitation.objects.select_related("network", "kind", "invited_by")
    invitation = rows.filter(pk=str(payload["invitation"]), state=InvitationState.PLANNED).first()
    if invitation is None:
        return {}
    network, now = invitation.network, timezone.now()
    own = Invitation.objects.filter(pk=invitation.pk)
    if is_in_vain(invitation):
        if invitation.is_vouched:
            own.update(state=InvitationState.STOPPED)
        else:
            # Whoever does not admit reads of it what they read of any other: it was sent.
            own.update(state=InvitationState.SENT, sent_at=now, last_digest_at=now)
        return {}
    words = {
        "invitation": invitation,
        "link": link_to("join_invited", network.slug, token_of_invitation(invitation)),
    }
    letter = _letter(invitation, gettext_lazy("An invitation to %(network)s"), "invited", 0)
    send(letter, network, words)
    own.update(state=InvitationState.SENT, sent_at=now, last_digest_at=now)
    return {"sent": 1}


@transaction.atomic
def follow_invitation(
    *, invitation: Invitation, name: str, kind: MembershipKind | None, agrees: bool
) -> Application:
    """Apply as somebody who was invited by name."""
    if invitation.state != InvitationState.SENT:
        raise InvalidInput(_("This invitation was answered or taken back."))
    applicant = Applicant(name, invitation.email, invitation.kind or kind, invitation=invitation)
    return begin(network=invitation.network, applicant=applicant, agrees=agrees)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, for_good: bool) -> None:
    """Say no, to all who have asked, and perhaps that one never wants to be written to again."""
    asked = Invitation.objects.filter(network=invitation.network_id, email=invitation.email)
    asked.filter(state__in=_OPEN).update(state=InvitationState.DECLINED)
    if for_good:
        suppress(network=invitation.network, address=invitation.email)


@transaction.atomic
def stop_invitation(*, viewer: Viewer, invitation: Invitation) -> None:
    """Take an invitation back: one's own, or any as one who admits."""
    is_own = invitation.invited_by_id == viewer.account_id is not None
    if invitation.network_id != viewer.network_id or not (may_admit(viewer) or is_own):
        raise NotAllowed
    Invitation.objects.filter(pk=invitation.pk, state__in=_OPEN).update(
        state=InvitationState.STOPPED
    )


@when_membership_ends
def invite_no_more(membership: Membership) -> None:
    """What somebody planned to send is not sent in the name of who is no member."""
    own = Invitation.objects.filter(network_id=membership.network_id)
    planned = own.filter(invited_by_id=membership.account_id, state=InvitationState.PLANNED)
    planned.update(state=InvitationState.STOPPED)


@transaction.atomic
def preview_batch(*, viewer: Viewer, network: Network, rows: list[Row], words: str) -> Batch:
    """Keep the rows of a spreadsheet until somebody has looked at them; nobody is invited yet."""
    if not may_admit(viewer) or network.pk != viewer.network_id:
        raise NotAllowed(_("Only those who admit members can invite from a spreadsheet."))
    return Batch.objects.create(
        network=network,
        made_by_id=viewer.account_id,
        made_at=timezone.now(),
        rows=[row.as_dict() for row in rows],
        words=kept_text(words, 2000),
    )


@dataclass(frozen=True, slots=True)
class Waves:
    """When the mails of a spreadsheet go out."""

    first_on: date
    a_wave: int
    every_days: int

    def day_of(self, number: int) -> date:
        """The day of the wave that the nth person (from 0) is in."""
        return self.first_on + timedelta(days=(number // self.a_wave) * self.every_days)


@transaction.atomic
def confirm_batch(*, viewer: Viewer, batch: Batch, waves: Waves) -> int:
    """Invite everyone of a spreadsheet whose row can be used, wave after wave."""
    if not may_admit(viewer) or batch.network_id != viewer.network_id:
        raise NotAllowed
    if not 1 <= waves.a_wave <= MOST_A_NIGHT or not 1 <= waves.every_days <= 90:
        raise InvalidInput(
            _("A wave is of 1 to 200 people, and the next one comes after 1 to 90 days.")
        )
    if waves.first_on < timezone.localdate():
        raise InvalidInput(_("The first wave can go out today at the earliest."))
    kept = Batch.objects.select_for_update().select_related("network").get(pk=batch.pk)
    if kept.is_confirmed:
        raise InvalidInput(_("These were invited already."))
    Network.objects.select_for_update().get(pk=kept.network_id)
    usable = [row for row in rows_of(kept.network, kept.rows) if row.is_usable]
    kinds = {kind.name.lower(): kind for kind in kept.network.membership_kinds.all()}
    now = timezone.now()
    Invitation.objects.bulk_create(
        [
            Invitation(
                network=kept.network, email=row.email, name=row.name,
                organisation=row.organisation, kind=kinds.get(row.kind.lower()),
                words=kept.words, invited_by_id=viewer.account_id, batch=kept, is_vouched=True,
                wave=number // waves.a_wave + 1, send_on=waves.day_of(number), made_at=now,
            )
            for number, row in enumerate(usable)
        ],
        batch_size=500,
    )  # fmt: skip
    kept.is_confirmed, kept.rows = True, []
    kept.first_on, kept.a_wave, kept.every_days = waves.first_on, waves.a_wave, waves.every_days
    kept.save(update_fields=["is_confirmed", "rows", "first_on", "a_wave", "every_days"])
    for invitation in kept.invitations.filter(send_on__lte=timezone.localdate()):
        enqueue_invitation(invitation)
    return len(usable)


@transaction.atomic
def stop_batch(*, viewer: Viewer, batch: Batch) -> int:
    """Take back what was not sent yet; a batch that is not confirmed goes altogether."""
    if not may_admit(viewer) or batch.network_id != viewer.network_id:
        raise NotAllowed
    if not batch.is_confirmed:
        batch.delete()
        return 0
    planned = batch.invitations.filter(state=InvitationState.PLANNED)
    return planned.update(state=InvitationState.STOPPED)


@nightly("joining.waves")
def send_waves(payload: Payload, progress: Progress) -> Payload:
    """Send the invitations whose day has come, and forget spreadsheets that nobody confirmed."""
    week_ago = timezone.now() - timedelta(days=7)
    Batch.objects.filter(is_confirmed=False, made_at__lt=week_ago).delete()
    queued = 0
    for network in Network.objects.filter(invitations__state=InvitationState.PLANNED).distinct():
        due = Invitation.objects.filter(
            network=network,
            state=InvitationState.PLANNED,
            send_on__lte=timezone.localdate(),
        )
        for invitation in due.order_by("wave", "pk")[:MOST_A_NIGHT]:
            enqueue_invitation(invitation)
            queued += 1
    return {"queued": queued}
