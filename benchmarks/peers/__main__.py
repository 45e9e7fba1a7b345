"""The same data and page in our dashboard, in Dash and in Shiny, one after another, in one run.

`python -m benchmarks.peers [--environment FOLDER] [--people 30] [--only Dash]`: an
environment with Dash and Shiny is made in FOLDER where there is none (requirements.txt beside this
file). Each system serves a priority of the shipped plan: its measures with status in a table, the
figures of a chosen one against its target as a chart, and a choice of portfolio. A browser opens
the page and changes the portfolio; then so many people do that without a browser, by sending again
what the browser sent: requests to Dash, messages by websocket to the others.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import httpx2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import server_process
from benchmarks.crowds import milliseconds
from benchmarks.peers import replaying, shared_data
from benchmarks.peers.replaying import Recorded, Visiting, recording, replayed
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.server import free_port

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
ENVIRONMENT = ROOT / ".venv-peers"
PORTFOLIO, TIMES, START_SECONDS = "Regulatory", 3, 90
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
# A measure of another portfolio: it goes from the page when that one is chosen.
OUTSIDE = "Calls answered by customer services"


@dataclass(frozen=True)
class System:
    """A system with its server's command, its page, and how a person uses that in a browser.

    `{python}`, `{data}` and `{port}` in the command are filled in. `chart` is what a drawn chart
    has, `everybody` the choice of all portfolios, `lines_of` the code that was written for it.
    """

    name: str
    command: Sequence[str]
    path: str
    chart: str
    choose: Callable[[Page, str], None]
    everybody: str
    visiting: Visiting
    lines_of: Sequence[Path]


def _in_ours(page: Page, portfolio: str) -> None:
    box = page.get_by_role("combobox", name="Show for")
    box.fill(portfolio)
    page.get_by_role("option", name=portfolio).first.click()


def _in_dash(page: Page, portfolio: str) -> None:
    page.locator("#portfolio").click()
    page.get_by_role("option", name=portfolio, exact=True).click()


def _in_shiny(page: Page, portfolio: str) -> None:
    page.locator("#portfolio").select_option(portfolio)


SYSTEMS = (
    System(
        "this dashboard",
        (sys.executable, "-m", "access.serve", "--port", "{port}"),
        "priority-place?tab=Trends",
        "[data-testid=stMain] img[src^='data:image/svg']",
        _in_ours,
        "Everyone",
        replaying.in_ours,
        tuple((ROOT / "pages/priority").glob("*.py")),
    ),
    System(
        "Dash",
        ("{python}", str(HERE / "dash_app.py"), "{data}", "{port}"),
        "",
        ".js-plotly-plot .scatterlayer path",
        _in_dash,
        "Everybody",
        replaying.in_dash,
        (HERE / "dash_app.py",),
    ),
    System(
        "Shiny",
        ("{python}", str(HERE / "shiny_app.py"), "{data}", "{port}"),
        "",
        ".js-plotly-plot .scatterlayer path",
        _in_shiny,
        "Everybody",
        replaying.in_shiny,
        (HERE / "shiny_app.py",),
    ),
)
COLUMNS = (
    "system", "ready s", "first chart s", "portfolio changed s", "{people} people: p50 ms", "p95",
    "changes", "computed ms a change", "memory MB", "lines by hand", "axe: rules broken (places)",
)  # fmt: skip


def main() -> None:
    """Measure each system and print its row."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, default=2.0)
    names = [system.name for system in SYSTEMS]
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    options = parser.parse_args()
    python = environment(options.environment)
    print(
        f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {options.think:g} s to think"
    )
    columns = [column.format(people=options.people) for column in COLUMNS]
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        # The database is built before, as what the others read is.
        with _served(SYSTEMS[0], Path(folder), python) as (address, _, _):
            shared_data.export(address, Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for system in [system for system in SYSTEMS if system.name in options.only]:
            cells = _row(system, browser, Path(folder), python, options)
            print(f"| {' | '.join(map(str, cells))} |", flush=True)
        browser.close()


def environment(folder: Path) -> Path:
    """The interpreter of an environment with the other systems, which is made where it is not."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = str(HERE / "requirements.txt")
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    return python


def _row(
    system: System, browser: Browser, folder: Path, python: Path, options: argparse.Namespace
) -> Sequence[object]:
    with _served(system, folder, python) as (address, process, ready):
        used = [_used(system, browser, f"{address}/{system.path}") for _ in range(TIMES)]
        recorded = used[-1].recorded
        visiting = partial(system.visiting, address, system.path, recorded)
        with ThreadPoolExecutor(1) as thread:
            # The browser has an event loop in this one.
            crowd = thread.submit(
                replayed, visiting, options.people, options.seconds, options.think,
                partial(_computed, process),
            ).result()  # fmt: skip
        family = server_process.family(process)
        memory = sum(server_process.held(each).memory_mb for each in family)
    return (
        system.name,
        f"{ready:.1f}",
        f"{median(each.first_chart for each in used):.2f}",
        f"{median(each.changed for each in used):.2f}",
        *(milliseconds(crowd.taken, share) for share in (0.5, 0.95)),
        len(crowd.taken),
        f"{1000 * crowd.computed / len(crowd.taken):.0f}",
        f"{memory:.0f}",
        sum(map(_lines, system.lines_of)),
        used[-1].violations,
    )


@contextmanager
def _served(system: System, folder: Path, python: Path) -> Iterator[tuple[str, int, float]]:
    """The address and process of a system, and how long it took until it answered."""
    port, begun = free_port(), time.perf_counter()
    words = {"python": str(python), "data": str(folder), "port": str(port)}
    command = [part.format(**words) for part in system.command]
    variables = {**os.environ, "DISTRICT_DATABASE": str(folder / "district.duckdb")}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            if process.poll() is not None or time.perf_counter() - begun > START_SECONDS:
                raise SystemExit(f"{system.name} did not start: {(folder / 'log').read_text()}")
            time.sleep(0.05)
        yield address, process.pid, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        return httpx2.get(address, trust_env=False, timeout=5).is_success
    except httpx2.HTTPError:
        return False


@dataclass(frozen=True)
class Used:
    """What a browser met: seconds to the first chart and of a change, and what axe counts."""

    first_chart: float
    changed: float
    recorded: Recorded
    violations: str


def _used(system: System, browser: Browser, url: str) -> Used:
    """Open the page in a browser that knows nothing yet, and change the portfolio to and fro."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    sent = recording(page)
    begun = time.perf_counter()
    page.goto(url)
    page.locator(system.chart).first.wait_for()
    first_chart = time.perf_counter() - begun
    page.wait_for_timeout(1_000)
    opened, changes, seconds = sent.taken(), [], []
    for portfolio, hidden in ((PORTFOLIO, True), (system.everybody, False)):
        begun = time.perf_counter()
        system.choose(page, portfolio)
        outside = page.get_by_text(OUTSIDE).filter(visible=True).first
        outside.wait_for(state="hidden" if hidden else "visible")
        seconds.append(time.perf_counter() - begun)
        # What the browser says in answer belongs to the change.
        page.wait_for_timeout(1_000)
        changes.append(sent.taken())
    violations = Axe().run(page, options=RULES).response["violations"]
    places = sum(len(each["nodes"]) for each in violations)
    context.close()
    rules = ", ".join(sorted(each["id"] for each in violations))
    broken_rules = f"{len(violations)} ({places}) {rules}".strip()
    return Used(first_chart, seconds[0], Recorded(opened, changes), broken_rules)


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def _computed(process: int) -> float:
    return sum(server_process.computed(each) for each in server_process.family(process))


if __name__ == "__main__":
    main()
