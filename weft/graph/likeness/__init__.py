"""Finds actors that are suspiciously alike, so that a person can look before they double.

Names, websites, e-mail addresses, places and public identifiers are weighed by one table
(`weights`) into points with reasons. Which pairs are weighed at all is in `blocking`.
"""

from weft.graph.likeness.incoming import Likeness, likenesses
from weft.graph.likeness.search import Pair, alike
from weft.graph.likeness.traits import Traits
from weft.graph.likeness.weights import REASONS, THRESHOLD

__all__ = [
    "REASONS",
    "THRESHOLD",
    "Likeness",
    "Pair",
    "Traits",
    "alike",
    "likenesses",
]
