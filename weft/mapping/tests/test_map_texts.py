"""The words of the map's script are there in other languages too, also where they are counted."""

from __future__ import annotations

from django.utils import translation

from weft.mapping.map_texts import _words_of_the_map


def test_counted_words_are_translated() -> None:
    english = _words_of_the_map()["actorsInView"]
    assert isinstance(english, dict)
    assert (english["one"], english["other"]) == ("{n} actor in view", "{n} actors in view")
    with translation.override("cy"):
        welsh = _words_of_the_map()["actorsInView"]
    assert isinstance(welsh, dict)
    assert not set(english.values()) & set(welsh.values())
    assert all("{n}" in form for form in welsh.values())
