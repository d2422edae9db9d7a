"""Where to go first: up to three people and groups, an event and a small thing, with reasons.

People are those who said that introductions are welcome and whose profile the newcomer may see;
where nobody fits, they are named for that alone. In the same way, groups that are open to all stand
in for those that fit.
Whoever was named to many newcomers lately is named to fewer, so that the friendly few do not
carry it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from weft.common.names import search_form
from weft.common.small_things import SmallThing, small_thing, small_things
from weft.common.visibility import Viewer
from weft.graph.models import Actor
from weft.graph.owning import as_oneself
from weft.graph.past import first_day
from weft.groups.suggesting import groups_open_to_all, groups_to_suggest
from weft.joining.actions.voice_asks import may_ask_for_voice
from weft.joining.choices import Help
from weft.joining.models import Profile, Signpost
from weft.joining.steps import missing
from weft.joining.voice_queries import own_voice_ask
from weft.networks.models import Network

MOST_PEOPLE, MOST_GROUPS = 3, 3
#: Profiles that are looked at; the newest ones of a large network.
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Someone or something to turn to, and why."""

    name: str
    url: str
    reasons: list[str]
    words: str = ""
    #: The member it is, for people.
    profile_id: int = 0


@dataclass(slots=True)
class _Weighed:
    """A member, and what speaks for naming them."""

    profile: Profile
    points: float = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        self.points += points
        self.reasons.append(reason)


def people_for(viewer: Viewer, profile: Profile) -> list[Suggestion]:
    """Three members who fit, those whom few newcomers were sent to first among equals; where
    nobody fits, those who welcome introductions."""
    others = (
        Profile.objects.visible_to(viewer)
        .filter(may_introduce=True, introductions__gt=0)
        .exclude(account_id=profile.account_id or 0)
        .select_related("account")
        .order_by("-changed_at")[:_LOOKED_AT]
    )
    carried = _carried(profile.network_id)
    weighed = [_weigh(profile, other) for other in others]
    for one in weighed:
        named = carried.get(one.profile.pk, 0)
        one.points -= named / max(one.profile.introductions or 1, 1)
    if not any(one.reasons for one in weighed):
        for one in weighed:
            one.add(0, _("They said that introductions are welcome."))
    fit = sorted(
        (one for one in weighed if one.reasons),
        key=lambda one: (-one.points, one.profile.pk),
    )
    slug = profile.network.slug
    return [
        Suggestion(
            one.profile.name,
            reverse("profile_detail", args=[slug, one.profile.pk]),
            one.reasons[:3],
            one.profile.success,
            one.profile.pk,
        )
        for one in fit[:MOST_PEOPLE]
    ]


