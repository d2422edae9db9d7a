"""The reference of weft.sna: fresh, whole, and its examples run as they stand."""

from __future__ import annotations

import doctest
import re

import pytest

from testkit import reference
from testkit.docstrings import markdown
from weft import sna


def test_the_pages_are_as_the_docstrings_have_them() -> None:
    assert reference.stale() == [], "Run make docs and commit docs/reference/sna."


def test_every_public_name_stands_on_one_page_once() -> None:
    found = [
        name
        for slug, text in reference.pages().items()
        if slug != "README.md"
        for name in re.findall(r"(?m)^## (\w+)$", text)
    ]
    assert sorted(found) == sorted(sna.__all__)


@pytest.mark.parametrize("subject", [subject.slug for subject in reference.SUBJECTS])
def test_examples_run_as_the_page_shows_them(subject: str) -> None:
    text = reference.pages()[f"{subject}.md"]
    names: dict[str, object] = {}
    exec("import numpy as np\nfrom weft.sna import *", names)  # noqa: S102  # As the index says.
    blocks = re.findall(r"(?ms)^```pycon\n(.*?)^```", text)
    assert blocks
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, dict(names), subject, None, None)
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0, block


def test_links_lead_to_headings() -> None:
    pages = reference.pages()
    for slug, text in pages.items():
        for page, anchor in re.findall(r"\]\(([\w-]*(?:\.md)?)#([\w-]+)\)", text):
            headings = [h.lower() for h in re.findall(r"(?m)^## (\w+)$", pages[page or slug])]
            name, _, again = anchor.partition("-")
            assert headings.count(name) > (int(again) if again else 0), (slug, anchor)


def test_a_docstring_becomes_markdown() -> None:
    text = "Count.\n\nParameters\n----------\na, b : int\n    How many.\n\nReturns\n-------\nint\n"
    assert markdown(text) == (
        "Count.\n\n**Parameters**\n\n- `a`, `b` : int —\n  How many.\n\n**Returns**\n\n- `int`"
    )
