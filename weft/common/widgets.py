"""Choices as large buttons that a thumb can press; they are radio buttons and checkboxes."""

from __future__ import annotations

from django import forms


class OneOf(forms.RadioSelect):
    template_name = "common/_choices.html"


class SomeOf(forms.CheckboxSelectMultiple):
    template_name = "common/_choices.html"
