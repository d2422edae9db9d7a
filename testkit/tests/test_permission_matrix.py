"""Every address × method × role × audience, with canaries searched for in every answer."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from testkit.cast import AUDIENCES, CLEARANCE, ROLES, Cast, Stage, canaries_above
from testkit.matrix import NETWORK_ROWS, SITE_ARGUMENTS, SITE_ROWS
from testkit.matrix_rows import RIGHTS, Row
from testkit.signing_in import signed_in
from weft.common.throttle import forget_counts
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor, add_tie
from weft.graph.models import ActorQuerySet
from weft.networks.breaks import OPEN_ON_A_BREAK

#: Where whoever takes a break writes all the same; to join, one is not in the network.
ALSO_ON_A_BREAK = OPEN_ON_A_BREAK | {"own_profile_step", "join"}
#: Every format that a network can be written in is searched for canaries.
EXPORTS = ("csv", "xlsx", "kumu-json", "gexf", "graphml", "json")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> Iterator[str]:
    """The names of all addresses of the installation."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"the address {pattern.pattern} has no name"
            yield namespace + pattern.name


def content_of(response: HttpResponseBase) -> str:
    """All that an answer holds, unpacked."""
    if isinstance(response, StreamingHttpResponse) and response.is_async:
        # A stream of events never ends; what it may tell has tests of its own.
        raw = b""
    elif isinstance(response, StreamingHttpResponse):
        raw = b"".join(response.streaming_content)  # type: ignore[arg-type]  # sync here
    else:
        raw = response.content  # type: ignore[attr-defined]  # not streaming
    if response.headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    text = raw.decode("utf-8", "replace") + str(response.headers)
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
            text += b"".join(parts).decode("utf-8", "replace")
    return text


def assert_no_canary(
    response: HttpResponseBase, clearance: int, where: str, told: tuple[str, ...] = ()
) -> None:
    text = content_of(response).lower()
    may_read = tuple(f"canary{word}" for word in told)
    words = [word for word in canaries_above(clearance) if not word.startswith(may_read)]
    found = [word for word in words if word in text]
    assert not found, f"{where} gives away {found}"


def client_for(cast: Cast, role: str) -> Client:
    client = Client(raise_request_exception=True)
    account = cast.account(role)
    return client if account is None else signed_in(account, client)


def send(client: Client, method: str, url: str, row: Row, body: dict[str, Any]) -> HttpResponseBase:
    """One request, rolled back afterwards."""
    call = getattr(client, method)
    with transaction.atomic():
        response: HttpResponseBase = (
            call(url, body, content_type="application/json") if row.json else call(url, body)
        )
        transaction.set_rollback(True)
    return response


def expected(row: Row, right: str | None, role: str, clearance: int, audience: int) -> set[int]:
    """The statuses that this role must get for a thing of this audience."""
    knows = row.for_former and role == "former"
    hidden = (clearance < 0 and not knows) or (row.has_object and clearance < audience)
    if right is None:
        # A method that does not exist may be refused before anyone looks for the thing.
        return {404, 405} if hidden else {405}
    if hidden:
        return {404}
    if RIGHTS[right] and role not in RIGHTS[right]:
        return set(row.refusals)
    return set(row.good)


def test_every_address_has_a_row() -> None:
    named = set(addresses())
    rows = set(NETWORK_ROWS) | set(SITE_ROWS)
    assert named - rows == set(), "write rows for these addresses in testkit/matrix.py"
    assert rows - named == set(), "these rows are of addresses that no longer exist"


