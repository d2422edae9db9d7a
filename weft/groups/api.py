"""Groups for programs: what the pages show, to the same people."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.pagination import paginate

from weft.common.paging import Pages
from weft.common.visibility import Viewer
from weft.groups.permissions import part_in
from weft.groups.queries import (
    GroupLine,
    Wanted,
    groups_seen,
    lines_of,
    nested_in,
    path_to,
    resources_seen,
)
from weft.networks.api import network_and_viewer

router = Router(tags=["groups"])


class ProblemOut(Schema):
    """What went wrong, in a sentence."""

    detail: str


class GroupOut(Schema):
    """A group, as far as the asker may know of it."""

    slug: str
    name: str
    domain: Literal["team", "community", "network"]
    openness: Literal["open", "closed", "secret"]
    state: Literal["awake", "paused", "asleep", "ended"]
    purpose: str
    topics: list[str]
    place: str
    #: None where they are too few to tell.
    members: int | None
    stewards: list[str]
    is_own: bool
    made_at: datetime


class ResourceOut(Schema):
    """Something that the group uses and that lies elsewhere."""

    title: str
    address: str
    note: str


class GroupDetailOut(GroupOut):
    """A group with its rules and resources, and where it lies."""

    rules: str
    parent: str | None
    nested: list[str]
    resources: list[ResourceOut]
    closing_note: str
    thanks: str
    handover: str


class _Groups:
    """Groups as the asker may see them, one page at a time."""

    def __init__(self, viewer: Viewer, wanted: Wanted) -> None:
        self.viewer = viewer
        self.rows = groups_seen(viewer, wanted)

    def __getitem__(self, part: slice) -> list[GroupOut]:
        lines = lines_of(self.viewer, self.rows[part])
        return [GroupOut.model_validate(_values(line)) for line in lines]

    def count(self) -> int:
        return self.rows.count()

    def all(self) -> _Groups:
        return self


def _values(line: GroupLine) -> dict[str, object]:
    columns = ("slug", "name", "domain", "openness", "state", "purpose", "topics", "place",
               "made_at")  # fmt: skip
    return {
        **{name: getattr(line.group, name) for name in columns},
        "members": line.count or None,
        "stewards": list(line.stewards),
        "is_own": line.is_own,
    }


@router.get("networks/{slug}/groups/", response=list[GroupOut], url_name="groups")
@paginate(Pages)
def list_groups(
    request: HttpRequest,
    slug: str,
    domain: str = "",
    only: str = "",
    q: str = "",
) -> object:
    _network, viewer = network_and_viewer(request, slug)
    return _Groups(viewer, Wanted(domain, only, q))


@router.get(
    "networks/{slug}/groups/{group_slug}/",
    response={200: GroupDetailOut, 404: ProblemOut},
    url_name="group",
)
def get_group(request: HttpRequest, slug: str, group_slug: str) -> object:
    _network, viewer = network_and_viewer(request, slug)
    group = groups_seen(viewer).filter(slug=group_slug).first()
    if group is None:
        raise Http404
    part = part_in(viewer, group)
    above = path_to(viewer, group)
    told = {name: getattr(group, name) for name in ("rules", "closing_note", "thanks", "handover")}
    return {
        **_values(lines_of(viewer, [group])[0]),
        **told,
        "parent": above[-1].slug if above else None,
        "nested": [inner.slug for inner in nested_in(viewer, group)],
        "resources": [
            {"title": one.title, "address": one.address, "note": one.note}
            for one in resources_seen(part)
        ],
    }
