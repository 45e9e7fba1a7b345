import pytest

from data.reference_tables import PLAN_TABLES, columns
from loaders.plans.plan_sheets import TITLES, columns_by_heading, heading_of, table_named


def test_every_table_of_plans_has_a_sheet_of_its_own() -> None:
    assert set(TITLES) == set(PLAN_TABLES)
    assert len(set(TITLES.values())) == len(TITLES)


@pytest.mark.parametrize(
    ("title", "table"),
    [("KPIs", "kpi"), (" kpis ", "kpi"), ("KPI summary", "kpi_summary"), ("Instructions", None)],
)
def test_a_sheet_is_known_by_its_name(title: str, table: str | None) -> None:
    assert table_named(title) == table


@pytest.mark.parametrize(
    ("column", "heading"),
    [("kpi", "KPI"), ("code", "Code"), ("tolerance_kind", "Tolerance kind")],
)
def test_a_heading_is_the_columns_name_in_words(column: str, heading: str) -> None:
    assert heading_of(column) == heading


@pytest.mark.parametrize("table", PLAN_TABLES)
def test_headings_lead_back_to_their_columns(table: str) -> None:
    assert sorted(columns_by_heading(table).values()) == sorted(columns()[table])
