"""ONS mid-year population estimates: the file of mid-2022, and the shape of other editions."""

from datetime import date

import pytest

from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import ons_population as layout
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.period import PeriodKind
from tests.loaders.population_tables import EVERYBODY, by_age, by_year
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    UNITED_KINGDOM,
    assert_sound,
    figure,
    finding_in,
    published,
    read_published,
)

MID_2022 = "population/mye22final.xlsx"
YOUNG, WORKING, OLD = (f"population-aged-{ages}" for ages in ("0-to-15", "16-to-64", "65-and-over"))
BY_AGE = ["Code", "Name", "Geography1", "All ages"]
PLACE = ["Code", "Name", "Geography1"]


@pytest.mark.parametrize(
    ("code", "area", "start", "value", "place"),
    [
        ("population", HARBOROUGH, "2022-06-30", 100_481, ("MYE2 - Persons", "D103")),
        ("population", ENGLAND, "2022-06-30", 57_106_398, ("MYE2 - Persons", "D12")),
        ("population", UNITED_KINGDOM, "2022-06-30", 67_596_281, ("MYE2 - Persons", "D9")),
        ("population", HARBOROUGH, "2011-06-30", 85_699, ("MYE4", "E103")),
        ("population-density", HARBOROUGH, "2022-06-30", 170, ("MYE5", "F103")),
        ("population-density", HARBOROUGH, "2011-06-30", 145, ("MYE5", "H103")),
        ("population-density", ENGLAND, "2022-06-30", 438, ("MYE5", "F12")),
        (YOUNG, HARBOROUGH, "2022-06-30", 17_609, ("MYE2 - Persons", "E103")),
        (WORKING, HARBOROUGH, "2022-06-30", 60_590, ("MYE2 - Persons", "U103")),
        (OLD, HARBOROUGH, "2022-06-30", 22_282, ("MYE2 - Persons", "BR103")),
        (OLD, UNITED_KINGDOM, "2022-06-30", 12_736_451, ("MYE2 - Persons", "BR9")),
    ],
)
def test_mid_2022_reads_as_it_was_published(
    code: str, area: str, start: str, value: float, place: tuple[str, str]
) -> None:
    row = figure(read_published(layout.read, MID_2022), code, area, start)
    assert (row.value, row.sheet, row.cell) == (value, *place)
    assert (row.period.kind, row.vintage) == (PeriodKind.INSTANT, date(2024, 3, 26))


def test_mid_2022_has_all_its_areas_and_nothing_to_doubt() -> None:
    reading = read_published(layout.read, MID_2022)
    assert_sound(reading)
    assert not reading.findings
    assert len({row.area for row in reading.rows}) == 404
    assert len(reading.rows) == 404 * 7
    in_2022 = [row for row in reading.rows if row.period.start == date(2022, 6, 30)]
    values = {(row.code, row.area): row.value for row in in_2022}
    for area in {row.area for row in reading.rows}:
        bands = [values[code, area] for code in (YOUNG, WORKING, OLD)]
        assert sum(value or 0 for value in bands) == values["population", area]


def test_mid_2022_is_known_by_its_words_alone() -> None:
    workbook = published(MID_2022)
    renamed = [Sheet(f"Sheet{n}", s.rows) for n, s in enumerate(workbook.sheets) if n in {6, 11}]
    known = layout_for(Workbook("download.xlsx", "xlsx", renamed), Hints())
    assert known is not None
    assert known.name == layout.NAME


def edition(year: int, persons: str, density: str) -> Workbook:
    """A workbook as ONS gave out: cover, men, persons, change, totals, density, median age."""
    ages = f"single year of age and sex, mid-{year}"
    change = [f"Estimated Population mid-{year - 1}", "Births", f"Estimated Population mid-{year}"]
    spread = ["Area (sq km)", f"Estimated Population mid-{year}", f"{year} people per sq. km"]
    density_title, title = f"Population density, mid-{year}", f"Population estimates, mid-{year}"
    totals = [*PLACE, f"Mid-{year}", f"Mid-{year - 1}"]
    sheets = [
        Sheet("Contents", [["Population estimates"], ["Released: 24 June 2020"]]),
        by_age(f"Males by {ages}", BY_AGE, numbers=True, name="MYE2-Males"),
        by_age(f"Persons by {ages}", BY_AGE, numbers=True, name=persons),
        by_year("Components of change", [*PLACE, *change], (4_000, 50, EVERYBODY), "MYE3"),
        by_year(title, totals, (EVERYBODY, 4_000), "MYE4"),
        by_year(density_title, [*PLACE, *spread], (2, EVERYBODY, 2_048), density),
        by_year(f"Median age, mid-{year}", totals, (45, 44), "MYE6"),
    ]
    return Workbook(f"ukmye{year}.xls", "xls", sheets)


