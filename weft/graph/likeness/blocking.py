"""Which pairs are worth weighing: those that share a key, found in near-linear time.

Each actor has a few keys (the beginning and end of its name, how it sounds, its rarest words, its
website, e-mail, postcode, public identifier, initials). Those who share one are compared with
each other; a key that many share is sorted by name and compared with near neighbours only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from weft.graph.likeness.names import Name
from weft.graph.likeness.rarity import Rarity
from weft.graph.likeness.traits import Described

Pairs = NDArray[np.int64]
#: In a larger group each is compared with so many that follow it in the order of names.
_GROUP = 24
_NEXT = 6
_BEGINNING = 7
_ACRONYM = range(3, 9)
#: Short names are looked for with each of their letters left out: a slip may be anywhere.
_SHORT_NAME = range(6, 11)


def candidate_pairs(described: Sequence[Described], rarity: Rarity, fresh: int) -> Pairs:
    """Pairs (first < second) to be weighed, of which at least one is among the first `fresh`."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(described):
        for key in _keys(one, rarity):
            groups[key].append(number)
    count = len(described)
    found = [
        _pairs_of(group, described)
        for group in groups.values()
        if len(group) > 1 and group[0] < fresh
    ]
    if not found:
        return np.empty((0, 2), np.int64)
    pairs = np.sort(np.concatenate(found), axis=1)
    pairs = pairs[(pairs[:, 0] < fresh) & (pairs[:, 0] != pairs[:, 1])]
    packed = np.unique(pairs[:, 0] * count + pairs[:, 1])
    return np.column_stack((packed // count, packed % count))


def _keys(one: Described, rarity: Rarity) -> Iterator[str]:
    yield from _name_keys(one.name, rarity) if not one.name.is_code else (f"n{one.name.form}",)
    if one.host and rarity.is_own_host(one.host):
        yield f"h{one.host}"
    if one.page and rarity.is_own_page(one.page):
        yield f"p{one.page}"
    if one.email:
        yield f"e{one.email}"
    if one.postcode:
        yield f"c{one.postcode}"
    if one.public_id:
        yield f"i{one.public_id}"


def _name_keys(name: Name, rarity: Rarity) -> Iterator[str]:
    yield f"<{name.solid[:_BEGINNING]}"
    yield f">{name.solid[-_BEGINNING:]}"
    yield f"={name.sorted_words[:12]}"
    yield f"~{name.sound[:_BEGINNING]}"
    if len(name.solid) in _SHORT_NAME:
        yield f"d{name.solid}"
        for place in range(len(name.solid)):
            yield f"d{name.solid[:place]}{name.solid[place + 1 :]}"
    # The rarest words tell most; each with the next, so that common ones are told apart.
    rarest = sorted(set(name.words), key=lambda word: (rarity.words[word], word))[:3]
    for word in rarest[:2]:
        yield f"w{word}"
    for first, second in pairwise(rarest):
        yield f"w{min(first, second)} {max(first, second)}"
    if len(name.words) == 1 and len(name.solid) in _ACRONYM:
        yield f"a{name.solid}"
    elif len(name.words) > 2:
        for initials in {letters for letters in name.initials if len(letters) in _ACRONYM}:
            yield f"a{initials}"


def _pairs_of(group: Sequence[int], described: Sequence[Described]) -> Pairs:
    if len(group) <= _GROUP:
        members = np.asarray(group, np.int64)
        first, second = np.triu_indices(len(group), 1)
        return np.column_stack((members[first], members[second]))
    members = np.asarray(sorted(group, key=lambda n: described[n].name.sorted_words), np.int64)
    return np.concatenate(
        [np.column_stack((members[:-step], members[step:])) for step in range(1, _NEXT + 1)]
    )
