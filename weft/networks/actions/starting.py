"""Starting networks, changing them, and joining them up."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weft.accounts.models import Account
from weft.common.audit import Whom, deed, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.jobs import enqueue
from weft.common.visibility import Viewer, Visibility
from weft.networks.actions.belonging import add_kinds, add_membership
from weft.networks.actions.responsibilities import add_responsibility
from weft.networks.models import HEX_COLOUR, MOST_MONTHS, RESERVED_SLUGS, Network, Role
from weft.networks.permissions import can_create_network, can_manage_network
from weft.networks.queries import possible_parents

SETTINGS_CHANGED = deed(
    "settings_changed",
    gettext_lazy("{by} changed the settings of the network: {fields}."),
    labels={
        "name": gettext_lazy("name"),
        "purpose": gettext_lazy("purpose"),
        "boundary": gettext_lazy("boundary"),
        "principles": gettext_lazy("principles"),
        "colour": gettext_lazy("colour"),
        "visibility": gettext_lazy("who may see it"),
        "fading_months": gettext_lazy("months until a tie fades"),
        "fresh_until_months": gettext_lazy("months until a tie no longer counts"),
        "asks_by_mail": gettext_lazy("asks by mail"),
        "all_need_second_step": gettext_lazy("every member needs a second step"),
    },
)
#: The kind of job that computes the measures again; `weft.analysis` does it.
REFRESH = "analysis.refresh"
#: What of a network its convenors can change.
CHANGEABLE = frozenset(
    {"name", "purpose", "boundary", "principles", "colour", "visibility", "fading_months",
     "fresh_until_months", "asks_by_mail", "all_need_second_step"}
)  # fmt: skip


def free_slug(name: str) -> str:
    """An address made from the name that no other network has."""
    base = slugify(name)[:50] or "network"
    slug, count = base, 1
    while slug in RESERVED_SLUGS or Network.objects.filter(slug=slug).exists():
        count += 1
        slug = f"{base}-{count}"
    return slug


@transaction.atomic
def create_network(
    *,
    account: Account | None,
    name: str,
    purpose: str = "",
    boundary: str = "",
    colour: str = "#0f6b5c",
    visibility: int = Visibility.MEMBERS,
) -> Network:
    """Start a network whose convenor is the account; without one only commands may."""
    if account is not None and not can_create_network(account):
        raise NotAllowed
    if not name.strip():
        raise InvalidInput(_("Give the network a name."))
    HEX_COLOUR(colour)
    network = Network.objects.create(
        slug=free_slug(name),
        name=name.strip(),
        purpose=purpose.strip(),
        boundary=boundary.strip(),
        colour=colour,
        visibility=visibility,
    )
    add_kinds(network)
    if account is not None:
        membership = add_membership(network=network, account=account)
        add_responsibility(membership=membership, role=Role.CONVENOR)
    return network


def mark_changed(network_id: int) -> None:
    """What was computed of the net is out of date from now on, and is computed anew."""
    Network.objects.filter(pk=network_id).update(graph_version=F("graph_version") + 1)
    enqueue(kind=REFRESH, dedupe_key=str(network_id), payload={"network": network_id})


@transaction.atomic
def change_network(*, viewer: Viewer, network: Network, **values: object) -> Network:
    """Change what a network is called and for, who may see it, and when its ties fade."""
    if not can_manage_network(viewer):
        raise NotAllowed
    if set(values) - CHANGEABLE:
        raise InvalidInput(_("This cannot be changed here."))
    # The form that the values come from may have set them already.
    stored_now = Network.objects.get(pk=network.pk)
    changed = {key for key, value in values.items() if getattr(stored_now, key) != value}
    for key, value in values.items():
        setattr(network, key, value)
    if not 1 <= network.fading_months <= network.fresh_until_months <= MOST_MONTHS:
        raise InvalidInput(
            _("A tie has to fade before it stops counting, and both within 20 years.")
        )
    if not changed:
        return network
    stored = {"second_step_since" if key == "all_need_second_step" else key for key in changed}
    network.save(update_fields=stored)
    record(
        SETTINGS_CHANGED,
        network_id=network.pk,
        whom=Whom(by=viewer.account_id),
        details={"fields": ", ".join(sorted(changed))},
    )
    if {"fading_months", "fresh_until_months"} & changed:
        mark_changed(network.pk)
    return network


@transaction.atomic
def set_parent(*, viewer: Viewer, network: Network, parent: Network | None) -> Network:
    """Make a network a part of another that the same person convenes, move it, or let it leave."""
    if not can_manage_network(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    # Two networks that become parts of each other at the same moment would be a circle.
    list(Network.objects.select_for_update().order_by("pk").values_list("pk"))
    if (
        parent is not None
        and not possible_parents(network, viewer.account_id).filter(pk=parent.pk).exists()
    ):
        raise InvalidInput(
            _("A network can be a part of one that you convene too, and not of its own parts.")
        )
    network.parent = parent
    network.save(update_fields=["parent"])
    return network


@transaction.atomic
def let_part_go(*, viewer: Viewer, network: Network, part: Network) -> None:
    """Let a part leave; both stay as they are."""
    if not can_manage_network(viewer) or network.pk != viewer.network_id:
        raise NotAllowed
    Network.objects.filter(pk=part.pk, parent=network).update(parent=None)
