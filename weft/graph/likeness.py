"""Finds names that are suspiciously alike, so that a person can look before they double."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz

from weft.common.names import search_form

#: From this score of 100 on, two names may be the same actor.
THRESHOLD = 90
#: Names that share a beginning or an end are compared; larger groups tell nothing.
_LARGEST_GROUP = 150
_MOST_SUSPECTS = 500


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new record that resembles an actor of the network, or another record of the file."""

    record: int
    name: str
    resembles: str
    actor_id: int | None
    other_record: int | None
    score: int


@dataclass(slots=True)
class _Entry:
    form: str
    name: str
    record: int | None
    actor_id: int | None
    words: str = ""
    digits: str = ""

    def __post_init__(self) -> None:
        self.words = " ".join(sorted(self.form.split()))
        self.digits = "".join(mark for mark in self.form if mark.isdigit())


def likenesses(fresh: list[tuple[int, str]], existing: list[tuple[int, str]]) -> list[Likeness]:
    """Pairs of a new record and what it resembles, the most alike first."""
    entries = [_Entry(search_form(name), name, index, None) for index, name in fresh]
    entries += [_Entry(search_form(name), name, None, pk) for pk, name in existing]
    groups: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        # Names without letters are numbers or codes: near numbers are not near actors.
        if any(mark.isalpha() for mark in entry.form) and len(entry.form) > 3:
            for key in _group_keys(entry):
                groups[key].append(entry)
    found: dict[tuple[str, str], Likeness] = {}
    for group in groups.values():
        if len(group) <= _LARGEST_GROUP:
            _compare_group(group, found)
    ordered = sorted(found.values(), key=lambda like: (-like.score, like.record))
    return ordered[:_MOST_SUSPECTS]


def _group_keys(entry: _Entry) -> set[str]:
    # Names that differ in a number are different on purpose, so they never meet.
    return {
        f"<{entry.form[:5]}/{entry.digits}",
        f">{entry.form[-5:]}/{entry.digits}",
        f"={entry.words[:8]}/{entry.digits}",
    }


def _compare_group(group: list[_Entry], found: dict[tuple[str, str], Likeness]) -> None:
    for position, first in enumerate(group):
        if first.record is None:
            break
        for second in group[position + 1 :]:
            score = _score(first, second)
            if score >= THRESHOLD:
                key = (f"{first.record}", f"{second.record}/{second.actor_id}")
                found[key] = Likeness(
                    first.record, first.name, second.name, second.actor_id, second.record, score
                )


def _score(first: _Entry, second: _Entry) -> int:
    """Alikeness of 100, in any order of the words; 0 when it is below the threshold."""
    alike = fuzz.ratio(first.form, second.form, score_cutoff=THRESHOLD)
    return int(max(alike, fuzz.ratio(first.words, second.words, score_cutoff=THRESHOLD)))
