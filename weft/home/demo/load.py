"""Loads the demo network through the same actions that pages use, with three years of history."""

from __future__ import annotations

from datetime import date
from random import Random

from django.db import transaction

from weft.accounts.demo import DEMO_ACCOUNTS
from weft.accounts.models import Account
from weft.analysis.pipeline import refresh_network
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.graph.actions import Intake, apply_difference, edit_actor, set_audience
from weft.graph.difference import compare
from weft.graph.freshness import refresh_ties
from weft.graph.models import (
    Actor,
    ActorKind,
    ChangeKind,
    ChangeSet,
    Evidence,
    Tie,
)
from weft.home.demo.extras import add_extras
from weft.home.demo.groups import add_groups
from weft.home.demo.history import History, backdate, day_of
from weft.home.demo.members import add_members
from weft.home.demo.moderation import add_moderation
from weft.home.demo.net import MONTHS, DemoNet, make_net
from weft.home.demo.words import BOUNDARY, NAME, PURPOSE
from weft.keeping.duplicates import ask_for_search
from weft.networks.actions import add_membership, create_network
from weft.networks.models import Network
from weft.networks.viewers import viewer_of

#: The history comes in quarters, each a change set.
_QUARTER = 3
_KINDS = {
    "Organisation": ("#2a78b5", "circle"),
    "Person": ("#e08a1e", "square"),
    "Group": ("#8268b0", "hexagon"),
    "Project": ("#2f9e77", "diamond"),
    "Public body": ("#c8506a", "triangle"),
    "Funder": ("#b58f1c", "star"),
    "Councillor": ("#9c4f6d", "diamond"),
    "Event": ("#5d6fb8", "circle"),
    "Bid": ("#7a7a52", "square"),
}
#: Kinds that people take part in.
_ACTIVITIES = {"Group", "Event", "Bid"}


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
        history = History(viewer, net, Random(seed))  # noqa: S311 - made up, not a secret
        for start in range(0, MONTHS, _QUARTER):
            months = range(start, start + _QUARTER)
            _load_quarter(viewer, net, months)
            history.play(months)
        _give_addresses(viewer, network)
        _hide_some(viewer, Random(seed))  # noqa: S311
        add_extras(viewer, Random(seed))  # noqa: S311
        add_members(viewer, network, Random(seed))  # noqa: S311
        add_groups(network)
        add_moderation(network)
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
    add_membership(network=network, account=accounts["member"])
    network.refresh_from_db()
    return network


def _looks(network: Network) -> None:
    ActorKind.objects.bulk_create(
        ActorKind(
            network=network,
            name=name,
            colour=colour,
            shape=shape,
            is_activity=name in _ACTIVITIES,
        )
        for name, (colour, shape) in _KINDS.items()
    )


def _date_ties(net: DemoNet) -> None:
    for tie, month in zip(net.ties, net.tie_month, strict=True):
        tie.start = day_of(month + 0.5).isoformat()


def _load_quarter(viewer: Viewer, net: DemoNet, months: range) -> None:
    difference = compare(viewer=viewer, net=net.part(months))
    difference.suspects = []
    intake = Intake(Visibility.PUBLIC, ChangeKind.DEMO, f"Quarter {months.start // _QUARTER + 1}")
    change_set = apply_difference(viewer=viewer, difference=difference, intake=intake)
    if change_set is not None:
        backdate(change_set, months.stop - 0.9)
        _as_of_their_start(change_set)


def _as_of_their_start(change_set: ChangeSet) -> None:
    """The first evidence of a tie is of the day on which it began, not of today."""
    ties = list(Tie.objects.filter(created_in=change_set).order_by("pk"))
    for tie in ties:
        day = date.fromisoformat(tie.start)
        Evidence.objects.filter(tie=tie).update(date=day)
    refresh_ties(tie.pk for tie in ties)


def _give_addresses(viewer: Viewer, network: Network) -> None:
    """A third of the people have an address at which they can be asked; one is the visitor."""
    people = Actor.objects.visible_to(viewer).filter(kind__name="Person").order_by("pk")
    for number, person in enumerate(people):
        if number == 0:
            edit_actor(viewer=viewer, actor=person, values={"email": DEMO_ACCOUNTS["member"]})
        elif number % 3 == 0:
            local = person.name.lower().replace(" ", ".").replace("'", "")
            Actor.objects.filter(pk=person.pk).update(email=f"{local}@demo.invalid")


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
