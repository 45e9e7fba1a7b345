import pytest

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding, figure_finding, figure_of, number, row_finding
from loaders.reading import Row, RowKind
from loaders.workbook import Sheet
from metrics.period import quarter

SHEET = Sheet("KPIs", [["Code"]])
ROW = Row(RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "KPIs", "D14", value=42.0)


def test_a_finding_about_a_cell_is_a_whole_sentence_and_its_parts() -> None:
    assert cell_finding(
        Severity.WARN,
        FindingCode.LATE,
        sheet=SHEET,
        cell=(14, 4),
        problem='"x" is no figure',
        expected="a figure",
        action="Correct it.",
        found="x",
    ) == Finding(
        Severity.WARN,
        FindingCode.LATE,
        'Sheet KPIs, cell D14: "x" is no figure; expected a figure. Correct it.',
        "KPIs",
        "D14",
        "x",
        "a figure",
        "Correct it.",
    )


def test_a_finding_about_a_sheet_names_no_cell_and_says_only_what_it_knows() -> None:
    assert cell_finding(
        Severity.INFO, FindingCode.SHEET_NOT_READ, sheet=SHEET, cell=None, problem="no table"
    ) == Finding(Severity.INFO, FindingCode.SHEET_NOT_READ, "Sheet KPIs: no table.", "KPIs")


def test_a_finding_at_a_row_is_one_at_its_cell() -> None:
    at_row = row_finding(
        Severity.QUARANTINE,
        FindingCode.JUMP,
        row=ROW,
        problem="SP 01 is 42",
        expected="less",
        action="Correct it.",
    )
    assert at_row == Finding(
        Severity.QUARANTINE,
        FindingCode.JUMP,
        "Sheet KPIs, cell D14: SP 01 is 42; expected less. Correct it.",
        "KPIs",
        "D14",
        "SP 01 is 42",
        "less",
        "Correct it.",
    )
    assert at_row == figure_finding(
        Severity.QUARANTINE,
        FindingCode.JUMP,
        sheet="KPIs",
        cell="D14",
        problem="SP 01 is 42",
        expected="less",
        action="Correct it.",
    )


def test_a_figure_is_named_by_kpi_and_period() -> None:
    assert figure_of(ROW) == "SP 01 for Q1 2024/25"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "no figure"),
        (0.0, "0"),
        (73390.0, "73,390"),
        (-0.5, "-0.5"),
        (1234.125, "1,234.125"),
        (999999999999.0, "999,999,999,999"),
        (1e15, "1e+15"),
    ],
)
def test_a_number_keeps_every_digit(value: float | None, text: str) -> None:
    assert number(value) == text
