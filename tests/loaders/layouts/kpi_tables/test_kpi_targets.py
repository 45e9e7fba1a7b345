import pytest

from loaders.findings.finding import Finding
from loaders.layouts.kpi_tables.kpi_targets import target_for, targets_of, unused_targets
from loaders.workbook import CellValue
from metrics.period import financial_year, quarter
from tests.loaders.layouts.kpi_tables.kpi_sheets import entry_of


def test_a_target_is_that_of_the_period_or_its_year_or_the_printed_one() -> None:
    entry = entry_of(
        ["Code", "Q1 2024/25", "Target Q1 2024/25", "Q2 2024/25", "Target 2024/25", "2023/24"],
        ["SP 01", 41, 40, 42, 50, 43],
    )
    targets = targets_of(entry, [], [])
    first, second, before = quarter(2024, 1), quarter(2024, 2), financial_year(2023)
    values = [
        target.reading.value if target else None
        for target in (target_for(entry, targets, period) for period in (first, second, before))
    ]
    assert values == [40, None, None]
    (of_year,) = unused_targets(entry, targets)
    assert (of_year.period, of_year.reading.value) == (financial_year(2024), 50)


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Annual Target", 2024),
        ("Full year target", 2024),
        ("Year-end target", 2024),
        ("Goal", None),
    ],
)
def test_a_heading_that_says_annual_makes_a_target_the_years(
    heading: str, period: int | None
) -> None:
    entry = entry_of(["Code", heading, "Q1 2024/25"], ["SP 01", 40, 9])
    (target,) = targets_of(entry, [], [])
    assert target.period == (None if period is None else financial_year(period))
    assert bool(target_for(entry, [target], quarter(2024, 1))) is (period is None)


def test_an_annual_target_beside_whole_years_is_theirs() -> None:
    entry = entry_of(["Code", "Annual Target", "2023/24", "2024/25"], ["SP 01", 40, 39, 41])
    targets = targets_of(entry, [], [])
    assert target_for(entry, targets, financial_year(2024)) is targets[0]
    assert not unused_targets(entry, targets)


@pytest.mark.parametrize(
    ("latest", "with_target"),
    [(44, [2024]), ("TBC", [2024]), ("Not due", [2023, 2024])],
)
def test_a_printed_target_is_for_the_latest_year_and_the_last_reported_where_none_is_due(
    latest: CellValue, with_target: list[int]
) -> None:
    entry = entry_of(
        ["Code", "Target", "2022/23", "2023/24", "2024/25"], ["SP 01", 40, 42, 43, latest]
    )
    targets = targets_of(entry, [], [])
    years = [y for y in (2022, 2023, 2024) if target_for(entry, targets, financial_year(y))]
    assert years == with_target


def test_targets_of_years_to_come_are_left_over() -> None:
    entry = entry_of(["Code", "2024/25", "Target 2024/25", "Target 2025/26"], ["SP 01", 41, 40, 45])
    targets = targets_of(entry, [], [])
    (unused,) = unused_targets(entry, targets)
    assert (unused.period, unused.cell.address) == (financial_year(2025), "D2")


@pytest.mark.parametrize(
    ("value", "target", "code"),
    [
        ("88%", 0.9, "bare_fraction"), ("88%", 1, "bare_fraction"), ("88%", 1.01, None),
        ("88%", 0, None), ("1.5%", 0.9, None), ("8 days", "90%", "target_unit_differs"),
        ("8 days", "10 working days", None), (41, "soon", "not_a_value"), (41, None, None),
    ],
)  # fmt: skip
def test_a_target_on_another_scale_or_in_another_unit_joins_the_findings(
    value: CellValue, target: CellValue, code: str | None
) -> None:
    entry = entry_of(["Code", "Target", "Q1 2024/25"], ["SP 01", target, value])
    findings: list[Finding] = []
    targets = targets_of(entry, findings, [])
    assert [(finding.code, finding.cell) for finding in findings] == (
        [(code, "B2")] if code else []
    )
    assert bool(targets) is (code is None and target is not None)
