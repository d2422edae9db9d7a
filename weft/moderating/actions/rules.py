"""What of newcomers is held."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.audit import Whom, record
from weft.common.errors import InvalidInput, NotAllowed
from weft.common.visibility import Viewer
from weft.moderating.deeds import RULES_CHANGED
from weft.moderating.models import Rules
from weft.networks.models import Network
from weft.networks.powers import Power, can


@transaction.atomic
def set_rules(*, viewer: Viewer, network: Network, new_days: int, first_posts: int) -> Rules:
    if not can(viewer, Power.MANAGE) or network.pk != viewer.network_id:
        raise NotAllowed(_("Only a convenor can change this."))
    if not 0 <= new_days <= 60 or not 0 <= first_posts <= 20:
        raise InvalidInput(_("Choose 0 to 60 days, and 0 to 20 things."))
    before = Rules.objects.filter(network=network).first()
    if before is not None and (before.new_days, before.first_posts) == (new_days, first_posts):
        return before
    rules, _is_new = Rules.objects.update_or_create(
        network=network, defaults={"new_days": new_days, "first_posts": first_posts}
    )
    record(RULES_CHANGED, network_id=network.pk, whom=Whom(by=viewer.account_id))
    return rules
