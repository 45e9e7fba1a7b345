"""Checking rows against the plans: the right plan, known codes, units that agree."""

from datetime import date

import pytest
from msgspec import structs

from loaders.accounting.cell_ledger import unaccounted
from loaders.check import Checked, Plans, check
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading, Row, RowKind, SheetView
from metrics.period import Period, month, quarter

PLANS = Plans()


def kpi_row(code: str, value: float | None = 10, unit: str | None = None) -> Row:
    return Row(RowKind.KPI_VALUE, code, quarter(2024, 1), "KPIs", "D14", value=value, unit=unit)


def activity_row(code: str, period: Period) -> Row:
    return Row(RowKind.ACTIVITY_UPDATE, code, period, "Sheet1", "A5", reported_status="Green")


def checked(*rows: Row) -> Checked:
    return check(Reading("KPI list", rows), PLANS, today=date(2024, 8, 1))


def codes(result: Checked) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_known_kpi_gets_its_plan_and_unit() -> None:
    result = checked(kpi_row("SP 01"))
    assert result.publishable
    assert (result.rows[0].plan, result.rows[0].unit) == ("2024/25", "number")


def test_an_alias_leads_to_the_kpis_own_code() -> None:
    assert checked(kpi_row("CSS 10")).rows[0].code == "CCS 10"


def test_an_unknown_code_says_where_what_and_which_code_is_near() -> None:
    result = checked(kpi_row("SP 0l"))
    assert not result.publishable
    finding = result.findings[0]
    assert (finding.code, finding.sheet, finding.cell) == ("unknown_kpi", "KPIs", "D14")
    assert '"SP 0l" is not a KPI of any plan' in finding.message
    assert "perhaps SP 0" in finding.message
    assert "Correct the code" in finding.message


def test_a_single_code_of_a_range_is_told_which_range() -> None:
    finding = checked(kpi_row("PM TP 11")).findings[0]
    assert "PM TP 10-12, which the plan reports as one figure" in finding.message


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.831, None, ["bare_fraction"]),
        (1.0, None, ["bare_fraction"]),
        (1.01, None, []),
        (0.0, None, []),
        (0.831, "percent", []),
        (83.1, "percent", []),
        (83.1, "pounds", ["unit_differs"]),
        (None, None, []),
    ],
)
def test_a_percentage_must_say_what_it_is(
    value: float | None, unit: str | None, expected: list[str]
) -> None:
    assert codes(checked(kpi_row("DM 02", value, unit))) == expected


@pytest.mark.parametrize(
    ("code", "unit", "expected"),
    [
        ("CP 06", "yes/no", ["unit_differs"]),
        ("CP 07", "seconds", ["unit_differs"]),
        ("CP HW 18", "kg", ["unit_differs"]),
        ("HR 03.1", "pounds", ["unit_differs"]),
        ("HR 03.1", "days", []),
        ("CP HW 18", "pounds", []),
    ],
)
def test_a_unit_other_than_the_kpis_own_waits(code: str, unit: str, expected: list[str]) -> None:
    assert codes(checked(kpi_row(code, 7.5, unit))) == expected


@pytest.mark.parametrize(("value", "expected"), [(-1, ["negative_count"]), (0, []), (1, [])])
def test_a_count_is_never_below_zero(value: float, expected: list[str]) -> None:
    assert codes(checked(kpi_row("CON 15", value))) == expected


def test_an_activity_belongs_to_the_plan_that_was_running() -> None:
    early = checked(activity_row("KA.01.03", quarter(2019, 1))).rows[0]
    late = checked(activity_row("KA.01.03", quarter(2024, 1))).rows[0]
    assert (early.plan, late.plan) == ("2019/20", "2024/25")


def test_an_activity_of_another_plan_is_unknown_in_this_one() -> None:
    result = checked(activity_row("KA.11.03", quarter(2024, 1)))
    assert codes(result) == ["unknown_activity"]


def test_a_quarter_without_a_plan_is_said() -> None:
    result = checked(activity_row("KA.01.03", quarter(2010, 1)))
    assert codes(result) == ["no_plan"]
    assert "No plan was running in Q1 2010/11" in result.findings[0].message


def test_a_file_without_figures_is_refused() -> None:
    result = checked()
    assert not result.publishable
    assert codes(result) == ["no_rows"]


@pytest.mark.parametrize(
    ("severity", "publishable"),
    [
        (Severity.REJECT, False),
        (Severity.QUARANTINE, False),
        (Severity.WARN, True),
        (Severity.INFO, True),
    ],
)
def test_only_serious_findings_stop_a_publish(severity: Severity, publishable: bool) -> None:
    reading = Reading(
        "KPI list", [kpi_row("SP 01")], [Finding(severity, FindingCode.JUMP, "A test.")]
    )
    assert check(reading, PLANS).publishable is publishable


def test_cells_that_reading_lost_are_told_as_our_own_mistake() -> None:
    counts = {"cells": 5, "loaded": 2, "quarantined": 1, "ignored": 1}
    finding = unaccounted("q1.xlsx", Reading("KPI tables", (), counts=counts))
    assert finding is not None
    assert (finding.code, finding.severity) == ("unaccounted", Severity.REJECT)
    assert "5 cells were seen but 4 are accounted for" in finding.message
    assert unaccounted("q1.xlsx", Reading("KPI tables", (), counts=counts | {"ignored": 2})) is None


def test_statistics_of_any_area_are_kept() -> None:
    row = Row(
        RowKind.STATISTIC_VALUE, "population", quarter(2024, 1), "s", "A1", area="Z99", value=1,
        vintage=date(2024, 1, 1),
    )  # fmt: skip
    assert checked(row).rows == [row]


def test_what_a_person_looks_at_is_passed_on() -> None:
    pictures = (SheetView("KPIs", is_read=True),)
    reading = Reading("KPI list", [kpi_row("SP 01")], pictures=pictures)
    assert check(reading, PLANS, today=date(2024, 8, 1)).pictures == pictures


def test_a_figure_that_cannot_be_read_has_the_period_of_its_column() -> None:
    """Alone, June would be taken for the quarter that it ends."""
    april, may, june = (
        structs.replace(kpi_row("SP 01"), period=month(2024, number), cell=f"D{number}")
        for number in (4, 5, 6)
    )
    result = check(Reading("KPI list", (april, may), unread=(june,)), PLANS, today=date(2024, 8, 1))
    assert [row.period for row in result.rows] == [month(2024, 4), month(2024, 5)]
    assert [row.period for row in result.unread] == [month(2024, 6)]
