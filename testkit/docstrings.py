"""Turns a NumPy-style docstring into Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LISTS = ("Parameters", "Attributes", "Returns", "Raises")
_SECTION = re.compile(r"(?m)^([A-Z][a-z]+)\n-{4,}\n")


def markdown(docstring: str) -> str:
    """The text, then each section under its name; examples as code."""
    pieces = _SECTION.split(docstring)
    parts = [pieces[0].strip()]
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        parts.append(f"**{name}**")
        if name in _LISTS:
            parts.append("\n".join(_items(body, is_named=name in ("Parameters", "Attributes"))))
        elif name == "Examples":
            parts.append("\n\n".join(_examples(body)))
        else:
            parts.append(body.strip())
    return "\n\n".join(parts)


def _items(body: str, *, is_named: bool) -> Iterator[str]:
    """One bullet for each entry, with its explanation behind it."""
    head, told = "", [""]
    for line in [*body.strip("\n").split("\n"), ""]:
        if line.startswith("    "):
            told.append(line.strip())
            continue
        if head:
            yield f"- {_head(head, is_named=is_named)}{_told(told)}"
        head, told = line, []


def _told(lines: list[str]) -> str:
    text = "\n  ".join(lines).strip()
    return f" —\n  {text}" if text else ""


def _head(line: str, *, is_named: bool) -> str:
    names, colon, kind = line.partition(" : ")
    if not colon:
        return f"`{line}`"
    marked = ", ".join(f"`{name}`" for name in names.split(", "))
    return f"{marked} : {kind}" if is_named else f"`{line}`"


def _examples(body: str) -> Iterator[str]:
    """Code in fences, words in between as they are."""
    for block in re.split(r"\n\n+", body.strip()):
        yield f"```pycon\n{block}\n```" if block.lstrip().startswith(">>>") else block
