"""The file as a whole: what is missing, what comes late, and too many errors."""

from datetime import date, timedelta

import pytest

from loaders.check import Published
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from metrics.period import quarter
from tests.loaders.checks.kpi_files import (
    ILLUSTRATIVE,
    LAYOUT,
    checked,
    codes,
    only,
    published,
    quarters,
    row,
)

Q1, Q2 = quarter(2024, 1), quarter(2024, 2)
ERROR = Finding(Severity.QUARANTINE, FindingCode.ERROR_CELL, "An error.", "KPIs", "F9")


def test_a_kpi_of_the_last_upload_that_is_not_in_this_one_is_named() -> None:
    before = published(row("SP 01", Q1, 12), row("CP 01", Q1, 900))
    result = checked([row("SP 01", Q2, 30), row("CP 06", Q2, 300)], before)
    finding = only(result)
    assert finding.code == "kpi_missing"
    assert "CP 01 (Crimes reported) of the plan 2024/25 is not in this file" in finding.message
    assert "before.xlsx, published by B. Before on 4 March 2025" in finding.message


@pytest.mark.parametrize(("kept", "expected"), [(9, []), (8, ["fewer_rows"])])
def test_more_than_a_tenth_fewer_rows_are_told(kept: int, expected: list[str]) -> None:
    values = [10, 11, 12, 13, 10, 11, 12, 13, 10, 12]
    rows = quarters("CP 06", *[value * 10.0 for value in values], first=2022)
    result = checked(rows[-kept:], published(*rows))
    assert codes(result) == expected


def test_a_file_about_other_kpis_is_not_the_next_one() -> None:
    before = published(row("CP 01", Q1, 900), row("CP 07", Q1, 200))
    assert codes(checked([row("SP 01", Q1, 12)], before)) == []


def test_a_file_that_lost_most_kpis_is_told_so_once() -> None:
    lost = ("CP 01", "CP 06", "CP 07", "CON 15")
    before = published(*[row(code, Q1, 50) for code in ("SP 01", *lost)])
    finding = only(checked([row("SP 01", Q2, 30)], before))
    assert (finding.severity, finding.code) == (Severity.WARN, "kpi_missing")
    assert "only 1 of the 5 KPIs of the last file are here" in finding.message
    assert "The others stand as they are" in finding.message


def test_only_the_same_layout_is_compared() -> None:
    before = published(row("SP 01", Q1, 12), row("CP 01", Q1, 900))
    other = Published(before.figures, before.uploads.assign(layout=f"not {LAYOUT}"))
    assert codes(checked([row("SP 01", Q1, 12)], before)) == ["kpi_missing", "fewer_rows"]
    assert codes(checked([row("SP 01", Q1, 12)], other)) == []


@pytest.mark.parametrize(("days", "expected"), [(120, []), (121, ["late"])])
def test_newest_figures_are_late_after_120_days(days: int, expected: list[str]) -> None:
    today = Q2.end + timedelta(days=days)
    rows = [row("SP 01", Q1, 12), row("SP 01", Q2, 30), row("CP 01", Q2, 900)]
    assert codes(checked(rows, today=today)) == expected


def test_late_figures_are_told_once_a_period_with_their_kpis() -> None:
    rows = [row(code, Q2, 50) for code in ("SP 01", "CP 01", "CP 06", "CP 07", "CON 15", "CON 24")]
    finding = only(checked(rows, today=date(2025, 3, 1)))
    assert "SP 01, CP 01, CP 06, CP 07, CON 15 and 1 more are for Q2 2024/25" in finding.message
    assert "which ended 152 days ago" in finding.message


def test_figures_that_bring_nothing_new_are_not_late() -> None:
    earlier, later = row("SP 01", Q1, 12), row("SP 01", Q2, 30)
    far = date(2026, 1, 1)
    assert codes(checked([earlier], published(earlier), today=far)) == []
    assert codes(checked([earlier], published(later), today=far)) == []
    assert codes(checked([later], published(earlier), today=far)) == ["late"]


def test_invented_figures_are_never_late() -> None:
    result = checked([row("SP 01", Q1, 12)], None, ILLUSTRATIVE, today=date(2026, 1, 1))
    assert codes(result) == ["illustrative"]


@pytest.mark.parametrize(("rows", "expected"), [(19, False), (18, True)])
def test_more_than_one_error_in_twenty_cells_refuses_the_file(rows: int, expected: bool) -> None:
    result = checked(quarters("CP 06", *[300.0 + n for n in range(rows)]), None, ERROR)
    assert ("many_errors" in codes(result)) is expected
    assert bool(result.findings_of(Severity.REJECT)) is expected


def test_other_unreadable_cells_count_among_the_cells_and_not_among_the_errors() -> None:
    other = Finding(Severity.QUARANTINE, FindingCode.NOT_A_VALUE, "Text.", "KPIs", "F10")
    rows = quarters("CP 06", *[300.0 + n for n in range(18)])
    assert "many_errors" not in codes(checked(rows, None, ERROR, other))
