"""Another network of this installation as records, as far as the person may see it."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Visibility
from weft.graph.models import Actor, Voice, VoiceKind
from weft.graph.permissions import can_edit_map
from weft.mapping.export import net_of
from weft.mapping.layers.audiences import Audiences, fields_of, leave_out_narrow
from weft.mapping.models import Source
from weft.networks.models import Network
from weft.networks.viewers import viewer_of
from weft.sna.io import Net


def must_see(there: Network | None, account_id: int | None) -> Network:
    """The network, if this person may know of it."""
    if there is not None:
        seen = Network.objects.visible_to_account(account_id).filter(pk=there.pk).first()
        if seen is not None:
            return seen
    raise InvalidInput(_("The network that this came from can no longer be seen."))


def net_from(there: Network, account_id: int | None) -> Net:
    """What this person may see of a network; each record knows who else may. Members who are
    seen there by stewards alone have said so to those, and to nobody of another network."""
    viewer = viewer_of(must_see(there, account_id), account_id)
    selves = Voice.objects.filter(kind=VoiceKind.SELF, actor__network=there)
    # An actor that was merged into another is that one now.
    now = selves.values_list(Coalesce("actor__merged_into", F("actor")))
    hidden = Actor.objects.filter(pk__in=now, visibility__gt=Visibility.MEMBERS)
    net = net_of(viewer, without=frozenset(hidden.values_list("pk", flat=True)))
    # Loops, captions and the like belong to the files that the other network was made of.
    net.extras = {}
    for tie in net.ties:
        ends = (net.actors[tie.source], net.actors[tie.target])
        tie.audience = max(tie.audience, *(end.audience for end in ends))
    return net


def audiences_for(source: Source) -> Audiences:
    """Who may see what a source brings."""
    there = fields_of(source.from_network_id) if source.from_network_id else {}
    return Audiences(source.visibility, fields_of(source.network_id), there)


def brought_by(source: Source) -> Net:
    """The other network as it may come into this one; always as whoever brought it sees it.

    That is lent to this map only while the same person looks after it.
    """
    assert source.from_network is not None
    if not can_edit_map(viewer_of(source.network, source.made_by_id)):
        raise InvalidInput(
            _("Whoever brought this in no longer looks after this map. Bring it in again.")
        )
    net = net_from(source.from_network, source.made_by_id)
    leave_out_narrow(net, audiences_for(source))
    return net
