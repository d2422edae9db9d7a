"""What each measure of an actor is called, and what it says, in plain words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURE_NAMES: dict[str, tuple[Promise, Promise]] = {
    "degree": (_("Number of ties"), _("How many others it is tied to.")),
    "betweenness": (
        _("Bridging (betweenness)"),
        _("The share of shortest ways between two others that pass through it."),
    ),
    "strength": (_("Weight of ties"), _("The weights of its ties added up.")),
    "in_degree": (_("Being named"), _("How many ties point to it.")),
    "out_degree": (_("Naming others"), _("How many ties start from it.")),
    "closeness": (_("Closeness"), _("How few steps it is from the others, on average.")),
    "harmonic": (
        _("Closeness (harmonic)"),
        _("Closeness that also works when the network is in several pieces."),
    ),
    "eigenvector": (_("Ties to the well tied"), _("High when its neighbours have many ties.")),
    "pagerank": (_("PageRank"), _("Where a walk along random ties often ends up.")),
    "core": (_("Core number"), _("The densest core it belongs to.")),
    "clustering": (_("Closed circle"), _("How many of its neighbours know each other.")),
    "constraint": (
        _("Constraint"),
        _("High when all its contacts know each other; low when it spans a gap."),
    ),
    "effective_size": (_("Separate contacts"), _("Contacts that are not tied to each other.")),
    "reach2": (_("Reach in two steps"), _("How many others are within two steps.")),
}
