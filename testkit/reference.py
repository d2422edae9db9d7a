"""Writes docs/reference/sna/ from the docstrings of weft.sna: python -m testkit.reference."""

from __future__ import annotations

import enum
import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testkit.docstrings import markdown
from weft import sna

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference" / "sna"
_WIDEST = 92
_INTRODUCTION = """\
# `weft.sna`, name by name

Network analysis in Python, without Django or a database: `from weft import sna`.
[A first notebook](../../how-to/notebook.md) shows it at work, and
[what the measures say](../../explanation/measures.md) says what not to read into them.

Examples run after `import numpy as np` and `from weft.sna import *`. An `IntArray`, `IndexArray`,
`FloatArray` or `BoolArray` is a NumPy array of int64, int32, float64 or bool; `ArrayLike` is
anything that NumPy makes an array of, such as a list.

These pages are written from the docstrings by `make docs`; change those, not these."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One page: its name, what it is about, and the modules whose names stand on it."""

    slug: str
    title: str
    about: str
    modules: tuple[str, ...]


SUBJECTS = (
    Subject("graph", "The graph", "What every measure reads, and what can go wrong.",
            ("graph", "errors")),
    Subject("reading-and-drawing", "Reading, converting and drawing",
            "From files, tables and other libraries, and back; pictures.",
            ("reading", "frames", "converting", "layout", "drawing")),
    Subject("all-at-once", "All figures at once", "Every figure of a network, and of every actor.",
            ("summary",)),
    Subject("cohesion", "Cohesion", "How closely a network hangs together.",
            ("cohesion", "spectrum", "coreperiphery", "inequality")),
    Subject("centrality", "Centrality", "Who stands where others pass or look.", ("centrality",)),
    Subject("paths", "Paths and distances", "How many steps lie between actors.", ("paths",)),
    Subject("groups-and-gaps", "Groups and gaps",
            "Whether like keeps to like, where ties are missing, and who could close the gap.",
            ("groups", "unlinked", "gaps", "closing", "chance")),
    Subject("communities", "Communities", "Groups with many ties inside and few between.",
            ("communities",)),
    Subject("brokerage-and-key-players", "Brokerage and key players",
            "Who links others, and on whom it hangs.",
            ("brokerage", "keyplayers", "cutpoints")),
    Subject("what-if", "What if", "What a network loses when some leave.",
            ("whatif", "continuing")),
    Subject("routes", "Ways from one to another", "The most promising ways to reach somebody.",
            ("routes",)),
    Subject("two-mode-and-backbone", "Two-mode networks and their backbone",
            "Actors tied by what they do together, and the ties that chance does not explain.",
            ("twomode", "backbone")),
    Subject("introductions", "Introductions", "Who should meet, and why.",
            ("introductions", "introduction_candidates", "introduction_choice",
             "introduction_gain", "introduction_people", "introduction_reasons", "acceptance",
             "contacts")),
    Subject("placement-and-buddies", "Placing people in groups",
            "Groups that can meet, and pairs of buddies.",
            ("placement", "placement_model", "placement_reasons", "buddies")),
    Subject("comparing-waves", "Comparing rounds of a survey",
            "Are people better connected than before?",
            ("waves", "wave_files", "compare", "compare_figures", "compare_verdict", "change")),
    Subject("opinion-groups", "Groups of opinion", "Who votes alike, and what bridges them.",
            ("opinion", "opinion_statements")),
    Subject("ballots", "Counting ballots", "Ways to decide, counted the same way every time.",
            ("ballot",)),
)  # fmt: skip


def names_by_page() -> dict[str, list[str]]:
    """The public names of each page, functions before classes."""
    found: dict[str, list[str]] = {subject.slug: [] for subject in SUBJECTS}
    for name in sna.__all__:
        found[_page_of(name)].append(name)
    return {
        slug: sorted(names, key=lambda name: (name[0].isupper(), name))
        for slug, names in found.items()
    }


def _page_of(name: str) -> str:
    module = getattr(getattr(sna, name), "__module__", "weft.sna.brokerage").rsplit(".", 1)[1]
    for subject in SUBJECTS:
        if module in subject.modules:
            return subject.slug
    if module.startswith("ballot"):
        return "ballots"
    raise LookupError(f"Say in testkit/reference.py on which page `{name}` ({module}) belongs.")


