"""Groups that fit a newcomer, with plain reasons: nothing counts that they may not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weft.common.names import search_form
from weft.common.small_numbers import WITHIN_GROUP, told_count
from weft.common.visibility import Viewer
from weft.graph.models import Actor, Tie
from weft.graph.values import visible_fields
from weft.groups.models import Group, GroupMember, GroupQuerySet, Openness, Pulse
from weft.groups.on_map import TAKES_PART
from weft.groups.queries import LEAST_STEWARDS, members_of_each, own_member
from weft.networks.models import Network

#: In a group of more people a newcomer is one of many.
_SMALL = 15
#: So many groups are weighed.
_MOST = 300
#: Whoever joined within so many days joined lately.
_LATELY_DAYS = 90


@dataclass(frozen=True, slots=True)
class GroupSuggestion:
    """A group that fits, and why."""

    group: Group
    reasons: tuple[str, ...]
    score: float


def groups_to_suggest(
    viewer: Viewer, network: Network, topics: Sequence[str], place: str, limit: int
) -> list[GroupSuggestion]:
    """The groups that fit best: by topics, place, and whether one can find one's feet there."""
    groups = list(_awake(viewer, network).select_related("actor").order_by("pk")[:_MOST])
    wanted = {search_form(topic): topic for topic in topics if topic.strip()}
    people = _topics_of_people(viewer, groups)
    region = _region_of(viewer, place)
    counts = members_of_each(groups)
    stewards = Counter(
        GroupMember.objects.taking_part()
        .filter(group__in=groups, is_steward=True)
        .values_list("group_id", flat=True)
    )
    found = []
    for group in groups:
        weighed = [
            *_by_topics(group, wanted, people.get(group.pk, Counter())),
            *_by_place(group, place, region),
        ]
        if not weighed:
            continue
        weighed += _by_ease(group, counts.get(group.pk, 0))
        score = sum(weight for weight, _reason in weighed)
        score -= 1 if stewards[group.pk] < LEAST_STEWARDS else 0
        found.append(GroupSuggestion(group, tuple(reason for _w, reason in weighed), score))
    return sorted(found, key=lambda one: (-one.score, one.group.pk))[:limit]


def _awake(viewer: Viewer, network: Network) -> GroupQuerySet:
    """The groups at work that the viewer could join, and is not in; not those that nobody looks
    after, where nobody would welcome them."""
    stewards = GroupMember.objects.taking_part().filter(group=OuterRef("pk"), is_steward=True)
    rows = Group.objects.visible_to(viewer).joinable().filter(Exists(stewards), state=Pulse.AWAKE)
    return rows.filter(network=network, hidden_by=None).exclude(Exists(own_member(viewer)))


def groups_open_to_all(viewer: Viewer, network: Network, limit: int) -> list[GroupSuggestion]:
    """Where nothing fits: open groups at work, first those that most people joined lately, as far
    as that is told."""
    groups = list(
        _awake(viewer, network).filter(openness=Openness.OPEN).order_by("name", "pk")[:_MOST]
    )
    counts = members_of_each(groups)
    since = timezone.now() - timedelta(days=_LATELY_DAYS)
    joined = dict(
        GroupMember.objects.taking_part()
        .filter(group__in=groups, since__gte=since)
        .values_list("group")
        .annotate(n=Count("pk"))
    )
    found = []
    for group in groups:
        lately, count = (told_count(of.get(group.pk, 0)) for of in (joined, counts))
        reasons = [_("It is open to all members, whatever they work on.")]
        if lately:
            reasons.append(_("%(n)s people joined it in the last three months.") % {"n": lately})
        reasons += [reason for _weight, reason in _by_ease(group, count)]
        found.append((lately, count, GroupSuggestion(group, tuple(reasons), 0)))
    # The ones of equal numbers stay in the order of their names.
    found.sort(key=lambda one: (-one[0], -one[1]))
    return [one for _lately, _count, one in found[:limit]]


Weighed = tuple[float, str]


def _by_topics(
    group: Group, wanted: Mapping[str, str], of_people: Mapping[str, int]
) -> Iterable[Weighed]:
    for topic in group.topics:
        if search_form(topic) in wanted:
            yield 3, _("It is about %(topic)s, which you work on.") % {"topic": topic}
    own = {search_form(topic) for topic in group.topics}
    for form, topic in wanted.items():
        count = of_people.get(form, 0)
        if count and form not in own:
            words = ngettext(
                "%(n)s person in it works on %(topic)s.",
                "%(n)s people in it work on %(topic)s.",
                count,
            )
            yield min(2.0, 1 + count / 5), words % {"n": count, "topic": topic}


def _by_place(group: Group, place: str, region: str) -> Iterable[Weighed]:
    if not group.place or not place.strip():
        return
    if search_form(group.place) == search_form(place):
        yield 2, _("It is in %(place)s, where you are.") % {"place": group.place}
        return
    if group.actor is not None and region and group.actor.region == region:
        yield 1, _("It is in %(region)s, where you are.") % {"region": region}


def _region_of(viewer: Viewer, place: str) -> str:
    """The region of a place, from what is on the map there: a page does not wait until the names
    of all places of the world are read."""
    if not place.strip():
        return ""
    there = Actor.objects.visible_to(viewer).filter(place__iexact=place.strip()).exclude(region="")
    return there.values_list("region", flat=True).order_by("pk").first() or ""


def _by_ease(group: Group, count: int) -> Iterable[Weighed]:
    if group.openness == Openness.OPEN:
        yield 1, _("You can join it at once.")
    # Below the least that is told, a number of people would name them.
    if WITHIN_GROUP <= count <= _SMALL:
        yield 0.5, _("It is small: %(n)s people.") % {"n": count}


def _topics_of_people(viewer: Viewer, groups: Sequence[Group]) -> dict[int, Counter[str]]:
    """How many of those whom the map shows in a group work on each topic."""
    if not visible_fields(viewer).sees("topics"):
        return {}
    by_actor = {group.actor_id: group.pk for group in groups if group.actor_id is not None}
    ties = Tie.objects.visible_to(viewer).filter(target__in=by_actor, type__name=TAKES_PART)
    found: dict[int, Counter[str]] = {}
    for target, topics in ties.values_list("target_id", "source__topics"):
        counted = found.setdefault(by_actor[target], Counter())
        counted.update({search_form(topic) for topic in topics})
    return found
