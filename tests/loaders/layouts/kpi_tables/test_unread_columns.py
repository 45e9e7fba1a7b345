from loaders.findings.codes import Severity
from loaders.layouts.kpi_tables.unread_columns import heading_findings
from tests.loaders.layouts.kpi_tables.kpi_sheets import table_of


def seen(*rows: list[object]) -> list[tuple[Severity, str, str | None]]:
    findings = heading_findings(table_of(*rows))  # type: ignore[arg-type]
    return [(finding.severity, finding.code, finding.cell) for finding in findings]


def test_figures_under_an_unknown_heading_are_a_warning_words_are_not() -> None:
    headings: list[object] = ["Code", "Q1 2024/25", "Ombudsman", "Colour"]
    rows: list[list[object]] = [["SP 01", 42, 43, "Blue"], ["SP 02", 42, 43, "Pink"]]
    assert seen(headings, *rows) == [
        (Severity.WARN, "unknown_heading", "C1"),
        (Severity.INFO, "unknown_heading", "D1"),
    ]


def test_one_number_alone_may_be_a_remark() -> None:
    rows: list[list[object]] = [["SP 01", 42, 43], ["SP 02", 42, None]]
    assert seen(["Code", "Q1 2024/25", "Ombudsman"], *rows) == [
        (Severity.INFO, "unknown_heading", "C1")
    ]


def test_figures_in_a_column_without_a_heading_are_a_warning() -> None:
    rows: list[list[object]] = [["SP 01", 42, 43], ["SP 02", 42, 44]]
    assert seen(["Code", "Q1 2024/25", None], *rows) == [(Severity.WARN, "no_heading", "C1")]
    assert not seen(["Code", "Q1 2024/25", None], ["SP 01", 42, 43], ["SP 02", 42, "yes"])
