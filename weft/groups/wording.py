"""What the kinds of group are for and how they differ, and what each openness means."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from weft.groups.models import Domain, Openness

DOMAINS = {
    Domain.TEAM: _(
        "A few people get one thing done together. They need each other's work, so everyone "
        "knows who is in; it ends when the work is done."
    ),
    Domain.COMMUNITY: _(
        "People who do the same kind of work learn from each other. Each works elsewhere; it "
        "lives as long as they have something to learn, and has no task to finish."
    ),
    Domain.OPEN_NETWORK: _(
        "Many people and organisations stay in touch about a matter. Anyone may come and go; "
        "work teams and communities grow out of it."
    ),
}
OPENNESS = {
    Openness.OPEN: _("Members of the network who want to join are in at once."),
    Openness.CLOSED: _("Who wants to join asks, and its stewards answer."),
    Openness.SECRET: _(
        "Only those who are in it know that it exists, and those of the network who may see "
        "everything. One joins by invitation. It is on no map and in no list."
    ),
}
