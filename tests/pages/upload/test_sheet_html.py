"""One sheet's cells: marks that say what became of each, and text that stays text."""

from collections.abc import Mapping, Sequence

import pytest

from loaders.accounting.cell_ledger import HEADING, CellOutcome
from loaders.findings.codes import Severity
from loaders.reading import SheetView, SheetViewRow
from pages.upload.sheet_html import MARKS, READ, DrawnSheet, legend, reasons, window

ABOVE, NOT_KEPT = "above or beside the tables", "column that is not kept"


def drawn(
    *rows: SheetViewRow,
    findings: Mapping[tuple[int, int], Severity] | None = None,
    columns: tuple[int, ...] = (1,),
    name: str = "KPIs",
    read_as: Mapping[int, tuple[str, ...]] | None = None,
    last_row: int = 0,
) -> DrawnSheet:
    end = last_row or rows[-1].number
    view = SheetView(name, True, columns, rows, read_as or {}, end, columns[-1])
    return DrawnSheet(3, view, rows, findings or {})


def cell(text: str, outcome: str, number: int = 7) -> SheetViewRow:
    return SheetViewRow(number, (text,), (outcome,))


def made(sheet: DrawnSheet) -> str:
    return window(sheet, reasons([sheet]), is_first=False)


def entries(*sheets: DrawnSheet) -> Sequence[tuple[str, str]]:
    return list(legend(sheets, reasons(sheets)))


def test_text_from_a_file_stays_text_and_keeps_its_direction_to_itself() -> None:
    html = made(drawn(cell("<img src=x>\u202e", CellOutcome.LOADED), name="</summary><script>"))
    assert "<bdi>&lt;img src=x&gt;\u202e</bdi>" in html
    assert "<img" not in html
    assert "<script" not in html
    assert 'aria-label="Cells of &lt;/summary&gt;&lt;script&gt;"' in html


@pytest.mark.parametrize(
    ("outcome", "severity", "marks"),
    [
        (CellOutcome.LOADED, None, [READ]),
        (CellOutcome.LOADED, Severity.WARN, [READ, MARKS[Severity.WARN]]),
        (CellOutcome.LOADED, Severity.REJECT, [READ, MARKS[Severity.REJECT]]),
        (CellOutcome.LOADED, Severity.QUARANTINE, [MARKS[Severity.QUARANTINE]]),
        (CellOutcome.QUARANTINED, Severity.QUARANTINE, [MARKS[Severity.QUARANTINE]]),
        (CellOutcome.QUARANTINED, None, [MARKS[Severity.QUARANTINE]]),
        (NOT_KEPT, Severity.INFO, [("a", NOT_KEPT), MARKS[Severity.INFO]]),
        (HEADING, None, []),
        ("", Severity.WARN, [MARKS[Severity.WARN]]),
        ("", None, []),
    ],
)
def test_what_became_of_a_cell_is_a_mark_with_words(
    outcome: str, severity: Severity | None, marks: Sequence[tuple[str, str]]
) -> None:
    html = made(drawn(cell("5", outcome), findings={(7, 1): severity} if severity else None))
    for mark, means in marks:
        assert f'role="img" aria-label="{means}">{mark}</span>' in html
    assert html.count('role="img"') == len(marks)
    assert ("<strong><bdi>5</bdi></strong>" in html) is (outcome == HEADING)


def test_no_two_marks_look_alike() -> None:
    marks = [READ[0], *(mark for mark, _ in MARKS.values()), "a"]
    assert len(set(marks)) == len(marks) == len(Severity) + 2


def test_the_legend_has_the_marks_that_are_there_and_a_letter_for_each_reason() -> None:
    first = drawn(cell("t", ABOVE), cell("5", NOT_KEPT, 8), findings={(7, 1): Severity.INFO})
    second = drawn(cell("t", ABOVE), findings={(99, 1): Severity.REJECT})
    left_out = [("a", f"left out: {ABOVE}"), ("b", f"left out: {NOT_KEPT}")]
    assert entries(first, second) == [MARKS[Severity.INFO], *left_out]
    assert entries(drawn(cell("5", CellOutcome.LOADED), cell("6", CellOutcome.QUARANTINED))) == [
        READ,
        MARKS[Severity.QUARANTINE],
    ]


@pytest.mark.parametrize(
    ("numbers", "last_row", "words"),
    [
        ((3, 4), 4, []),
        ((3, 5), 5, ["Row 4 is not shown"]),
        ((3, 6), 6, ["Rows 4 to 5 are not shown"]),
        ((3, 4), 5, ["Row 5 is not shown"]),
        ((3, 4), 1006, ["Rows 5 to 1,006 are not shown"]),
    ],
)
def test_rows_that_are_not_shown_are_told(
    numbers: Sequence[int], last_row: int, words: Sequence[str]
) -> None:
    html = made(
        drawn(*(cell("5", CellOutcome.LOADED, number) for number in numbers), last_row=last_row)
    )
    assert [sentence for sentence in words if sentence in html] == words
    assert html.count("not shown") == len(words)


def test_what_columns_were_read_as_stands_below_their_headings() -> None:
    rows = (cell("Q1", HEADING, 1), cell("5", CellOutcome.LOADED, 2))
    html = made(drawn(*rows, read_as={1: ("Value for Q1 2024/25",)}))
    parts = ["<bdi>Q1</bdi>", 'scope="row">Read as</th><td>Value for Q1 2024/25', "<bdi>5</bdi>"]
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)


def test_a_link_leads_to_the_cell_or_to_its_row_where_the_column_is_not_drawn() -> None:
    sheet = drawn(cell("5", CellOutcome.LOADED), columns=(4,), findings={(7, 4): Severity.WARN})
    assert (sheet.anchor(7, 4), sheet.anchor(7, 5)) == ("cell-3-D7", "row-3-7")
    assert all(f'id="{anchor}" tabindex="-1"' in made(sheet) for anchor in ("cell-3-D7", "row-3-7"))


@pytest.mark.parametrize(
    ("severity", "is_open"),
    [(None, False), (Severity.INFO, False), (Severity.WARN, True), (Severity.REJECT, True)],
)
def test_a_sheet_is_open_where_something_wants_a_look(
    severity: Severity | None, is_open: bool
) -> None:
    sheet = drawn(cell("5", CellOutcome.LOADED), findings={(7, 1): severity} if severity else None)
    assert made(sheet).startswith("<details open>") is is_open
    assert window(sheet, {}, is_first=True).startswith("<details open>")