@pytest.mark.django_db
@pytest.mark.parametrize("name", NETWORK_ROWS)
def test_network_address(name: str, shared_cast: Cast) -> None:
    row = NETWORK_ROWS[name]
    for stage, place in ((shared_cast.open, 0), (shared_cast.closed, 1)):
        for audience in AUDIENCES if row.has_object else (0,):
            for role in ROLES:
                check(shared_cast, stage, Cell(name, role, CLEARANCE[role][place], audience))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: an address, who asks, what they may see, and whose thing it is."""

    name: str
    role: str
    clearance: int
    audience: int


def check(cast: Cast, stage: Stage, cell: Cell) -> None:
    """All methods of one address for one role and one object."""
    name, role, clearance, audience = cell.name, cell.role, cell.clearance, cell.audience
    row = NETWORK_ROWS[name]
    forget_counts()
    client = client_for(cast, role)
    slug = "slug" if name.startswith("api:") else "network_slug"
    url = reverse(name, kwargs={slug: stage.network.slug, **row.arguments(stage, audience)})
    where = f"{name} ({AUDIENCES[audience]}, {stage.network.name}) for {role}"
    query = row.query.format(actor=stage.actors[0].pk)
    response = client.get(f"{url}?{query}" if query else url)
    assert response.status_code in expected(row, row.get, role, clearance, audience), (
        f"GET {where}: {response.status_code}"
    )
    told = row.tells if row.get and role in RIGHTS[row.get] else ()
    assert_no_canary(response, clearance, f"GET {where}", told)
    for method in row.methods or ("post",):
        answer = send(client, method, url, row, row.body(stage, audience))
        wanted = expected(row, row.post, role, clearance, audience)
        if role == "paused" and name not in ALSO_ON_A_BREAK:
            # Who takes a break reads on, and writes nothing, wherever it is.
            wanted = {403} if row.post else {403, 405}
        assert answer.status_code in wanted, f"{method} {where}: {answer.status_code}"
        assert_no_canary(answer, clearance, f"{method} {where}", told)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SITE_ROWS)
@pytest.mark.parametrize("role", ROLES)
def test_site_address(name: str, role: str, shared_cast: Cast) -> None:
    row = SITE_ROWS[name]
    client = client_for(shared_cast, role)
    arguments = dict(SITE_ARGUMENTS.get(name, {}))
    if name in ("map_embed", "lens_embed"):
        arguments = {"network_slug": shared_cast.open.network.slug}
    if name == "lens_embed":
        arguments["lens_id"] = shared_cast.open.lenses[0].pk
    url = reverse(name, kwargs=arguments)
    for method in ("get", "post"):
        with transaction.atomic():
            response = getattr(client, method)(url)
            transaction.set_rollback(True)
        wanted = row.get((method, role), row[method, "*"])
        assert response.status_code in wanted, f"{method} {name}: {response.status_code}"
        # One's own data hold what one may see anyway, as do the groups that one alone looks after.
        is_own = name in ("account_data", "account_delete")
        seen = max(CLEARANCE[role]) if is_own else 0
        # And what one is called oneself stands on each page.
        assert_no_canary(response, seen, f"{method} {name} for {role}", (role,))


@pytest.mark.django_db
@pytest.mark.parametrize("format_key", EXPORTS)
def test_exports_hold_no_canary(format_key: str, shared_cast: Cast) -> None:
    for role in ROLES:
        url = reverse("export_file", args=[shared_cast.open.network.slug, format_key])
        response = client_for(shared_cast, role).get(url)
        assert response.status_code == 200
        assert_no_canary(response, CLEARANCE[role][0], f"export {format_key} for {role}")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["f:Field 1", "f:Field 2", "m:degree"])
def test_hidden_columns_do_not_exist(key: str, shared_cast: Cast) -> None:
    for role in ROLES:
        clearance = CLEARANCE[role][0]
        url = reverse("map_column", args=[shared_cast.open.network.slug, key])
        response = client_for(shared_cast, role).get(url)
        hidden = key.startswith("f:") and clearance < int(key[-1])
        assert response.status_code == (404 if hidden else 200)
        assert_no_canary(response, clearance, f"column {key} for {role}")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, row in NETWORK_ROWS.items() if row.has_object])
def test_foreign_ids_are_not_found(name: str, shared_cast: Cast) -> None:
    """An id of one network under the address of another names nothing, even for convenors."""
    row = NETWORK_ROWS[name]
    client = client_for(shared_cast, "convenor")
    slug = "slug" if name.startswith("api:") else "network_slug"
    arguments = row.arguments(shared_cast.closed, 0)
    url = reverse(name, kwargs={slug: shared_cast.open.network.slug, **arguments})
    if row.get is not None:
        assert client.get(url).status_code == 404
    if row.post is not None:
        for method in row.methods or ("post",):
            answer = send(client, method, url, row, row.body(shared_cast.open, 0))
            assert answer.status_code == 404


@pytest.mark.django_db
def test_a_planted_leak_is_found(shared_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix is no matrix if a read that forgets the viewer passes it."""

    def everything(rows: ActorQuerySet, viewer: Viewer) -> ActorQuerySet:
        return rows.filter(network_id=viewer.network_id)

    monkeypatch.setattr(ActorQuerySet, "visible_to", everything)
    with pytest.raises(AssertionError, match="gives away"):
        check(shared_cast, shared_cast.open, Cell("directory", "anonymous", 0, 0))


@pytest.mark.django_db
def test_the_embedded_map_is_public_for_everyone(shared_cast: Cast) -> None:
    client = client_for(shared_cast, "convenor")
    data = reverse("map_data", args=[shared_cast.open.network.slug])
    assert_no_canary(client.get(f"{data}?public"), 0, "public map data for a convenor")
    closed = reverse("map_embed", args=[shared_cast.closed.network.slug])
    assert client.get(closed).status_code == 404


@pytest.mark.django_db
def test_a_way_along_a_hidden_tie_is_no_way(shared_cast: Cast) -> None:
    """Two public actors that only a tie for stewards joins are strangers to everyone else."""
    stage = shared_cast.open
    steward = stage.viewer(shared_cast.account("convenor"))
    ends = [
        add_actor(viewer=steward, values={"name": name, "visibility": 0}) for name in ("One", "Two")
    ]
    add_tie(viewer=steward, source=ends[0], target=ends[1], values={"visibility": 2})
    url = reverse("map_path", args=[stage.network.slug]) + f"?from={ends[0].pk}&to={ends[1].pk}"
    for role in ROLES:
        way = client_for(shared_cast, role).get(url).json()["actors"]
        assert bool(way) == (CLEARANCE[role][0] == 2), role
