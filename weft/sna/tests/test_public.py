"""The public surface: examples in docstrings run, everything public is explained."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from weft import sna

MODULES = [
    module.name
    for module in pkgutil.iter_modules(sna.__path__)
    if not module.ispkg and ">>>" in (Path(sna.__path__[0]) / f"{module.name}.py").read_text()
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"weft.sna.{name}"))
    assert found.attempted > 0
    assert found.failed == 0


def test_everything_public_is_there_and_explained() -> None:
    assert list(sna.__all__) == sorted(sna.__all__, key=lambda name: (name.upper() != name, name))
    for name in sna.__all__:
        thing = getattr(sna, name)
        assert name == "ROLES" or inspect.getdoc(thing), name


def test_functions_show_how_they_are_used() -> None:
    without = [
        name
        for name in sna.__all__
        if inspect.isfunction(getattr(sna, name))
        and name != "read"
        and ">>>" not in (inspect.getdoc(getattr(sna, name)) or "")
    ]
    assert without == []


def test_no_figure_of_a_network_is_from_igraph() -> None:
    for value in sna.summary(sna.Graph.from_edges(4, [0, 1, 2], [1, 2, 3])).as_dict().values():
        assert type(value) in (int, float, bool, str, list, dict, type(None))
