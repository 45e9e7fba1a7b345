from datetime import date

import pytest

from loaders.findings.finding import Finding
from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity, identify_kpi
from loaders.tables.kpi_codes import reference_kpi_codes
from loaders.tables.sheet_tables import read_tables
from loaders.workbook import CellValue, Sheet


def identity(*cells: CellValue, parent: str | None = None) -> KpiIdentity | Finding | None:
    rows: list[list[CellValue]] = [["Code", "Short Name", "Q1 2024/25"], [*cells, 7]]
    table = read_tables(Sheet("KPIs", rows), reference_kpi_codes())[0]
    return identify_kpi(table, 2, reference_kpi_codes(), parent)


@pytest.mark.parametrize(
    "name",
    [
        "Crimes reported", "CRIMES REPORTED.", "Crimes reported (New)", "Crimes  reported",
        "Crimes reported (cumulative)", "a) Crimes reported", "Crimes reported*",
    ],
)  # fmt: skip
def test_a_kpi_without_a_code_is_known_by_its_name(name: str) -> None:
    kpi = identity(None, name)
    assert isinstance(kpi, KpiIdentity)
    assert kpi.code == "CP 01"


@pytest.mark.parametrize("name", ["Crimes", "Crimes recorded", "Reported crimes", "Widgets"])
def test_a_name_that_is_only_like_a_kpis_is_not_taken_for_it(name: str) -> None:
    assert identity(None, name) == KpiIdentity(name, name)


def test_a_part_is_named_after_its_whole() -> None:
    assert identity(None, "a) Majors", parent="Planning") == KpiIdentity(
        "Planning: a) Majors", "Planning: a) Majors"
    )


def test_a_code_beside_the_name_of_another_kpi_is_asked_about() -> None:
    finding = identity("CP 06", "Crimes reported")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.cell) == ("code_and_name_differ", "A2")
    assert "CP 01" in finding.message


def test_a_member_of_a_range_may_have_the_name_of_the_range() -> None:
    name = "Emissions from public buildings and services"
    assert identity("PM TP 11", name) == KpiIdentity("PM TP 11", name)


def test_a_code_that_excel_made_a_date_is_offered_back() -> None:
    finding = identity(date(2024, 12, 10), "Emissions")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.expected) == ("code_is_a_date", "PM TP 10-12")
