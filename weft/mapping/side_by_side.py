"""Forms that two people may fill in at the same time: what either changed is kept, and where both
changed one field, both values are shown and one is chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_WAS = "was"
_CHOOSE = "choose-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that someone else has changed to something else meanwhile."""

    name: str
    label: object
    mine: str
    theirs: str


class SideBySideForm(forms.Form):
    """Compares what was sent with what the form was filled from and with what is there now."""

    #: Fields that say something of the change, not of the thing.
    aside: frozenset[str] = frozenset({"comment"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []

    def remember(self) -> None:
        """Keep what the form is filled from; call it when all fields are there."""
        self._shared = [name for name in self.fields if name not in self.aside]
        self.fields[_WAS] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=json.dumps(self._now())
        )
        if self.is_bound:
            self._take_over()

    def _now(self) -> dict[str, str]:
        return {
            name: _plain(self.get_initial_for_field(self.fields[name], name))
            for name in self._shared
        }

    def _take_over(self) -> None:
        """Let others' changes stand where this person changed nothing; find conflicts."""
        was = _read(self.data.get(_WAS, ""))
        if not was:
            return
        now, data = self._now(), dict(self.data.items())
        for name in self._shared:
            mine = _plain(self.data.get(name, ""))
            before = was.get(name, now[name])
            if self.data.get(f"{_CHOOSE}{name}") == THEIRS:
                mine = before
            if mine == before:
                data[name] = now[name]
            elif now[name] not in (before, mine):
                label = self.fields[name].label
                self.conflicts.append(Conflict(name, label, mine, now[name]))
                was[name] = now[name]
        data[_WAS] = json.dumps(was)
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.pop(_WAS, None)
        if self.conflicts:
            raise forms.ValidationError(
                _(
                    "Someone else has changed this while you were writing. What only one of you "
                    "changed is kept. Choose for the rest, then save again: nothing is lost."
                )
            )
        return cleaned


def _plain(value: object) -> str:
    """A value as a browser sends it."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
