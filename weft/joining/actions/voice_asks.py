"""Asking to speak for an organisation, and the answer of those who may name who does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.addresses import sign_in_link
from weft.common.audit import DeedKind, Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter
from weft.common.retention import deleted_after
from weft.common.throttle import DAY, Throttle
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.graph.models import Actor, Part, Voice, VoiceKind
from weft.joining.actions.admitting import admitters
from weft.joining.actions.voices import is_person, let_speak, may_give_voice
from weft.joining.mails import send
from weft.joining.models import AskState, VoiceAsk
from weft.moderating.holding import refuse_links_of_newcomers
from weft.networks.endings import when_membership_ends
from weft.networks.models import Membership, Standing
from weft.networks.viewers import viewer_of

VOICE_REFUSED = deed(
    "voice_refused",
    gettext_lazy("{by} said no to someone who asked to speak for an organisation."),
    kind=DeedKind.MEMBERS,
)
TELL_ASKED = "joining.tell_asked_for_voice"
TELL_ASKER = "joining.tell_asker_for_voice"
DAYS_KEPT = 60
_ASKS = Throttle(
    "ask-for-voice",
    most=10,
    seconds=DAY,
    words=gettext_lazy("You have asked as often as one person can in a day. Go on tomorrow."),
)


@dataclass(frozen=True, slots=True)
class VoiceWish:
    """As what somebody would speak for an organisation, and why."""

    kind: str
    part: str = ""
    words: str = ""


def may_ask_for_voice(viewer: Viewer, actor: Actor) -> bool:
    """Members who do not speak for it, unless it is a person. Those who admit need not ask: they
    name who speaks for it."""
    if viewer.account_id is None or viewer.is_paused or viewer.clearance < Visibility.MEMBERS:
        return False
    if not viewer.is_member or may_give_voice(viewer, actor) or is_person(actor):
        return False
    return not Voice.objects.filter(actor=actor, account_id=viewer.account_id).exists()


@transaction.atomic
def ask_for_voice(*, viewer: Viewer, actor: Actor, wish: VoiceWish) -> VoiceAsk:
    """Ask those who may name who speaks for it; nobody speaks for it by asking."""
    seen = Actor.objects.visible_to(viewer).filter(pk=actor.pk).exists()
    if not seen or viewer.account_id is None or not may_ask_for_voice(viewer, actor):
        raise NotAllowed(_("You cannot ask to speak for this."))
    if wish.kind not in (VoiceKind.SPEAKS, VoiceKind.DEPUTY):
        raise InvalidInput(_("Choose whether you speak for it first-hand, or as a deputy."))
    if wish.part and wish.part not in Part.values:
        raise InvalidInput(_("Choose one of the parts that are offered."))
    why = kept_text(wish.words, 500)
    refuse_links_of_newcomers(viewer, [why])
    told = {"kind": wish.kind, "part": wish.part, "words": why, "made_at": timezone.now()}
    ask, is_new = VoiceAsk.objects.get_or_create(
        network_id=actor.network_id,
        actor=actor,
        account_id=viewer.account_id,
        state=AskState.WAITING,
        defaults=told,
    )
    if not is_new:
        raise InvalidInput(_("You have asked already. Take that back to ask anew."))
    _ASKS.count_deed(viewer.account_id)
    enqueue(kind=TELL_ASKED, dedupe_key=str(ask.pk), payload={"ask": ask.pk})
    return ask


@transaction.atomic
def take_back_voice_ask(*, viewer: Viewer, actor: Actor) -> None:
    """Take back what one asked; nothing of it is kept."""
    own = VoiceAsk.objects.filter(network_id=viewer.network_id, actor=actor)
    own.filter(account_id=viewer.account_id or 0, state=AskState.WAITING).delete()


@transaction.atomic
def answer_voice_ask(*, viewer: Viewer, ask: VoiceAsk, says_yes: bool, words: str = "") -> None:
    """Let them speak for it, or not; they get the answer, with these words, by mail."""
    if viewer.is_paused or not may_give_voice(viewer, ask.actor):
        raise NotAllowed(_("Only those who speak for it can name others who do."))
    if ask.account_id == viewer.account_id:
        raise NotAllowed(_("Somebody else has to answer what you asked."))
    seen = VoiceAsk.objects.visible_to(viewer).filter(pk=ask.pk)
    kept = seen.select_for_update(of=("self",)).select_related("actor", "account").first()
    if kept is None:
        raise InvalidInput(_("Somebody has answered this already, or it was taken back."))
    told = kept_text(words, 2000)
    refuse_links_of_newcomers(viewer, [told])
    kept.state, kept.answer = AskState.YES if says_yes else AskState.NO, told
    kept.save(update_fields=["state", "answer"])
    if says_yes:
        voice = Voice(actor=kept.actor, account=kept.account, kind=kept.kind, part=kept.part)
        let_speak(viewer, voice)
    else:
        record(
            VOICE_REFUSED,
            network_id=viewer.network_id,
            whom=Whom(by=viewer.account_id),
            subject=f"graph.Actor:{kept.actor_id}",
        )
    enqueue(kind=TELL_ASKER, dedupe_key=str(kept.pk), payload={"ask": kept.pk})


def _asked(payload: Payload) -> VoiceAsk | None:
    rows = VoiceAsk.objects.select_related("network", "actor", "account")
    return rows.filter(pk=str(payload["ask"])).first()


def _answerers(ask: VoiceAsk) -> list[Account]:
    """Those who speak for it first-hand; where nobody does, those who admit. They have to see the
    actor, too."""
    speaking = Account.objects.filter(
        memberships__network=ask.network,
        memberships__state=Standing.ACTIVE,
        voices__actor=ask.actor,
        voices__kind=VoiceKind.SPEAKS,
        is_active=True,
    )
    return _who_see(ask, list(speaking.order_by("pk"))) or _who_see(ask, admitters(ask.network))


def _who_see(ask: VoiceAsk, accounts: list[Account]) -> list[Account]:
    others = [one for one in accounts if one.pk != ask.account_id]
    waits = VoiceAsk.objects.filter(pk=ask.pk)
    return [one for one in others if waits.visible_to(viewer_of(ask.network, one.pk)).exists()]


@job(TELL_ASKED)
def tell_asked(payload: Payload, progress: Progress) -> Payload:
    """One mail to each of those who answer."""
    ask = _asked(payload)
    if ask is None or ask.state != AskState.WAITING:
        return {}
    people = _answerers(ask)
    for account in people:
        letter = Letter(
            account.email,
            gettext_lazy("Someone asks to speak for an organisation in %(network)s"),
            "voice_asked",
            f"voice-asked-{ask.pk}-{account.pk}",
            account.language,
        )
        link = sign_in_link("voices", ask.network.slug, ask.actor_id)
        send(letter, ask.network, {"ask": ask, "link": link, "days": DAYS_KEPT})
    return {"told": len(people)}


@job(TELL_ASKER)
def tell_asker(payload: Payload, progress: Progress) -> Payload:
    """The answer, by mail, to who still sees what they asked about; then nothing of it is kept."""
    ask = _asked(payload)
    if ask is None or ask.state == AskState.WAITING:
        return {}
    asker = viewer_of(ask.network, ask.account_id)
    is_told = Actor.objects.visible_to(asker).filter(pk=ask.actor_id).exists()
    if is_told:
        letter = Letter(
            ask.account.email,
            gettext_lazy("What you asked for in %(network)s"),
            "voice_answered",
            f"voice-answered-{ask.pk}",
            ask.account.language,
        )
        link = sign_in_link("voices", ask.network.slug, ask.actor_id)
        send(letter, ask.network, {"ask": ask, "link": link})
    ask.delete()
    return {"sent": int(is_told)}


@when_membership_ends
def forget_voice_asks(membership: Membership) -> None:
    """Who is no member asks for nothing."""
    own = VoiceAsk.objects.filter(network_id=membership.network_id)
    own.filter(account_id=membership.account_id).delete()


@deleted_after(
    "joining.voice_asks",
    DAYS_KEPT,
    what=gettext_lazy("Requests to speak for an organisation that nobody answered"),
    why=gettext_lazy("Long enough for somebody to answer. They can be sent again."),
)
def delete_voice_asks(before: datetime) -> int:
    """Those that are old, and those of organisations that have left the map: taken off, or merged
    into another one."""
    over = Q(made_at__lt=before) | Q(actor__ended_in__isnull=False)
    return VoiceAsk.objects.filter(over).delete()[0]
