"""The table of powers says of which of them the program takes notice."""

from __future__ import annotations

import re
from pathlib import Path

import weft
from weft.networks.powers import AGREED_AMONG_PEOPLE, Power

#: The map asks the viewer, who cannot know the table of powers.
_ASKED_ELSEWHERE = {Power.EDIT_MAP}


def test_each_power_is_asked_for_or_said_to_be_agreed_among_people() -> None:
    root = Path(weft.__file__).parent
    asked: set[str] = set()
    for file in root.rglob("*.py"):
        if file.name != "powers.py" and "tests" not in file.parts:
            asked |= set(re.findall(r"\bPower\.([A-Z_]+)\b", file.read_text()))
    unasked = {power for power in Power if power.name not in asked} - _ASKED_ELSEWHERE
    assert unasked == AGREED_AMONG_PEOPLE