@pytest.mark.parametrize(
    ("year", "persons", "density"),
    [
        (2015, "Mid-2015 Persons", "MYE 5"),
        (2019, "MYE2-All", "MYE 5"),
        (2020, "MYE2 - Persons", "MYE5"),
    ],
)
def test_other_editions_are_read(year: int, persons: str, density: str) -> None:
    workbook = edition(year, persons, density)
    assert layout.recognises(workbook, Hints())
    reading = layout.read(workbook, Hints())
    assert_sound(reading)
    assert not reading.findings
    values = {(r.code, r.period.start): r.value for r in reading.rows if r.area == HARBOROUGH}
    now, before = date(year, 6, 30), date(year - 1, 6, 30)
    assert values == {
        ("population", now): EVERYBODY,
        ("population", before): 4_000,
        ("population-density", now): 2_048,
        (YOUNG, now): sum(range(16)),
        (WORKING, now): sum(range(16, 65)),
        (OLD, now): sum(range(65, 91)),
    }
    assert {row.vintage for row in reading.rows} == {date(2020, 6, 24)}
    of_persons = [row for row in reading.rows if row.sheet == persons]
    assert {row.code for row in of_persons} == {"population", YOUNG, WORKING, OLD}


def read_lines(*lines: list[CellValue]) -> Reading:
    title = "Population estimates, mid-2019"
    headings: list[CellValue] = [*PLACE, "Mid-2019"]
    return layout.read(
        Workbook("made.xls", "xls", [Sheet("MYE4", [[title], headings, *lines])]), Hints()
    )


def test_smaller_areas_and_groups_are_left_out_and_counted() -> None:
    reading = read_lines(
        ["E07000131", "Harborough", "", 93_807],
        ["E01025892", "Harborough 001A", "", 1_500],
        [None, "All districts", "", 1_000_000],
        ["1. Boundaries of 2019."],
    )
    assert_sound(reading)
    assert [(row.area, row.value) for row in reading.rows] == [(HARBOROUGH, 93_807)]
    assert finding_in(reading, "no_area").severity is Severity.INFO
    assert "2 lines" in finding_in(reading, "no_area").message


def test_a_name_alone_is_enough() -> None:
    title, headings = "Population estimates, mid-2019", ["Name", "Note", "Mid-2019"]
    lines = [[title], headings, ["Harborough (B)", "", "93,807"]]
    reading = layout.read(Workbook("made.csv", "csv", [Sheet("made", lines)]), Hints())
    assert_sound(reading)
    assert [(row.area, row.value, row.cell) for row in reading.rows] == [(HARBOROUGH, 93_807, "C3")]


def test_a_figure_that_is_no_number_waits() -> None:
    reading = read_lines(["E07000131", "Harborough", "", "ninety"])
    assert_sound(reading)
    assert not reading.rows
    finding = finding_in(reading, "not_a_number")
    assert (finding.severity, finding.cell) == (Severity.QUARANTINE, "D3")


def test_two_sheets_that_disagree_wait() -> None:
    workbook = edition(2019, "MYE2-All", "MYE 5")
    workbook.sheets[4].rows = [
        [4_001 if v == EVERYBODY else v for v in row] for row in workbook.sheets[4].rows
    ]
    reading = layout.read(workbook, Hints())
    disagreed = [f for f in reading.findings if f.code == "lines_disagree"]
    assert {f.sheet for f in disagreed} == {"MYE4"}
    assert ("population", date(2019, 6, 30)) not in {(r.code, r.period.start) for r in reading.rows}
    assert_sound(reading)