def pages() -> dict[str, str]:
    """The text of each file below docs/reference/sna."""
    by_page = names_by_page()
    links = {
        name: f"{slug}.md#{anchor}"
        for slug, names in by_page.items()
        for name, anchor in zip(names, _anchors(names), strict=True)
    }
    found = {"README.md": _index(by_page, links)}
    for subject in SUBJECTS:
        text = "\n".join(_page(subject, by_page[subject.slug]))
        found[f"{subject.slug}.md"] = _linked(text, links, f"{subject.slug}.md")
    return found


def _anchors(names: list[str]) -> list[str]:
    """The anchors of headings, which ignore capitals and count what is there twice."""
    seen: Counter[str] = Counter()
    anchors = []
    for name in names:
        slug = name.lower()
        anchors.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return anchors


def _index(by_page: dict[str, list[str]], links: dict[str, str]) -> str:
    lines = [_INTRODUCTION]
    for subject in SUBJECTS:
        listed = " · ".join(f"[`{name}`]({links[name]})" for name in by_page[subject.slug])
        lines += ["", f"**[{subject.title}]({subject.slug}.md).** {subject.about}", "", listed]
    return "\n".join(lines) + "\n"


def _page(subject: Subject, names: list[str]) -> Iterator[str]:
    yield f"# {subject.title}\n"
    yield f"{subject.about} [All of `weft.sna`](README.md)."
    for name in names:
        thing = getattr(sna, name)
        yield f"\n## {name}\n"
        if not callable(thing):
            yield f"`{name} = {thing!r}`"
            continue
        if not inspect.isclass(thing) or _is_built_by_hand(thing):
            yield _code(_signature(name, thing))
        yield markdown(inspect.getdoc(thing) or "")
        if inspect.isclass(thing):
            yield from _members(name, thing)


def _is_built_by_hand(cls: type) -> bool:
    """Whether it is made by the user rather than found in a result."""
    return "\nParameters\n" in (inspect.getdoc(cls) or "") or cls.__name__.endswith("Rules")


def _members(name: str, cls: type) -> Iterator[str]:
    if issubclass(cls, enum.Enum):
        yield "\n" + ", ".join(f"`{each.name}` = {each.value}" for each in cls)
        return
    if issubclass(cls, Exception):
        bases = ", ".join(f"`{base.__name__}`" for base in cls.__mro__[1:3])
        yield f"\nIt is a {bases}."
        return
    for member, value in vars(cls).items():
        thing = getattr(cls, member, None)
        if member.startswith("_") or not inspect.getdoc(thing):
            continue
        if isinstance(value, property):
            yield f"\n### {name}.{member}\n"
        elif inspect.isroutine(thing):
            yield f"\n### {name}.{member}()\n"
            yield _code(_signature(f"{name}.{member}", thing))
        else:
            continue
        yield markdown(inspect.getdoc(thing) or "")


def _signature(name: str, thing: Any) -> str:
    """The call with its types, over several lines where it is long."""
    signature = inspect.signature(thing)
    parts = []
    seen_star = False
    for each in signature.parameters.values():
        if each.name == "self" or each.name.startswith("_") or each.name == "memo":
            continue
        if each.kind is each.KEYWORD_ONLY and not seen_star:
            parts.append("*")
            seen_star = True
        star = "*" if each.kind is each.VAR_POSITIONAL else ""
        seen_star = seen_star or bool(star)
        default = "" if each.default is each.empty else f" = {_default(each.default)}"
        parts.append(f"{star}{each.name}: {each.annotation}{default}")
    back = "" if inspect.isclass(thing) else f" -> {signature.return_annotation}"
    line = f"{name}({', '.join(parts)}){back}"
    if len(line) <= _WIDEST:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){back}"


def _default(value: Any) -> str:
    return "…" if repr(value).startswith("<") else repr(value)


def _code(text: str) -> str:
    return f"```python\n{text}\n```\n"


def _linked(text: str, links: dict[str, str], page: str) -> str:
    """Turn names in backticks into links, except where code or a heading stands."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        if not fenced and not line.startswith("#") and "` : " not in line:
            line = re.sub(  # noqa: PLW2901  # The line as it is written.
                r"(?<!\[)`(\w+)`(?!\])",
                lambda found: _link(found[1], links, page),
                line,
            )
        lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n"


def _link(name: str, links: dict[str, str], page: str) -> str:
    if name not in links:
        return f"`{name}`"
    return f"[`{name}`]({links[name].removeprefix(page)})"


def stale() -> list[str]:
    """The files that are not as the docstrings have them."""
    wanted = pages()
    there = {path.name for path in FOLDER.glob("*.md")}
    changed = [
        name
        for name, text in wanted.items()
        if name not in there or (FOLDER / name).read_text("utf-8") != text
    ]
    return sorted({*changed, *(there - wanted.keys())})


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
