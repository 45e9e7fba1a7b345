"""What councillors and managers come for, on one server: each way with the clicks that it takes.

With SCREENSHOTS=folder in the environment, pictures of every page are kept there too.
"""

import math
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdfium2 import raw

from tests.browser.settling import choose, new_window, settled
from tests.browser.test_accessibility import FITS, IS_SHORT, PAGES, assert_accessible

WIDE, PHONE = (1280, 800), (390, 844)
SIZES = (WIDE, (768, 1024), PHONE)
# Every page that axe looks at, and what else is worth a look.
PICTURED = (
    *PAGES, "my_area", "priority-place", "priority-health", "priority-place?tab=Trends",
    "priority-health?tab=Outcomes+and+activities", "priority-place?tab=District", "kpi",
    "activities?plan=2019%2F20",
)  # fmt: skip
FOLDER = os.environ.get("SCREENSHOTS")
# As wide as the text of a sheet of A4, in pixels.
PAPER = 688
# What says the units of a chart, and whether a sheet of paper may end below it.
UNITS = "[data-testid=stElementContainer]:has(>[data-testid=stHtml]>.dd-axis)"
BREAKS = "units => units.map(item => getComputedStyle(item).breakAfter)"
# What is seen on a dark ground, but for bars and cells whose colour is their status.
DARK_BOXES = """() => [...document.querySelectorAll('body *')].filter(
  item => {
    const [red, green, blue, alpha = 1] =
      getComputedStyle(item).backgroundColor.match(/[\\d.]+/g).map(Number);
    return item.getClientRects().length && !item.matches('.dd-bar span, .dd-rug td')
      && alpha > 0.1 && red + green + blue < 384;
  }).map(item => item.outerHTML.slice(0, 160))"""
# Every tab stop that the keyboard reaches, focused: those of no size or not seen, and those of
# which neither the stop nor what holds it is outlined, framed or shadowed otherwise than before.
STOPS = """async () => {
  const looks = item => {
    const style = getComputedStyle(item);
    return [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow,
            style.borderColor, style.backgroundColor].join();
  };
  const around = item => {
    const all = [];
    for (let i = item, up = 0; i && up < 4; i = i.parentElement, up += 1) all.push(looks(i));
    return all.join('|');
  };
  const seen = item => {
    const box = item.getBoundingClientRect();
    for (let i = item; i; i = i.parentElement)
      if (Number(getComputedStyle(i).opacity) === 0 && i !== item) return false;
    return box.width > 0 && box.height > 0;
  };
  const stops = [...document.querySelectorAll(
    'a[href],button,input,select,textarea,summary,[tabindex]')].filter(item =>
    item.tabIndex >= 0 && !item.disabled && item.getClientRects().length &&
    getComputedStyle(item).visibility === 'visible');
  const faults = [];
  for (const stop of stops) {
    document.activeElement.blur();
    const before = around(stop);
    stop.focus({focusVisible: true});
    if (document.activeElement !== stop) continue;
    // What appears by and by has its time.
    if (!seen(stop) || around(stop) === before) await new Promise(r => setTimeout(r, 300));
    const name = stop.outerHTML.slice(0, 160);
    if (!seen(stop)) faults.push('not seen: ' + name);
    else if (around(stop) === before) faults.push('no focus: ' + name);
  }
  return [stops.length, faults];
}"""

