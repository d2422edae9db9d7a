"""Members and organisations for the tests of who speaks for what."""

from __future__ import annotations

from django.core import mail
from django.urls import reverse

from weft.accounts.models import Account
from weft.common.jobs import run_until_idle
from weft.common.visibility import Viewer
from weft.graph.actions import add_actor
from weft.graph.models import Actor, VoiceKind
from weft.joining.actions.voice_asks import VoiceWish
from weft.joining.tests.conftest import viewer_of
from weft.networks.actions import add_membership
from weft.networks.models import Network

WORDS = "The committee chose me."
WISH = VoiceWish(VoiceKind.DEPUTY, "trustee", WORDS)


def person(network: Network, name: str, kind: str | None = None) -> Viewer:
    account = Account.objects.create_user(f"{name.lower()}@example.org", name=name)
    found = network.membership_kinds.get(name=kind) if kind else None
    add_membership(network=network, account=account, kind=found)
    return viewer_of(network, account.pk)


def account_of(viewer: Viewer) -> Account:
    return Account.objects.get(pk=viewer.account_id or 0)


def actor_of(network: Network, con: Account, **values: object) -> Actor:
    told: dict[str, object] = {"name": "Forum", "kind": "Organisation", "visibility": 1, **values}
    return add_actor(viewer=viewer_of(network, con.pk), values=told)


def url_of(network: Network, actor: Actor, name: str = "voices") -> str:
    return reverse(name, args=[network.slug, actor.pk])


def mails_to(name: str) -> list[str]:
    run_until_idle()
    return [str(one.body) for one in mail.outbox if one.to == [f"{name}@example.org"]]
