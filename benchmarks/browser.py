"""What a reader waits for in Chromium: first visits and clicks, beside empty pages of Streamlit.

`python -m benchmarks.browser [--times 5]`: the dashboard with the data that ships, and pages of the
framework alone (benchmarks/two_pages.py), each in a process of its own, in one browser; the median
of each, in seconds but for:

- shift: the cumulative layout shift, without what follows an input, as browsers count it;
- input ms: the longest time from an input until the next picture (interaction to next paint).

A first visit is by a browser that knows nothing yet. "Content" is there once the heading of the
page is seen, "all" once the script has ended and every chart is drawn.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.load import framework
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.settling import new_window, settled
from tests.server import serving

WINDOW = {"width": 1280, "height": 800}
STILL = 500  # milliseconds in which what comes late would move the page
OURS, EMPTY = "the dashboard", "the framework alone"
# What the page says of itself: shifts that no input brought, and how long each input took.
OBSERVED = """
window.seen = {shift: 0, input: 0};
const follow = (type, note, more = {}) => new PerformanceObserver(
  (list) => list.getEntries().forEach(note)).observe({type, buffered: true, ...more});
follow("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
follow("event", (entry) => {
  if (entry.interactionId) seen.input = Math.max(seen.input, entry.duration);
}, {durationThreshold: 16});
"""


@dataclass(frozen=True)
class Visit:
    """A page that somebody opens: its address and how many charts it has."""

    page: str
    charts: int = 0
    application: str = OURS


@dataclass(frozen=True)
class Click:
    """What somebody presses on a page, and what shows that it was followed, as selectors."""

    page: str
    pressed: str
    then: str
    charts: int = 1
    application: str = OURS


VISITS: Mapping[str, Visit] = {
    "empty page": Visit("", application=EMPTY),
    "chart alone": Visit("_chart", charts=1, application=EMPTY),
    "Overview": Visit(""),
    "priority": Visit("priority-place", charts=1),
    "KPI": Visit("kpi?kpi=CON+15", charts=1),
    "District": Visit("district"),
    "Compare": Visit("compare", charts=2),
    "Key activities": Visit("activities"),
}
CLICKS: Mapping[str, Click] = {
    "menu to a chart alone": Click(
        "", "a[href$=_chart]", "h1:has-text('A chart')", application=EMPTY
    ),
    "Overview to priority": Click("", "a[href^='priority-place']", "h1:has-text('Place')"),
    "Overview to measure": Click("", ".dd-items a[href^='kpi?']", ".dd-facts"),
    "priority to measure": Click("priority-place", "table a[href^='kpi?']", ".dd-facts"),
    "measure, two years": Click(
        "kpi?kpi=CON+15", "button:has-text('2 years')", "[aria-checked=true]:has-text('2 years')"
    ),
    "District to Compare": Click(
        "district", "a[href^='compare']", "h1:has-text('Compare areas')", charts=2
    ),
}
COLUMNS = ("content", "all", "shift", "input ms")


@dataclass(frozen=True)
class Seen:
    """Seconds until the content and until all is there, the layout shift, and milliseconds."""

    content: float
    all: float
    shift: float
    input: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each visit and click and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args(arguments)
    if CHROMIUM is None:
        print("Chromium is not installed: on Debian, apt install chromium", file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory() as folder,
        framework(Path(folder), "two_pages") as empty,
        serving(Path(folder) / "district.duckdb") as ours,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        addresses = {OURS: ours, EMPTY: empty}
        for visit in VISITS.values():
            # The first visitor of an edition works out what all others are shown.
            visited(browser, addresses[visit.application], visit)
        print(f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}")
        _print_heading("first visit", *COLUMNS[:3])
        for name, visit in VISITS.items():
            seen = [
                visited(browser, addresses[visit.application], visit) for _ in range(options.times)
            ]
            _print_row(name, seen, COLUMNS[:3])
        _print_heading("click", *COLUMNS)
        for name, click in CLICKS.items():
            seen = [
                clicked(browser, addresses[click.application], click) for _ in range(options.times)
            ]
            _print_row(name, seen, COLUMNS)
        browser.close()
    return 0


def visited(browser: Browser, address: str, visit: Visit) -> Seen:
    """Open a page in a browser that knows nothing yet."""
    window = new_window(browser, viewport=WINDOW)
    window.add_init_script(OBSERVED)
    page, begun = window.new_page(), time.perf_counter()
    page.goto(f"{address}/{visit.page}", wait_until="commit")
    seen = _seen(page, "h1", visit.charts, begun)
    window.close()
    return seen


def clicked(browser: Browser, address: str, click: Click) -> Seen:
    """Press something on a page that stands."""
    window = new_window(browser, viewport=WINDOW)
    window.add_init_script(OBSERVED)
    page = window.new_page()
    page.goto(f"{address}/{click.page}")
    settled(page)
    page.wait_for_timeout(STILL)
    page.evaluate("Object.assign(seen, {shift: 0, input: 0})")
    begun = time.perf_counter()
    page.locator(click.pressed).first.click()
    seen = _seen(page, click.then, click.charts, begun)
    window.close()
    return seen


def _seen(page: Page, content: str, charts: int, begun: float) -> Seen:
    page.locator(content).first.wait_for()
    there = time.perf_counter() - begun
    settled(page)
    for chart in range(charts):
        page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)").nth(chart).wait_for()
    everything = time.perf_counter() - begun
    page.wait_for_timeout(STILL)
    return Seen(there, everything, *page.evaluate("[seen.shift, seen.input]"))


def _print_heading(*columns: str) -> None:
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def _print_row(name: str, seen: Sequence[Seen], columns: Sequence[str]) -> None:
    cells = (
        f"{median(each.content for each in seen):.2f}",
        f"{median(each.all for each in seen):.2f}",
        f"{median(each.shift for each in seen):.3f}",
        f"{median(each.input for each in seen):.0f}",
    )
    print(f"| {name} | {' | '.join(cells[: len(columns)])} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
