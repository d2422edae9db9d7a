"""Finding a person in free text: `free_text` says where it stands, and it is all read.

What somebody says they are called must not be a way to strike words out of what others wrote. So a
name is looked for only in networks that its person belonged to, letter by letter as it is written,
if it has two words or more, stood for a week or was what they were admitted by, and is the name of
nothing and nobody else there. Nobody is told where it was found, nor how often.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import quote, quote_plus

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from weft.common.names import search_form
from weft.common.personal import KnownAs, texts_were_rewritten
from weft.graph.models import Actor
from weft.networks.models import Membership
from weft.privacy.free_text import free_text_fields, path_to_network

#: What stands where a name stood.
GONE = "[…]"
#: A name counts once it stood for so long.
DAYS_KNOWN = 7
#: The names of things, beside those of actors and members.
_THINGS = (
    "networks.Network", "graph.ActorKind", "graph.TieType", "graph.Layer", "groups.Group",
    "governing.Circle", "networks.MembershipKind",
)  # fmt: skip


def names_to_sweep(known: Iterable[KnownAs], network_id: int) -> list[str]:
    """The names by which a person was known in a network, and nothing and nobody else is."""
    long_known = timezone.now() - timedelta(days=DAYS_KNOWN)
    told = {
        " ".join(one.name.split())
        for one in known
        if one.network_id in (None, network_id)
        and (one.is_confirmed or (one.since is not None and one.since <= long_known))
    }
    return sorted(name for name in told if " " in name and not _is_taken(name, network_id))


def _is_taken(name: str, network_id: int) -> bool:
    """Whether a thing or another person of the network is called so; asked once the person is
    forgotten themselves."""
    own = Q(network_id=network_id)
    if Actor.objects.filter(own, search_name=search_form(name)).exists():
        return True
    if Membership.objects.filter(own, account__name__iexact=name).exists():
        return True
    things = map(apps.get_model, _THINGS)
    here = [one._default_manager.filter(**{path_to_network(one): network_id}) for one in things]
    return any(rows.filter(name__iexact=name).exists() for rows in here)


def sweep_names(names: Iterable[str], network_id: int) -> None:
    """Take names out of all free text of one network, written as they are or in capitals."""
    looked_for = [name for name in names if name]
    if looked_for:
        ways = {way for name in looked_for for way in (name, name.upper())}
        _sweep(looked_for, _pattern(ways), network_id)


def sweep_address(address: str, network_id: int | None) -> None:
    """Take an e-mail address, which is nobody else's, out of the free text of a network, or of
    all there is."""
    if "@" in address:
        _sweep([address], _pattern([address], re.IGNORECASE), network_id)


def _pattern(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    ways = {way for word in words for way in (word, *_in_addresses(word))}
    longest_first = sorted(ways, key=lambda way: (-len(way), way))
    return re.compile("|".join(rf"(?<!\w){re.escape(way)}(?!\w)" for way in longest_first), flags)


def _in_addresses(word: str) -> tuple[str, str]:
    """How a word stands in the address of a page, as browsers and as servers write it."""
    return quote(word, safe="!'()*~"), quote_plus(word)


def _sweep(words: list[str], pattern: re.Pattern[str], network_id: int | None) -> None:
    rewritten: set[int] = set()
    for model, field in free_text_fields():
        path = path_to_network(model)
        rows = model._default_manager.annotate(of_network=F(path))
        if network_id is not None:
            rows = rows.filter(of_network=network_id)
        found = Q()
        for word in words:
            # JSON may be stored with its letters written as numbers.
            for way in (word, json.dumps(word)[1:-1], *_in_addresses(word)):
                found |= Q(**{f"{field.name}__icontains": way})
        for row in rows.filter(found).iterator():
            before = getattr(row, field.name)
            after = _without(before, pattern)
            if after != before:
                setattr(row, field.name, after)
                _keep(row, field.name)
                rewritten.add(row.of_network)  # type: ignore[attr-defined]  # the annotation puts it there
    # What was worked out, and the files of maps, say it too.
    for pk in sorted(rewritten):
        texts_were_rewritten(pk)


def _keep(row: models.Model, name: str) -> None:
    """Save it; what cannot stand without the name, such as a link, goes altogether."""
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        row.delete()


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(GONE, value)
    if isinstance(value, list):
        return [_without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {_without(key, pattern): _without(one, pattern) for key, one in value.items()}
    return value
