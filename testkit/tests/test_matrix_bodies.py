"""Bodies with ids of another network and with fields that nobody asked for change nothing there;
and the matrix is as large as it has to be."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from testkit.cast import AUDIENCES, ROLES, Cast, Stage
from testkit.matrix import NETWORK_ROWS, SITE_ROWS
from testkit.matrix_rows import Row
from testkit.tests.test_permission_matrix import client_for
from weft.common.throttle import forget_counts

_LEAST_CELLS = 10_000


def cells() -> int:
    """How many answers the matrix looks at: address × method × role × audience × network."""
    count = 0
    for row in NETWORK_ROWS.values():
        methods = 1 + len(row.methods or ("post",))
        count += methods * len(ROLES) * 2 * (len(AUDIENCES) if row.has_object else 1)
    return count + len(SITE_ROWS) * len(ROLES) * 2


def test_there_are_ten_thousand_cells() -> None:
    assert cells() >= _LEAST_CELLS


def foreign(stage: Stage, cast: Cast) -> dict[str, Any]:
    """Names that ids go by in forms, with ids of the other network, and fields of rows."""
    actor, tie = stage.actors[0].pk, stage.ties[0].pk
    stranger = cast.account("stranger")
    assert stranger is not None
    return {
        "id": actor, "pk": actor, "actor": actor, "actors": actor, "first": actor,
        "second": actor, "source": actor, "target": actor, "tie": tie,
        "network": stage.network.pk, "network_id": stage.network.pk, "parent": stage.network.pk,
        "lens": stage.lenses[0].pk, "story": stage.stories[0].pk, "kind": stage.joining["kind"],
        "circle": stage.circles[0].pk, "account": stranger.pk, "account_id": stranger.pk,
        "holder": stranger.pk, "deputy": stranger.pk, "successor": stranger.pk,
        "welcomer": stranger.pk, "membership": stage.joining["membership"],
        "step": 1, "created_in": stage.change_sets[0].pk, "made_by": stranger.pk,
        "is_erased": "on", "is_vouched": "on", "graph_version": 999, "slug": "taken-over",
    }  # fmt: skip


def state_of(stage: Stage) -> dict[str, list[Any]]:
    """All rows that belong to a network, as they are."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if not model.__module__.startswith("weft.") or "network" not in names:
            continue
        rows = model._default_manager.filter(network=stage.network).order_by("pk")
        found[model._meta.label] = list(rows.values_list())
    found["network"] = list(
        type(stage.network)._default_manager.filter(pk=stage.network.pk).values_list()
    )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, row in NETWORK_ROWS.items() if row.post])
def test_foreign_ids_in_bodies_change_nothing_elsewhere(name: str, shared_cast: Cast) -> None:
    row, here, there = NETWORK_ROWS[name], shared_cast.open, shared_cast.closed
    forget_counts()
    with transaction.atomic():
        # A convenor here who is nobody there.
        account = shared_cast.account("convenor")
        assert account is not None
        there.network.memberships.filter(account=account).delete()
        before = state_of(there)
        answer = _post(shared_cast, name, row, here, foreign(there, shared_cast))
        assert answer.status_code < 500, f"{name}: {answer.status_code}"
        assert state_of(there) == before, f"{name} changed another network"
        transaction.set_rollback(True)


def _post(cast: Cast, name: str, row: Row, here: Stage, strange: dict[str, Any]) -> Any:
    slug = "slug" if name.startswith("api:") else "network_slug"
    url = reverse(name, kwargs={slug: here.network.slug, **row.arguments(here, 0)})
    body = {**row.body(here, 0), **strange}
    client = client_for(cast, "convenor")
    method = (row.methods or ("post",))[0]
    call = getattr(client, method)
    with transaction.atomic():
        return call(url, body, content_type="application/json") if row.json else call(url, body)


def test_models_of_a_network_are_found() -> None:
    with_network = [
        model for model in apps.get_models()
        if any(field.name == "network" and isinstance(field, models.ForeignKey)
               for field in model._meta.get_fields())
    ]  # fmt: skip
    assert len(with_network) > 20
