"""What went wrong is told on a page like the others, with a way on."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from testkit.cast import Cast

_PAGE = {"accept": "text/html"}


@pytest.mark.django_db
def test_a_form_that_is_too_old(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    answer = client.post(reverse("my_data", args=[cast.open.network.slug]))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "The form was too old." in page
    assert "/static/common/weft.css" in page
    assert "Go back" in page


@pytest.mark.django_db
def test_an_address_of_a_button_says_so_and_leads_to_the_page_above(cast: Cast) -> None:
    client, slug = Client(), cast.open.network.slug
    client.force_login(cast.account("member"))  # type: ignore[arg-type]  # there is one
    url = reverse("my_data", args=[slug])
    answer = client.get(url, headers=_PAGE)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "is for a button on a page" in page
    assert f'href="{reverse("privacy", args=[slug])}">Go back' in page
    # Programs get what they always got.
    assert client.get(url).content == b""
