"""What is asked: shape only, and names that the asker may see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weft.common.errors import InvalidInput
from weft.common.visibility import Viewer
from weft.graph.finding import actor_named
from weft.graph.models import Actor
from weft.networks.forms import styled


class NamesForm(forms.Form):
    """A form some of whose fields are names of actors."""

    named: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.actors: dict[str, Actor] = {}
        styled(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field in self.named:
            if name := cleaned.get(field):
                try:
                    self.actors[field] = actor_named(self.viewer, name)
                except InvalidInput as problem:
                    self.add_error(field, str(problem))
        return cleaned


class WhatIfForm(NamesForm):
    named = ("first", "second", "third")

    first = forms.CharField(label=_("Without"), max_length=300, required=False)
    second = forms.CharField(label=_("and without"), max_length=300, required=False)
    third = forms.CharField(label=_("and without"), max_length=300, required=False)
    cluster = forms.TypedChoiceField(
        label=_("or without a whole cluster"), coerce=int, empty_value=None, required=False
    )
    brokered = forms.TypedChoiceField(
        label=_("or without the ties made by introductions that were noted by"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        clusters: list[str],
        brokers: list[tuple[int, str]],
    ) -> None:
        super().__init__(data, viewer=viewer)
        for name, choices in (("cluster", list(enumerate(clusters))), ("brokered", brokers)):
            if choices:
                nobody: list[tuple[Any, Any]] = [("", _("None"))]
                self.fields[name].choices = nobody + choices  # type: ignore[attr-defined]  # a choice field
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(value not in (None, "") for value in cleaned.values()):
            raise forms.ValidationError(_("Say who is taken away: a name, or a cluster."))
        return cleaned


class ReachForm(NamesForm):
    named = ("start", "end")

    start = forms.CharField(label=_("From"), max_length=300)
    end = forms.CharField(label=_("To"), max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.actors) == len(self.named) and self.actors["start"] == self.actors["end"]:
            self.add_error("end", _("Choose someone else: this is where the way starts."))
        return cleaned
