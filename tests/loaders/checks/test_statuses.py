"""Statuses that the figures do not give, and odd words."""

import pytest

from metrics.period import financial_year, quarter
from tests.loaders.checks.kpi_files import checked, codes, only, published, row

Q1 = quarter(2024, 1)


@pytest.mark.parametrize(
    ("value", "reported", "expected"),
    [
        (85, "OK", []),
        (84.9, "Warning", []),
        (80.75, "Amber", []),
        (80.74, "Amber", ["status_differs"]),
        (85, "Red", ["status_differs"]),
        (85, "Unknown", []),
        (85, "Data only", ["status_differs"]),
        (85, "Purple", ["unknown_status_word"]),
        (85, None, []),
    ],
)
def test_the_reported_status_is_held_against_the_computed_one(
    value: float, reported: str | None, expected: list[str]
) -> None:
    figure = row("DM 02", Q1, value, unit="percent", target=85.0, reported_status=reported)
    assert codes(checked([figure])) == expected


def test_a_differing_status_says_what_the_figure_gives() -> None:
    figure = row("DM 02", Q1, 70, unit="percent", target=85.0, reported_status="Green")
    message = only(checked([figure])).message
    assert 'DM 02 for Q1 2024/25 is reported as "Green"' in message
    assert "expected red by its figure, 70, against 85 (amber 80.75 to 85.0)" in message


def test_a_year_to_date_is_held_against_what_is_due_by_then() -> None:
    year = row("CP HW 18", financial_year(Q1.financial_year), unit="pounds", target=400_000.0)
    first = row("CP HW 18", Q1, 101_000, unit="pounds", target=400_000.0, reported_status="OK")
    assert "status_differs" not in codes(checked([first, year]))
    slow = row("CP HW 18", Q1, 60_000, unit="pounds", target=400_000.0, reported_status="OK")
    messages = [finding.message for finding in checked([slow, year]).findings]
    assert any("against 100,000.00, due by then" in message for message in messages)
    # Without the year's, and without history, it cannot be told what the target is for.
    assert "status_differs" not in codes(checked([slow]))


def test_a_published_target_counts_where_the_file_has_none() -> None:
    figure = row("DM 02", Q1, 70, unit="percent", reported_status="Green")
    before = published(row("DM 02", Q1, 70, unit="percent", target=85.0))
    assert codes(checked([figure], before)) == ["status_differs"]
    assert codes(checked([figure])) == []
