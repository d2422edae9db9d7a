"""Doors beside the doors: asking for a narrower view shows no more, and nobody comes into a secret
group that they are not in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction
from django.urls import reverse

from testkit.cast import ROLES, Cast, canaries_above
from testkit.cast_members import INSIDER
from testkit.matrix import NETWORK_ROWS
from testkit.tests.test_permission_matrix import client_for, content_of
from weft.common.throttle import forget_counts
from weft.common.visibility import NOTHING, Viewer
from weft.groups.models import Group
from weft.groups.permissions import Part

_ASKING = ("anonymous", "friend", "member", "convenor")


def found(cast: Cast, name: str, role: str, more: str = "") -> set[str]:
    """The canaries of an answer."""
    row, stage = NETWORK_ROWS[name], cast.open
    forget_counts()
    slug = "slug" if name.startswith("api:") else "network_slug"
    url = reverse(name, kwargs={slug: stage.network.slug, **row.arguments(stage, 0)})
    query = "&".join(filter(None, [row.query.format(actor=stage.actors[0].pk), more]))
    text = content_of(client_for(cast, role).get(f"{url}?{query}")).lower()
    return {word for word in canaries_above(NOTHING) if word in text}


def widened(cast: Cast, name: str) -> None:
    for role in _ASKING:
        plain = found(cast, name, role)
        for narrower in ("members", "public"):
            told = found(cast, name, role, narrower) - plain
            assert not told, f"{name}?{narrower} shows {role} {told}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, row in NETWORK_ROWS.items() if row.get])
def test_asking_for_a_narrower_view_shows_no_more(name: str, shared_cast: Cast) -> None:
    widened(shared_cast, name)


@pytest.mark.django_db
def test_a_view_that_widens_is_found(shared_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Viewer, "seen_as", lambda viewer, audience: replace(viewer, clearance=audience)
    )
    with pytest.raises(AssertionError, match="members shows anonymous"):
        widened(shared_cast, "groups")


def tried(cast: Cast, role: str, group: Group) -> str:
    """All that somebody reads of a group after every attempt to open it and to come in."""
    client, slugs = client_for(cast, role), [group.network.slug, group.slug]
    draft = {"name": "Readers", "purpose": "We read.", "domain": "community", "visibility": 0}
    with transaction.atomic():
        client.post(reverse("group_edit", args=slugs), {**draft, "openness": "open"})
        client.post(reverse("group_rescue", args=slugs))
        client.post(reverse("group_look_after", args=slugs))
        client.post(reverse("group_join", args=slugs))
        pages = [
            reverse(name, args=slugs) for name in ("group_detail", "group_people", "api:group")
        ]
        pages += [reverse(name, args=slugs[:1]) for name in ("groups", "groups_csv", "api:groups")]
        told = "".join(content_of(client.get(page)) for page in pages)
        transaction.set_rollback(True)
    return told


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("which", ["secret", "open"])
def test_nobody_comes_into_a_secret_group(role: str, which: str, shared_cast: Cast) -> None:
    for stage in (shared_cast.open, shared_cast.closed):
        told = tried(shared_cast, role, stage.secrets[which])
        assert INSIDER not in told
        assert "canaryinside" not in told


@pytest.mark.django_db
def test_a_door_that_stands_open_is_found(
    shared_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Part, "_is_open_to_them", property(lambda part: True))
    told = tried(shared_cast, "map_manager", shared_cast.open.secrets["open"])
    assert INSIDER in told
    assert "canaryinside" in told
