"""The picture on the Upload page: each sheet's cells, and links from the findings to them."""

import re
from collections.abc import Sequence

import pytest

from data.uploads import StoredFile
from loaders import publish
from loaders.accounting.cell_ledger import CellOutcome
from loaders.check import Checked, Plans
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.publish import SubmittedFile
from loaders.reading import SheetView, SheetViewRow
from pages.upload import sheet_panel
from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import text
from tests.pages.upload.upload_page import with_file


def checked(*cells: str | None, rows: int = 500, sheet: str = "KPIs") -> Checked:
    """A long sheet with a warning at each of these cells."""
    sheet_rows = tuple(
        SheetViewRow(number, ("5",), (CellOutcome.LOADED,)) for number in range(1, rows + 1)
    )
    findings = [
        Finding(Severity.WARN, FindingCode.JUMP, "It is odd.", sheet, cell) for cell in cells
    ]
    return Checked(
        "", (), findings, {}, pictures=(SheetView("KPIs", True, (1,), sheet_rows, {}, rows, 1),)
    )


def link_of(file: Checked) -> str | None:
    """Where the last finding's link leads, None where it is no link."""
    where = sheet_panel.where(file.findings[-1], sheet_panel.links(file))
    link = re.search('href="#(.+?)"', str(where))
    return link[1] if link else None


@pytest.mark.parametrize(
    ("cell", "leads_to"),
    [("A1", "cell-1-A1"), ("A400", "cell-1-A400"), ("B400", "row-1-400"), ("A501", None),
     (None, None)],
)  # fmt: skip
def test_a_finding_leads_to_its_cell_or_row_where_that_is_told(
    cell: str | None, leads_to: str | None
) -> None:
    assert link_of(checked(cell)) == leads_to


def test_a_finding_on_a_sheet_that_is_not_there_leads_nowhere() -> None:
    assert link_of(checked("A1", sheet="Others")) is None


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_so_many_rows_of_findings_are_drawn_and_no_more(more: int) -> None:
    cells = [f"A{number}" for number in range(101, 101 + sheet_panel.ROWS + more)]
    file = checked(*cells)
    assert len(sheet_panel.links(file)) == min(len(cells), sheet_panel.ROWS)
    assert (link_of(file) is None) is (more > 0)


def test_what_is_found_of_what_was_read_leads_to_its_row_too() -> None:
    """The checks against the plans come after the reading, and name cells of their own."""
    content = listed(("DM 02", "", "Q1 2024/25", "120%"))
    file = publish.read(SubmittedFile(StoredFile("q1.xlsx", content)), Plans())
    doubts: Sequence[Finding] = file.findings_of(Severity.QUARANTINE)
    assert [doubt.code for doubt in doubts] == ["percent_out_of_range"]
    links = sheet_panel.links(file)
    assert "cell-1-D3" in str(sheet_panel.where(doubts[0], links))


@pytest.mark.usefixtures("fresh")
def test_the_page_shows_the_cells_and_every_link_leads_to_one() -> None:
    page_text = text(with_file(listed(("ZZ 99", "", "Q1 2024/25", 5), ("DM 02", "", "Q9 2024", 1))))
    assert "What was read as what" in page_text
    anchors = re.findall('href="#((?:cell|row)-.+?)"', page_text)
    assert {"cell-1-D3", "cell-1-C4"} <= set(anchors)
    assert all(page_text.count(f'id="{anchor}"') == 1 for anchor in anchors)
    assert "<td>Period</td>" in page_text
    assert "20 filled cells: " in page_text


@pytest.mark.usefixtures("fresh")
def test_a_file_without_a_table_has_no_picture() -> None:
    page_text = text(with_file(b"words,and\nnothing,more\n", "odd.csv"))
    assert "No table with known headings was found" in page_text
    assert "What was read as what" not in page_text
