"""The forms of a lens and of a story: their shape only; the actions check the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weft.analysis.queries import reading
from weft.common.visibility import Viewer, Visibility
from weft.graph.queries import kinds_seen
from weft.graph.values import visible_fields
from weft.mapping.lens_reading import rules_to_change
from weft.mapping.lenses import LensDraft
from weft.mapping.map_data import MEASURES
from weft.mapping.measure_names import MEASURE_NAMES
from weft.mapping.models import Lens, Story
from weft.mapping.rules import GROWTHS, MOST_RULES, PLAIN, TESTS, Rule
from weft.networks.forms import styled
from weft.networks.models import Network

#: Empty rows for rules that the form offers beside those that are there.
_SPARE = 3
_PARTS = ("field", "test", "value", "colour", "grow")


class ShownForm(forms.Form):
    """Something with a title, words and an audience."""

    title = forms.CharField(label=_("Title"), max_length=120)
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What one sees here, and why it matters."),
    )
    visibility = forms.TypedChoiceField(label=_("Who may see it"), coerce=int)

    def __init__(self, data: Any = None, *, viewer: Viewer, initial: Any = None) -> None:
        super().__init__(data, initial=initial or {"visibility": Visibility.MEMBERS})
        allowed = [
            choice
            for choice in Visibility.choices
            if choice[0] <= viewer.clearance and (choice[0] or viewer.can_edit_map)
        ]
        self.fields["visibility"].choices = allowed  # type: ignore[attr-defined]  # a choice field
        styled(self)


class LensForm(ShownForm):
    def __init__(self, data: Any = None, *, viewer: Viewer, lens: Lens) -> None:
        initial = {"title": lens.title, "words": lens.words, "visibility": lens.visibility}
        super().__init__(data, viewer=viewer, initial=initial)


class StoryForm(ShownForm):
    def __init__(self, data: Any = None, *, viewer: Viewer, story: Story | None = None) -> None:
        initial = (
            {"title": story.title, "words": story.words, "visibility": story.visibility}
            if story is not None
            else None
        )
        super().__init__(data, viewer=viewer, initial=initial)


def lens_draft(post: QueryDict, form: LensForm, lens: Lens, hidden: list[Rule]) -> LensDraft:
    """What the form says; the view, places, notes and rules that it did not show stay."""
    given = form.cleaned_data
    rows = [_row(post, number) for number in range(MOST_RULES + _SPARE)]
    return LensDraft(
        title=given["title"],
        words=given["words"],
        visibility=given["visibility"],
        query=lens.query,
        rules=[*(row for row in rows if row["field"]), *(rule.as_json() for rule in hidden)],
        positions=lens.positions,
        notes=lens.notes,
    )


def _row(post: Mapping[str, str], number: int) -> dict[str, object]:
    row: dict[str, object] = {part: post.get(f"{part}-{number}", "") for part in _PARTS}
    if post.get(f"plain-{number}"):
        row["colour"] = ""
    return row


def rule_rows(
    viewer: Viewer, network: Network, lens: Lens, post: Mapping[str, str]
) -> dict[str, object]:
    """The rows of the form with what they offer; typed ones stay when something is wrong."""
    shown = [rule.as_json() for rule in rules_to_change(viewer, network, lens)]
    rows: list[Any] = [_row(post, n) for n in range(MOST_RULES)] if post else shown
    rows = [row for row in rows if row["field"]]
    empty = {"field": "", "test": "is", "value": "", "colour": "", "grow": 1.0}
    rows += [empty] * min(_SPARE, MOST_RULES - len(rows))
    custom = visible_fields(viewer).custom
    fields = [
        *PLAIN.items(),
        *((f"m:{key}", MEASURE_NAMES[key][0]) for key in MEASURES if key != "degree"),
        *((f"f:{key}", label) for key, label in custom.items()),
    ]
    facets = reading(viewer, network).facets
    known = [*kinds_seen(viewer)]
    known += [name for key in ("regions", "topics") for name, _count in facets.get(key, [])][:300]
    return {
        "rows": list(enumerate(rows)),
        "rule_fields": fields,
        "rule_tests": list(TESTS.items()),
        "growths": GROWTHS,
        "known_values": known,
    }
