"""Trap 4: formulas never calculated, errors, durations, dates, booleans, and dates since 1904."""

from datetime import date, time, timedelta

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure
from tests.examples.page import Page, Rows, Styled, month, percent, replaced, workbook_bytes

MANY = [(f"{2000 + n}/{(1 + n) % 100:02}", 100 + n) for n in range(24)]
MANY_ROWS: Rows = [["CP 01", year, value] for year, value in MANY]
FORMULAS = Page(
    "Report",
    [
        ["Code", "Name", "Q1 2024/25", "Q2 2024/25"],
        ["CP 01", "Crimes reported", 1190, "=C2+11"],
        ["CP 06", "Anti-social behaviour incidents", 310, 297],
    ],
)
SINCE_1904 = Page(
    "Report",
    [
        ["Code", "Name", month(2024, 4), month(2024, 5)],
        ["CCS 06", "Calls answered by customer services", percent(0.91), percent(0.884)],
    ],
)


def calculated() -> bytes:
    """The formulas with the value that Excel stores beside each."""
    made = workbook_bytes([FORMULAS])
    return replaced(made, "xl/worksheets/sheet1.xml", "C2+11</f><v />", "C2+11</f><v>1201</v>")


def since_1904() -> bytes:
    """A workbook of a Mac of old, where day 0 is 1 January 1904."""

    def count_from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    return workbook_bytes([SINCE_1904], count_from_1904)


EXAMPLES = (
    Example(
        "trap4-formula-never-calculated.xlsx",
        "5.4",
        [FORMULAS],
        [
            Figure("CP 01", "Q1 2024/25", 1190),
            Figure("CP 06", "Q1 2024/25", 310),
            Figure("CP 06", "Q2 2024/25", 297),
        ],
        [ExpectedFinding(Severity.QUARANTINE, "formula_not_calculated", "D2")],
    ),
    Example(
        "trap4-formula-calculated.xlsx",
        "5.4",
        make=calculated,
        figures=[
            Figure("CP 01", "Q1 2024/25", 1190),
            Figure("CP 01", "Q2 2024/25", 1201),
            Figure("CP 06", "Q1 2024/25", 310),
            Figure("CP 06", "Q2 2024/25", 297),
        ],
    ),
    Example(
        "trap4-error-cell.xlsx",
        "5.4",
        [
            Page(
                "Report",
                [
                    ["Code", "Period", "Value"],
                    ["CP 06", "Q1 2024/25", "#DIV/0!"],
                    *MANY_ROWS,
                ],
            )
        ],
        [Figure("CP 01", year, value) for year, value in MANY],
        [ExpectedFinding(Severity.QUARANTINE, "error_cell", "C2")],
        any_order=True,
    ),
    Example(
        "trap4-durations-and-booleans.xlsx",
        "5.4",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                    ["LL TPI 01/03", "Response times to Lifeline customers",
                     Styled(timedelta(seconds=83), "[h]:mm:ss"), Styled(time(0, 1, 5), "hh:mm:ss"),
                     "00:01:10"],
                    ["SP 01", "Affordable homes completed", True, 41,
                     Styled(date(2024, 6, 1), "dd/mm/yyyy")],
                ],
            )
        ],
        [
            Figure("LL TPI 01/03", "Q1 2024/25", 83, "seconds"),
            Figure("LL TPI 01/03", "Q2 2024/25", 65, "seconds"),
            Figure("LL TPI 01/03", "Q3 2024/25", 70, "seconds"),
            Figure("SP 01", "Q1 2024/25", 1, "yes/no"),
            Figure("SP 01", "Q2 2024/25", 41),
        ],
        [
            ExpectedFinding(Severity.QUARANTINE, "unit_differs", message="yes/no"),
            ExpectedFinding(Severity.QUARANTINE, "not_a_value", "E3", "date"),
        ],
        any_order=True,
    ),
    Example(
        "trap4-dates-since-1904.xlsx",
        "5.4",
        make=since_1904,
        figures=[
            Figure("CCS 06", "April 2024", 91, "percent"),
            Figure("CCS 06", "May 2024", 88.4, "percent"),
        ],
    ),
)  # fmt: skip
