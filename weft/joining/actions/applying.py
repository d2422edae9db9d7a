"""Applying: from the first page to “send”, with breaks, and without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from weft.accounts.models import Account
from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.links import refuse_address_in_name
from weft.common.mails import Letter
from weft.graph.cleaning import kept_text
from weft.joining.mails import TO_APPLICATION, link_to, send, token_of
from weft.joining.models import (
    Application,
    ApplicationState,
    Invitation,
    InvitationState,
    InviteLink,
    JoinAnswer,
    JoinQuestion,
    Profile,
    Via,
)
from weft.joining.models.applying import new_hand
from weft.joining.permissions import gate_of, may_vouch
from weft.joining.steps import missing
from weft.networks.models import Membership, MembershipKind, Network
from weft.privacy.consenting import consents_of, give_consent
from weft.privacy.purposes import MEMBERSHIP

FIRST_MAIL = "joining.first_mail"
TELL_ADMITTERS = "joining.tell_admitters"
CONFIRM = "joining.confirm_arrival"
_OPEN = (ApplicationState.DRAFT, ApplicationState.WAITING)


@dataclass(frozen=True, slots=True)
class Applicant:
    """What somebody says on the first page, and how they came."""

    name: str
    email: str
    kind: MembershipKind | None = None
    link: InviteLink | None = None
    invitation: Invitation | None = None


@transaction.atomic
def begin(*, network: Network, applicant: Applicant, agrees: bool) -> Application:
    """Start an application, or take up the one that is open; a mail brings the way back to it.

    What is there already is not shown to whoever types the address: see `prove`.
    """
    if not agrees:
        raise InvalidInput(
            _("We may keep what you write only if you agree. Nothing was kept so far.")
        )
    name = kept_text(applicant.name, 120)
    address = plain_address(applicant.email)
    if not name:
        raise InvalidInput(_("Write what we should call you."))
    refuse_address_in_name(name)
    # Held until the end, so that two at once do not start two.
    Network.objects.select_for_update().get(pk=network.pk)
    there = Application.objects.filter(network=network, email=address, state__in=_OPEN).first()
    application = there or _new(network, name, address, applicant)
    if there is not None and is_new(there):
        # Whoever began it before, perhaps with another's address, does not see what is told now.
        there.hand, there.name = new_hand(), name
        there.save(update_fields=["hand", "name"])
    if there is None:
        give_consent(network=network, address=address, purpose=MEMBERSHIP)
    enqueue(
        kind=FIRST_MAIL,
        dedupe_key=str(application.pk),
        payload={"application": application.pk, "again": there is not None},
    )
    return application


def _new(network: Network, name: str, address: str, applicant: Applicant) -> Application:
    now = timezone.now()
    link, invitation = applicant.link, applicant.invitation
    by_link = bool(link and link.is_trusted and may_vouch(network, link.made_by_id))
    by_name = bool(
        invitation and invitation.is_vouched and may_vouch(network, invitation.invited_by_id)
    )
    application = Application.objects.create(
        network=network,
        name=name,
        email=address,
        kind=applicant.kind,
        via=Via.INVITED if invitation else Via.LINK if link else Via.PAGE,
        is_vouched=by_link or by_name,
        link=link,
        # An invitation was sent to the address and opened from there.
        proven_at=now if invitation and invitation.email == address else None,
        language=get_language() or "",
        made_at=now,
    )
    Profile.objects.create(network=network, application=application, name=name, changed_at=now)
    return application


def is_new(application: Application) -> bool:
    """Whether nobody has filled in anything yet: then whoever began it here may go on here."""
    profile = Profile.objects.filter(application=application).first()
    untouched = profile is not None and not profile.steps_done
    return untouched and application.state == ApplicationState.DRAFT and not application.proven_at


@job(FIRST_MAIL)
def send_first_mail(payload: Payload, progress: Progress) -> Payload:
    """The link back to one's application; where there is a member already, the way to sign in."""
    rows = Application.objects.select_related("network")
    application = rows.filter(pk=str(payload["application"]), state__in=_OPEN).first()
    if application is None:
        return {}
    network = application.network
    is_member = (
        Membership.objects.holding()
        .filter(network=network, account__email=application.email)
        .exists()
    )
    letter = Letter(
        application.email,
        gettext_lazy("Your way back to joining %(network)s"),
        "is_member" if is_member else "begun",
        f"join-{application.pk}-{application.made_at:%Y%m%d%H%M%S}-{payload.get('again')}",
        application.language,
    )
    words = {
        "application": application,
        "link": link_to("join_resume", network.slug, token_of(application)),
        "sign_in": link_to("account_login"),
        "days": TO_APPLICATION.days,
    }
    send(letter, network, words)
    return {"sent": 1}


