"""Reads the corrections that a person made on the preview page."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from weft.common.errors import InvalidInput
from weft.common.numbers import whole_number
from weft.common.visibility import Visibility
from weft.mapping.imports.files import Choices
from weft.mapping.models import Import, Source
from weft.sna import io as netio

_FIELDS = {*netio.ACTOR_FIELDS, *netio.TIE_FIELDS, netio.IGNORE, "field"}
_ROLES = {"actors", "ties", "directory"}


def read_corrections(post: QueryDict, started: Import | Source) -> tuple[Choices, int]:
    """The choices and the audience; anything that is not on offer is refused."""
    mapping: dict[str, dict[str, str]] = {}
    roles: dict[str, str] = {}
    for number, table in enumerate(started.preview.get("tables", [])):
        chosen = {}
        for position, column in enumerate(table["columns"]):
            field = post.get(f"column-{number}-{position}", column["field"])
            if field not in _FIELDS:
                raise InvalidInput(_("Choose one of the offered fields for each column."))
            if field != column["field"]:
                chosen[column["heading"]] = field
        earlier = started.choices.get("mapping", {}).get(str(number), {})
        mapping[str(number)] = {**earlier, **chosen}
        role = post.get(f"role-{number}", table["role"])
        if role in _ROLES and role != table["role"]:
            roles[str(number)] = role
    choices: Choices = {
        "mapping": mapping,
        "roles": {**started.choices.get("roles", {}), **roles},
        "match": "name" if post.get("match") == "name" else "auto",
    }
    if post.get("direction") in ("directed", "undirected", "mutual"):
        choices["direction"] = post["direction"]
    if post.get("format") in netio.FORMATS:
        choices["format"] = post["format"]
    wanted = whole_number(post.get("visibility"))
    audience = started.visibility if wanted is None else wanted
    if audience not in Visibility.values:
        raise InvalidInput(_("Choose who may see what is new."))
    return choices, audience
