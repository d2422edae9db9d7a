"""The first notebook works as it is written: its code runs, and shows what the page shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent.parent / "docs/how-to/notebook.md"


def test_the_notebook_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"(?ms)^```(\w+)\n(.*?)^```", PAGE.read_text("utf-8"))
    names: dict[str, object] = {}
    shown, ran = "", 0
    for kind, text in blocks:
        if kind == "csv":
            (tmp_path / "ties.csv").write_text(text, "utf-8")
        elif kind == "python":
            shown = _shown(text, names)
            ran += 1
        else:
            assert [line.rstrip() for line in shown.splitlines()] == text.splitlines()
    assert ran == 6
    assert (tmp_path / "net.svg").read_text("utf-8").startswith("<svg")


def _shown(text: str, names: dict[str, object]) -> str:
    """What a notebook shows after a cell: the value of its last line."""
    body = ast.parse(text).body
    last = body.pop()
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(body, []), "notebook", "exec"), names)  # noqa: S102  # Our own page.
    return str(eval(compile(ast.Expression(last.value), "notebook", "eval"), names))  # noqa: S307
