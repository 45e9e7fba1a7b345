"""Targets of nothing, and targets other than the published ones."""

import pytest

from metrics.period import financial_year, quarter
from tests.loaders.checks.kpi_files import checked, codes, only, published, quarters, row

Q1 = quarter(2024, 1)


@pytest.mark.parametrize(
    ("code", "more", "expected"),
    [
        ("CCS 12", {"target": 0.0}, ["target_zero"]),
        ("CCS 12", {"target": 1.0}, []),
        ("CP 01", {"target": 0.0}, []),
        ("CCS 12", {"target": 0.0, "target_upper": 5.0}, []),
        ("SP 05", {"target": 0.0}, []),
    ],
)
def test_a_target_of_0_is_asked_about_except_where_less_is_better_or_none_is_due(
    code: str, more: dict[str, float], expected: list[str]
) -> None:
    assert codes(checked([row(code, Q1, 7, **more)])) == expected


def test_a_whole_years_target_of_0_is_asked_about_for_cumulative_kpis_too() -> None:
    assert codes(checked([row("SP 05", financial_year(2024), 3, target=0.0)])) == ["target_zero"]


def test_a_printed_target_of_0_is_told_once_a_kpi() -> None:
    rows = quarters("CCS 12", 30, 31, 33, first=2024, target=0.0)
    assert codes(checked(rows)) == ["target_zero"]


@pytest.mark.parametrize(("target", "expected"), [(90, []), (95, ["target_changed"]), (None, [])])
def test_a_target_other_than_the_published_one_is_told(
    target: float | None, expected: list[str]
) -> None:
    assert (
        codes(
            checked(
                [row("SP 01", Q1, 120, target=target)],
                published(row("SP 01", Q1, 120, target=90.0)),
            )
        )
        == expected
    )


def test_one_change_of_target_is_told_once_with_its_periods() -> None:
    old = quarters("SP 01", 1, 2, 3, 4, first=2024, target=90.0)
    new = quarters("SP 01", 1, 2, 3, 4, first=2024, target=95.0)
    finding = only(checked(new, published(*old)))
    assert finding.cell == new[-1].cell
    assert "for Q1 2024/25, Q2 2024/25, Q3 2024/25, Q4 2024/25 is 95" in finding.message
    assert "expected 90 as published" in finding.message
