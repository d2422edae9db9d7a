"""From nothing to a map and back: signing in, starting a network, importing, undoing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import DEMO, NewPage

EDGES = "From,To,Type\nRiverside,Northgate,works with\nRiverside,Green Street,funds\n"
MORE = EDGES + "Harbour,Green Street,works with\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def start_network(page: Page, name: str) -> str:
    """Start a network and return its address."""
    page.goto("/networks/new/")
    page.fill("#id_name", name)
    page.click("main form .btn-primary")
    page.wait_for_url("**/import/")
    return page.url.split("/")[3]


def upload(page: Page, slug: str, *files: Path) -> None:
    page.goto(f"/{slug}/import/")
    page.set_input_files("#id_upload", [str(file) for file in files])
    page.click("main form .btn-primary")
    expect(page.locator("h1")).to_have_text(
        re.compile("What this would change|This file could not be read"), timeout=20_000
    )


def test_signing_up_with_a_code_from_the_mail(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/account/sign-up/")
    page.fill("input[type=email]", "newcomer@example.org")
    page.click("main form .btn-primary")
    mails = new_page()
    mails.goto("/mail/")
    mail = mails.locator("article", has_text="newcomer@example.org").first.inner_text()
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail, re.MULTILINE)
    assert code, mail
    page.fill("input[name=code]", code.group())
    page.click("main form .btn-primary")
    expect(page.locator("h1")).to_have_text("Your networks")


@pytest.mark.parametrize("java_script", [True, False])
def test_a_spreadsheet_becomes_a_map_and_is_undone(
    new_page: NewPage, tmp_path: Path, *, java_script: bool
) -> None:
    page = new_page(role="convenor", java_script_enabled=java_script)
    slug = start_network(page, f"Journey {java_script}")
    upload(page, slug, write(tmp_path, "ties.csv", EDGES))
    counts = page.locator("tbody tr").first.inner_text().split()
    assert counts == ["Actors", "3", "0", "0", "0"]
    page.click("text=Import this")
    page.wait_for_url(f"**/{slug}/map/", timeout=20_000)
    page.click("text=Look at it and undo it")
    page.click("text=Undo this change")
    expect(page.locator("text=It is undone")).to_be_visible()
    page.goto(f"/{slug}/directory/")
    expect(page.locator("text=Nobody is in the directory yet")).to_be_visible()


def test_an_update_is_shown_as_a_difference(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(role="convenor")
    slug = start_network(page, "Updates")
    for text in (EDGES, MORE):
        upload(page, slug, write(tmp_path, "ties.csv", text))
        rows = page.locator("tbody tr")
        seen = [rows.nth(n).inner_text().split() for n in (0, 1)]
        page.click("text=Import this")
        page.wait_for_url(f"**/{slug}/map/", timeout=20_000)
    assert seen == [["Actors", "1", "0", "3", "0"], ["Ties", "1", "0", "2", "0"]]
    upload(page, slug, write(tmp_path, "ties.csv", MORE))
    expect(page.locator("text=There is nothing to import")).to_be_visible()


def test_a_column_is_corrected(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(role="convenor")
    slug = start_network(page, "Corrections")
    upload(page, slug, write(tmp_path, "people.csv", "Who,Home town\nRiverside,Leeds\n"))
    # Two columns look like ties; the person says that each row is an actor.
    page.select_option("select[name=role-0]", "actors")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("h1")).to_have_text("What this would change", timeout=20_000)
    page.select_option("select[name=column-0-0]", "name")
    page.select_option("select[name=column-0-1]", "place")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator("td", has_text="Leeds").first).to_be_visible()
    page.click("text=Import this")
    page.wait_for_url(f"**/{slug}/map/", timeout=20_000)
    page.goto(f"/{slug}/directory/")
    expect(page.locator("main li", has_text="Yorkshire and the Humber").first).to_be_visible()


def test_a_broken_file_gets_one_sentence(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(role="convenor", width=360)
    slug = start_network(page, "Broken")
    upload(page, slug, write(tmp_path, "map.json", '{"elements": ['))
    expect(page.locator("h1")).to_have_text("This file could not be read")
    assert "map.json" in page.locator("[role=alert]").inner_text()
    page.goto(f"/{slug}/changes/")
    expect(page.locator("text=Nothing has changed yet")).to_be_visible()


def test_a_visitor_sees_less_than_a_member(new_page: NewPage) -> None:
    counts = []
    for role in ("visitor", "member"):
        page = new_page(role=role)
        page.goto(f"{DEMO}directory/")
        counts.append(int(page.locator("main p.muted").first.inner_text().split()[0]))
        assert page.locator("text=Add an actor").count() == 0
        assert page.goto(f"{DEMO}settings/").status == 403  # type: ignore[union-attr]  # a page
    assert counts[0] < counts[1]


def test_the_table_sorts_and_filters_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{DEMO}map/table/")
    page.click("thead >> text=Bridging")
    assert page.locator("tbody tr").first.inner_text().startswith("The Meeting House")
    page.select_option("#kind", "Funder")
    page.click(".filters .btn-primary")
    rows = page.locator("tbody tr")
    assert rows.count() == 7
    assert all("Funder" in rows.nth(n).inner_text() for n in range(7))


def test_a_directory_is_saved_as_csv(new_page: NewPage) -> None:
    page = new_page(role="member")
    page.goto(f"{DEMO}directory/?kind=Funder")
    with page.expect_download() as download:
        page.click("text=Save as CSV")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 8
    assert text.startswith('"name","kind"')