# What a list of downloads that is opened says from its first moment, the framework's grey boxes of
# coming buttons among it, and how high it is.
MOMENTS = """wanted => {
  window.moments = [];
  new MutationObserver(() => {
    const list = document.querySelector(wanted);
    if (!list) return;
    const boxes = list.querySelectorAll('[data-testid=stSkeleton]').length;
    const words = list.textContent.trim() || (boxes ? `${boxes} boxes` : '');
    window.moments.push([words, list.getBoundingClientRect().height]);
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
# The smallest letters that are read with ease on paper, in points.
FEWEST_POINTS = 8


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name)


def loads_of(page: Page) -> list[str]:
    """The documents that the browser loads from now on."""
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    return loads


def smallest_letters(printed: pypdfium2.PdfDocument) -> tuple[float, str]:
    """The size in points of the smallest letters on paper, in charts too, and which they are."""
    sizes: dict[float, str] = {}
    for sheet in printed:
        text = sheet.get_textpage()
        for number in range(text.count_chars()):
            letter, place = chr(raw.FPDFText_GetUnicode(text, number)), raw.FS_MATRIX()
            assert raw.FPDFText_GetMatrix(text, number, place)
            scale = math.sqrt(abs(place.a * place.d - place.b * place.c))
            size = round(raw.FPDFText_GetFontSize(text, number) * scale, 1)
            if letter.strip():
                sizes[size] = sizes.get(size, "") + letter
    return min(sizes.items())


def fits(page: Page, screens: int, height: int) -> None:
    """That the page, once it is all there, is no longer than so many screens."""
    page.wait_for_function(IS_SHORT, arg=screens * height)


def seen_at_once(*answers: Locator) -> None:
    """That each of the answers is whole on the first screen."""
    for answer in answers:
        expect(answer.first).to_be_in_viewport(ratio=0.99)


@dataclass(slots=True)
class Reader:
    """Somebody at a page; every click and every text that is sent counts."""

    page: Page
    actions: int = 0

    def click(self, what: Locator) -> None:
        self.actions += 1
        what.click()
        settled(self.page)

    def search(self, words: str, option: str) -> None:
        """Type words, and take one of what is offered."""
        offered = self.page.get_by_role("option", name=option).first
        choose(self.page, choice(self.page, "Search"), words, offered)
        self.actions += 2
        settled(self.page)


@pytest.fixture(scope="module")
def visited(browser: Browser, address: str) -> Iterator[Page]:
    """One page that goes on from one way to the next, as a reader does."""
    window = new_window(browser, viewport={"width": WIDE[0], "height": WIDE[1]})
    page = window.new_page()
    page.goto(f"{address}/about")
    settled(page)
    yield page
    window.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    window = new_window(
        browser, viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True
    )
    yield window.new_page()
    window.close()


@pytest.mark.parametrize("kind", ["wide", "phone"])
def test_how_the_council_does_is_on_the_first_screen(
    visited: Page, phone: Page, address: str, kind: str
) -> None:
    """No click: the quarter, how many are on target, got worse and got better, and how old."""
    page, height = (visited, WIDE[1]) if kind == "wide" else (phone, PHONE[1])
    page.goto(address)
    settled(page)
    seen_at_once(
        page.get_by_role("heading", name="Quarter 4, 2024/25"),
        page.get_by_text("22 of 33"),
        page.get_by_text("3 got worse"),
        page.get_by_text("4 got better"),
        page.get_by_text("the next were due 30 July 2025."),
    )
    fits(page, 3 if kind == "wide" else 6, height)


def test_at_200_percent_the_answer_is_seen_and_the_menu_goes_once_a_page_is_chosen(
    page: Page, address: str
) -> None:
    """A window of 1280 pixels shows 640 of them then, and is no phone's."""
    page.set_viewport_size({"width": 640, "height": 400})
    page.goto(address)
    settled(page)
    seen_at_once(page.get_by_text("22 of 33"), page.get_by_text("4 got better"))
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="My area").click()
    expect(page.get_by_role("heading", name="My area", level=1)).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    settled(page)
    box = choice(page, "Show for")
    box.fill("head of con")
    option = page.get_by_role("option", name="Head of Contracts").locator("[data-kind]")
    expect(option).to_have_attribute("data-kind", "CMT lead")
    box.press("Escape")
    choice(page, "Search").fill("leisure centres")
    option = page.get_by_role("option", name="Visits to the leisure centres")
    expect(option).to_have_text("Visits to the leisure centres (CP HW 04), measure")


def test_two_taps_on_a_phone_open_a_priority_that_is_read_in_six_screens(phone: Page) -> None:
    """From Overview, which the test before left open: the menu, then the priority."""
    reader = Reader(phone)
    reader.click(phone.get_by_role("button", name="Menu", exact=True))
    reader.click(phone.get_by_role("link", name="Healthier Lives").first)
    expect(phone.get_by_role("heading", name="Healthier Lives", level=1)).to_be_visible()
    settled(phone)
    assert reader.actions == 2
    fits(phone, 6, PHONE[1])
    assert phone.locator("[data-testid=stVegaLiteChart]").count() <= 1
    # A trend that is tapped in the table leads to its chart, screens below.
    reader.click(phone.locator(".dd-measures a[href*='measure=']").nth(3))
    seen_at_once(phone.locator(".st-key-chosen-chart [data-testid=stVegaLiteChart]"))


