"""Reads of joining that go over several models."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from weft.common.small_numbers import in_steps, told
from weft.common.visibility import Viewer
from weft.graph.kinds import names_people
from weft.graph.models import Actor, ActorKind
from weft.joining.models import (
    Application,
    ApplicationState,
    Batch,
    EqualityQuestion,
    Gate,
    Invitation,
    InviteLink,
    Opinion,
    Welcome,
)
from weft.networks.models import HOLDING, Membership, Network, Responsibility, Role
from weft.networks.powers import Power, can
from weft.privacy.consenting import consents_of
from weft.privacy.purposes import MEMBERSHIP, wording_of

_MOST_KNOWN = 2_000
#: So long the way to the first page stands on the home of a network.
_NEW = timedelta(days=30)
#: Accounts that have a name come before those that have an address alone.
BY_NAME = (
    Case(When(account__name="", then=Value(1)), default=Value(0)),
    "account__name",
    "account__email",
)


def network_for_joining(slug: str, account_id: int | None) -> Network | None:
    """The network, for those who may see it, and for everyone where its gate is open."""
    found = Network.objects.select_related("gate").filter(slug=slug).first()
    if found is None:
        return None
    is_open = Gate.objects.filter(network=found, is_open=True).exists()
    seen = Network.objects.visible_to_account(account_id).filter(pk=found.pk).exists()
    return found if is_open or seen else None


@dataclass(frozen=True, slots=True)
class About:
    """Who is in a network, as far as everyone may know."""

    members: int
    kinds: list[tuple[str, int]]
    convenors: list[str]
    asks_second_step: bool


def about(network: Network, gate: Gate) -> About:
    """Counts in tens, and who convenes it, if it says so."""
    holding = Membership.objects.holding().filter(network=network)
    counted = holding.values("kind__name").annotate(n=Count("pk")).order_by("-n", "kind__name")
    counts = {row["kind__name"] or _("Others"): row["n"] for row in counted}
    kinds = [(kind, in_steps(n)) for kind, n in told(counts)]
    members = sum(counts.values())
    convenors = _convenors(holding) if gate.names_convenors else []
    asks = network.all_need_second_step and settings.WEFT_REQUIRE_SECOND_STEP
    # What is told of all of them together says no more than how many there are.
    told_apart = kinds if len(kinds) > 1 else []
    return About(in_steps(members), told_apart, convenors, asks_second_step=asks)


def _convenors(holding: QuerySet[Membership]) -> list[str]:
    named = Responsibility.objects.filter(membership__in=holding, role=Role.CONVENOR)
    names = named.order_by("since", "pk").values_list("membership__account__name", flat=True)
    return [name for name in names if name]


def open_application(pk: object) -> Application | None:
    """An application that can still be gone on with, or looked at while it waits."""
    return (
        Application.objects.select_related("network", "kind", "profile")
        .filter(
            pk=str(pk),
            state__in=(ApplicationState.DRAFT, ApplicationState.WAITING),
            profile__isnull=False,
        )
        .first()
    )


def answers_so_far(application: Application) -> dict[str, str]:
    return {f"q{answer.question_id}": answer.words for answer in application.answers.all()}


def has_agreed(application: Application) -> bool:
    """Whether an agreement to the words as they stand today is written down for its address."""
    network = application.network
    own = consents_of(network, application.email).filter(purpose=MEMBERSHIP.code)
    return own.filter(version=wording_of(MEMBERSHIP, network).version).exists()


def known_groups(viewer: Viewer) -> list[str]:
    """Names to choose from; none where there are more than a phone should load."""
    if viewer.clearance < 0:
        return []
    kinds = ActorKind.objects.filter(network_id=viewer.network_id).values_list("pk", "name")
    people = [pk for pk, name in kinds if names_people(name)]
    rows = (
        Actor.objects.visible_to(viewer)
        .exclude(kind__in=people)
        .exclude(kind__is_activity=True)
        .order_by("search_name")
    )
    names = list(rows.values_list("name", flat=True)[: _MOST_KNOWN + 1])
    return names if len(names) <= _MOST_KNOWN else []


def known_topics(viewer: Viewer) -> list[str]:
    """The topics that most work on, of the actors that the viewer may see."""
    if viewer.clearance < 0:
        return []
    rows = Actor.objects.visible_to(viewer).exclude(topics=[]).order_by("-pk")
    counts: Counter[str] = Counter()
    for topics in rows.values_list("topics", flat=True)[:_MOST_KNOWN]:
        counts.update(topics)
    return [topic for topic, _n in counts.most_common(100)]


def memberships_to_keep(network: Network) -> QuerySet[Membership]:
    """All memberships, with what those who look after members need to see."""
    ordered = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(HOLDING)),
        default=Value(9),
        output_field=IntegerField(),
    )
    return (
        Membership.objects.filter(network=network)
        .select_related("account", "kind", "welcome")
        .prefetch_related("responsibilities")
        .order_by(ordered, *BY_NAME)
    )


def membership_of(network: Network, account_id: int | None) -> Membership | None:
    """The membership of one account, with its welcome."""
    rows = Membership.objects.select_related("kind", "welcome__by")
    return rows.filter(network=network, account_id=account_id or 0).first()


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The way to the first page, for members who are new; with who said hello to them."""

    said_hello: str


