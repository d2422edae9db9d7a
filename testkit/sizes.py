"""Checks that files and functions stay small: python -m testkit.sizes."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 400
MOST_TEST_LINES = 300
MOST_FUNCTION_LINES = 60
MOST_PARAMETERS = 6
MOST_TYPESCRIPT_LINES = 250
#: What may be larger, and why.
EXCEPTIONS: dict[str, str] = {}


def problems(root: Path) -> Iterator[str]:
    """One sentence for each file or function that is too large."""
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.ts"],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split():
        if "/migrations/" in name or name in EXCEPTIONS or not (root / name).exists():
            continue
        text = (root / name).read_text(encoding="utf-8")
        lines = text.count("\n")
        if name.endswith(".ts"):
            limit = MOST_TYPESCRIPT_LINES
        else:
            limit = MOST_TEST_LINES if "/tests/" in name else MOST_LINES
            yield from _functions(name, text)
        if lines > limit:
            yield f"{name} has {lines} lines; {limit} is the most. Split it by subject."


def _functions(name: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        where = f"{name}:{node.lineno} {node.name}"
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        docstring = ast.get_docstring(node, clean=False)
        length -= docstring.count("\n") + 1 if docstring else 0
        if length > MOST_FUNCTION_LINES:
            yield f"{where} has {length} lines; {MOST_FUNCTION_LINES} is the most."
        count = len(node.args.posonlyargs + node.args.args + node.args.kwonlyargs)
        count -= bool(node.args.args) and node.args.args[0].arg in ("self", "cls")
        # Django hands views the request, network and viewer: they are one thing in three.
        if node.args.args and node.args.args[0].arg == "request":
            count -= 2
        if count > MOST_PARAMETERS:
            yield f"{where} takes {count} parameters; {MOST_PARAMETERS} is the most."


def main() -> int:
    found = list(problems(Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "sizes: fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
