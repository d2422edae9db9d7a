"""The demo's members: the way in, a few profiles, someone who waits, and responsibilities."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.utils import timezone

from weft.accounts.models import Account
from weft.common.visibility import Viewer, Visibility
from weft.governing.actions import give_seat, publish_decision, save_circle, save_holding
from weft.graph.models import Actor, Part, Voice, VoiceKind
from weft.home.demo.words import CONTROLLER, GATE, OFFERS_AND_NEEDS, PRINCIPLES, SUCCESSES
from weft.joining.actions.settings import add_question, change_gate
from weft.joining.models import Application, Profile, VoiceAsk
from weft.joining.steps import REQUIRED
from weft.networks.actions import add_membership, add_responsibility, change_network
from weft.networks.actions.responsibilities import Term
from weft.networks.models import Membership, Network, Role
from weft.privacy.settings_of import save_controller

_MEMBERS = 12
_ROLES = {0: Role.MAP_MANAGER, 1: Role.STEWARD, 2: Role.MODERATOR, 3: Role.FACILITATOR,
          4: Role.LIBRARIAN, 5: Role.TREASURER}  # fmt: skip


def add_members(viewer: Viewer, network: Network, random: Random) -> None:
    """People of the map who are members too, with a profile each, and a way in for others."""
    convenor = Account.objects.get(pk=viewer.account_id or 0)
    change_network(viewer=viewer, network=network, principles="\n".join(PRINCIPLES))
    change_gate(viewer=viewer, network=network, values={**GATE, "welcomer": convenor})
    save_controller(viewer=viewer, network=network, values=CONTROLLER)
    add_question(viewer=viewer, network=network, words="How did you hear of us?", is_required=False)
    people = list(
        Actor.objects.visible_to(viewer)
        .filter(kind__name="Person")
        .filter(email="")
        .exclude(topics=[])
        .order_by("pk")[:200]
    )
    for number, actor in enumerate(random.sample(people, _MEMBERS)):
        membership = _member(network, actor, number)
        _profile(network, actor, membership.account, random)
        if number in _ROLES:
            until = timezone.localdate() + timedelta(days=60 * (number + 3))
            add_responsibility(membership=membership, role=_ROLES[number], term=Term(until=until))
    _someone_waits(network)
    _someone_asks(viewer, network)
    _circle(viewer, network)


def _circle(viewer: Viewer, network: Network) -> None:
    """A steering committee with a decision, and something that is held."""
    values = {"name": "Steering group", "kind": "steering", "decides": "Dates, money and words.",
              "visibility": Visibility.PUBLIC, "ended_on": None}  # fmt: skip
    circle = save_circle(viewer=viewer, network=network, circle=None, values=values)
    today = timezone.localdate()
    members = Membership.objects.filter(network=network).select_related("account").order_by("pk")
    for membership in members[:4]:
        give_seat(
            viewer=viewer,
            circle=circle,
            account=membership.account,
            until=today + timedelta(days=365),
        )
    told = {"title": "We meet on first Tuesdays", "words": "Mondays are taken by the choir.",
            "decided_on": today - timedelta(days=20), "visibility": Visibility.PUBLIC}  # fmt: skip
    publish_decision(viewer=viewer, circle=circle, values=told)
    held = {"name": "The address of the website", "kind": "subscription", "where": "The treasurer",
            "holder_id": viewer.account_id, "renews_on": today + timedelta(days=90)}  # fmt: skip
    save_holding(viewer=viewer, network=network, holding=None, values=held)


def _member(network: Network, actor: Actor, number: int) -> Membership:
    account = Account.objects.create_user(f"member{number}@demo.invalid", name=actor.name)
    kind = network.membership_kinds.order_by("position").first()
    membership = add_membership(network=network, account=account, kind=kind)
    Voice.objects.create(actor=actor, account=account, kind=VoiceKind.SELF)
    return membership


def _profile(network: Network, actor: Actor, account: Account, random: Random) -> None:
    need, offer = random.sample(OFFERS_AND_NEEDS, 2)
    Profile.objects.create(
        network=network,
        account=account,
        name=actor.name,
        topics=actor.topics[:5],
        based=actor.place,
        success=random.choice(SUCCESSES),
        needs=[{"kind": need[0], "line": need[1], "when": "month"}],
        offers=[{"kind": offer[0], "line": offer[1], "often": "sometimes"}],
        hours="1-3",
        introductions=random.choice((1, 2, 4)),
        may_introduce=True,
        seen_by=Visibility.MEMBERS,
        shown="named",
        steps_done=list(REQUIRED),
        changed_at=timezone.now(),
    )


def _someone_asks(viewer: Viewer, network: Network) -> None:
    """A member who has no responsibility would like to speak for an organisation."""
    member = Membership.objects.filter(network=network).order_by("pk").last()
    organisations = Actor.objects.visible_to(viewer).filter(
        kind__name="Organisation", visibility__lte=Visibility.MEMBERS
    )
    actor = organisations.order_by("pk").first()
    if member is None or actor is None:
        return
    VoiceAsk.objects.create(
        network=network, actor=actor, account=member.account, kind=VoiceKind.SPEAKS,
        part=Part.TRUSTEE, words="The committee chose me in spring.",
        made_at=timezone.now() - timedelta(days=2),
    )  # fmt: skip


def _someone_waits(network: Network) -> None:
    now = timezone.now()
    application = Application.objects.create(
        network=network, name="Robin Newcomer", email="robin@demo.invalid", state="waiting",
        kind=network.membership_kinds.order_by("position").first(),
        made_at=now, sent_at=now - timedelta(days=2), finished_at=now, proven_at=now,
    )  # fmt: skip
    Profile.objects.create(
        network=network, application=application, name="Robin Newcomer", topics=["housing"],
        based="Leeds", success="Every tenant would know a neighbour who organises.",
        here_for="self", steps_done=list(REQUIRED), changed_at=now,
    )  # fmt: skip
