"""The catalogue of what people read is whole, fresh, and keeps what must not be translated."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from testkit.messages import ROOT, WELSH, compile_catalogue, extract, holes_of


@pytest.fixture(scope="module")
def welsh() -> polib.POFile:
    return polib.pofile(str(WELSH))


def test_all_that_people_read_is_welsh_too(welsh: polib.POFile) -> None:
    missing = [one.msgid for one in welsh if not one.translated()]
    assert not missing, "translate these in weft/locale/cy, then say make messages"


def test_nothing_is_guessed(welsh: polib.POFile) -> None:
    assert not welsh.fuzzy_entries()


def test_translations_keep_names_tags_and_addresses(welsh: polib.POFile) -> None:
    wrong = []
    for one in welsh.translated_entries():
        texts = list(one.msgstr_plural.values()) or [one.msgstr]
        first, *others = (holes_of(text) for text in texts)
        many = holes_of(one.msgid_plural or one.msgid)
        # Of one, the number may be left out where English leaves it out.
        if first not in (many, holes_of(one.msgid)) or any(holes != many for holes in others):
            wrong.append(texts)
    assert not wrong


def test_plurals_have_the_four_forms_of_welsh(welsh: polib.POFile) -> None:
    for one in welsh.translated_entries():
        if one.msgid_plural:
            assert sorted(one.msgstr_plural) == [0, 1, 2, 3], one.msgid
            assert all(one.msgstr_plural.values()), one.msgid


def test_the_compiled_catalogue_is_that_of_the_text(tmp_path: Path) -> None:
    copy = tmp_path / "django.po"
    shutil.copy(WELSH, copy)
    compile_catalogue(copy)
    fresh, there = (polib.mofile(str(p.with_suffix(".mo"))) for p in (copy, WELSH))
    told = [{one.msgid: (one.msgstr, one.msgstr_plural) for one in file} for file in (fresh, there)]
    assert told[0] == told[1], "say make messages"


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_the_catalogue_has_all_messages_of_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, welsh: polib.POFile
) -> None:
    monkeypatch.chdir(ROOT)
    found = {one.msgid for one in polib.pofile(str(extract(tmp_path)))}
    assert found == {one.msgid for one in welsh}, "say make messages"
