"""Bands of age: which single years are in them, and what does not add up."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.accounting.cell_ledger import CellOutcome
from loaders.findings.codes import Severity
from loaders.layouts.ons_population.age_bands import BANDS, add_age_bands
from loaders.layouts.ons_population.population_table import population_tables
from loaders.statistics.area_rows import AreaRows, read_area_rows
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.population_tables import AGES, EVERYBODY, by_age

HEADINGS = ["Code", "Name", "Geography", "All ages"]
HARBOROUGH = 5
YOUNG, WORKING, OLD = (band.measure.code for band in BANDS)


def banded(line: Sequence[CellValue]) -> AreaRows:
    """What is read of a table whose line of Harborough has this total and these ages."""
    sheet = by_age("Persons, mid-2020", HEADINGS, numbers=True, name="MYE2")
    rows = [list(row) for row in sheet.rows]
    rows[HARBOROUGH - 1][3:] = line
    (people,) = population_tables(Workbook("made.xls", "xls", [Sheet("MYE2", rows)]))
    part = read_area_rows(people.table, date(2021, 6, 25))
    add_age_bands(part, people.ages)
    return part


def harborough_figures(part: AreaRows) -> dict[str, float | None]:
    return {row.code: row.value for (line, _), row in part.rows if line == HARBOROUGH}


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, YOUNG), (15, YOUNG), (16, WORKING), (64, WORKING), (65, OLD), (89, OLD), (90, OLD)],
)
def test_a_year_of_age_is_in_its_band(age: int, band: str) -> None:
    ages: list[CellValue] = [7 if year == age else 0 for year in range(AGES)]
    people = harborough_figures(banded([7, *ages]))
    assert people == {"population": 7, YOUNG: 0, WORKING: 0, OLD: 0} | {band: 7}


@given(st.lists(st.integers(0, 10**6), min_size=AGES, max_size=AGES))
def test_the_bands_add_up_to_the_total(ages: list[int]) -> None:
    part = banded([sum(ages), *ages])
    people = harborough_figures(part)
    assert (
        sum(people[band.measure.code] or 0 for band in BANDS) == sum(ages) == people["population"]
    )
    assert part.findings == []


def test_a_band_names_the_cells_that_it_was_added_up_from() -> None:
    part = banded([AGES, *[1] * AGES])
    rows = {row.code: row for (line, _), row in part.rows if line == HARBOROUGH}
    assert [rows[code].cell for code in (YOUNG, WORKING, OLD)] == ["E5", "U5", "BR5"]
    assert rows[YOUNG].note == "single years added up: cells E5 to T5"
    assert rows[OLD].note == "single years added up: cells BR5 to CQ5"
    assert rows[OLD].vintage == date(2021, 6, 25)


def test_ages_that_do_not_add_up_to_the_total_are_said() -> None:
    (finding,) = banded([AGES + 1, *[1] * AGES]).findings
    assert (finding.severity, finding.code) == (Severity.WARN, "ages_do_not_add_up")
    assert finding.cell == "D5"
    assert "add up to 91, not to 92" in finding.message


def test_a_line_with_an_age_that_is_no_number_has_no_bands() -> None:
    part = banded([AGES, "one", *[1] * (AGES - 1)])
    assert harborough_figures(part) == {"population": AGES}
    (finding,) = part.findings
    assert (finding.severity, finding.cell) == (Severity.QUARANTINE, "E5")
    assert part.ledger.cell_outcomes == {(HARBOROUGH, 5): CellOutcome.QUARANTINED}


@pytest.mark.parametrize("missing", ["..", None])
def test_a_line_with_an_age_that_is_missing_has_no_bands(missing: CellValue) -> None:
    part = banded([AGES, missing, *[1] * (AGES - 1)])
    assert harborough_figures(part) == {"population": AGES}
    assert part.findings == []


def test_columns_of_ages_are_told_as_added_up() -> None:
    part = banded([EVERYBODY, *range(AGES)])
    first = min(column for column, words in part.read_as.items() if words.startswith("Aged 0,"))
    assert part.read_as[first + 90] == "Aged 90, added up in bands"
    assert part.ledger.columns < set(part.read_as)
