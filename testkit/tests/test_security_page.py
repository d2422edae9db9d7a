"""The page about security names each requirement of the standard once, and only what is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/reference/security.md"
STATES = ("code", "test", "host", "not applicable", "open")
#: How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1.
SECTIONS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1
4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2
7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2
10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
"""
#: Those of level 1, by section.
FIRST_LEVEL = """
1.2:1,2,3,4,5 1.3:1,2 1.5:1 2.1:1 2.2:1,2 2.3:1 3.2:1,2 3.3:1 3.4:1,2 3.5:1,2,3 4.1:1 4.4:1
5.2:1,2 5.3:1,2 6.1:1 6.2:1,2,3,4,5,6,7,8 6.3:1,2 6.4:1,2 7.2:1,2,3,4 7.4:1,2 8.1:1 8.2:1,2
8.3:1 9.1:1,2,3 9.2:1 10.4:1,2,3,4,5 11.3:1,2 11.4:1 12.1:1 12.2:1,2 13.4:1 14.2:1 14.3:1
15.1:1 15.2:1 15.3:1
"""
ROW = re.compile(r"\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


def rows() -> list[tuple[str, ...]]:
    lines = PAGE.read_text("utf-8").splitlines()
    return [match.groups() for line in lines if (match := ROW.fullmatch(line))]


def test_each_requirement_is_there_once() -> None:
    wanted = [
        f"{section}.{number}"
        for section, count in (part.split(":") for part in SECTIONS.split())
        for number in range(1, int(count) + 1)
    ]
    assert len(wanted) == 253
    assert [row[0] for row in rows()] == wanted


def test_each_has_its_level() -> None:
    first = {
        f"{section}.{number}"
        for section, numbers in (part.split(":") for part in FIRST_LEVEL.split())
        for number in numbers.split(",")
    }
    assert len(first) == 70
    assert {number for number, level, *_rest in rows() if level == "1"} == first


def test_the_counts_are_those_of_the_rows() -> None:
    text = PAGE.read_text("utf-8")
    counted = Counter((state, level) for _number, level, _words, state, _where in rows())
    for name, levels in (("level 1", "1"), ("level 2", "2"), ("both", "12")):
        numbers = [sum(counted[state, level] for level in levels) for state in STATES]
        cells = " | ".join(map(str, [*numbers, sum(numbers)]))
        assert f"| {name} | {cells} |" in text


def test_each_says_how_it_stands_and_where() -> None:
    for number, _level, words, state, where in rows():
        assert state in STATES, number
        assert len(words.split()) <= 12, number
        assert where.strip(), number
        if state == "host":
            assert "](../how-to/host.md" in where, f"{number} says nowhere how"
        if state == "open":
            assert where.endswith("."), f"{number} is no sentence"


def test_what_is_named_is_there() -> None:
    for number, _level, _words, state, where in rows():
        named = [
            word
            for word in re.findall(r"`([^`]+)`", where)
            if re.fullmatch(r"[\w-]+(/[\w.-]+)+|[\w-]+\.toml|Makefile", word)
        ]
        for word in named:
            assert (ROOT / word).exists(), f"{number} names {word}"
        if state == "test":
            tests = [word for word in named if "test_" in word]
            assert tests, f"{number} names no test"
        if state == "code":
            assert named or "below" in where, f"{number} names nothing"


def test_what_stands_below_is_there() -> None:
    text = PAGE.read_text("utf-8")
    for *_row, where in rows():
        for title in re.findall(r"“([^”]+)” below", where):
            assert f"\n## {title}\n" in text, title