def test_against_target_and_england_is_one_search_away(visited: Page) -> None:
    """Two actions, words and a click; then both stand on the first screen."""
    reader = Reader(visited)
    reader.search("fly tipping", "Fly tipping reports")
    expect(visited.get_by_role("heading", name="Fly tipping reports").first).to_be_visible()
    settled(visited)
    assert reader.actions <= 2
    seen_at_once(
        visited.locator(".dd-fact").get_by_text("on target"),
        visited.get_by_text("Beside England, as published"),
        visited.get_by_text("England 19.0 per 1,000"),
    )


def test_a_link_that_is_sent_shows_the_same_under_its_own_name(
    visited: Page, browser: Browser
) -> None:
    """The address of the measure that the test before left open, and nothing else, is sent."""
    expect(visited).to_have_title("Fly tipping reports, Harborough performance")
    colleague = browser.new_page()
    colleague.goto(visited.url)
    expect(colleague.get_by_role("heading", name="Fly tipping reports").first).to_be_visible()
    expect(colleague).to_have_title("Fly tipping reports, Harborough performance")
    colleague.close()


def test_a_manager_sees_what_is_theirs_what_changed_and_takes_a_page_along(
    visited: Page,
) -> None:
    """Three clicks: My area, the lead, one page of it; the name stays and nothing is reloaded."""
    loads = loads_of(visited)
    reader = Reader(visited)
    reader.click(visited.get_by_role("link", name="My area"))
    reader.click(visited.get_by_role("link", name="Head of Planning"))
    expect(visited.get_by_role("heading", name="Head of Planning, CMT lead")).to_be_visible()
    changed = visited.get_by_role("table", name="Old and new")
    expect(changed.get_by_role("link", name="Minor and other applications")).to_be_visible()
    expect(changed.get_by_text(re.compile(r"off target$"))).to_be_visible()
    measures = visited.get_by_role("table", name=re.compile("the worst first")).locator("tbody tr")
    expect(measures.first).to_be_visible()
    mine = measures.count()
    assert mine < 39
    reader.click(visited.get_by_role("link", name="One page of it, as Word or PDF"))
    expect(visited).to_have_url(re.compile("report.*for=Head"))
    assert reader.actions == 3
    visited.get_by_test_id("stTopNavSection").filter(has_text="Find").click()
    visited.get_by_role("menuitem", name="Measures").click()
    expect(visited).to_have_url(re.compile("/kpi.*for=Head"))
    every = visited.get_by_role("table", name=re.compile(r"\d+ measures, ")).locator("tbody tr")
    expect(every).to_have_count(mine)
    visited.get_by_role("button", name="Showing").click()
    expect(every).to_have_count(39)
    assert loads == []


@pytest.fixture
def on_screen_again(visited: Page) -> Iterator[None]:
    """The page is on a wide light screen again afterwards, whatever failed on paper."""
    yield
    visited.emulate_media(media="null", color_scheme="null")
    visited.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