def _carried(network_id: int) -> dict[int, int]:
    """How often each was named to newcomers in the last month."""
    since = timezone.now() - timedelta(days=30)
    rows = Signpost.objects.filter(network_id=network_id, shown_at__gte=since)
    counts: dict[int, int] = {}
    for pk in rows.values_list("pointed_to_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts


def _weigh(mine: Profile, theirs: Profile) -> _Weighed:
    one = _Weighed(theirs)
    for topic in _shared(mine.topics, theirs.topics)[:2]:
        one.add(2, _("You both work on %(topic)s.") % {"topic": topic})
    labels = dict(Help.choices)
    for kind in _kinds(mine.needs) & _kinds(theirs.offers):
        what = str(labels.get(kind, kind)).lower()
        one.add(3, _("They offer what you could use: %(what)s.") % {"what": what})
    for kind in _kinds(theirs.needs) & _kinds(mine.offers):
        what = str(labels.get(kind, kind)).lower()
        one.add(2, _("They could use what you offer: %(what)s.") % {"what": what})
    for place in _shared([mine.based, mine.works_place], [theirs.based, theirs.works_place])[:1]:
        one.add(1.5, _("You are both in %(place)s.") % {"place": place})
    if set(mine.ways) & set(theirs.ways):
        one.add(0.5, _("You try to make change in the same way."))
    return one


def _kinds(rows: Iterable[dict[str, str]]) -> set[str]:
    return {row["kind"] for row in rows}


def _shared(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """What both say, in the words of the other."""
    own = {search_form(word) for word in mine if word}
    return [word for word in theirs if word and search_form(word) in own]


def keep_signposts(profile: Profile, people: list[Suggestion]) -> None:
    """Remember whom a newcomer was sent to, so that the next ones are sent to others."""
    now = timezone.now()
    Signpost.objects.bulk_create(
        [
            Signpost(
                network_id=profile.network_id,
                shown_to=profile,
                pointed_to_id=one.profile_id,
                shown_at=now,
            )
            for one in people
        ],
        ignore_conflicts=True,
    )


def groups_for(viewer: Viewer, profile: Profile) -> list[Suggestion]:
    """Three groups that they could join: those that fit, or else those that are open to all."""
    network, place = profile.network, profile.based or profile.works_place
    found = groups_to_suggest(viewer, network, profile.topics, place, MOST_GROUPS)
    found = found or groups_open_to_all(viewer, network, MOST_GROUPS)
    slug = profile.network.slug
    return [
        Suggestion(
            one.group.name,
            reverse("group_detail", args=[slug, one.group.slug]),
            list(one.reasons),
            one.group.purpose,
        )
        for one in found
    ]


def voices_to_ask_for(viewer: Viewer, profile: Profile) -> list[Actor]:
    """The organisations of their profile that they could ask to speak for; none that shares its
    name with another one."""
    names = {search_form(group["name"]) for group in profile.groups}
    called = Actor.objects.visible_to(viewer).filter(search_name__in=names)
    counts = Counter(called.values_list("search_name", flat=True))
    once = [name for name, count in counts.items() if count == 1]
    found = called.filter(search_name__in=once).select_related("kind").order_by("search_name")
    return [
        actor
        for actor in found[:MOST_GROUPS]
        if may_ask_for_voice(viewer, actor) and own_voice_ask(viewer, actor) is None
    ]


def event_for(viewer: Viewer, network: Network) -> Suggestion | None:
    """The next thing that happens, among those that the viewer may see."""
    today = timezone.localdate().isoformat()
    coming = (
        Actor.objects.visible_to(viewer)
        .filter(Q(start__gte=today), kind__is_activity=True)
        .exclude(start="")
        .order_by("start", "search_name")
        .first()
    )
    if coming is None:
        return None
    return Suggestion(
        coming.name,
        reverse("actor_detail", args=[network.slug, coming.pk]),
        [_("It is the next one: %(day)s.") % {"day": _day(coming.start)}],
        coming.place,
    )


def _day(text: str) -> str:
    """A day as it is written everywhere; a year or a month alone stays what it is."""
    day = first_day(text)
    if day is None or text[:10].count("-") < 2:
        return text[:10]
    return date_format(day, "j M Y")


def thing_for(viewer: Viewer, network: Network) -> SmallThing | None:
    """One small thing to do, or none where nothing is left to do."""
    found = small_things(as_oneself(viewer), network.slug)
    return found[0] if found else None


@small_thing(order=10)
def finish_profile(viewer: Viewer, slug: str) -> Iterable[SmallThing]:
    """Look at the screens of one's profile that one has not seen yet."""
    if viewer.account_id is None:
        return
    profile = Profile.objects.filter(
        network_id=viewer.network_id, account_id=viewer.account_id
    ).first()
    if profile is None or missing(profile):
        yield SmallThing(
            _("Say a little about yourself"),
            _("Others find you by what you work on, and you find them."),
            reverse("own_profile", args=[slug]),
            4,
        )


@small_thing(order=40)
def say_what_you_could_share(viewer: Viewer, slug: str) -> Iterable[SmallThing]:
    """Fill in the screen that others are helped by most, where it was left empty."""
    mine = Profile.objects.filter(
        network_id=viewer.network_id, account_id=viewer.account_id or 0
    ).first()
    if mine is not None and not mine.offers and not missing(mine):
        yield SmallThing(
            _("Say what you could share"),
            _("A room, an hour, a contact: somebody may be looking for it."),
            reverse("own_profile_step", args=[slug, "offers"]),
            1,
        )


@small_thing(order=30)
def answer_a_need(viewer: Viewer, slug: str) -> Iterable[SmallThing]:
    """Somebody needs what this member said they could share."""
    mine = Profile.objects.filter(
        network_id=viewer.network_id, account_id=viewer.account_id or 0
    ).first()
    if mine is None or not mine.offers:
        return
    offered = _kinds(mine.offers)
    others = Profile.objects.visible_to(viewer).exclude(pk=mine.pk).order_by("-changed_at")
    for other in others[:200]:
        row = next((one for one in other.needs if one["kind"] in offered and one["line"]), None)
        if row is not None:
            yield SmallThing(
                _("See if you can help %(name)s") % {"name": other.name},
                _("They could use a hand: %(line)s") % {"line": row["line"]},
                reverse("profile_detail", args=[slug, other.pk]),
                2,
            )
            return
