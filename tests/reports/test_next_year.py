import pytest

from data import reference_files
from data.reference_tables import PLAN_TABLES
from reports.next_year import begun_from, next_year_of

TEXTS = reference_files.texts()


@pytest.mark.parametrize(
    ("plan", "later"),
    [
        ("2024/25", "2025/26"),
        ("2098/99", "2099/00"),
        ("1999/00", "2000/01"),
        ("2024", None),
        ("Our plan", None),
    ],
)
def test_the_next_year_has_the_next_name(plan: str, later: str | None) -> None:
    assert next_year_of(plan) == later


def test_a_new_year_has_the_rows_of_the_one_before_a_year_on() -> None:
    begun = begun_from(TEXTS, "2024/25", "2025/26")
    assert set(begun) == set(PLAN_TABLES)
    assert len(begun["kpi"]) == 39
    assert all(set(frame["plan"]) <= {"2025/26"} for frame in begun.values())
    (plan,) = begun["plan"].to_dict("records")
    assert (plan["starts"], plan["ends"]) == ("2025-04-01", "2026-03-31")
    assert "2025/26" in plan["title"]
    assert "2024/25" not in plan["title"]


def test_what_the_old_plan_printed_of_the_district_is_not_copied() -> None:
    assert begun_from(TEXTS, "2024/25", "2025/26")["profile_figure"].empty
