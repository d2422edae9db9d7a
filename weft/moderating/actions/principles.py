"""Which of the network's principles somebody names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.networks.models import Network
from weft.networks.queries import principles_of


def named(network: Network, number: int | None) -> tuple[int, str]:
    """The principle of this number, with its words. A network without any has the law."""
    principles = principles_of(network)
    if not principles:
        return 0, _("Treat each other, and the law, with respect.")
    if number is None or not 1 <= number <= len(principles):
        raise InvalidInput(_("Choose the principle that it breaks."))
    return number, principles[number - 1]