def first_page_of(viewer: Viewer, network: Network) -> FirstPage | None:
    """For a month since somebody became a member, or since the hello if that came later."""
    if not viewer.is_member:
        return None
    membership = membership_of(network, viewer.account_id)
    if membership is None:
        return None
    welcome = getattr(membership, "welcome", None)
    hello = welcome.written_at if welcome is not None else None
    if max(membership.since, hello or membership.since) < timezone.now() - _NEW:
        return None
    by = welcome.by if welcome is not None and hello is not None else None
    return FirstPage(by.shown_name if by is not None else "")


def applications_seen(viewer: Viewer) -> QuerySet[Application]:
    """Applications, those that wait first."""
    waits = Case(
        When(state=ApplicationState.WAITING, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    opinions = Prefetch("opinions", Opinion.objects.select_related("account").order_by("at"))
    return (
        Application.objects.visible_to(viewer)
        .select_related("kind", "decided_by")
        .prefetch_related(opinions)
        .order_by(waits, "-sent_at", "-pk")
    )


def _waiting(viewer: Viewer) -> QuerySet[Application]:
    return applications_seen(viewer).filter(state=ApplicationState.WAITING)


def still_waits(viewer: Viewer, application: Application) -> bool:
    return _waiting(viewer).filter(pk=application.pk).exists()


def next_application(viewer: Viewer, after: Application) -> Application | None:
    """The one below it in the list that waits; after the last one, the first again."""
    waiting = _waiting(viewer).exclude(pk=after.pk)
    below = waiting.filter(Q(sent_at__lt=after.sent_at) | Q(sent_at=after.sent_at, pk__lt=after.pk))
    return below.first() or waiting.first()


def invitations_seen(viewer: Viewer) -> QuerySet[Invitation]:
    """All invitations, for those who admit; one's own, for other members."""
    rows = Invitation.objects.filter(network_id=viewer.network_id).select_related("invited_by")
    if not can(viewer, Power.ADMIT):
        rows = rows.filter(invited_by_id=viewer.account_id or 0)
    return rows.order_by("-made_at", "wave", "pk")


def links_of(network: Network) -> QuerySet[InviteLink]:
    return InviteLink.objects.filter(network=network).select_related("kind").order_by("-pk")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A spreadsheet in a list: who brought it in, and how many people it is of."""

    batch: Batch
    people: int


def batches_of(network: Network, most: int) -> list[BatchLine]:
    """The newest spreadsheets. Once people are invited, they are counted instead of the rows."""
    rows = Batch.objects.filter(network=network).select_related("made_by").order_by("-pk")
    counted = rows.annotate(invited=Count("invitations"))[:most]
    return [BatchLine(one, vars(one)["invited"] or len(one.rows)) for one in counted]


def unwelcomed(network: Network) -> QuerySet[Welcome]:
    """New members to whom nobody has said hello yet."""
    return (
        Welcome.objects.filter(
            membership__network=network, membership__state__in=HOLDING, written_at=None
        )
        .select_related("membership__account")
        .order_by("asked_at")
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers to one equality question, where enough people gave them."""

    words: str
    counts: list[tuple[str, int]]


def equality_questions(network: Network) -> QuerySet[EqualityQuestion]:
    return EqualityQuestion.objects.filter(network=network).order_by("position", "pk")


def equality_tallies(network: Network) -> list[Tally]:
    """How many chose what when it was counted last: only where every answer that was given was
    given by ten or more, or can be put together with others so that none stands for fewer."""
    found = []
    for question in equality_questions(network):
        counts = told({option: question.counted.get(option, 0) for option in question.options})
        found.append(Tally(question.words, counts))
    return found
