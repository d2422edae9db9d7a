"""Every public name says what it is, what goes in and comes out, and where it is from."""

from __future__ import annotations

import ast
import dataclasses
import enum
import inspect
import re
import textwrap
from typing import Any

import pytest

from weft import sna

FUNCTIONS = [name for name in sna.__all__ if inspect.isfunction(getattr(sna, name))]
RECORDS = [name for name in sna.__all__ if dataclasses.is_dataclass(getattr(sna, name))]
CLASSES = [name for name in sna.__all__ if inspect.isclass(getattr(sna, name))]
#: They turn one form into another, or put together what others measure: there is no source.
NO_MEASURES = {
    "actor_measures", "draw", "frame", "from_frame", "from_igraph", "from_networkx",
    "introductions_for", "prepare_paths", "read", "read_contacts", "read_wave", "summary",
    "tie_frame", "to_igraph", "to_networkx",
}  # fmt: skip


def text(thing: Any) -> str:
    return inspect.getdoc(thing) or ""


def has(section: str, thing: Any) -> bool:
    return f"\n{section}\n{'-' * len(section)}\n" in text(thing)


def options(function: Any) -> list[str]:
    """The parameters beside the graph."""
    return [name for name in inspect.signature(function).parameters if name != "graph"]


def raises(function: Any) -> bool:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return any(isinstance(node, ast.Raise) and node.exc for node in ast.walk(tree))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_every_part(name: str) -> None:
    function = getattr(sna, name)
    first = text(function).split("\n\n")[0]
    assert re.match(r"[A-Z].*[.:?]$", first.replace("\n", " ")), "one sentence that defines it"
    assert has("Returns", function) or "return" in first.lower() or name == "prepare_paths"
    assert has("Examples", function)
    assert ">>>" in text(function)
    if options(function):
        assert has("Parameters", function)
    if raises(function):
        assert has("Raises", function)
    if name not in NO_MEASURES:
        assert has("References", function)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_parameter_is_explained(name: str) -> None:
    function = getattr(sna, name)
    told = re.split(r"\n(?:Returns|Raises|References|Examples)\n-+\n", text(function))[0]
    missing = [
        each for each in options(function) if not re.search(rf"(?m)^[\w, *]*\b{each}\b.* : ", told)
    ]
    assert missing == []


@pytest.mark.parametrize("name", RECORDS)
def test_each_field_is_explained(name: str) -> None:
    record = getattr(sna, name)
    assert has("Attributes", record) or has("Parameters", record)
    told = {
        word for line in re.findall(r"(?m)^([\w, ]+) : ", text(record)) for word in line.split(", ")
    }
    public = {field.name for field in dataclasses.fields(record) if field.repr or field.init}
    assert public - {"memo"} <= told


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_and_its_methods_say_what_they_do(name: str) -> None:
    cls = getattr(sna, name)
    assert text(cls)[0].isupper()
    methods = [
        each
        for each, value in vars(cls).items()
        if not each.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, classmethod | property))
    ]
    if not issubclass(cls, enum.Enum | Exception):
        assert [each for each in methods if not text(getattr(cls, each))] == []
