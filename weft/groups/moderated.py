"""Groups and what they use, as moderators deal with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.groups.models import Group, GroupMember, GroupResource
from weft.groups.on_map import change_on_map
from weft.groups.permissions import part_in
from weft.groups.queries import resources_seen
from weft.moderating.kinds import Kind, Payload, Said, is_written
from weft.networks.models import Network

#: What a group's stewards say in words.
_WORDS = ("name", "purpose", "rules", "question", "place")


def _page(group: Group) -> str:
    return reverse("group_detail", args=[group.network.slug, group.slug])


def _seen(viewer: Viewer, pk: int) -> Group | None:
    return Group.objects.visible_to(viewer).select_related("network").filter(pk=pk).first()


def _group_said(viewer: Viewer, pk: int) -> Said | None:
    group = _seen(viewer, pk)
    if group is None:
        return None
    stewards = _stewards_of(group)
    if group.is_hidden:
        # Moderators are not in it: they get the report's own words and nothing of the group.
        secret = _("A group that is kept secret")
        return Said(secret, "", None, _page(group), involved=frozenset(stewards))
    words = "\n\n".join(filter(None, (group.purpose, group.rules, group.question)))
    return Said(
        group.name,
        words,
        stewards[0] if stewards else None,
        _page(group),
        group.visibility,
        frozenset(stewards),
    )


def _stewards_of(group: Group) -> list[int]:
    rows = GroupMember.objects.filter(group=group, is_steward=True).order_by("since")
    return list(rows.values_list("account_id", flat=True))


def _looked_after(account_id: int) -> QuerySet[GroupMember, int]:
    own = GroupMember.objects.filter(account_id=account_id, is_steward=True)
    return own.values_list("group_id", flat=True)


def _resources_of(account_id: int) -> QuerySet[GroupResource, int]:
    """Links in groups that somebody looks after, and those that they added."""
    own = Q(group__in=_looked_after(account_id)) | Q(added_by=account_id)
    return GroupResource.objects.filter(own).values_list("pk", flat=True)


def _start(viewer: Viewer, payload: Mapping[str, object]) -> None:
    # The actions hold what newcomers write by the kinds of this module, so it learns of them late.
    from weft.groups.actions.starting import Draft, start_read_group  # noqa: PLC0415

    told = dict(payload)
    parent = told.pop("parent", None)
    found = _seen(viewer, int(str(parent))) if parent else None
    if parent and found is None:
        raise InvalidInput(
            _("It was to lie in a group that its author cannot see any more, so it cannot be let "
              "through. Say no to it and tell them.")
        )  # fmt: skip
    network = Network.objects.get(pk=viewer.network_id)
    draft = Draft(**told, parent=found)  # type: ignore[arg-type]  # as it was told
    start_read_group(viewer=viewer, network=network, draft=draft)


def _take_words(network_id: int, pk: int) -> Payload | None:
    group = Group.objects.filter(network=network_id, pk=pk).first()
    if group is None:
        return None
    _refuse_unread(group)
    instead = _("A group without a name")
    kept: Payload = {name: getattr(group, name) for name in _WORDS} | {"instead": instead}
    _set_words(group, {**dict.fromkeys(_WORDS, ""), "name": instead})
    return kept


def _refuse_unread(group: Group) -> None:
    """Who decides has not read it, and it could not be put back: nobody is told to appeal."""
    if group.is_hidden:
        raise InvalidInput(
            _("Only its members read a secret group, so nothing of it is taken down here. "
              "A convenor can end the group.")
        )  # fmt: skip


def _give_words(network_id: int, pk: int, kept: Mapping[str, object]) -> None:
    group = Group.objects.filter(network=network_id, pk=pk).first()
    if group is None:
        return
    # What its stewards have written since stays.
    gone = [name for name in _WORDS if getattr(group, name) in ("", kept["instead"])]
    _set_words(group, {name: kept[name] for name in gone})


def _set_words(group: Group, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(group, name, value)
    group.save(update_fields=list(values))
    change_on_map(group, by=None)


def _resource_said(viewer: Viewer, pk: int) -> Said | None:
    found = GroupResource.objects.select_related("group__network").filter(pk=pk).first()
    group = _seen(viewer, found.group_id) if found else None
    if found is None or group is None:
        return None
    if not resources_seen(part_in(viewer, group)).filter(pk=pk).exists():
        return None
    stewards = frozenset(_stewards_of(group))
    if group.is_hidden:
        secret = _("A link in a group that is kept secret")
        return Said(secret, "", found.added_by_id, _page(group), involved=stewards)
    if not found.is_for_all:
        # A moderator is not in the group: they read no more than whoever sees it from outside.
        return Said(inner_link(group), "", found.added_by_id, _page(group), group.visibility,
                    stewards)  # fmt: skip
    words = "\n".join(filter(None, (found.address, found.note)))
    return Said(found.title, words, found.added_by_id, _page(group), group.visibility, stewards)


def inner_link(group: Group) -> str:
    """What those who are not in a group are told of a link for its members."""
    return _("A link for members of “%(group)s”") % {"group": group.name}


def _add(viewer: Viewer, payload: Mapping[str, object]) -> None:
    from weft.groups.actions.resources import Resource, add_read_resource  # noqa: PLC0415

    told = dict(payload)
    group = _seen(viewer, int(str(told.pop("group"))))
    if group is None:
        raise NotAllowed
    resource = Resource(**told)  # type: ignore[arg-type]  # as it was told
    add_read_resource(viewer=viewer, group=group, resource=resource)


def _take_resource(network_id: int, pk: int) -> Payload | None:
    rows = GroupResource.objects.select_related("group")
    found = rows.filter(group__network=network_id, pk=pk).first()
    if found is None:
        return None
    _refuse_unread(found.group)
    kept: Payload = {
        "group": found.group_id,
        "added_by": found.added_by_id,
        "title": found.title,
        "address": found.address,
        "note": found.note,
        "is_for_all": found.is_for_all,
    }
    found.delete()
    return kept


def _give_resource(network_id: int, pk: int, kept: Mapping[str, Any]) -> None:
    told = dict(kept)
    group = Group.objects.filter(network=network_id, pk=int(str(told.pop("group")))).first()
    author = told.pop("added_by")
    if group is not None:
        GroupResource.objects.create(group=group, added_by_id=author, **told)


GROUP = is_written(
    Kind(
        "group",
        gettext_lazy("Group"),
        _group_said,
        _start,
        _take_words,
        _give_words,
        involves=_looked_after,
    )
)
RESOURCE = is_written(
    Kind(
        "group_resource",
        gettext_lazy("Link of a group"),
        _resource_said,
        _add,
        _take_resource,
        _give_resource,
        involves=_resources_of,
    )
)
