"""Loads the demo network through the same actions that pages use, with three years of history."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from weft.accounts.demo import DEMO_ACCOUNTS
from weft.accounts.models import Account
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, Seen, apply_difference, record_evidence, set_audience
from weft.graph.difference import compare
from weft.graph.models import (
    Actor,
    ActorKind,
    ChangeKind,
    ChangeSet,
    EvidenceKind,
    Tie,
)
from weft.home.demo.net import MONTHS, DemoNet, make_net
from weft.home.demo.words import BID_NOTE, BOUNDARY, EVENTS_NOTE, NAME, PURPOSE
from weft.keeping.duplicates import ask_for_search
from weft.networks.actions import create_network
from weft.networks.models import Membership, Network, Role
from weft.networks.viewers import viewer_of

#: The history comes in quarters, each a change set.
_QUARTER = 3
_DAYS = 30.44
_KINDS = {
    "Organisation": ("#2a78b5", "circle"),
    "Person": ("#e08a1e", "square"),
    "Group": ("#8268b0", "hexagon"),
    "Project": ("#2f9e77", "diamond"),
    "Public body": ("#c8506a", "triangle"),
    "Funder": ("#b58f1c", "star"),
}


def load_demo(seed: int = 7) -> Network:
    """Make the demo network, or return the one that is there."""
    there = Network.objects.filter(name=NAME).first()
    if there is not None:
        return there
    with transaction.atomic():
        network = _network()
        viewer = viewer_of(network, Account.objects.get(email=DEMO_ACCOUNTS["convenor"]).pk)
        _looks(network)
        net = make_net(seed)
        _date_ties(net)
        for start in range(0, MONTHS, _QUARTER):
            _load_quarter(viewer, net, range(start, start + _QUARTER))
        _add_evidence(viewer, Random(seed))  # noqa: S311 - a made-up network, not a secret
        _hide_some(viewer, Random(seed))  # noqa: S311
    network.refresh_from_db()
    refresh_network(network, Progress())
    ask_for_search(network.pk)
    return network


def _network() -> Network:
    accounts = {}
    for role, email in DEMO_ACCOUNTS.items():
        account = Account.objects.filter(email=email).first() or Account.objects.create_user(email)
        account.name = f"Demo {role}"
        account.save(update_fields=["name"])
        accounts[role] = account
    network = create_network(
        account=accounts["convenor"],
        name=NAME,
        purpose=PURPOSE,
        boundary=BOUNDARY,
        colour="#1f6f78",
        visibility=Visibility.PUBLIC,
    )
    Network.objects.filter(pk=network.pk).update(is_fictional=True)
    Membership.objects.create(network=network, account=accounts["member"], role=Role.MEMBER)
    network.refresh_from_db()
    return network


def _looks(network: Network) -> None:
    ActorKind.objects.bulk_create(
        ActorKind(network=network, name=name, colour=colour, shape=shape)
        for name, (colour, shape) in _KINDS.items()
    )


def _day(month: int) -> datetime:
    """The middle of the month that lies so many months after the history's start."""
    ago = timedelta(days=round((MONTHS - month - 0.5) * _DAYS))
    return timezone.make_aware(datetime.combine(timezone.localdate() - ago, time(10)))


def _date_ties(net: DemoNet) -> None:
    for tie, month in zip(net.ties, net.tie_month, strict=True):
        tie.start = _day(month).date().isoformat()


def _load_quarter(viewer: Viewer, net: DemoNet, months: range) -> None:
    difference = compare(viewer=viewer, net=net.part(months))
    difference.suspects = []
    intake = Intake(Visibility.PUBLIC, ChangeKind.DEMO, f"Quarter {months.start // _QUARTER + 1}")
    change_set = apply_difference(viewer=viewer, difference=difference, intake=intake)
    if change_set is not None:
        ChangeSet.objects.filter(pk=change_set.pk).update(made_at=_day(months.stop - 1))


def _add_evidence(viewer: Viewer, random: Random) -> None:
    """Later meetings, bids and confirmations for about half of the ties."""
    today = timezone.localdate()
    seen: list[Seen] = []
    for tie in Tie.objects.visible_to(viewer).order_by("pk"):
        begun = tie.evidence_date or today
        span = (today - begun).days
        for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
            if span < 10:
                break
            on = begun + timedelta(days=random.randint(5, span))
            kind, note = random.choice(
                (
                    (EvidenceKind.MEETING, random.choice(EVENTS_NOTE)),
                    (EvidenceKind.BID, random.choice(BID_NOTE)),
                    (EvidenceKind.CONFIRMED, ""),
                    (EvidenceKind.SURVEY, "Yearly survey"),
                )
            )
            seen.append(Seen(tie, kind.value, on, tie.rung, note))
    record_evidence(
        viewer=viewer, seen=seen, comment="Meetings, bids and answers", kind=ChangeKind.DEMO
    )


def _hide_some(viewer: Viewer, random: Random) -> None:
    """Some people are for members only, a few ties for stewards only."""
    people = list(Actor.objects.visible_to(viewer).filter(kind__name="Person").order_by("pk"))
    shy = [person for person in people if random.random() < 0.2]
    set_audience(
        viewer=viewer, rows=shy, audience=Visibility.MEMBERS, comment="Asked to be less visible"
    )
    ties = list(Tie.objects.visible_to(viewer).order_by("pk"))
    delicate = random.sample(ties, 12)
    set_audience(
        viewer=viewer, rows=delicate, audience=Visibility.STEWARDS, comment="Delicate talks"
    )
