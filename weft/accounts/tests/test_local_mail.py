"""The mails of an installation that sends none: newest first, a page at a time, and searched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from weft.accounts.local_mails import local_mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path  # type: ignore[attr-defined]  # pytest-django's
    return tmp_path


def written(folder: Path, name: str, *subjects: str, minute: int = 0, at: int = 0) -> None:
    mails = [
        f"Content-Type: text/plain\nSubject: {subject}\nTo: {name}@example.org\n"
        f"Date: Mon, 02 Feb 2026 10:{minute:02d}:00 -0000\n\nHello.\n"
        for subject in subjects
    ]
    file = folder / f"20260202-1000-{name}.log"
    file.write_text("".join(f"{mail}{'-' * 79}\n" for mail in mails))
    os.utime(file, ns=(at, at))


def test_the_newest_comes_first_and_of_one_second_what_was_written_last(folder: Path) -> None:
    written(folder, "a", "first", "second", at=1)
    written(folder, "z", "third", at=2)
    written(folder, "b", "fourth", at=3)
    written(folder, "c", "last", minute=1, at=0)
    assert [mail.subject for mail in local_mails()] == [
        "last", "fourth", "third", "second", "first"
    ]  # fmt: skip


def test_there_are_25_a_page_and_the_rest_is_a_link_away(folder: Path) -> None:
    written(folder, "a", *[f"number {number:02d}." for number in range(30)])
    page = Client().get(reverse("local_mail")).content.decode()
    assert page.count("<article") == 25
    assert "page=2" in page
    second = Client().get(reverse("local_mail"), {"page": 2}).content.decode()
    assert "number 00." in second
    assert second.count("<article") == 5


def test_one_looks_for_an_address_or_a_subject(folder: Path) -> None:
    written(folder, "anna", "Your code")
    written(folder, "ben", "An invitation")
    assert [mail.to for mail in local_mails("ANNA@")] == ["anna@example.org"]
    assert [mail.to for mail in local_mails("invitation")] == ["ben@example.org"]
    page = Client().get(reverse("local_mail"), {"q": "nothing"}).content.decode()
    assert "No mail is like this" in page
