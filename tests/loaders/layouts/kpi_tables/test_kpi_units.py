import pytest

from loaders.findings.finding import Finding
from loaders.layouts.kpi_tables.definitions import Definition
from loaders.layouts.kpi_tables.kpi_units import with_unit
from loaders.parsing.cells import CellReading
from loaders.workbook import CellValue
from tests.loaders.layouts.kpi_tables.kpi_sheets import entry_of


def read(
    value: CellValue, heading: str = "Q1 2024/25", unit: str | None = None
) -> tuple[CellReading | None, list[Finding]]:
    """The first figure of a row with its unit, and the doubts about it."""
    definition = Definition(unit=unit)
    entry = entry_of(["Code", heading], ["SP 01", value], definition=definition)
    findings: list[Finding] = []
    dated = entry.readings[0]
    return with_unit(entry, dated.column, dated.reading, findings), findings


@pytest.mark.parametrize(
    ("value", "heading", "defined", "unit"),
    [
        (42, "Q1 2024/25", None, None),
        (42, "Q1 2024/25", "days", "days"),
        (42, "Q1 2024/25 (%)", "days", "percent"),
        ("42%", "Q1 2024/25", "percent", "percent"),
        ("8 days", "Q1 2024/25", "working days", "days"),
        ("£5", "Q1 2024/25", "number", "pounds"),
    ],
)
def test_a_unit_is_the_cells_or_the_headings_or_the_definitions(
    value: CellValue, heading: str, defined: str | None, unit: str | None
) -> None:
    figure, findings = read(value, heading, defined)
    assert figure is not None
    assert figure.unit == unit
    assert not findings


@pytest.mark.parametrize(
    ("value", "is_in_doubt"), [(0, False), (0.5, True), (-0.5, True), (1, True), (1.01, False)]
)
def test_a_bare_number_up_to_one_may_be_a_fraction_of_a_percentage(
    value: float, is_in_doubt: bool
) -> None:
    _, findings = read(value, unit="percent")
    assert [finding.code for finding in findings] == ["bare_fraction"] * is_in_doubt


def test_a_figure_in_another_unit_than_the_file_says_waits() -> None:
    figure, (finding,) = read("£5", unit="days")
    assert figure is not None
    assert (finding.code, finding.cell) == ("unit_differs", "B2")


def test_a_time_that_stands_for_a_ratio_is_no_figure() -> None:
    figure, (finding,) = read("1:15", unit="ratio")
    assert figure == CellReading()
    assert (finding.code, finding.found) == ("not_a_value", "1:15")


def test_a_word_in_place_of_a_figure_has_no_unit() -> None:
    figure, findings = read("TBC", unit="days")
    assert figure is not None
    assert (figure.state, figure.unit, findings) == ("awaited", None, [])
