"""What is costly to make is made for visitors only so often; members are not counted."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from testkit.cast import Cast
from weft.common.throttle import Throttle, forget_counts
from weft.mapping import limits

COSTLY = [
    ("map_picture", ["svg"], limits.PICTURES),
    ("map_poster", [], limits.POSTERS),
    ("export_file", ["json"], limits.FILES),
    ("directory_csv", [], limits.FILES),
    ("api:network", [], limits.API),
]


def asked(client: Client, url: str, **extra: str) -> int:
    response = client.get(url, **extra)  # type: ignore[arg-type]  # the stubs miss WSGI's names
    # Read to its end; closing it would close the connection of the test to the database too.
    assert b"".join(response)
    return int(response.status_code)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "arguments", "throttle"), COSTLY)
def test_visitors_are_held_back(
    cast: Cast,
    client: Client,
    rf: RequestFactory,
    name: str,
    arguments: list[str],
    throttle: Throttle,
) -> None:
    forget_counts()
    url = reverse(name, args=[cast.open.network.slug, *arguments])
    assert asked(client, url) == 200
    for _time in range(throttle.most):
        throttle.count(RequestFactory().get("/"))
    assert asked(client, url) == 429
    member = Client()
    member.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    assert asked(member, url) == 200
    # Someone else is not held back with them.
    assert asked(client, url, REMOTE_ADDR="203.0.113.9") == 200
    forget_counts()
