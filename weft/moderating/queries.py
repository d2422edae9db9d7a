"""What waits for moderators, what was done, and who is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from weft.accounts.models import Account
from weft.common.links import has_link
from weft.common.visibility import Viewer, Visibility
from weft.moderating.models import Held, HeldState, Measure, Report, Rules
from weft.networks.models import Membership, Responsibility, Standing
from weft.networks.powers import POWERS, Power

#: Accounts of spammers are found among those who came in so many days.
SPAM_DAYS = 60


def rules_of(network_id: int) -> Rules:
    """What the network has decided, or what is usual."""
    return Rules.objects.filter(network=network_id).first() or Rules(network_id=network_id)


def moderators_of(
    network_id: int,
    *,
    but: Collection[int] = (),
    seeing: int = Visibility.MEMBERS,
    able: Collection[Power] = (),
) -> QuerySet[Account]:
    """Those who answer reports of what this audience sees, are able to do all this besides, and
    can be asked now."""
    today = timezone.localdate()
    on_time = Q(until__isnull=True) | Q(until__gte=today)
    held = Responsibility.objects.filter(
        on_time,
        membership__network=network_id,
        membership__state=Standing.ACTIVE,
        membership__account=OuterRef("pk"),
    )
    needed = {Power.MODERATE, *able} | ({Power.SEE_ALL} if seeing > Visibility.MEMBERS else set())
    found = [Exists(held.filter(role__in=[str(role) for role in POWERS[one]])) for one in needed]
    return Account.objects.filter(*found, is_active=True).exclude(pk__in=but).order_by("pk")


def waiting(viewer: Viewer) -> QuerySet[Held]:
    """What waits for this moderator: never what they wrote themselves."""
    rows = Held.objects.visible_to(viewer).filter(state=HeldState.WAITING)
    return rows.exclude(author_id=viewer.account_id).select_related("author").order_by("made_at")


def by_author(rows: Iterable[Held]) -> list[tuple[str, list[Held]]]:
    """What waits, with what one person wrote together; who has waited longest comes first."""
    found: dict[int, list[Held]] = {}
    for one in rows:
        found.setdefault(one.author_id, []).append(one)
    return [(held[0].author.shown_name, held) for held in found.values()]


def next_waiting(viewer: Viewer, after: Held) -> Held | None:
    """What a moderator looks at next: more by the same person first, then the oldest."""
    rows = list(waiting(viewer))
    return next((one for one in rows if one.author_id == after.author_id), next(iter(rows), None))


def open_reports(viewer: Viewer) -> QuerySet[Report]:
    rows = Report.objects.visible_to(viewer).filter(settled_at__isnull=True)
    return rows.select_related("about").order_by("made_at")


def open_appeals(viewer: Viewer) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(viewer).appealed().exclude(about_id=viewer.account_id)
    return rows.select_related("about").order_by("appealed_at")


def own_held(viewer: Viewer) -> QuerySet[Held]:
    rows = Held.objects.visible_to(viewer).filter(author_id=viewer.account_id or 0)
    return rows.filter(state=HeldState.WAITING).order_by("-made_at")


def own_reports(viewer: Viewer) -> QuerySet[Report]:
    rows = Report.objects.visible_to(viewer).filter(made_by_id=viewer.account_id or 0)
    return rows.order_by("-made_at")


def own_measures(viewer: Viewer) -> QuerySet[Measure]:
    rows = Measure.objects.visible_to(viewer).filter(about_id=viewer.account_id or 0)
    return rows.order_by("-at")


def membership_of(network_id: int, account_id: int | None) -> Membership | None:
    rows = Membership.objects.holding().filter(network=network_id, account=account_id or 0)
    return rows.first()


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who came of late, and what speaks for and against them."""

    membership_id: int
    account_id: int
    name: str
    since: datetime
    has_signed_in: bool
    held: int
    links: int
    reports: int
    first_words: str


def newcomers(viewer: Viewer) -> list[NewMember]:
    """Who came of late and has not taken anything on, those with most held and reported first."""
    rows = (
        Membership.objects.holding()
        .filter(network=viewer.network_id, since__gte=timezone.now() - timedelta(days=SPAM_DAYS))
        .filter(responsibilities__isnull=True)
        .exclude(account_id=viewer.account_id or 0)
        .select_related("account")
        .order_by("-since")[:500]
    )
    members = list(rows)
    held: dict[int, list[str]] = {}
    waits: Counter[int] = Counter()
    for author, words, state in Held.objects.visible_to(viewer).filter(
        author__in=[one.account_id for one in members]
    ).exclude(state=HeldState.RELEASED).values_list("author", "words", "state"):  # fmt: skip
        held.setdefault(author, []).append(words)
        waits[author] += state == HeldState.WAITING
    reported = dict(
        Report.objects.visible_to(viewer)
        .filter(about__in=[one.account_id for one in members])
        .values_list("about")
        .annotate(n=Count("pk"))
    )
    found = [
        NewMember(
            one.pk,
            one.account_id,
            one.account.shown_name,
            one.since,
            one.account.last_login is not None,
            waits[one.account_id],
            sum(has_link(words) for words in held.get(one.account_id, [])),
            reported.get(one.account_id, 0),
            next(iter(held.get(one.account_id, [])), "")[:200],
        )
        for one in members
    ]
    return sorted(found, key=lambda one: (-one.reports, -one.links, -one.held))
