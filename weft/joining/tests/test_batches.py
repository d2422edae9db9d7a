"""What becomes of a spreadsheet of people: its waves, and the list of spreadsheets."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from testkit.query_counts import queries_of
from weft.accounts.models import Account
from weft.joining.models import Batch, Invitation
from weft.networks.models import Network


def batch(network: Network, convenor: Account, **values: object) -> Batch:
    told: dict[str, object] = {"is_confirmed": True, **values}
    now = timezone.now()
    return Batch.objects.create(network=network, made_by=convenor, made_at=now, **told)


def invited(made: Batch, states: list[str], wave: int = 1) -> None:
    today = timezone.localdate() + timedelta(days=wave)
    Invitation.objects.bulk_create(
        Invitation(network=made.network, email=f"{made.pk}-{wave}-{number}@example.org",
                   batch=made, state=state, wave=wave, send_on=today, made_at=timezone.now())
        for number, state in enumerate(states)
    )  # fmt: skip


def test_the_waves_say_who_has_not_answered(
    client: Client, network: Network, convenor: Account
) -> None:
    made = batch(network, convenor)
    invited(made, ["sent", "sent", "joined", "declined", "planned", "planned", "planned"])
    client.force_login(convenor)
    url = reverse("batch_detail", args=[network.slug, made.pk])
    page = client.get(url).content.decode()
    columns = dict(re.findall(r'<td data-label="([^"]+)">(\d+)</td>', page))
    assert columns == {"People": "7", "Planned": "3", "Sent, no answer yet": "2", "Joined": "1",
                       "Declined": "1"}  # fmt: skip
    assert '<table class="table stacks"><caption>The waves' in page
    invited(made, ["stopped"], wave=2)
    assert '<td data-label="Taken back">1</td>' in client.get(url).content.decode()


def test_the_list_of_spreadsheets_says_how_many_people_and_whose(
    client: Client, network: Network, convenor: Account
) -> None:
    client.force_login(convenor)
    url = reverse("invitations", args=[network.slug])
    batch(network, convenor, is_confirmed=False, rows=[{}, {}, {}])
    for _number in range(2):
        invited(batch(network, convenor), ["sent", "joined"])
    few = queries_of(client, url)
    page = client.get(url).content.decode()
    assert page.count("2 people, brought in by Con Venor") == 2
    assert page.count("3 people, brought in by Con Venor") == 1
    for _number in range(18):
        invited(batch(network, convenor), ["sent"])
    assert queries_of(client, url) == few
