"""Schemathesis asks the API whatever its description allows: nothing makes the server fail.

The same requests come each time. What is written is rolled back with the test.
"""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, seed, settings

from testkit.cast import Cast
from weft.common.throttle import forget_counts

schemathesis = pytest.importorskip("schemathesis")

#: So many requests for each address and method, and no more than so many seconds for each role.
EXAMPLES = 12
MOST_SECONDS = 30
ROLES = ("anonymous", "member", "convenor")


def _described(cast: Cast) -> Any:
    """The API's description, with the open network's name where one is asked for, so that requests
    get past the door."""
    description = Client().get(reverse("api:openapi-json")).json()
    for path in description["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "slug":
                    parameter["schema"] = {"type": "string", "enum": [cast.open.network.slug]}
                elif parameter["name"].endswith("_id"):
                    known = [cast.open.actors[0].pk, cast.open.ties[0].pk, 0, 2**63]
                    parameter["schema"] = {"type": "integer", "enum": known}
    return schemathesis.openapi.from_dict(description)


def _ask(client: Client, case: Any) -> int:
    options: dict[str, Any] = {}
    if not isinstance(case.body, schemathesis.core.NotSet):
        options = {"data": case.body, "content_type": "application/json"}
    query = {key: value for key, value in (case.query or {}).items() if value is not None}
    path = case.formatted_path
    send = getattr(client, case.method.lower())
    if case.method.upper() == "GET":
        return int(send(path, query).status_code)
    return int(send(path, **options, query_params=query).status_code)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_asked_makes_the_api_fail(cast: Cast, role: str) -> None:
    client = Client(raise_request_exception=False)
    account = cast.account(role)
    if account is not None:
        client.force_login(account)
    began, failures, asked = time.monotonic(), [], 0
    for result in _described(cast).get_all_operations():
        operation = result.ok()

        @seed(1)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            if time.monotonic() - began > MOST_SECONDS:
                return
            forget_counts(everywhere=False)
            asked += 1
            status = _ask(client, case)
            if status >= 500:
                failures.append((case.method, case.formatted_path, case.query, case.body, status))

        ask()
    assert asked > 100
    assert not failures, failures[:10]
