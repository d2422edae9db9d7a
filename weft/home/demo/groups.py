"""The demo's groups: open, closed and secret, one in another, one asleep, and one that ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from weft.accounts.demo import DEMO_ACCOUNTS
from weft.accounts.models import Account
from weft.common.jobs import Progress
from weft.common.visibility import Viewer, Visibility
from weft.groups.actions import (
    Draft,
    Resource,
    accept_invitation,
    answer_request,
    appoint,
    ask_to_join,
    end_group,
    find_sleeping,
    invite_member,
    join_group,
)
from weft.groups.actions.resources import add_read_resource
from weft.groups.actions.starting import start_read_group
from weft.groups.models import Domain, Group, GroupMember, Openness, ShownTo
from weft.home.demo.words import ENDED_WELL
from weft.networks.models import Network
from weft.networks.viewers import viewer_of


@dataclass(frozen=True, slots=True)
class Made:
    """A group of the demo. People are numbers of its members, or roles of its demo accounts."""

    draft: Draft
    #: The first one starts it.
    stewards: Sequence[str]
    members: Sequence[str]
    #: So many days ago it was started.
    days: int
    resources: Sequence[tuple[str, str, str, bool]] = ()


CHARTER = Made(
    Draft(
        "Charter writers",
        Domain.TEAM,
        Openness.CLOSED,
        Visibility.PUBLIC,
        "We write the charter that all member groups are asked to sign, and bring it to the spring "
        "gathering. Then we are done.",
        "Come to two meetings before you vote on the text.",
        "Which part would you like to write?",
        ("Local councils", "Voting reform"),
        "Leeds",
    ),
    ("convenor", "1"),
    ("0", "2", "4", "7", "8"),
    210,
    (
        (
            "The draft as it stands",
            "https://pad.example.org/charter",
            "Everyone may read it.",
            True,
        ),
        ("Minutes", "https://files.example.org/charter", "", False),
    ),
)
FACILITATORS = Made(
    Draft(
        "Facilitators at work",
        Domain.COMMUNITY,
        Openness.OPEN,
        Visibility.PUBLIC,
        "We facilitate assemblies and meetings in our own groups, and learn from each other's "
        "hard moments. One case a month, an hour and a half.",
        "What is told here stays here.",
        topics=("Citizens' assemblies",),
    ),
    ("3", "member"),
    ("1", "5", "6", "9", "10", "convenor"),
    400,
    (("Handbook of hard moments", "https://wiki.example.org/hard-moments", "", True),),
)
IN_WALES = Made(
    Draft(
        "Facilitators in Wales",
        Domain.COMMUNITY,
        Openness.OPEN,
        Visibility.MEMBERS,
        "The same, in Welsh and in English, in a room.",
        place="Cardiff",
    ),
    ("3",),
    ("6", "member"),
    90,
)
NEIGHBOURS = Made(
    Draft(
        "Neighbours for a fair say",
        Domain.OPEN_NETWORK,
        Openness.OPEN,
        Visibility.PUBLIC,
        "Everyone who wants decisions about housing to be made with those who live there. We write "
        "to each other, and meet twice a year.",
        topics=("Housing", "Local councils"),
    ),
    ("convenor", "6"),
    ("0", "1", "2", "3", "4", "5", "8", "11"),
    600,
    (("Mailing list", "https://lists.example.org/neighbours", "Two mails a month.", True),),
)
SPEAKING_UP = Made(
    Draft(
        "Speaking up at work",
        Domain.COMMUNITY,
        Openness.SECRET,
        purpose="For those who reported something at their work, or are about to. Nobody else "
        "needs to know that we meet.",
        rules="Only by invitation, and only after a talk with one of us.",
    ),
    ("member", "5"),
    ("9", "2"),
    120,
    (("How to keep records", "https://files.example.org/records", "", False),),
)
WATCH = Made(
    Draft(
        "Election night watch",
        Domain.TEAM,
        Openness.OPEN,
        Visibility.MEMBERS,
        "We watch the counts in three cities, and write down what we see.",
        topics=("Voting reform",),
        place="Sheffield",
    ),
    ("convenor", "0"),
    ("4", "7"),
    330,
)
FESTIVAL = Made(
    Draft(
        "First festival crew",
        Domain.TEAM,
        Openness.CLOSED,
        Visibility.PUBLIC,
        "We put up the first festival of the network: four stages, two days, one field.",
        place="Manchester",
    ),
    ("convenor", "8"),
    ("member", "1", "2", "10", "11"),
    500,
    (("What we would do again", "https://files.example.org/festival", "", True),),
)


def add_groups(network: Network) -> None:
    """Groups of each kind, as their own stewards and members make them."""
    people = _People(network)
    charter, facilitators = people.make(CHARTER), people.make(FACILITATORS)
    ask_to_join(viewer=people.viewer("10"), group=charter, text="The part about who is heard.")
    people.make(replace(IN_WALES, draft=replace(IN_WALES.draft, parent=facilitators)))
    for made in (NEIGHBOURS, SPEAKING_UP):
        people.make(made)
    watch, festival = people.make(WATCH), people.make(FESTIVAL)
    end_group(viewer=people.viewer("convenor"), group=festival, **ENDED_WELL)
    long_ago = timezone.now() - timedelta(days=240)
    Group.objects.filter(pk=watch.pk).update(active_at=long_ago)
    find_sleeping({}, Progress())


class _People:
    """Those of the demo who do things in groups."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def account(self, name: str) -> Account:
        address = DEMO_ACCOUNTS.get(name) or f"member{name}@demo.invalid"
        return Account.objects.get(email=address)

    def viewer(self, name: str) -> Viewer:
        return viewer_of(self.network, self.account(name).pk)

    def make(self, made: Made) -> Group:
        """Start a group, have people come in by its door, and make some of them stewards."""
        first = self.viewer(made.stewards[0])
        group = start_read_group(viewer=first, network=self.network, draft=made.draft)
        for number, name in enumerate((*made.stewards[1:], *made.members)):
            shown = (ShownTo.MEMBERS, ShownTo.EVERYONE, ShownTo.GROUP)[number % 3]
            self._come_in(group, first, name, shown)
        for name in made.stewards[1:]:
            member = group.members.get(account=self.account(name))
            appoint(viewer=first, group=group, member_id=member.pk)
        for title, address, note, is_for_all in made.resources:
            resource = Resource(title, address, note, is_for_all=is_for_all)
            add_read_resource(viewer=first, group=group, resource=resource)
        self._as_of(group, made.days)
        return group

    def _come_in(self, group: Group, first: Viewer, name: str, shown: str) -> None:
        viewer = self.viewer(name)
        if group.openness == Openness.OPEN:
            join_group(viewer=viewer, group=group, shown_to=shown)
        elif group.openness == Openness.CLOSED:
            asked = ask_to_join(viewer=viewer, group=group, text="I can help.", shown_to=shown)
            answer_request(viewer=first, request=asked, lets_in=True, answer="Welcome.")
        else:
            invite_member(viewer=first, group=group, email=self.account(name).email)
            accept_invitation(viewer=viewer, group=group)

    def _as_of(self, group: Group, days: int) -> None:
        """The group was started some time ago, and people came in since."""
        now = timezone.now()
        Group.objects.filter(pk=group.pk).update(made_at=now - timedelta(days=days))
        for number, member in enumerate(GroupMember.objects.filter(group=group).order_by("pk")):
            member.since = now - timedelta(days=days * 3 // (number + 3))
            member.steward_since = member.since if member.is_steward else None
            member.save(update_fields=["since", "steward_since"])
