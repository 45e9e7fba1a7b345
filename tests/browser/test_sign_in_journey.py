"""Signing in and out in Chromium, by an OpenID provider on this machine."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.access.signing_in import Dashboard, serving_with_sign_in
from tests.browser.settling import choose, new_window, settled
from tests.browser.test_accessibility import assert_accessible


@pytest.fixture(scope="module")
def dashboard(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    database = tmp_path_factory.mktemp("sign-in") / "district.duckdb"
    with serving_with_sign_in(Path(shutil.copy(built, database))) as serving:
        yield serving


def sign_in(page: Page, dashboard: Dashboard, subject: str) -> None:
    """Come to the dashboard and be vouched for by the provider."""
    page.goto(dashboard.address)
    page.get_by_role("button", name=subject, exact=True).click()
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
    settled(page)


def end_the_sign_in(page: Page, dashboard: Dashboard, whose: str) -> None:
    """Press the button of page Sign-ins for somebody's sign-in."""
    page.goto(f"{dashboard.address}/sign-ins")
    settled(page)
    sign_ins = page.get_by_role("combobox", name="Sign-in")
    choose(page, sign_ins, whose, page.get_by_role("option", name=whose))
    settled(page)
    page.get_by_role("button", name="End this sign-in").click()


def test_sign_in_see_the_role_take_an_original_sign_out(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.address)
    assert page.url.startswith(f"{dashboard.provider}/oauth2/authorize?")
    page.get_by_role("button", name="analyst", exact=True).click()
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
    expect(page.get_by_text("A. Analyst, analyst")).to_be_visible()
    (cookie,) = (c for c in page.context.cookies() if c["name"] == "district")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert cookie["value"] not in page.content()

    page.goto(f"{dashboard.address}/history?upload=2")
    expect(page.get_by_text("The record will name you: A. Analyst.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the original").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    assert download.value.suggested_filename.endswith(".xlsx")
    expect(page.get_by_role("heading", name="History")).to_be_visible()

    # An administrator ends it, and the page that is open is signed out at its next click.
    browser = page.context.browser
    assert isinstance(browser, Browser)
    another = new_window(browser).new_page()
    sign_in(another, dashboard, "administrator")
    end_the_sign_in(another, dashboard, "A. Analyst")
    expect(another.get_by_text(re.compile("The sign-in .* has ended"))).to_be_visible()
    page.get_by_role("link", name="Overview", exact=True).first.click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    # Everybody ends the own one; others are not even listed.
    sign_in(page, dashboard, "analyst")
    page.goto(f"{dashboard.address}/sign-ins")
    expect(page.get_by_text("A. Administrator")).to_have_count(0)
    settled(page)
    assert_accessible(page)
    end_the_sign_in(page, dashboard, "A. Analyst")
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    another.context.close()

    sign_in(page, dashboard, "analyst")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{dashboard.provider}/oauth2/end_session?*")
    assert not [c for c in page.context.cookies() if c["name"] == "district"]
    page.goto(dashboard.address)
    assert page.url.startswith(dashboard.provider)


def test_who_has_no_role_is_told_so(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.address)
    page.get_by_role("button", name="over-full", exact=True).click()
    expect(page.get_by_role("heading", name="You are not let in")).to_be_visible()
    expect(page.get_by_text("too many groups")).to_be_visible()
