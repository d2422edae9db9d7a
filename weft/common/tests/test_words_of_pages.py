"""Words and numbers as pages show them."""

from __future__ import annotations

from django import forms
from django.utils import translation

from weft.common.templatetags.weft import thousands


class _Form(forms.Form):
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A"), ("-", "<b>")])


def test_dashes_are_said_in_words() -> None:
    field = str(_Form({"kind": "a"})["kind"])
    assert '<option value="">Nothing chosen</option>' in field
    assert '<option value="a" selected>A</option>' in field
    assert '<option value="-">&lt;b&gt;</option>' in field
    assert "---" not in field


def test_in_welsh_too() -> None:
    with translation.override("cy"):
        assert "Nothing chosen" not in str(_Form()["kind"])


def test_thousands_are_told_apart_and_words_stay() -> None:
    assert [thousands(one) for one in (12, 1289, 120_000)] == ["12", "1,289", "120,000"]
    assert thousands("fewer than 5") == "fewer than 5"
