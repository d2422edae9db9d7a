"""Text of a drawing: valid XML whatever a name holds, and names that never cover each other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

Box = tuple[float, float, float, float]
#: What XML 1.0 cannot hold, and what turns round the text that comes after it.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
LONGEST = 28


def clean(text: str) -> str:
    """Return the text on one line, as XML."""
    return escape(" ".join(_ILLEGAL.sub("\ufffd", text).split()), {'"': "&quot;"})


def short(text: str, longest: int = LONGEST) -> str:
    """Return the text on one line, without the start of an address and the end of a long name."""
    line = re.sub(r"^https?://(www\.)?(?=.)", "", " ".join(text.split()))
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def width(text: str, size: float) -> float:
    """Return about how wide a text is: letters half as wide as high, Chinese ones as wide."""
    return size * sum(
        1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.68 if letter.isupper() else 0.56
        for letter in text
    )


@dataclass(slots=True)
class Names:
    """Places names one after the other, each only where it covers no other."""

    paper: Box
    taken: list[Box] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def beside(self, name: str, at: tuple[float, float], radius: float, size: float) -> bool:
        """Write a name at the first free side of its actor, if there is one."""
        text = short(name)
        wide, high, gap = width(text, size), size * 1.2, radius + 3
        x, y = at
        for anchor, start, left, top in (
            ("start", x + gap, x + gap, y - high / 2),
            ("end", x - gap, x - gap - wide, y - high / 2),
            ("middle", x, x - wide / 2, y - gap - high),
            ("middle", x, x - wide / 2, y + gap),
        ):
            if self._take((left, top, left + wide, top + high)):
                self.parts.append(
                    f'<text x="{start:.1f}" y="{top + high * 0.8:.1f}" '
                    f'font-size="{size:g}" text-anchor="{anchor}">{clean(text)}</text>'
                )
                return True
        return False

    def _take(self, box: Box) -> bool:
        paper = self.paper
        if box[0] < paper[0] or box[1] < paper[1] or box[2] > paper[2] or box[3] > paper[3]:
            return False
        if any(_overlap(box, other) for other in self.taken):
            return False
        self.taken.append(box)
        return True


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
