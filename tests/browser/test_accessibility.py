"""WCAG 2.2 AA as far as axe can tell, on every page, wide and narrow; pages fit their window."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

# The four priorities share one page; the shortest of them stands for all.
PAGES = [
    "", "my_area?for=Finance", "search?q=fly+tipping",
    "priority-environment", "kpi?kpi=SP+01", "kpi?kpi=CON+15&analysts=true&published=true", "activities",
    "district", "compare", "upload",
    "history", "about",
]  # fmt: skip
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Streamlit's own file box has a role that its label overrides: no rule of WCAG.
    "rules": {"presentation-role-conflict": {"enabled": False}},
}


WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[int, Page]]:
    """A wide and a narrow window, each kept open so that the browser's cache serves it."""
    contexts = {
        width: browser.new_context(viewport={"width": width, "height": 900}) for width in WIDTHS
    }
    yield {width: context.new_page() for width, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_has_no_violation_and_fits_its_window(
    windows: dict[int, Page], address: str, path: str, width: int
) -> None:
    page = windows[width]
    page.goto(f"{address}/{path}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    # Our script comes with the first run, and loads while that is drawn.
    expect(page.locator("[data-testid=stSidebarNavItems] > div:not([role])")).to_have_count(0)
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
