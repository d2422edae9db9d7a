"""Which texts are addresses that are fetched."""

from __future__ import annotations

from typing import Any

import pytest

from weft.common.fetching import CannotFetch, checked_address


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "example.org/a.csv",
        "https://", "https://me:secret@example.org/", "https://me@example.org/",
        "https://example.org:8080/", "https://example.org:22/", "https://example.org/a b",
        "https://example.org/\r\nHost: other", "https://[::1", "https://example.org:99999/",
        "https://example.org/" + "a" * 3000, "",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web(address: str) -> None:
    with pytest.raises(CannotFetch) as refused:
        checked_address(address)
    assert str(refused.value).endswith(".")


def test_what_others_can_read_on_the_way_is_fetched_only_where_the_host_says_so(
    settings: Any,
) -> None:
    with pytest.raises(CannotFetch, match="Try it with https"):
        checked_address("http://example.org/sheet.csv")
    settings.WEFT_FETCH_PLAIN = True
    assert checked_address("http://example.org/sheet.csv").port == 80


def test_an_address_in_other_letters() -> None:
    taken = checked_address("https://Bücher.example/größe.csv?für=alle#teil")
    assert str(taken) == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe.csv?f%C3%BCr=alle"