@transaction.atomic
def prove(*, application: Application) -> Application:
    """Somebody pressed the button behind the link that was sent to the address: it is theirs, and
    what they agree to is theirs too. Programs that check mails open links, but press nothing."""
    if application.proven_at is None:
        application.proven_at, application.hand = timezone.now(), new_hand()
        application.save(update_fields=["proven_at", "hand"])
    if application.state == ApplicationState.DRAFT:
        give_consent(network=application.network, address=application.email, purpose=MEMBERSHIP)
    return _hand_in(application)


@transaction.atomic
def answer_questions(
    *, application: Application, answers: Mapping[int, str], is_all: bool = True
) -> None:
    """Keep the answers to the network's own questions: all of them, or those given so far."""
    if application.state != ApplicationState.DRAFT:
        raise InvalidInput(_("This was sent already. Write to the network to change it."))
    for question in JoinQuestion.objects.filter(network_id=application.network_id):
        words = kept_text(answers.get(question.pk, ""), 2000)
        if is_all and question.is_required and not words:
            raise InvalidInput(_("Answer this first: %(question)s") % {"question": question.words})
        if words:
            JoinAnswer.objects.update_or_create(
                application=application, question=question, defaults={"words": words}
            )


@transaction.atomic
def finish(*, application: Application) -> Application:
    """Send it. It arrives when the address is proven too."""
    profile = Profile.objects.get(application=application)
    left = missing(profile)
    if left:
        raise InvalidInput(
            _("Before you send it, look at “%(screen)s” once more.") % {"screen": left[0].title}
        )
    application.finished_at = application.finished_at or timezone.now()
    application.save(update_fields=["finished_at"])
    return _hand_in(application)


def _hand_in(application: Application) -> Application:
    """Put an application that is finished and proven before those who admit."""
    kept = Application.objects.select_for_update().get(pk=application.pk)
    ready = kept.finished_at and kept.proven_at and kept.state == ApplicationState.DRAFT
    if ready:
        kept.state, kept.sent_at = ApplicationState.WAITING, timezone.now()
        kept.save(update_fields=["state", "sent_at"])
        enqueue(kind=TELL_ADMITTERS, dedupe_key=str(kept.pk), payload={"application": kept.pk})
        if not kept.is_vouched:
            enqueue(kind=CONFIRM, dedupe_key=str(kept.pk), payload={"application": kept.pk})
    return kept


@job(CONFIRM)
def confirm_arrival(payload: Payload, progress: Progress) -> Payload:
    """Say that it has arrived, who answers, and how to look at it or take it back."""
    rows = Application.objects.select_related("network")
    application = rows.filter(
        pk=str(payload["application"]), state=ApplicationState.WAITING
    ).first()
    if application is None or application.sent_at is None:
        return {}
    network, gate = application.network, gate_of(application.network)
    letter = Letter(
        application.email,
        gettext_lazy("We have your application to %(network)s"),
        "received",
        f"received-{application.pk}-{application.made_at:%Y%m%d%H%M%S}",
        application.language,
    )
    words = {
        "application": application,
        "gate": gate,
        "day": timezone.localdate(application.sent_at) + timedelta(days=gate.remind_days),
        "link": link_to("join_resume", network.slug, token_of(application)),
    }
    send(letter, network, words)
    return {"sent": 1}


@transaction.atomic
def withdraw(*, application: Application) -> None:
    """Take it back: what was written is deleted, and nobody is told why."""
    Profile.objects.filter(application=application, account__isnull=True).delete()
    JoinAnswer.objects.filter(application=application).delete()
    account = Account.objects.filter(email=application.email).first()
    Application.objects.filter(pk=application.pk, state__in=_OPEN).delete()
    invitations = Invitation.objects.filter(
        network_id=application.network_id, email=application.email, state=InvitationState.SENT
    )
    invitations.update(state=InvitationState.DECLINED)
    if account is None:
        forget_agreements(application)


def forget_agreements(application: Application) -> None:
    """What somebody agreed to who never became a member."""
    consents_of(application.network, application.email).filter(account__isnull=True).delete()
