"""Claim: on a map of 120,000 actors and 600,000 ties the desk opens in less than a second, its
lists in less than 300 ms, and the pages of its past in less than two seconds.

Beside each page: one query that counts the ties in view.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.networks import load, made
from bench.table import Line, interleaved, seconds
from weft.graph.models import Actor, Tie
from weft.networks.actions import add_membership, add_responsibility
from weft.networks.models import Network, Role

ACTORS, TIES = 120_000, 600_000
_PAGES = (
    ("the desk", "keep", (), "", 1.0),
    ("ties that fade", "keep_list", ("fading",), "", 0.3),
    ("ties that fade, page 1,000", "keep_list", ("fading",), "?page=1000", 0.3),
    ("ties nobody confirmed", "keep_list", ("unconfirmed",), "", 0.3),
    ("actors without topics", "keep_list", ("topicless",), "", 0.3),
    ("actors without ties", "keep_list", ("untied",), "", 0.3),
    ("who could confirm", "keep_list", ("askable",), "", 0.3),
    ("duplicates", "duplicates", (), "", 0.3),
    ("home", "network_home", (), "", 1.0),
    ("the list of changes", "change_sets", (), "", 0.3),
    ("the map a year ago", "time_page", (), "?on={year_ago}", 2.0),
    ("what changed in a year", "time_compare", (), "?from={year_ago}", 2.0),
)


def _aged(network: Network) -> None:
    """Evidence of the last four years."""
    today = timezone.localdate()
    with connection.cursor() as cursor:
        days = [today - timedelta(days=n) for n in range(4 * 365)]
        rows = Tie.objects.filter(network=network).order_by("pk").values_list("pk", flat=True)
        dated = [(days[pk * 7919 % len(days)].isoformat(), pk) for pk in rows]
        cursor.executemany("UPDATE graph_tie SET evidence_date = %s WHERE id = %s", dated)
        cursor.executemany("UPDATE graph_evidence SET date = %s WHERE tie_id = %s", dated)


def _with_addresses(network: Network) -> None:
    """Every twentieth actor can be written to."""
    rows = Actor.objects.filter(network=network).annotate(nth=F("pk") % 20).filter(nth=0)
    rows.update(email=Concat(Value("a"), Cast("pk", CharField()), Value("@example.org")))


def lines() -> list[Line]:
    """Each page as a convenor gets it through the whole of Django."""
    network = load("Kept", made(ACTORS, TIES))
    _aged(network)
    _with_addresses(network)
    convenor = get_user_model().objects.create_user("bench@example.org")
    add_responsibility(
        membership=add_membership(network=network, account=convenor), role=Role.CONVENOR
    )
    client = Client()
    client.force_login(convenor)
    year_ago: date = timezone.localdate() - timedelta(days=365)

    def bare() -> None:
        assert Tie.objects.filter(network=network, ended_in__isnull=True).count()

    found = []
    for name, view, arguments, query, aim in _PAGES:
        address = reverse(view, args=[network.slug, *arguments]) + query.format(year_ago=year_ago)
        mine, limit = interleaved((partial(_get, client, address), bare), 3)
        found.append(
            Line(f"map of {ACTORS:,}/{TIES:,}: {name}", seconds(mine),
                 f"counting the ties {seconds(limit)}", f"{mine / limit:.1f}",
                 f"< {seconds(aim)}", mine < aim)
        )  # fmt: skip
    return found


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
