"""WCAG 2.2 AA as far as axe can tell, on every page, wide and narrow; pages fit their window."""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from pages.menu import HOME, addresses, current_priority_pages
from tests.browser.settling import new_window, settled

# The four priorities share one page; the shortest of them stands for all.
PAGES = [
    "", "my_area?for=Finance", "search?q=fly+tipping", "rug?for=Head+of+Communities",
    "priority-environment", "kpi?kpi=SP+01", "kpi?kpi=CON+15&analysts=true&published=true",
    # With choices made: axe looks at chosen pills and chips too.
    "activities?plan=2019%2F20&status=on+track", "district", "compare", "map", "report", "upload",
    "history", "about", "accessibility", "council", "audit-record",
    # Where nothing is: no outcomes yet, no such measure, no activity that fits.
    "local-outcomes", "kpi?kpi=CON+99", "activities?find=zzzz",
]  # fmt: skip
# Only where people sign in; its own journey looks at it.
NOT_HERE = {"sign-ins"}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Streamlit's own file box has a role that its label overrides: no rule of WCAG.
    "rules": {"presentation-role-conflict": {"enabled": False}},
}


# What another theme may break.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Functions, as the page's policy refuses an expression that is evaluated again and again.
IS_DARK = (
    "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    " === 'rgb(20, 24, 28)'"
)
# Of each status to its ground; axe judges no colours that are forced.
CONTRASTS = """() => {
  const light = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(part => part / 255).map(
      part => part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  return [...document.querySelectorAll('.dd-badge')].map(item => {
    const style = getComputedStyle(item);
    const [word, ground] = [light(style.color), light(style.backgroundColor)];
    return Math.max(word, ground) / Math.min(word, ground);
  });
}"""
# Looked at in the dark, too.
DARK_PAGES = ["", "priority-environment", "rug?for=Head+of+Communities", "district", "upload"]
DENSE_PAGES = ["", "priority-environment", "kpi?kpi=SP+01", "district", "upload"]
WIDTHS = (1280, 390)
HEIGHT = 900
# What a window of 1280 pixels shows at 400 %.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
# Three screens of 800 pixels, six of 844: what is longer is folded. Parts that the address opens
# or chooses are not counted.
MOST_PIXELS = {1280: 3 * 800, 390: 6 * 844}
MOST_CHARTS = 4
IS_SHORT = "most => document.querySelector('[data-testid=stMain]').scrollHeight <= most"
FITS = "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width"


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window that is kept open, so that the browser's cache serves it."""
    kept = new_window(browser)
    yield kept.new_page()
    kept.close()


def drawn(page: Page, address: str) -> None:
    """Open a page and wait until it is all there."""
    page.goto(address)
    settled(page)
    # Our script comes with the first run, and loads while that is drawn.
    expect(page.locator("[data-testid=stSidebarNavItems] > div:not([role])")).to_have_count(0)


@pytest.mark.usefixtures("only_read")
def test_every_page_is_looked_at() -> None:
    others = {path for _, _, path in current_priority_pages()} - {"priority-environment"}
    looked_at = {path.partition("?")[0] or HOME for path in PAGES}
    assert looked_at == set(addresses()) - others - NOT_HERE


def test_nothing_moves_for_who_wants_little_motion(browser: Browser, address: str) -> None:
    window = new_window(browser, reduced_motion="reduce")
    page = window.new_page()
    drawn(page, address)
    durations = page.evaluate(
        "[...document.querySelectorAll('summary, button, details')].flatMap(item =>"
        " getComputedStyle(item).transitionDuration.split(', ').map(parseFloat))"
    )
    window.close()
    assert len(durations) > 5
    assert max(durations) < 0.001


def test_bars_keep_their_colours_and_words_are_read_in_high_contrast(
    browser: Browser, address: str
) -> None:
    """On black, as most who need it choose."""
    window = new_window(browser, forced_colors="active", color_scheme="dark")
    page = window.new_page()
    drawn(page, address)
    segments = page.locator(".dd-bar").first.locator("span")
    expect(segments.first).to_be_visible()
    colours = segments.evaluate_all(
        "all => all.map(item => getComputedStyle(item).backgroundColor)"
    )
    assert {"rgb(0, 112, 60)", "rgb(242, 163, 58)", "rgb(177, 14, 30)"} <= set(colours)
    expect(page.locator(".dd-badge").get_by_text("no target").first).to_be_visible()
    assert min(page.evaluate(CONTRASTS)) >= 4.5
    window.close()


def test_no_column_of_measures_is_cut_on_a_tablet_and_no_target_on_a_phone(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    drawn(page, f"{address}/kpi")
    frame = page.locator(".dd-measures .dd-scroll")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    page.set_viewport_size({"width": 390, "height": 844})
    row = page.get_by_role("row").filter(has_text="Establishment and agency costs")
    target = row.get_by_text("£17,000,000")
    assert target.evaluate("words => words.getClientRects().length") == 1
    # A measure without a target keeps its trend below the others'.
    trends = page.locator(".dd-measures td:has(.dd-spark)")
    assert len(set(trends.evaluate_all("all => all.map(item => item.offsetLeft)"))) == 1


# axe judges by what is there and its styles: the narrow window differs by the few styles and parts
# that these pages have among them, and every page is looked at for what it does not fit.
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation_and_fits_its_window(window: Page, address: str, path: str) -> None:
    window.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
    drawn(window, f"{address}/{path}")
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": HEIGHT})
        window.wait_for_function(FITS, arg=width)
        if "&" not in path:
            assert window.locator("[data-testid=stVegaLiteChart]").count() <= MOST_CHARTS
            window.wait_for_function(IS_SHORT, arg=MOST_PIXELS[width])
        if width == max(WIDTHS) or path in DENSE_PAGES:
            assert_accessible(window)
    if path in DARK_PAGES:
        window.emulate_media(color_scheme="dark")
        assert_accessible_in_the_dark(window)
        window.emulate_media(color_scheme="null")
    window.set_viewport_size(ZOOMED)
    window.wait_for_function(FITS, arg=ZOOMED["width"])


def assert_accessible_in_the_dark(page: Page) -> None:
    """That its colours are dark ones, and axe finds nothing in them."""
    page.wait_for_function(IS_DARK)
    assert_accessible(page, COLOURS)


def assert_accessible(page: Page, rules: Mapping[str, object] = RULES) -> None:
    """That axe finds nothing, of WCAG 2.2 AA and good practice or what else is named."""
    violations = Axe().run(page, options=dict(rules)).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []
