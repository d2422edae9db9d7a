"""What is left of a name to compare: its telling words, its numbers, how it sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

from weft.common.names import search_form

#: Legal forms, articles and joining words: they are added or left out as it pleases.
_FORMS = (
    "ltd limited llp plc inc incorporated corp cic cio scio cbs charity charities company "
    "ev gmbh ggmbh gug ug ag kg eg egen mbh verein sa sarl sas scop scic srl spa snc onlus aps odv "
    "bv nv asbl vzw aisbl sprl kft zrt ood eood ong ngo npo registered "
    "the a an of and for in at on to by "
    "le la les l de du des d et en au aux "
    "der die das den dem und fur von im am zu "
    "il lo gli di del della dei delle e "
    "el los las y o os da do dos das em van het een"
)
#: Words that only say what kind of government a place has, where they stand before its name.
_GOVERNMENTS = (
    "ville commune mairie municipalite city town borough county stadt gemeinde marktgemeinde "
    "comune ayuntamiento region departement conseil departemental regional"
)
#: “Leeds City Council” is the council of Leeds.
_BEFORE_COUNCIL = frozenset(("city", "borough", "county", "district", "metropolitan", "town"))
_LEFT_OUT = frozenset(_FORMS.split())
_GOVERNMENT = frozenset(_GOVERNMENTS.split())
#: Short forms that stand for one word in any name.
_LONG_FORMS = {
    "assoc": "association", "assn": "association", "ass": "association", "st": "saint",
    "ste": "sainte", "uni": "university", "univ": "university", "centre": "center",
    "dept": "department", "dev": "development", "int": "international", "intl": "international",
    "natl": "national", "soc": "society", "org": "organisation", "organization": "organisation",
    "govt": "government", "fed": "federation", "fdn": "foundation",
    "comm": "community", "cttee": "committee", "inst": "institute", "ca": "agglomeration",
    "cc": "communaute", "cu": "communaute", "hosp": "hospital",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_POSSESSIVE = re.compile(r"['’`´]s\b")
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_AND = re.compile(r"[&+]")
_APART = re.compile(r"[^\w]+|_")
_LETTERS_THEN_NUMBER = re.compile(r"(?<=[a-z]{2})(?=\d)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name, ready to be compared with others."""

    form: str
    #: The telling words in their order, and as one piece without spaces.
    words: tuple[str, ...]
    solid: str
    sorted_words: str
    numbers: tuple[str, ...]
    #: The first letters of all words, and of the telling ones.
    initials: tuple[str, str]
    sound: str

    @property
    def is_code(self) -> bool:
        """Whether it has no letters, or too few: near numbers are not near actors."""
        return not any(mark.isalpha() for mark in self.form)


def name_of(text: str) -> Name:
    form = search_form(text)
    plain = _DOTTED.sub(r"\1", _POSSESSIVE.sub("s", _AND.sub(" and ", form)))
    plain = _LETTERS_THEN_NUMBER.sub(" ", plain)
    spoken = [word for word in _APART.split(plain) if word]
    known = [_LONG_FORMS.get(word, word) for word in spoken]
    telling = [word for word in known if word not in _LEFT_OUT] or known
    words = tuple(_without_government(telling))
    numbers = tuple(sorted(str(int(n)) for n in _NUMBERS.findall(form) if n.isascii()))
    return Name(
        form=form,
        words=words,
        solid="".join(words),
        sorted_words=" ".join(sorted(words)),
        numbers=numbers,
        initials=(
            "".join(word[0] for word in spoken),
            "".join(word[0] for word in spoken if word not in _LEFT_OUT),
        ),
        sound=" ".join(filter(None, map(sound_of, words))),
    )


def _without_government(words: list[str]) -> list[str]:
    """“Ville de Lille” is Lille, but a youth council is none of its town's words."""
    last = len(words) - 1
    kept = [
        word
        for place, word in enumerate(words)
        if not (word in _BEFORE_COUNCIL and place < last and words[place + 1] == "council")
    ]
    start = 0
    while start < len(kept) - 1 and kept[start] in _GOVERNMENT:
        start += 1
    return kept[start:]


@lru_cache(maxsize=200_000)
def sound_of(word: str) -> str:
    """How a word sounds in English; what is not in Latin letters is taken as it is written."""
    if not (word.isascii() and word.isalpha()):
        return word
    return jellyfish.metaphone(word)
