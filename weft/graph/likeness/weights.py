"""How much each likeness counts: one table, in points of which `THRESHOLD` make a suspicion.

Of the reasons about names only the strongest counts; those about other fields add up. A name
alone suffices where it is the same or off by a letter or two; names that share only some words
need a second reason, and what speaks against is taken off. The figures were set on one half of
the pairs of real directories and checked on the other: docs/reference/duplicates.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: From so many points on two actors are suspected to be one.
THRESHOLD = 50
#: No more than this is said of any pair.
MOST = 100


@dataclass(frozen=True, slots=True)
class Reason:
    """One likeness or difference: its points, its words, and the field that it rests on."""

    points: int
    words: object
    field: str = "name"


REASONS: dict[str, Reason] = {
    # Names: the strongest of these counts.
    "same_name": Reason(70, _("the same name")),
    # “Hull Youth Council Ltd” and “The Hull Youth Council” differ in how they were typed.
    "same_words": Reason(66, _("the same name but for words such as “Ltd” or “the”")),
    "same_order": Reason(62, _("the same words in another order")),
    "one_letter": Reason(62, _("names alike but for one letter")),
    "alike": Reason(54, _("names alike")),
    "sounds": Reason(46, _("names sound alike")),
    # What one says more may be another body: “Angers” and “Angers Loire Métropole”.
    "holds": Reason(34, _("one name holds the other")),
    "acronym": Reason(34, _("one name is the initials of the other")),
    "shares_words": Reason(22, _("the names share telling words")),
    # Sisters in one house share an e-mail address and a postcode, and are two all the same.
    "other_name": Reason(-20, _("names with nothing in common")),
    # Other fields, added up.
    "same_public_id": Reason(80, _("the same public identifier"), "public_id"),
    "same_email": Reason(26, _("the same e-mail address"), "email"),
    "same_page": Reason(28, _("the same web page"), "website"),
    "same_website": Reason(22, _("the same website"), "website"),
    "same_mail_host": Reason(12, _("e-mail at the same address"), "email"),
    "same_point": Reason(14, _("at the same point on the map"), "place"),
    "same_postcode": Reason(14, _("the same postcode"), "place"),
    "same_town": Reason(8, _("the same town"), "place"),
    # What speaks against.
    "other_public_id": Reason(-80, _("different public identifiers"), "public_id"),
    "other_numbers": Reason(-60, _("different numbers in the names")),
    "more_numbers": Reason(-12, _("a number in one name only")),
    "other_website": Reason(-8, _("different websites"), "website"),
    "far_apart": Reason(-20, _("far apart"), "place"),
    "other_kind": Reason(-8, _("different kinds"), "kind"),
    # So many bear this name that it tells little, as of two people called John Smith.
    "common_name": Reason(-12, _("a name that many have")),
}
