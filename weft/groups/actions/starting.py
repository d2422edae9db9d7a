"""Starting a group, changing it, and what it uses."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.groups.actions.holding import held_part, must_go_on, must_keep, touch
from weft.groups.deeds import CHANGED, STARTED, write_down
from weft.groups.mails import write_to
from weft.groups.models import (
    Domain,
    Group,
    GroupMember,
    GroupSettings,
    Openness,
    ShownTo,
)
from weft.groups.moderated import GROUP
from weft.groups.on_map import change_on_map, put_on_map
from weft.groups.permissions import may_take_part, why_not_to_start
from weft.groups.queries import ids_inside, possible_parents
from weft.moderating.holding import hold, refuse_links_of_newcomers, why_it_waits
from weft.moderating.models import Held
from weft.networks.models import MOST_MONTHS, Network
from weft.networks.powers import Power, can

#: Words that a group cannot be called, because pages have these addresses.
_TAKEN = frozenset({"new", "alive", "groups.csv"})
_MOST_TOPICS = 10
#: What decides who knows of a group and who comes into it.
_UNHIDING = frozenset({"openness", "visibility", "parent"})


@dataclass(frozen=True, slots=True)
class Draft:
    """All that its stewards say of a group."""

    name: str
    domain: str = Domain.COMMUNITY
    openness: str = Openness.OPEN
    visibility: int = Visibility.MEMBERS
    purpose: str = ""
    rules: str = ""
    question: str = ""
    topics: Sequence[str] = field(default=())
    place: str = ""
    parent: Group | None = None


def _checked(viewer: Viewer, draft: Draft, group: Group | None = None) -> Draft:
    """The draft as it can be stored; a secret group, and one inside a secret one, is for nobody
    else's eyes, whatever audience was chosen."""
    name = kept_text(draft.name, 120)
    if not name:
        raise InvalidInput(_("Give the group a name."))
    if draft.domain not in Domain.values or draft.openness not in Openness.values:
        raise InvalidInput(_("Choose what kind of group it is, and how one joins it."))
    if draft.visibility not in Visibility.values:
        raise InvalidInput(_("Choose who may see the group."))
    if group is not None and not group.is_hidden and draft.openness == Openness.SECRET:
        raise InvalidInput(
            _("Others know of this group already, so it cannot become secret. Start a new one.")
        )
    _check_parent(viewer, draft.parent, group)
    is_hidden = _is_to_be_hidden(draft)
    topics = [kept_text(topic, 100) for topic in draft.topics][:_MOST_TOPICS]
    return replace(
        draft,
        name=name,
        visibility=Visibility.STEWARDS if is_hidden else draft.visibility,
        purpose=kept_text(draft.purpose, 4000),
        rules=kept_text(draft.rules, 2000),
        question=kept_text(draft.question, 300),
        topics=[topic for topic in topics if topic],
        place=kept_text(draft.place, 120),
    )


def _check_parent(viewer: Viewer, parent: Group | None, group: Group | None) -> None:
    if parent is None or (group is not None and group.parent_id == parent.pk):
        return
    if not possible_parents(viewer, group).filter(pk=parent.pk).exists():
        raise InvalidInput(
            _("A group can lie in one that you look after too, and not in one inside itself.")
        )


@transaction.atomic
def start_group(*, viewer: Viewer, network: Network, draft: Draft) -> Group | Held:
    """Start a group; whoever does is its first steward. A newcomer's waits for a moderator."""
    told = _to_start(viewer, network, draft)
    texts = _texts(told)
    why = None if _is_to_be_hidden(told) else why_it_waits(viewer, texts)
    if why is None:
        return _write_group(viewer, network, told)
    parent = told.parent.pk if told.parent else None
    payload = {one.name: getattr(told, one.name) for one in fields(told)} | {"parent": parent}
    words = "\n\n".join(filter(None, texts))
    return hold(viewer=viewer, kind=GROUP, why=why, words=words, payload=payload,
                audience=told.visibility)  # fmt: skip


def _texts(draft: Draft) -> list[str]:
    """All that others read of it."""
    told = [draft.name, draft.purpose, draft.rules, draft.question, draft.place]
    return [*told, ", ".join(draft.topics)]


@transaction.atomic
def start_read_group(*, viewer: Viewer, network: Network, draft: Draft) -> Group:
    """Start a group that a moderator has let through, as the one who wrote it."""
    return _write_group(viewer, network, _to_start(viewer, network, draft))


def _to_start(viewer: Viewer, network: Network, draft: Draft) -> Draft:
    if viewer.account_id is None or not may_take_part(viewer) or network.pk != viewer.network_id:
        raise NotAllowed(why_not_to_start(viewer))
    # Held until the end, so that two groups never get one address, nor lie in each other.
    Network.objects.select_for_update().get(pk=network.pk)
    return _checked(viewer, draft)


def _is_to_be_hidden(draft: Draft) -> bool:
    """Moderators are not in a secret group, so they do not read what is written there either."""
    return draft.openness == Openness.SECRET or (
        draft.parent is not None and draft.parent.is_hidden
    )


