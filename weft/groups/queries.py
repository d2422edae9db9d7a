"""What pages read of groups, each from what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from weft.accounts.models import Account
from weft.common.small_numbers import told_count
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import storable_text
from weft.groups.models import (
    Domain,
    Group,
    GroupInvitation,
    GroupMember,
    GroupQuerySet,
    GroupRequest,
    GroupResource,
    GroupSettings,
    Pulse,
    RequestState,
)
from weft.groups.permissions import Part
from weft.networks.models import Network

#: A group wants so many stewards, so that it does not hang on one person.
LEAST_STEWARDS = 2
#: A list of what needs a look ends here.
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of groups is narrowed to."""

    domain: str = ""
    only: str = ""
    text: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.domain or self.only or self.text)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a list."""

    group: Group
    #: 0 where there are too few to tell.
    count: int
    stewards: tuple[str, ...]
    is_own: bool
    is_invited: bool
    #: The name of what it lies in, where the viewer may know of that.
    within: str


def groups_seen(viewer: Viewer, wanted: Wanted | None = None) -> GroupQuerySet:
    """The groups that the viewer may know of, by name."""
    rows = Group.objects.visible_to(viewer)
    asked = wanted or Wanted()
    if asked.domain in Domain.values:
        rows = rows.filter(domain=asked.domain)
    if asked.only == "joinable":
        rows = rows.joinable()
        rows = rows.exclude(Exists(own_member(viewer)))
    if asked.only == "mine":
        rows = rows.filter(Exists(own_member(viewer)))
    # What no database takes finds nothing.
    if text := storable_text(asked.text).strip():
        rows = rows.filter(Q(name__icontains=text) | Q(purpose__icontains=text))
    return rows.order_by("name", "pk")


def secret_last(rows: GroupQuerySet) -> GroupQuerySet:
    """The same groups by name, those that only some may know of after all others."""
    is_hidden = Case(When(hidden_by=None, then=Value(0)), default=Value(1))
    return rows.order_by(is_hidden, "name", "pk")


def own_member(viewer: Viewer) -> QuerySet[GroupMember]:
    """What the viewer is in the group of the outer query."""
    return GroupMember.objects.filter(group=OuterRef("pk"), account_id=viewer.account_id or 0)


def members_of_each(groups: Iterable[Group]) -> dict[int, int]:
    """How many are in each group, without those who take a break from the network."""
    rows = GroupMember.objects.taking_part().filter(group__in=[group.pk for group in groups])
    return dict(rows.values_list("group").annotate(n=Count("pk")))


def lines_of(viewer: Viewer, groups: Iterable[Group]) -> list[GroupLine]:
    """Groups with how many are in them, who looks after them and what they lie in."""
    rows = list(groups)
    ids = [group.pk for group in rows]
    taking_part = GroupMember.objects.taking_part().filter(group__in=ids)
    counts = members_of_each(rows)
    own = _groups_of(GroupMember, viewer, ids)
    stewards: dict[int, list[str]] = {}
    # As everywhere, names of accounts are for members.
    told = taking_part if viewer.clearance >= Visibility.MEMBERS else taking_part.none()
    for member in told.filter(is_steward=True).select_related("account", "group").order_by("since"):
        if member.group_id in own or _is_named(viewer, member):
            stewards.setdefault(member.group_id, []).append(name_of(member.account))
    above = Group.objects.visible_to(viewer).filter(pk__in={one.parent_id for one in rows})
    within = dict(above.values_list("pk", "name"))
    invited = _groups_of(GroupInvitation, viewer, ids)
    return [
        GroupLine(
            group,
            counts.get(group.pk, 0) if group.pk in own else told_count(counts.get(group.pk, 0)),
            tuple(name for name in stewards.get(group.pk, ()) if name),
            group.pk in own,
            group.pk in invited,
            within.get(group.parent_id or 0, ""),
        )
        for group in rows
    ]


def _is_named(viewer: Viewer, steward: GroupMember) -> bool:
    """Whether somebody who is not in the group reads the name of its steward: in the days after it
    stopped being secret as little as before, and never where they were not asked."""
    seen_before = not steward.group.is_newly_known or viewer.clearance >= Visibility.STEWARDS
    return seen_before and not steward.is_unnamed


def _groups_of(
    model: type[GroupMember | GroupInvitation], viewer: Viewer, ids: Sequence[int]
) -> set[int]:
    if viewer.account_id is None or not viewer.is_member:
        return set()
    rows = model._default_manager.filter(group__in=ids, account_id=viewer.account_id)
    return set(rows.values_list("group_id", flat=True))


def name_of(account: Account) -> str:
    """The name that an account goes by; addresses are for those who look after the group."""
    return account.name


def members_seen(part: Part) -> list[GroupMember]:
    """Who is in the group, for those who are in it themselves; nobody for all others."""
    if not part.sees_members:
        return []
    rows = part.group.members.taking_part().select_related("account")
    return list(rows.order_by("-is_steward", "account__name", "pk"))


def stewards_of(group: Group) -> list[GroupMember]:
    """Those who look after a group and are not taking a break."""
    rows = group.members.taking_part().filter(is_steward=True).select_related("account")
    return list(rows.order_by("since", "pk"))


def resources_seen(part: Part) -> QuerySet[GroupResource]:
    rows = part.group.resources.order_by("title", "pk")
    return rows if part.is_member else rows.filter(is_for_all=True)


def requests_waiting(part: Part) -> QuerySet[GroupRequest]:
    """Requests that the viewer can answer."""
    rows = part.group.requests.filter(state=RequestState.WAITING).select_related("account")
    return rows.order_by("made_at") if part.is_steward else rows.none()


def requests_answered(part: Part) -> QuerySet[GroupRequest]:
    rows = part.group.requests.exclude(state=RequestState.WAITING)
    rows = rows.select_related("account", "answered_by")
    return rows.order_by("-answered_at") if part.is_steward else rows.none()


def own_request(part: Part) -> GroupRequest | None:
    """What the viewer last asked of this group."""
    if part.viewer.account_id is None:
        return None
    return part.group.requests.filter(account_id=part.viewer.account_id).order_by("-pk").first()


def path_to(viewer: Viewer, group: Group) -> list[Group]:
    """The groups that a group lies in, the outermost first, as far as the viewer may know."""
    path: list[Group] = []
    above = group.parent_id
    known = {group.pk}
    while above is not None and above not in known:
        parent = Group.objects.visible_to(viewer).filter(pk=above).first()
        if parent is None:
            break
        known.add(above)
        path.insert(0, parent)
        above = parent.parent_id
    return path


def nested_in(viewer: Viewer, group: Group) -> GroupQuerySet:
    return Group.objects.visible_to(viewer).filter(parent=group).order_by("name", "pk")


def own_groups(viewer: Viewer) -> GroupQuerySet:
    """The groups that the viewer is in and that go on."""
    if viewer.account_id is None:
        return Group.objects.none()
    return groups_seen(viewer, Wanted(only="mine")).exclude(state=Pulse.ENDED)


def invitations_to(viewer: Viewer) -> QuerySet[GroupInvitation]:
    """The groups that the viewer is asked into and has not answered, the oldest first."""
    if viewer.account_id is None or not viewer.is_member:
        return GroupInvitation.objects.none()
    groups = Group.objects.visible_to(viewer).exclude(state=Pulse.ENDED)
    rows = GroupInvitation.objects.filter(account_id=viewer.account_id, group__in=groups)
    return rows.select_related("group").order_by("made_at", "pk")


def possible_parents(viewer: Viewer, group: Group | None = None) -> GroupQuerySet:
    """Groups that the viewer looks after, without those inside this one."""
    own = GroupMember.objects.filter(account_id=viewer.account_id or 0, is_steward=True)
    rows = Group.objects.visible_to(viewer).filter(pk__in=own.values("group"))
    rows = rows.exclude(state=Pulse.ENDED)
    if group is not None:
        rows = rows.exclude(pk__in={group.pk, *ids_inside(group)})
        if not group.is_hidden:
            # What everyone knows of cannot be made a secret.
            rows = rows.filter(hidden_by=None)
    return rows.order_by("name", "pk")


def ids_inside(group: Group) -> set[int]:
    """The groups in a group, those in them, and so on."""
    inside: set[int] = set()
    level = {group.pk}
    while level:
        rows = Group.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(rows) - inside - {group.pk}
        inside |= level
    return inside


def settings_of(network: Network) -> GroupSettings:
    found = GroupSettings.objects.filter(network=network).first()
    return found or GroupSettings(network=network)


def short_of_stewards(groups: GroupQuerySet) -> list[tuple[Group, int]]:
    """Groups that go on and hang on fewer people than they should, with how many those are."""
    taking_part = GroupMember.objects.taking_part().filter(is_steward=True)
    rows = groups.exclude(state=Pulse.ENDED).annotate(
        stewards_there=Count("members", filter=Q(members__in=taking_part), distinct=True)
    )
    short = rows.filter(stewards_there__lt=LEAST_STEWARDS).order_by("name", "pk")
    return [(group, vars(group)["stewards_there"]) for group in short[:_MOST_TOLD]]


def quiet_since(groups: GroupQuerySet, moment: datetime) -> GroupQuerySet:
    """Groups in which nothing happened since then, and whose stewards said nothing about it."""
    return groups.filter(state=Pulse.AWAKE, active_at__lt=moment)