@pytest.mark.usefixtures("on_screen_again")
@pytest.mark.parametrize(
    ("path", "most", "words"),
    [
        ("", 1, "Since last quarter"),
        ("priority-place?download=true", 2, "On last year"),
        ("priority-place?tab=Trends", 2, "All years, the worst first"),
        ("priority-place?tab=District", 2, "Over time"),
        ("priority-place?tab=Outcomes+and+activities", 1, "6 measures from above"),
        ("kpi?kpi=CON+15", 1, "What was reported"),
        ("district", 2, "Every statistic by topic"),
        ("compare?statistic=anxiety", 1, "Score out of 10"),
        ("rug", 1, "Q1 2023/24"),
        ("my_area?for=Head+of+Planning", 1, "My activities"),
        ("activities?plan=2019%2F20&status=on+track", 4, "Only these are shown: on track"),
        ("activities", 2, "No report of the plan 2024/25"),
    ],
)
def test_a_page_prints_whole_without_menu_choices_and_empty_sheets(
    visited: Page, address: str, path: str, most: int, words: str
) -> None:
    """From a dark screen, so that light paper is the style sheet's work."""
    visited.emulate_media(color_scheme="dark")
    visited.goto(f"{address}/{path}")
    settled(visited)
    headings = visited.locator("h2, h3").all_inner_texts()
    printed = pypdfium2.PdfDocument(BytesIO(visited.pdf(prefer_css_page_size=True)))
    sheets = [sheet.get_textpage().get_text_range() for sheet in printed]
    assert len(sheets) <= most
    size, letters = smallest_letters(printed)
    assert size >= FEWEST_POINTS, letters
    for number, sheet in enumerate(sheets, 1):
        numbered = f"Page {number} of {len(sheets)}"
        assert numbered in sheet
        lines = sheet.replace(numbered, "").strip().splitlines()
        assert len("".join(lines)) > 40
        assert not [heading for heading in headings if heading and lines[-1].startswith(heading)]
    whole = "".join(sheets)
    assert "Manage data" not in whole
    assert "Download" not in whole
    owner = "Head of Planning" if "for=" in path else "everyone"
    assert f"Harborough performance, {owner}, KPI report Q4 2024/25. Printed" in whole
    assert words in whole
    visited.emulate_media(media="print")
    visited.set_viewport_size({"width": PAPER, "height": WIDE[1]})
    expect(visited.locator("[data-testid=stHeader]")).to_be_hidden()
    charts = visited.locator("[data-testid=stVegaLiteChart]").count()
    assert visited.locator(UNITS).evaluate_all(BREAKS) == ["avoid"] * charts
    expect(visited.locator("[data-testid=stMain] :is(button, input):visible")).to_have_count(0)
    visited.wait_for_function(FITS, arg=PAPER)
    assert visited.evaluate(DARK_BOXES) == []


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
    # A way that begins where the last one led to would end before it was gone.
    visited.get_by_role("link", name="My area").click()
    expect(visited.get_by_role("heading", name="My area", level=1)).to_be_visible()
    settled(visited)
    box = choice(visited, "Search")
    if option:
        choose(visited, box, words, visited.get_by_role("option", name=option).first)
    else:
        box.fill(words)
        box.press("Enter")
    expect(visited.get_by_role("heading", name=heading).first).to_be_visible()
    settled(visited)
    if heading.startswith("Search"):
        expect(visited.get_by_role("link", name="Fly tipping reports")).to_be_visible()
    assert loads == []


def test_what_is_opened_stays_open_while_a_chart_is_changed_and_is_printed(
    visited: Page, address: str
) -> None:
    """The keyboard stays where it was, too; files are offered once their list is opened."""
    visited.goto(f"{address}/kpi?kpi=CON+15")
    settled(visited)
    figures = visited.locator("details", has=visited.get_by_text("Figures behind the chart"))
    expect(figures).not_to_have_attribute("open", "")
    figures.locator("summary").click()
    before = figures.element_handle()
    layer = visited.get_by_role("button", name="Usual range")
    # As a finger presses it, which leaves the keyboard where it is.
    layer.evaluate("layer => layer.click()")
    settled(visited)
    assert before is not None
    assert not before.evaluate("fold => fold.isConnected"), "the key of the chart is another"
    expect(figures).to_have_attribute("open", "")
    expect(figures.locator("summary")).to_be_focused()
    printed = pypdfium2.PdfDocument(BytesIO(visited.pdf(prefer_css_page_size=True)))
    paper = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Figures behind the chart of Fly tipping reports" in paper
    assert "Definition and owner" not in paper
    visited.get_by_role("button", name="Download every figure").click()
    expect(visited.get_by_role("button", name="CSV", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "button", "opened"),
    [
        ("rug", "Download this table", "[data-testid=stPopoverBody]"),
        ("", "Download everything", ".st-key-download [data-testid=stExpanderDetails]"),
    ],
)
def test_a_list_of_downloads_is_never_empty_and_does_not_grow(
    visited: Page, address: str, path: str, button: str, opened: str
) -> None:
    """Its buttons are made for who opens it: until they are there it says that they come."""
    visited.goto(f"{address}/{path}")
    settled(visited)
    visited.evaluate(MOMENTS, opened)
    visited.get_by_text(button, exact=True).click()
    settled(visited)
    expect(visited.get_by_role("button", name="Parquet", exact=True)).to_be_visible()
    moments = visited.evaluate("window.moments")
    assert moments
    assert all(words for words, _ in moments), f"it stood there empty: {moments}"
    heights = [height for _, height in moments if height]
    assert max(heights) - min(heights) <= 24


