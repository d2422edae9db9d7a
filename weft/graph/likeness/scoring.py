"""Weighs two described actors: points, and the reasons for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from weft.graph.likeness.names import Name
from weft.graph.likeness.rarity import Rarity
from weft.graph.likeness.traits import Described, kilometres
from weft.graph.likeness.weights import MOST, REASONS

#: Names are alike from this share of equal letters on; of 20 letters two may differ.
_ALIKE = 90
#: Shorter names are not alike for all but one letter, nor are shorter words.
_ONE_LETTER_FROM = 6
_WORD_FROM = 5
#: From so many letters on the beginning of a word may stand for it, as “assoc” does.
_SHORTENED_FROM = 4
#: The part of the telling bits of the shorter name that the longer must have too.
_MOST_OF_IT = 0.65
#: A name that holds another and says so little more is alike.
_NEARLY_ALL = 0.85
_ACRONYM = range(3, 9)
_SOUND_FROM = 4
_POINT_KM = 0.3
_FAR_KM = 40.0
#: What a file or a network calls actors whose kind nobody gave.
_NO_KIND = frozenset(("", "actor"))


@dataclass(frozen=True, slots=True)
class Score:
    """How alike two actors are, of 100, and why."""

    points: int
    reasons: tuple[str, ...] = ()


def score(first: Described, second: Described, rarity: Rarity) -> Score:
    """Weigh all that is known of two actors."""
    reasons = (
        *_of_names(first.name, second.name, rarity),
        *_of_public_ids(first, second),
        *_of_addresses(first, second, rarity),
        *_of_places(first, second),
        *_of_kinds(first, second),
    )
    points = sum(REASONS[reason].points for reason in reasons)
    return Score(max(0, min(MOST, points)), reasons)


def _of_names(first: Name, second: Name, rarity: Rarity) -> Iterator[str]:
    likeness = _name_likeness(first, second, rarity)
    yield likeness or "other_name"
    if likeness in ("same_name", "same_words") and rarity.is_common(first.solid):
        yield "common_name"
    if first.numbers != second.numbers:
        both = first.numbers and second.numbers
        yield "other_numbers" if both else "more_numbers"


def _name_likeness(first: Name, second: Name, rarity: Rarity) -> str:
    """The strongest likeness of two names."""
    if first.form == second.form:
        return "same_name"
    if first.is_code or second.is_code:
        return ""
    if first.solid == second.solid:
        return "same_words"
    if first.sorted_words == second.sorted_words:
        return "same_order"
    return (
        _letter_likeness(first, second, rarity)
        or ("sounds" if first.sound == second.sound and len(first.sound) >= _SOUND_FROM else "")
        or _word_likeness(first, second, rarity)
    )


def _letter_likeness(first: Name, second: Name, rarity: Rarity) -> str:
    shorter = min(len(first.solid), len(second.solid))
    if shorter < _ONE_LETTER_FROM:
        return ""
    # Of “Code fro Leeds” the slip is in a word that is left out otherwise.
    apart = min(
        OSA.distance(first.solid, second.solid, score_cutoff=1),
        OSA.distance(first.form, second.form, score_cutoff=1),
    )
    alike = apart <= 1 or (
        max(
            fuzz.ratio(first.solid, second.solid, score_cutoff=_ALIKE),
            fuzz.ratio(first.sorted_words, second.sorted_words, score_cutoff=_ALIKE),
        )
        >= _ALIKE
    )
    if not alike or _other_words(first, second, rarity):
        return ""
    if apart > 1 and (
        set(first.words) <= set(second.words) or set(second.words) <= set(first.words)
    ):
        # Nothing is misspelt: one has a word more, and how much that tells is weighed below.
        return ""
    return "one_letter" if apart <= 1 else "alike"


def _other_words(first: Name, second: Name, rarity: Rarity) -> bool:
    """Whether they differ by a word that others use too: “East” and “West” are no slips."""
    mine, theirs = set(first.words) - set(second.words), set(second.words) - set(first.words)
    if not (mine and theirs):
        return False
    return all(map(rarity.is_known, mine)) and all(map(rarity.is_known, theirs))


def _word_likeness(first: Name, second: Name, rarity: Rarity) -> str:
    if _is_acronym(first, second) or _is_acronym(second, first):
        return "acronym"
    short, long = sorted((first, second), key=lambda name: len(name.solid))
    shared = [word for word in short.words if _has(long, word)]
    if not shared:
        return ""
    in_common, own = rarity.telling(shared), rarity.telling(short.words)
    if len(shared) == len(short.words):
        whole = rarity.telling(long.words)
        return "alike" if len(shared) > 1 and in_common >= _NEARLY_ALL * whole else "holds"
    return "shares_words" if len(shared) > 1 and in_common >= _MOST_OF_IT * own else ""


def _has(name: Name, word: str) -> bool:
    """Whether a name has a word, if need be shortened or with one letter changed."""
    if word in name.words:
        return True
    return any(
        (min(len(word), len(other)) >= _SHORTENED_FROM and _begins(word, other))
        or (
            min(len(word), len(other)) >= _WORD_FROM
            and OSA.distance(word, other, score_cutoff=1) <= 1
        )
        for other in name.words
    )


def _begins(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def _is_acronym(short: Name, long: Name) -> bool:
    return len(short.solid) in _ACRONYM and len(short.words) == 1 and short.solid in long.initials


def _of_public_ids(first: Described, second: Described) -> Iterator[str]:
    if not (first.public_id and second.public_id):
        return
    if first.public_id == second.public_id:
        yield "same_public_id"
    elif first.scheme == second.scheme:
        yield "other_public_id"


def _of_addresses(first: Described, second: Described, rarity: Rarity) -> Iterator[str]:
    if first.page and first.page == second.page and rarity.is_own_page(first.page):
        yield "same_page"
    elif first.host and first.host == second.host and rarity.is_own_host(first.host):
        yield "same_website"
    elif first.host and second.host and first.host != second.host:
        yield "other_website"
    if first.email and first.email == second.email and rarity.is_own_mail(first.email):
        yield "same_email"
    elif first.mail_host == second.mail_host and rarity.is_own_mail(first.mail_host):
        yield "same_mail_host"


def _of_places(first: Described, second: Described) -> Iterator[str]:
    apart = kilometres(first.traits, second.traits)
    if first.postcode and first.postcode == second.postcode:
        yield "same_postcode"
    elif apart is not None and apart <= _POINT_KM and first.place != second.place:
        # Those that are only known to be in one town all have its point.
        yield "same_point"
    elif first.place and first.place == second.place:
        yield "same_town"
    elif apart is not None and apart > _FAR_KM:
        yield "far_apart"


def _of_kinds(first: Described, second: Described) -> Iterator[str]:
    if first.kind != second.kind and not {first.kind, second.kind} & _NO_KIND:
        yield "other_kind"
