"""Asking people about their ties, and taking their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import Payload, Progress, enqueue, job
from weft.common.mails import Letter, send
from weft.common.nightly import nightly
from weft.common.sent_links import SentLink
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Seen, record_evidence
from weft.graph.models import Actor, ActorQuerySet, ChangeKind, ChangeSet, EvidenceKind, Rung
from weft.graph.permissions import can_edit_map
from weft.keeping.models import Answer, Ask, NoAsks, Reply
from weft.keeping.people import address_hash, askable, may_be_asked, seen_by_actor, with_old_ties
from weft.keeping.questions import Question, questions_for, rung_after
from weft.keeping.reaching import address_of
from weft.networks.models import Network

SEND = "keeping.send_ask"
ASK_ALL = "keeping.ask_all"
LINK = SentLink("keeping.ask", days=60)
#: People asked in one night by themselves, so that no host is taken for a sender of spam.
_MOST_A_NIGHT = 200


def token_of(ask: Ask) -> str:
    """What the link in a mail carries; it holds for the address that the mail went to."""
    return LINK.token(ask.pk, address_hash(ask.network_id, address_of(ask.actor))[:20])


def ask_of(token: str) -> Ask | None:
    """The request that a link belongs to, unless it is made up, too old, or was sent to an
    address that is no longer the actor's."""
    opened = LINK.opened(token)
    if opened is None:
        return None
    asks: QuerySet[Ask] = Ask.objects.select_related("network", "actor")
    ask = asks.filter(pk=opened.pk, actor__ended_in__isnull=True).first()
    address = address_of(ask.actor) if ask is not None else ""
    if ask is None or not address:
        return None
    is_theirs = opened.still_holds(address_hash(ask.network_id, address)[:20])
    return ask if is_theirs else None


@transaction.atomic
def ask_people(*, viewer: Viewer, network: Network, actors: ActorQuerySet) -> list[Ask]:
    """Ask those of the actors who can be asked now and have something to say."""
    if not can_edit_map(viewer):
        raise NotAllowed(_("Only convenors and map managers can ask for confirmation."))
    return _ask(network, actors.visible_to(viewer), viewer.account_id)


def _ask(network: Network, actors: ActorQuerySet, account_id: int | None) -> list[Ask]:
    # Held until the end, so that nobody is asked twice by two at once.
    Network.objects.select_for_update().get(pk=network.pk)
    now = timezone.now()
    asks: list[Ask] = []
    for actor in askable(network, actors):
        if questions_for(seen_by_actor(network, actor), network):
            ask = Ask.objects.create(
                network=network, actor=actor, asked_by_id=account_id, asked_at=now
            )
            enqueue(kind=SEND, dedupe_key=str(ask.pk), payload={"ask": ask.pk})
            asks.append(ask)
        if account_id is None and len(asks) >= _MOST_A_NIGHT:
            break
    return asks


@nightly(ASK_ALL)
def ask_all(payload: Payload, progress: Progress) -> Payload:
    """In networks that ask by mail, ask whoever has ties that nobody has seen for long."""
    asked = 0
    for network in Network.objects.filter(asks_by_mail=True):
        everyone = with_old_ties(Viewer(network.pk, Visibility.MEMBERS))
        with transaction.atomic():
            asked += len(_ask(network, everyone, None))
    return {"asked": asked}


@job(SEND)
def send_ask(payload: Payload, progress: Progress) -> Payload:
    """Send the mail of one request, once."""
    asks: QuerySet[Ask] = Ask.objects.select_related("network", "actor")
    ask = asks.filter(pk=str(payload["ask"]), sent_at__isnull=True).first()
    if ask is None or ask.actor.ended_in_id is not None or not may_be_asked(ask.actor):
        return {}
    count = len(questions_for(seen_by_actor(ask.network, ask.actor), ask.network))
    if not count:
        return {}
    send(*_letter(ask, count))
    Ask.objects.filter(pk=ask.pk).update(sent_at=timezone.now())
    return {"sent": 1}


def _letter(ask: Ask, count: int) -> tuple[Letter, dict[str, object]]:
    network = ask.network
    link, stop = (
        settings.SITE_URL + reverse(name, args=[network.slug, token_of(ask)])
        for name in ("still_true_by_mail", "still_true_no_more")
    )
    subject = ngettext_lazy(
        "Is this still true? One question from %(network)s",
        "Is this still true? %(count)s questions from %(network)s",
        "count",
    )
    letter = Letter(
        address_of(ask.actor),
        subject,
        "keeping/still_true_mail",
        f"ask-{ask.pk}-{ask.asked_at:%Y%m%d%H%M%S}",
        names={"network": network.name, "count": count},
        stop=stop,
        stops_at_once=False,
    )
    words = {"network": network, "actor": ask.actor, "count": count, "link": link,
             "days": LINK.days}  # fmt: skip
    return letter, words


@transaction.atomic
def answer_questions(
    *, viewer: Viewer, network: Network, replies: Mapping[int, str], ask: Ask | None = None
) -> ChangeSet | None:
    """Take a person's answers, by tie; each that says something becomes evidence.

    A reply is one of `Reply`, or the number of a rung where the row had no old answer.
    """
    # Held until the end, so that an answer sent twice is taken once.
    Network.objects.select_for_update().get(pk=network.pk)
    asked = {question.tie.pk: question for question in questions_for(viewer, network)}
    given = [
        (question, *_read(question, replies[pk])) for pk, question in asked.items() if pk in replies
    ]
    if not given:
        raise InvalidInput(_("Choose an answer for at least one of them. Nothing was changed."))
    seen = [_seen(question, rung) for question, _reply, rung in given if rung is not None]
    change_set = (
        record_evidence(viewer=viewer, seen=seen, kind=ChangeKind.CONFIRM) if seen else None
    )
    _keep(network, given, change_set)
    if ask is not None:
        Ask.objects.filter(pk=ask.pk).update(answered_at=timezone.now())
    return change_set


def _read(question: Question, reply: str) -> tuple[str, int | None]:
    """The reply and the rung that it means."""
    if reply.isdecimal() and int(reply) in Rung.values and not question.shows_rung:
        return Reply.RUNG, int(reply)
    allowed = Reply.values if question.shows_rung else [Reply.UNSURE]
    if reply not in allowed or reply == Reply.RUNG:
        raise InvalidInput(_("Choose one of the answers that are offered."))
    return reply, rung_after(question, reply, None)


def _seen(question: Question, rung: int) -> Seen:
    today = timezone.localdate()
    return Seen(question.tie, EvidenceKind.CONFIRMED, today, rung, said_by=question.me)


def _keep(
    network: Network,
    given: Sequence[tuple[Question, str, int | None]],
    change_set: ChangeSet | None,
) -> None:
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            network=network,
            actor=question.me,
            tie=question.tie,
            is_blind=question.is_blind,
            reply=reply,
            # Read before the evidence changed it.
            rung_before=question.tie.rung,
            rung_after=rung,
            answered_at=now,
            change_set=change_set,
        )
        for question, reply, rung in given
    )


@transaction.atomic
def ask_no_more(*, network: Network, actor: Actor) -> None:
    """Never ask this address again in this network."""
    address = address_of(actor)
    if address:
        NoAsks.objects.get_or_create(
            network=network, address_hash=address_hash(network.pk, address)
        )
