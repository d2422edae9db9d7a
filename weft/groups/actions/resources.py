"""What a group uses and that lies elsewhere: pads, folders, mailing lists."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.graph.cleaning import kept_text
from weft.groups.actions.holding import held_part, must_go_on, touch
from weft.groups.models import Group, GroupResource
from weft.groups.moderated import RESOURCE, inner_link
from weft.groups.permissions import Part
from weft.moderating.holding import hold, why_it_waits
from weft.moderating.models import Held

_MOST_RESOURCES = 60


@dataclass(frozen=True, slots=True)
class Resource:
    """What is said of one."""

    title: str
    address: str
    note: str = ""
    #: Whether all who see the group see it, or its members alone.
    is_for_all: bool = False


@transaction.atomic
def add_resource(*, viewer: Viewer, group: Group, resource: Resource) -> GroupResource | Held:
    """Note something that the group uses. A newcomer's waits for a moderator: it is a link."""
    part, told = _to_add(viewer, group, resource)
    # Moderators are not in a secret group, so they do not read what is written there either.
    texts = [told.title, told.address, told.note]
    why = None if part.group.is_hidden else why_it_waits(viewer, texts)
    if why is None:
        return _write(part, told)
    payload = {"group": part.group.pk, **asdict(told)}
    said = "\n".join(filter(None, [part.group.name, *texts]))
    if not told.is_for_all:
        # A moderator is not in the group, so they learn no more than that there is one.
        said = inner_link(part.group)
    return hold(viewer=viewer, kind=RESOURCE, why=why, words=said, payload=payload,
                audience=part.group.visibility)  # fmt: skip


@transaction.atomic
def add_read_resource(*, viewer: Viewer, group: Group, resource: Resource) -> GroupResource:
    """Note one that a moderator has let through, as the one who wrote it."""
    return _write(*_to_add(viewer, group, resource))


def _to_add(viewer: Viewer, group: Group, resource: Resource) -> tuple[Part, Resource]:
    part = held_part(viewer, group)
    if not part.is_member or not part.may_take_part:
        raise NotAllowed(_("Only members of the group can do this."))
    must_go_on(part)
    title = kept_text(resource.title, 120)
    if not title:
        raise InvalidInput(_("Give it a title."))
    if not _is_https(resource.address):
        raise InvalidInput(_("Write a whole address that begins with https://."))
    if part.group.resources.count() >= _MOST_RESOURCES:
        raise InvalidInput(_("There are 60 already. Remove one that nobody uses."))
    address, note = resource.address.strip(), kept_text(resource.note, 300)
    return part, replace(resource, title=title, address=address, note=note)


def _write(part: Part, told: Resource) -> GroupResource:
    touch(part.group)
    return GroupResource.objects.create(
        group=part.group, added_by_id=part.viewer.account_id, **asdict(told)
    )


def _is_https(address: str) -> bool:
    try:
        told = urlsplit(address.strip())
    except ValueError:
        return False
    return told.scheme == "https" and bool(told.hostname) and len(address.strip()) <= 500


@transaction.atomic
def remove_resource(*, viewer: Viewer, group: Group, resource_id: int) -> None:
    """Its stewards remove any; others what they added."""
    part = held_part(viewer, group)
    found = part.group.resources.filter(pk=resource_id).first()
    if found is None:
        return
    if not part.may_keep and not (part.is_member and found.added_by_id == viewer.account_id):
        raise NotAllowed(_("Only the group's stewards, and who added it, can remove it."))
    found.delete()
