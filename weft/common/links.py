"""Whether a text leads elsewhere, and whether a name does."""

from __future__ import annotations

import html
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weft.common.errors import InvalidInput
from weft.common.markdown import to_html

_IN_NAME = _("A name cannot have a web or mail address in it. Put a space after each dot.")

#: Dots as other scripts write them: browsers take each of them for one in an address. And dots
#: put into brackets, for people to take out again.
_DOTS = re.compile(
    r"[\u3002\uff0e\uff61\u2024](?=[a-z])|\s?[\[({](?:\.|dot)[\])}]\s?", re.IGNORECASE
)
#: Endings in other scripts that are common.
_FOREIGN = (
    "рф|рус|укр|бел|срб|онлайн|сайт|орг|москва|中国|中國|公司|网络|香港|한국|भारत|ไทย|مصر|السعودية|"
    "امارات"
)
#: Whole addresses, and names of hosts as spammers write them; "e.g." and "1.5" are none. A host of
#: one letter is one only before the endings that are used for short addresses.
_LINK = re.compile(
    r"\b[a-z][a-z0-9+-]+://|https?:|www\."
    rf"|\b[^\W_][\w-]{{1,62}}(?:\.[\w-]{{1,62}}){{0,8}}\.(?:[a-z]{{2,18}}|{_FOREIGN})(?:/|\b(?!\.?[a-z0-9]))"
    r"|\b[a-z0-9]\.(?:com|co|me|gg|ly|io|to|cc|org|net)(?:/|\b)"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?:[:/]|\b)",
    re.IGNORECASE,
)


#: Links as pages show them, but for those that stay here: "/groups" does, "//elsewhere" does not.
_LEADS_OUT = re.compile(r"""<a\b[^>]*\shref="(?!/\w|#)""", re.IGNORECASE)


def has_link(text: str) -> bool:
    """Whether a text has an address in it as people or browsers read it, or as pages show it."""
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    # What is not seen between the letters of an address does not hide it.
    plain = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    if _LINK.search(_DOTS.sub(".", plain)) is not None:
        return True
    return _LEADS_OUT.search(to_html(text)) is not None


def refuse_address_in_name(name: str) -> None:
    """Names stand in mails to people who asked for none: an address in one leads them elsewhere."""
    if not is_plain_name(name):
        raise InvalidInput(_IN_NAME)


def name_without_address(name: str) -> None:
    """The same, for a field of a form."""
    if not is_plain_name(name):
        raise ValidationError(_IN_NAME)


def is_plain_name(name: str) -> bool:
    return "@" not in name and "://" not in name and not has_link(name)
