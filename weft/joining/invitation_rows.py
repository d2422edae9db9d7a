"""The rows of a spreadsheet of people to invite: what is in them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from weft.common.addresses import plain_address
from weft.common.errors import InvalidInput
from weft.graph.cleaning import kept_text
from weft.joining.models import Invitation, InvitationState
from weft.networks.models import Membership, Network
from weft.privacy.consenting import not_suppressed
from weft.sna.io.problems import FileProblem
from weft.sna.io.table_rows import read_first_sheet

MOST_ROWS = 5_000
#: Headings by which a column is known, in the forms that people write.
HEADINGS = {
    "email": ("email", "e-mail", "e-mail address", "email address", "mail", "address"),
    "name": ("name", "full name", "person", "contact", "contact name"),
    "first": ("first name", "forename", "given name"),
    "last": ("last name", "surname", "family name"),
    "organisation": ("organisation", "organization", "group", "org", "company", "charity"),
    "kind": ("kind", "kind of membership", "membership", "membership type"),
}


@dataclass(slots=True)
class Row:
    """One person of a spreadsheet."""

    number: int
    email: str = ""
    name: str = ""
    organisation: str = ""
    kind: str = ""
    #: What is wrong with it; a row with a problem is left out.
    problem: str = ""
    #: Something to know that does not keep it out.
    hint: str = ""

    @property
    def is_usable(self) -> bool:
        return not self.problem

    def as_dict(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key not in ("problem", "hint")}


def read_rows(path: str, label: str) -> list[Row]:
    """The people in a spreadsheet; raises InvalidInput where there is no column of addresses."""
    try:
        (first, headings), *rest = read_first_sheet(path, label)
    except FileProblem as problem:
        raise InvalidInput(str(problem)) from None
    columns, body = _columns(headings), rest
    addresses = [place for place, cell in enumerate(headings) if "@" in cell]
    if "email" not in columns and addresses:
        # A list without headings: the column in which the first address stands.
        columns, body = {"email": addresses[0]}, [(first, headings), *rest]
    if "email" not in columns:
        raise InvalidInput(
            _("The first row of this file has no column “email”. Its columns are: %(names)s.")
            % {"names": ", ".join(headings) or "–"}
        )
    if len(body) > MOST_ROWS:
        raise InvalidInput(_("5,000 rows at most. Split the file, please."))
    return [_row(number, cells, columns) for number, cells in body]


def _columns(headings: Sequence[str]) -> dict[str, int]:
    known = {form: key for key, forms in HEADINGS.items() for form in forms}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        key = known.get(heading.strip().lower().replace("_", " "))
        if key is not None:
            found.setdefault(key, place)
    return found


def _row(number: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    def cell(key: str, most: int) -> str:
        place = columns.get(key)
        value = cells[place] if place is not None and place < len(cells) else ""
        return kept_text(value, most)

    name = cell("name", 120) or f"{cell('first', 60)} {cell('last', 60)}".strip()
    email = plain_address(cell("email", 300))
    return Row(number, email, name, cell("organisation", 300), cell("kind", 60))


def rows_of(network: Network, kept: Iterable[dict[str, Any]]) -> list[Row]:
    """The rows with what is wrong with each today: asked anew each time, since people join."""
    rows = [Row(**values) for values in kept]
    addresses = [row.email for row in rows if row.email]
    members = set(
        Membership.objects.holding()
        .filter(network=network, account__email__in=addresses)
        .values_list("account__email", flat=True)
    )
    invited = set(
        Invitation.objects.filter(
            network=network,
            email__in=addresses,
            state__in=(InvitationState.PLANNED, InvitationState.SENT),
        ).values_list("email", flat=True)
    )
    welcome = not_suppressed(network, addresses)
    kinds = {kind.name.lower() for kind in network.membership_kinds.all()}
    seen: dict[str, int] = {}
    for row in rows:
        row.problem = _problem(row, seen, members, invited, welcome)
        if row.kind and row.kind.lower() not in kinds:
            row.hint = _("“%(kind)s” is no kind of membership here; they can choose one.") % {
                "kind": row.kind
            }
        if row.email:
            seen.setdefault(row.email, row.number)
    return rows


def _problem(
    row: Row, seen: dict[str, int], members: set[str], invited: set[str], welcome: set[str]
) -> str:
    if not row.email:
        return _("There is no e-mail address.")
    try:
        validate_email(row.email)
    except ValidationError:
        return _("“%(email)s” is not a whole e-mail address.") % {"email": row.email}
    if row.email in seen:
        return _("The same address as in row %(row)s.") % {"row": seen[row.email]}
    reasons = {
        row.email in members: _("Is a member already."),
        row.email in invited: _("Was invited already and has not answered."),
        row.email not in welcome: _("Has asked never to be written to."),
    }
    return reasons.get(True, "")
