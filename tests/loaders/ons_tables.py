"""Tables as ONS publishes its local statistics: real ones, and ones made line by line."""

import json
from collections.abc import Sequence

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.layouts import ons_explore_local_statistics as layout
from loaders.reading import Reading, Row
from loaders.workbook import Sheet, Workbook
from tests.shared import shared

FOLDER = "published/ons-explore-local-statistics"
HEADINGS = ["areacd", "areanm", "geography", "indicator", "period", "observation", "measure"]
HEADINGS += ["unit", "lci_95", "uci_95", "status", "notes"]
PLAIN = dict.fromkeys(HEADINGS, "") | {
    "areacd": "E07000131",
    "indicator": "Adult obesity prevalence",
    "period": "2023-11-16/P1Y",
    "observation": "24.67398",
    "measure": "Percentage",
    "unit": "%",
    "lci_95": "20.28986",
    "uci_95": "29.27536",
}
DATED = {"ess-beta-metadata": {"sourceDate": "06/05/2026"}}


def published(name: str) -> Workbook:
    path = shared(f"{FOLDER}/{name}.csv")
    metadata = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return open_workbook(path.name, path.read_bytes(), metadata)


def read_published(name: str) -> Reading:
    return layout.read(published(name), Hints())


def table(
    lines: Sequence[dict[str, str]],
    headings: Sequence[str] = HEADINGS,
    metadata: dict[str, object] | None = DATED,  # type: ignore[assignment]
) -> Workbook:
    rows = [list(headings), *([line.get(name, "") for name in headings] for line in lines)]
    return Workbook("table.csv", "csv", [Sheet("table", rows)], metadata)


def read_line(**cells: str) -> Reading:
    return layout.read(table([PLAIN | cells]), Hints())


def only(reading: Reading) -> Row:
    assert not [finding for finding in reading.findings if finding.severity != Severity.INFO]
    (row,) = reading.rows
    return row


def finding(reading: Reading, code: str) -> Finding:
    (match,) = [finding for finding in reading.findings if finding.code == code]
    return match