def _write_group(viewer: Viewer, network: Network, told: Draft) -> Group:
    assert viewer.account_id is not None
    values = {one.name: getattr(told, one.name) for one in fields(told)}
    is_secret = told.openness == Openness.SECRET
    is_hidden = is_secret or (told.parent is not None and told.parent.is_hidden)
    group = Group.objects.create(
        network=network,
        slug=_hidden_slug() if is_hidden else _free_slug(network, told.name),
        **{**values, "openness": Openness.CLOSED if is_secret else told.openness},
    )
    _set_hiding(group, told.openness)
    GroupMember.objects.create(
        group=group, account_id=viewer.account_id, is_steward=True, shown_to=ShownTo.GROUP
    )
    put_on_map(group, by=viewer.account_id)
    write_down(STARTED, group, by=viewer.account_id)
    return group


def _free_slug(network: Network, name: str) -> str:
    """An address made from the name that no other group of the network has."""
    base = slugify(name)[:50] or "group"
    slug, count = base, 1
    taken = set(Group.objects.filter(network=network).values_list("slug", flat=True))
    while slug in taken or slug in _TAKEN:
        count += 1
        slug = f"{base}-{count}"
    return slug


def _hidden_slug() -> str:
    """An address that is not made from the name: another group of that name would otherwise get
    the next number, and whoever starts it would know."""
    return f"g-{secrets.token_hex(6)}"


def _set_hiding(group: Group, openness: str) -> None:
    """Work out what hides a group, and all that lie in it."""
    parent = Group.objects.filter(pk=group.parent_id or 0).first()
    group.openness = openness
    if openness == Openness.SECRET:
        group.hidden_by = group
    else:
        group.hidden_by = parent.hidden_by if parent is not None else None
    if group.is_hidden:
        group.visibility = Visibility.STEWARDS
    group.save(update_fields=["openness", "hidden_by", "visibility"])
    for inner in Group.objects.filter(parent=group):
        if inner.openness != Openness.SECRET and inner.hidden_by_id != group.hidden_by_id:
            _set_hiding(inner, inner.openness)


def _with_unseen_parent(viewer: Viewer, group: Group, draft: Draft) -> Draft:
    """Who cannot see what a group lies in does not take it out of there: that would show a group
    that a secret one keeps hidden."""
    above = group.parent
    if above is None or Group.objects.visible_to(viewer).filter(pk=above.pk).exists():
        return draft
    return replace(draft, parent=above)


@transaction.atomic
def change_group(*, viewer: Viewer, group: Group, draft: Draft) -> Group:
    """Change what its stewards say of a group."""
    part = held_part(viewer, group)
    must_keep(part)
    must_go_on(part)
    kept = part.group
    told = _checked(viewer, _with_unseen_parent(viewer, kept, draft), kept)
    if not _is_to_be_hidden(told):
        refuse_links_of_newcomers(viewer, _texts(told))
    changed = [
        one.name for one in fields(told) if getattr(kept, one.name) != getattr(told, one.name)
    ]
    if not changed:
        return kept
    if kept.is_hidden and not part.is_steward and _UNHIDING & set(changed):
        raise NotAllowed(
            _("Only the stewards of a secret group decide who may know of it and come in.")
        )
    were_hidden = [kept, *Group.objects.filter(pk__in=ids_inside(kept))] if kept.is_hidden else []
    for name in changed:
        if name != "openness":
            setattr(kept, name, getattr(told, name))
    # What hides it, and from whom, is saved together: the database wants both to fit.
    together = ("openness", "visibility")
    kept.save(update_fields=[name for name in changed if name not in together] or ["name"])
    _set_hiding(kept, told.openness)
    touch(kept)
    for one in were_hidden:
        one.refresh_from_db()
        if not one.is_hidden:
            _make_known(one, by=viewer.account_id)
    change_on_map(kept, by=viewer.account_id)
    write_down(CHANGED, kept, by=viewer.account_id, fields=", ".join(sorted(changed)))
    return kept


def _make_known(group: Group, *, by: int | None) -> None:
    """Others know of it from now on: its members hear of it before anybody reads their names."""
    group.known_since = timezone.now()
    group.save(update_fields=["known_since"])
    put_on_map(group, by=by)
    members = group.members.taking_part().values_list("account_id", flat=True)
    write_to(group, list(members), "opened")


@transaction.atomic
def set_months(*, viewer: Viewer, network: Network, months: int) -> GroupSettings:
    """After how many quiet months a group is taken to be asleep."""
    if not can(viewer, Power.MANAGE) or network.pk != viewer.network_id:
        raise NotAllowed
    if not 1 <= months <= MOST_MONTHS:
        raise InvalidInput(_("Choose 1 to 240 months."))
    kept, _is_new = GroupSettings.objects.update_or_create(
        network=network, defaults={"sleeps_after_months": months}
    )
    return kept
