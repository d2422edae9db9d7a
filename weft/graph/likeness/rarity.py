"""How common words, names and websites are among those compared: what many share tells little."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from weft.graph.likeness.traits import Described

#: A website of more actors than this is a portal that they share, not their own.
_OWN_HOST = 6
#: A name of more actors than this is a common one.
_COMMON = 4
#: A word in so many names is a word of its own, not a slip of the pen.
_KNOWN_WORD = 3


class Rarity:
    """Counts over all that are compared."""

    def __init__(self, described: Iterable[Described]) -> None:
        self.words: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.hosts: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.mails: Counter[str] = Counter()
        count = 0
        for one in described:
            count += 1
            self.words.update(one.name.words)
            self.names[one.name.solid] += 1
            self.hosts[one.host] += 1
            self.pages[one.page] += 1
            self.mails[one.email] += 1
            if one.mail_host:
                self.mails[one.mail_host] += 1
        # A thousand imagined others keep the words of a short list from all seeming common.
        self.total = count + 1000

    def telling(self, words: Iterable[str]) -> float:
        """How much words tell, in bits."""
        return sum(math.log2(self.total / max(1, self.words[word])) for word in words)

    def is_known(self, word: str) -> bool:
        return self.words[word] >= _KNOWN_WORD

    def is_common(self, solid: str) -> bool:
        return self.names[solid] > _COMMON

    def is_own_host(self, host: str) -> bool:
        return 0 < self.hosts[host] <= _OWN_HOST

    def is_own_page(self, page: str) -> bool:
        return self.pages[page] <= _OWN_HOST

    def is_own_mail(self, mail: str) -> bool:
        return bool(mail) and self.mails[mail] <= _OWN_HOST
