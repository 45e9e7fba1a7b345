"""The frame in Chromium: the answer on the first screen, search, choices that stay, print."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

SIZES = ((1280, 800), (390, 844))


def settled(page: Page) -> None:
    """Wait until the script has run and its last message is drawn."""
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name)


def loads_of(page: Page) -> list[str]:
    """The documents that the browser loads from now on."""
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    return loads


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_first_screen_answers(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    settled(page)
    answers = [
        page.get_by_role("heading", name="Quarter 4, 2024/25"),
        page.get_by_text("22 of 33"),
        page.get_by_text("3 got worse"),
        page.get_by_text("4 got better"),
        page.get_by_text("the next were due 30 July 2025."),
    ]
    for answer in answers:
        box = answer.first.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    total = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert total / height <= (3 if width > 1000 else 6)


def test_the_district_takes_six_screens_of_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/district")
    settled(page)
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    total = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert total / 844 <= 6
    words_beside_the_strip = page.locator(".dd-strip + .dd-quiet").first.bounding_box()
    assert words_beside_the_strip is not None
    assert words_beside_the_strip["width"] > 200


@pytest.mark.parametrize(
    ("words", "option", "heading"),
    [
        ("fly tipping", "Fly tipping reports", "Fly tipping reports"),
        ("fly-tipping", "Fly tipping reports", "Fly tipping reports"),
        ("flytipping", "Fly tipping reports", "Fly tipping reports"),
        ("CON15", None, "Fly tipping reports"),
        ("con 15", None, "Fly tipping reports"),
        ("leisure centre", "Promote a mix of leisure", "Promote a mix of leisure"),
        ("fly tippnig", None, "Search: fly tippnig"),
    ],
)
def test_words_lead_where_they_mean_without_a_reload(
    visited: Page, words: str, option: str | None, heading: str
) -> None:
    loads = loads_of(visited)
    box = choice(visited, "Search")
    box.fill(words)
    if option:
        visited.get_by_role("option", name=option).first.click()
    else:
        box.press("Enter")
    expect(visited.get_by_role("heading", name=heading).first).to_be_visible()
    settled(visited)
    if heading.startswith("Search"):
        expect(visited.get_by_role("link", name="Fly tipping reports")).to_be_visible()
    assert loads == []


@pytest.fixture(scope="module")
def visited(browser, address: str):  # type: ignore[no-untyped-def]
    """One page that goes on from search to search, as a reader does."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{address}/about")
    settled(page)
    yield page
    context.close()


def test_for_whom_and_the_quarter_survive_link_back_menu_and_reload(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/?for=Contracts&quarter=Q3+2024%2F25")
    settled(page)
    loads = loads_of(page)

    def stays() -> None:
        settled(page)
        expect(choice(page, "Show for")).to_have_value("Contracts")
        expect(choice(page, "Quarter")).to_have_value("Q3 2024/25")
        assert "for=Contracts" in page.url
        assert "quarter=Q3+2024%2F25" in page.url

    stays()
    page.locator("[data-testid=stHtml] a[href^=kpi]").first.click()
    expect(page).to_have_url(re.compile("/kpi"))
    expect(page).to_have_title(re.compile(", Harborough performance$"))
    stays()
    page.go_back()
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()
    stays()
    page.get_by_test_id("stTopNavSection").filter(has_text="Find").click()
    page.get_by_role("menuitem", name="Key activities").click()
    expect(page).to_have_url(re.compile("/activities"))
    expect(page.get_by_role("heading", name="Key activities", level=1)).to_be_visible()
    stays()
    assert loads == []
    page.reload()
    stays()
    page.get_by_role("button", name="Showing").click()
    expect(page).to_have_url(f"{address}/activities")
    expect(choice(page, "Show for")).to_have_value("Everyone")


def test_the_name_of_overview_leads_to_it_and_no_address_is_a_dead_end(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/overview?for=Contracts")
    settled(page)
    assert page.url == f"{address}/?for=Contracts"
    page.goto(f"{address}/no-such-page")
    page.get_by_role("link", name="Go to the start").click()
    settled(page)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()


def test_overview_prints_on_two_pages_without_menu_and_choices(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2
    page.emulate_media(media="print")
    expect(page.locator("[data-testid=stHeader]")).to_be_hidden()
    expect(choice(page, "Search")).to_be_hidden()


def test_focus_is_seen_on_a_link(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)
    link = page.locator("[data-testid=stHtml] a").first
    page.keyboard.press("Tab")
    link.focus()
    outline = link.evaluate("a => getComputedStyle(a).outline")
    assert "rgb(18, 67, 109) solid 3px" in outline