def test_the_outcomes_of_a_priority_are_read_on_two_screens(visited: Page, address: str) -> None:
    """What is done for each is a line; it opens with what officers report of it."""
    visited.goto(f"{address}/priority-place?tab=Outcomes+and+activities")
    settled(visited)
    fits(visited, 2, WIDE[1])
    lines = visited.locator("details.dd-line")
    expect(lines.first).to_be_visible()
    assert lines.count() > 3
    lines.first.locator("> summary").click()
    expect(lines.first.locator("details").first).to_be_visible()


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
    expect(page.get_by_role("heading", name="Contracts: how are we doing?")).to_be_visible()
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
    assert_accessible(page)
    page.get_by_role("link", name="Go to the start").click()
    settled(page)
    expect(page.get_by_role("heading", name="How are we doing?")).to_be_visible()


def test_every_tab_stop_is_seen_and_shows_that_it_has_the_focus(page: Page, address: str) -> None:
    """On pages with every kind of control, charts with their toolbars; links by the colour."""
    for path in ("upload", "compare", "priority-environment"):
        page.goto(f"{address}/{path}")
        settled(page)
        if path != "upload":
            expect(page.locator("[data-testid=stVegaLiteChart] svg, canvas").first).to_be_visible()
        number, faults = page.evaluate(STOPS)
        assert number > 20
        assert faults == []
    link = page.locator("[data-testid=stHtml] a").first
    page.keyboard.press("Tab")
    link.focus()
    outline = link.evaluate("a => getComputedStyle(a).outline")
    assert "rgb(18, 67, 109) solid 3px" in outline


@pytest.mark.skipif(FOLDER is None, reason="SCREENSHOTS names no folder")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_every_page_are_kept(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    folder = Path(FOLDER or "")
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in SIZES:
        window = new_window(
            browser, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        page = window.new_page()
        for path in PICTURED:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{address}/{path}")
            settled(page)
            name = re.sub(r"\W+", "-", path) or "overview"
            tall = page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight") + 20
            page.set_viewport_size({"width": width, "height": tall})
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
            if scheme == "light" and (width, height) == WIDE:
                page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
        window.close()


# Of each number, without its unit, on how many lines it stands, and what it is too wide by.
LINES_OF_NUMBERS = """cells => cells.map(cell => {
  const words = cell.firstChild, range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, words.length - words.data.replace(/^\\S+/, "").length);
  const right = item => item.getBoundingClientRect().right;
  const over = Math.max(0, Math.round(right(range) - right(cell.closest("td"))));
  return [cell.textContent, range.getClientRects().length, over];
})"""


@pytest.mark.usefixtures("on_screen_again")
@pytest.mark.parametrize("width", [320, 390])
def test_of_many_measures_on_a_phone_no_number_breaks_and_a_reason_has_its_heading(
    visited: Page, address: str, width: int
) -> None:
    visited.set_viewport_size({"width": width, "height": WIDE[1]})
    visited.goto(f"{address}/kpi")
    settled(visited)
    targets = visited.locator(".dd-dense td:nth-child(4) .dd-unbroken")
    assert targets.count() > 20
    numbers = targets.evaluate_all(LINES_OF_NUMBERS)
    broken = [number for number in numbers if number[1:] != [1, 0]]
    assert broken == []
    visited.wait_for_function(FITS, arg=width)
    compared = visited.locator(".dd-dense td:nth-child(6)")
    headings = compared.evaluate_all(
        "cells => cells.map(cell => [!!cell.querySelector('.dd-badge'), "
        "getComputedStyle(cell, '::before').display])"
    )
    assert {tuple(heading) for heading in headings} == {(True, "none"), (False, "block")}
