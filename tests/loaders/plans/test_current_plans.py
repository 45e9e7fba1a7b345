from datetime import date

import pytest

from loaders.plans.current_plans import Plans, text_in
from metrics.period import quarter

PLANS = Plans()


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (float("nan"), ""), ("percent", "percent"), (5, "5")]
)
def test_a_blank_cell_is_an_empty_text(value: object, text: str) -> None:
    assert text_in(value) == text


def test_a_plan_is_the_one_that_runs_when_a_period_begins() -> None:
    assert PLANS.plan_in(quarter(2024, 1)) == "2024/25"
    assert PLANS.plan_in(quarter(1999, 1)) is None


def test_a_kpi_is_known_in_its_plan_and_in_any() -> None:
    assert PLANS.has("2024/25", "SP 01")
    assert PLANS.has(None, "nothing known")
    assert not PLANS.has("2024/25", "nothing known")
    assert PLANS.kpi("2024/25", "SP 01")["code"] == "SP 01"


def test_a_code_that_no_plan_knows_names_no_kpi() -> None:
    assert PLANS.kpi_of("ZZ 99", quarter(2024, 1)) is None
    kpi = PLANS.kpi_of("SP 01", quarter(2024, 1))
    assert kpi
    assert (kpi["plan"], kpi["code"]) == ("2024/25", "SP 01")


def test_a_member_belongs_to_the_kpi_that_reports_it() -> None:
    for member, code in PLANS.part_of.items():
        assert member in str(PLANS.kpis[code]["members"])
    assert PLANS.part_of


def test_every_spelling_has_a_code_and_no_missing_cell() -> None:
    codes = {spelling["code"] for spelling in PLANS.spellings}
    assert codes == {str(kpi["code"]) for kpi in PLANS.kpis.values()}
    assert all(isinstance(text, str) for kpi in PLANS.spellings for text in kpi.values())


def test_the_current_plan_has_begun_and_has_kpis() -> None:
    current = PLANS.current(date(2024, 6, 30))
    assert current in set(PLANS.tables["kpi"]["plan"])
    starts = PLANS.tables["plan"].set_index("plan")["starts"]
    assert starts[current] <= date(2024, 6, 30)


def test_rows_of_a_workbook_stand_over_those_of_the_files() -> None:
    kpis = PLANS.texts["kpi"]
    row = kpis[kpis["code"] == "SP 01"].iloc[:1].assign(
        name="Homes begun", removed=False, sheet="KPIs", cell="A2"
    )  # fmt: skip
    changed = PLANS.with_rows({"kpi": row})
    assert changed.kpi(str(row["plan"].iloc[0]), "SP 01")["name"] == "Homes begun"
    assert len(changed.texts["kpi"]) == len(kpis)
