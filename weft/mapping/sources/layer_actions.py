"""Bringing another network's map, or a file, into a layer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer, Visibility
from weft.graph.cleaning import kept_text
from weft.graph.layers import OWN_LAYER
from weft.graph.models import Layer
from weft.mapping.imports.files import discard, store
from weft.mapping.layers.bringing import must_see
from weft.mapping.models import Source
from weft.mapping.sources.actions import must_follow
from weft.mapping.sources.polling import Look, ask_for_look
from weft.networks.models import Network


@transaction.atomic
def bring_network(
    *, viewer: Viewer, there: Network, name: str, visibility: int = Visibility.MEMBERS
) -> Source:
    """Bring in what this person may see of another network; again, to bring it up to date."""
    must_follow(viewer)
    must_see(there, viewer.account_id)
    if there.pk == viewer.network_id:
        raise InvalidInput(_("This is the network itself. Choose another one."))
    source = _source_for(viewer, name, visibility, there)
    ask_for_look(source, Look(viewer.account_id))
    return source


@transaction.atomic
def bring_file(
    *,
    viewer: Viewer,
    uploads: Sequence[UploadedFile[bytes]],
    name: str,
    visibility: int = Visibility.MEMBERS,
) -> Source:
    """Bring a file into a layer; again under the same name, to bring the layer up to date."""
    must_follow(viewer)
    source = _source_for(viewer, name, visibility, None)
    discard(source.folder)
    source.folder, source.file_names = store(uploads)
    source.choices, source.digest = {}, ""
    source.save(update_fields=["folder", "file_names", "choices", "digest"])
    ask_for_look(source, Look(viewer.account_id))
    return source


def _source_for(viewer: Viewer, name: str, visibility: int, there: Network | None) -> Source:
    """The source of the layer of this name, made where there is none yet."""
    given = kept_text(name, 120)
    if not given and there is not None and there.visibility == Visibility.PUBLIC:
        given = there.name[:120]
    if not given or given == OWN_LAYER:
        # The name of a closed network is for those alone who may know of it.
        raise InvalidInput(_("Give the layer a name that everyone who sees it may read."))
    if visibility not in Visibility.values:
        raise InvalidInput(_("Choose who may see what is new."))
    Network.objects.select_for_update().get(pk=viewer.network_id)
    values: dict[str, Any] = {"visibility": visibility, "source": there}
    layer, _is_new = Layer.objects.get_or_create(
        network_id=viewer.network_id, name=given, defaults=values
    )
    known = Source.objects.filter(network_id=viewer.network_id, layer=layer).first()
    if known is not None:
        if known.from_network_id != (there.pk if there else None) or known.address:
            raise InvalidInput(
                _("The layer “%(name)s” comes from elsewhere. Choose another name.")
                % {"name": given}
            )
        known.made_by_id = viewer.account_id
        known.save(update_fields=["made_by"])
        return known
    if Source.objects.filter(network_id=viewer.network_id, name=given).exists():
        raise InvalidInput(_("Another source has this name. Choose a different one."))
    return Source.objects.create(
        network_id=viewer.network_id,
        name=given,
        layer=layer,
        from_network=there,
        visibility=visibility,
        made_by_id=viewer.account_id,
        # A layer is brought up to date when someone asks, unless they choose otherwise.
        is_on=False,
    )
