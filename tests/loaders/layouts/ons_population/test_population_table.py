"""Which tables of a population workbook are read, and which of their columns."""

from datetime import date

import pytest

from loaders.layouts.ons_population.population_table import PopulationTable, population_tables
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders.population_tables import AGES, by_age, by_year

HEADINGS = ["Code", "Name", "Geography", "All ages"]
PLACE: list[CellValue] = ["Code", "Name", "Geography1"]


def tables(*sheets: Sheet, file: str = "made.xls") -> list[PopulationTable]:
    return list(population_tables(Workbook(file, "xls", sheets)))


def figures(population: PopulationTable) -> list[tuple[str, int]]:
    """Statistic and year of each column."""
    return [
        (column.measure.code, column.year.period.end.year)
        for column in population.table.figures
        if column.year
    ]


@pytest.mark.parametrize(
    ("sheet", "title", "headings", "numbers"),
    [
        ("MYE2 - Persons", "MYE2: Persons by single year of age, mid-2020", HEADINGS, False),
        ("MYE2-All", "MYE2: Population estimates by single year of age, mid-2020", HEADINGS, True),
        (
            "Mid-2020 Persons",
            "Population by age",
            ["Area Codes", "Area Names", "", "All Ages"],
            True,
        ),
        ("MYE2", "Population on 30 June 2020", ["ladcode20", "laname20", "", "Total"], False),
    ],
)
def test_persons_by_age_are_read_in_any_edition(
    sheet: str, title: str, headings: list[str], numbers: bool
) -> None:
    (population,) = tables(by_age(title, headings, numbers=numbers, name=sheet))
    assert figures(population) == [("population", 2020)]
    assert population.table.figures[0].column == 4
    assert population.ages == {age: age + 5 for age in range(AGES)}
    assert not population.is_of_one_sex


@pytest.mark.parametrize(
    ("sheet", "title", "is_of_one_sex"),
    [
        ("MYE2 - Persons", "Persons by single year of age and sex, mid-2020", False),
        ("MYE2 - Females", "Females by single year of age and sex, mid-2020", True),
        ("Mid-2020 Males", "Population estimates, mid-2020", True),
        ("Table 2", "Males by single year of age, mid-2020", True),
        ("MYE2-All", "Males and females by single year of age, mid-2020", False),
        ("Table 2", "By single year of age, mid-2020", False),
    ],
)
def test_men_and_women_alone_are_told_from_persons(
    sheet: str, title: str, is_of_one_sex: bool
) -> None:
    (population,) = tables(by_age(title, HEADINGS, numbers=True, name=sheet))
    assert population.is_of_one_sex is is_of_one_sex


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        (
            "MYE5: Population density, mid-2015",
            ["Area (sq km)", "Estimated Population mid-2015", "2015 people per sq. km"],
            [("population", 2015), ("population-density", 2015)],
        ),
        (
            "Population density, mid-2019",
            ["Area (sq km)", "Estimated population mid-2019", "People per sq. km"],
            [("population", 2019), ("population-density", 2019)],
        ),
        (
            "MYE4: Population estimates: Summary for the UK, mid-2018 to mid-2020",
            ["Mid-2020", "Mid-2019", "Mid-2018"],
            [("population", 2020), ("population", 2019), ("population", 2018)],
        ),
        (
            "Population estimates",
            [2020, 2019, "Change"],
            [("population", 2020), ("population", 2019)],
        ),
    ],
)
def test_totals_and_density_have_the_year_of_their_heading(
    title: str, headings: list[CellValue], expected: list[tuple[str, int]]
) -> None:
    (population,) = tables(by_year(title, [*PLACE, *headings], (1, 2, 3), "MYE"))
    assert figures(population) == expected
    assert {column.year.period.start for column in population.table.figures if column.year} == {
        date(year, 6, 30) for _, year in expected
    }


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("MYE6: Median age of population, mid-2020", ["Mid-2020", "Mid-2019", "Mid-2018"]),
        (
            "MYE3: Change",
            ["Estimated Population mid-2018", "Births", "Estimated Population mid-2019"],
        ),
        ("Population", ["sex", "age", "Mid-2020"]),
        ("Emissions", [2020, 2019, 2018]),
        ("Household projections, mid-2020", ["Mid-2020", "Mid-2019", "Mid-2018"]),
    ],
)
def test_other_tables_of_years_are_not_of_population(title: str, headings: list[CellValue]) -> None:
    assert tables(by_year(title, [*PLACE, *headings], (1, 2, 3), "Table")) == []


def test_a_hidden_sheet_is_not_read() -> None:
    hidden = by_age("Persons, mid-2020", HEADINGS, numbers=True, name="MYE2")
    hidden.visible = False
    assert tables(hidden) == []


@pytest.mark.parametrize(
    ("cover", "file", "year"),
    [
        ("Population Estimates for the UK, mid-2019", "estimates.xls", 2019),
        ("Mid-Year Population Estimates, UK, June 2019", "estimates.xls", 2019),
        ("Contents", "ukmidyearestimates2019final.xls", 2019),
        ("Contents", "estimates.xls", None),
    ],
)
def test_a_sheet_that_says_no_year_has_that_of_the_file(
    cover: str, file: str, year: int | None
) -> None:
    persons = by_age("Persons by single year of age", HEADINGS, numbers=True, name="MYE2-All")
    population = tables(Sheet("Cover", [[cover]]), persons, file=file)
    assert [figures(column) for column in population] == ([[("population", year)]] if year else [])


def test_persons_men_and_women_side_by_side_are_not_guessed_at() -> None:
    sheet = by_age("Population, mid-2020", HEADINGS, numbers=True, name="MYE2")
    sheet.rows = [[*row, *row[3:]] for row in sheet.rows]
    assert tables(sheet) == []


def test_a_missing_year_of_age_leaves_the_total_without_bands() -> None:
    sheet = by_age("Population, mid-2020", HEADINGS, numbers=True, name="MYE2")
    sheet.rows = [[*row[:20], *row[21:]] for row in sheet.rows]
    (population,) = tables(sheet)
    assert figures(population) == [("population", 2020)]
    assert population.ages == {}
