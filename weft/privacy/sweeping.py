"""Finding a person in free text: the register says where free text stands, and it is all read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from weft.privacy.register import ERASURE

#: What stands where a name stood.
GONE = "[…]"
_FREE_TEXT = "erase: free text"
#: A shorter word alone may be part of anything.
_SHORTEST = 6


def words_to_sweep(names: Iterable[str], address: str) -> list[str]:
    """The names that stand for nobody else: of two words and more, or a long one."""
    told = {" ".join(name.split()) for name in names}
    sure = [name for name in told if " " in name or len(name) >= _SHORTEST]
    return sorted({*sure, address}, key=len, reverse=True)


def sweep(words: Iterable[str], network_id: int | None = None) -> int:
    """Take the words out of all free text; how many rows were changed."""
    looked_for = [word for word in words if word]
    if not looked_for:
        return 0
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in looked_for), re.IGNORECASE
    )
    return sum(
        _sweep_field(model, field, looked_for, pattern, network_id)
        for model, field in free_text_fields()
    )


def free_text_fields() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every field that the register calls free text."""
    for line, fate in ERASURE.items():
        if not fate.startswith(_FREE_TEXT):
            continue
        label, name = line.rsplit(".", 1)
        model = apps.get_model(label)
        for field in model._meta.concrete_fields if name == "*" else [model._meta.get_field(name)]:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                yield model, field


def _sweep_field(
    model: type[models.Model],
    field: models.Field[Any, Any],
    words: list[str],
    pattern: re.Pattern[str],
    network_id: int | None,
) -> int:
    rows = model._default_manager.all()
    if network_id is not None and any(f.name == "network" for f in model._meta.get_fields()):
        rows = rows.filter(network_id=network_id)
    found = models.Q()
    for word in words:
        found |= models.Q(**{f"{field.name}__icontains": word})
        # JSON may be stored with its letters written as numbers.
        found |= models.Q(**{f"{field.name}__icontains": json.dumps(word)[1:-1]})
    count = 0
    for row in rows.filter(found).iterator():
        before = getattr(row, field.name)
        after = _without(before, pattern)
        if after != before:
            setattr(row, field.name, after)
            row.save(update_fields=[field.name])
            count += 1
    return count


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(GONE, value)
    if isinstance(value, list):
        return [_without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {_without(key, pattern): _without(one, pattern) for key, one in value.items()}
    return value
