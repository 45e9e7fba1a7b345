"""DESNZ local emissions: the real file of DECC, and small ones in the shape of later editions."""

import math
from datetime import date

import pytest

from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import desnz_emissions as layout
from loaders.workbook import CellValue
from tests.loaders.published_files import (
    HARBOROUGH,
    UNITED_KINGDOM,
    Lines,
    assert_sound,
    figure,
    finding_in,
    made,
    published,
    read_published,
)

FILE = "emissions/6223-local-and-regional-co2-emissions-estimates-for-200.xlsx"
CARBON = "carbon-dioxide-emissions"


@pytest.mark.parametrize(
    ("code", "area", "year", "value", "cell"),
    [
        (CARBON, HARBOROUGH, 2005, 816.15, "J560"),
        (CARBON, HARBOROUGH, 2006, 801.22, "J561"),
        (CARBON, HARBOROUGH, 2010, 739.27, "J565"),
        (f"{CARBON}-industry-and-commercial", HARBOROUGH, 2010, 211.21, "F565"),
        (f"{CARBON}-domestic", HARBOROUGH, 2010, 198.76, "G565"),
        (f"{CARBON}-road-transport", HARBOROUGH, 2010, 321.0, "H565"),
        (f"{CARBON}-land-use", HARBOROUGH, 2010, 8.3, "I565"),
        (f"{CARBON}-per-head", HARBOROUGH, 2005, 10.2, "L560"),
        (f"{CARBON}-per-head", HARBOROUGH, 2010, 8.8, "L565"),
        (CARBON, UNITED_KINGDOM, 2010, 474469.53, "J2707"),
        (f"{CARBON}-land-use", UNITED_KINGDOM, 2010, -4409.22, "I2707"),
        (f"{CARBON}-per-head", UNITED_KINGDOM, 2010, 7.6, "L2707"),
        (CARBON, "E06000005", 2005, 865.65, "J8"),
    ],
)
def test_a_published_figure_is_read_exactly(
    code: str, area: str, year: int, value: float, cell: str
) -> None:
    row = figure(read_published(layout.read, FILE), code, area, f"{year}-01-01")
    assert (row.value, row.sheet, row.cell) == (value, "Summary", cell)
    assert (row.period.label, row.vintage) == (str(year), date(2012, 8, 23))
    assert row.unit == ("tonnes CO2" if code.endswith("per-head") else "kilotonnes CO2")


def test_the_published_file_is_read_whole_and_what_is_no_area_of_today_is_named() -> None:
    reading = read_published(layout.read, FILE)
    assert_sound(reading)
    assert (len(reading.rows), len({row.area for row in reading.rows})) == (15228, 423)
    assert [finding.code for finding in reading.findings] == ["no_area"]
    assert '"Antrim"' in finding_in(reading, "no_area").message


def test_a_total_is_that_of_the_county_and_not_of_its_later_successor() -> None:
    areas = {row.area for row in read_published(layout.read, FILE).rows}
    assert {"E10000018", "E10000009", "E12000004", "E12000007", "W92000004"} <= areas
    assert "E06000059" not in areas


def test_the_sheet_of_details_says_the_same_of_all_sectors_and_adds_no_figure() -> None:
    reading = read_published(layout.read, FILE)
    assert {row.sheet for row in reading.rows} == {"Summary"}
    assert reading.counts["ignored: figure that stands in another cell too"] == 3 * 423 * 6


HEADINGS = ["Region/Country", "Second Tier Authority", "Local Authority", "Local Authority Code"]
HEADINGS += ["Calendar Year", "Industry Electricity", "Agriculture", "Industry Total"]
HEADINGS += ["Domestic Total", "Transport Total", "LULUCF Net Emissions", "Grand Total"]
HEADINGS += ["Population ('000s, mid-year estimate)", "Per Capita Emissions (tCO2e)"]


def later(title: str, grand_total: float, headings: list[str] = HEADINGS) -> Lines:
    area: list[CellValue] = ["East Midlands", "Leicestershire", "Harborough", HARBOROUGH, 2021]
    total: list[CellValue] = ["England Total", "", "England Total", "E92000001", 2021]
    nowhere: list[CellValue] = ["Unallocated", "", "Unallocated consumption", "", 2021]
    sectors: list[CellValue] = [1.0, 2.0, 60.5, 150.25, 300.0, -4.5]
    return [
        [title],
        ["This worksheet contains one table. Some cells refer to notes."],
        headings,
        [*area, *sectors, grand_total, 98.3, 6.1],
        [*total, *sectors, 2 * grand_total, 56000, 5.5],
        [*nowhere, *sectors, 3.0, None, None],
    ]


GREENHOUSE = "1.1: Local authority territorial greenhouse gas emissions estimates (kt CO2e)"
CARBON_TITLE = "1.2: Local authority territorial carbon dioxide (CO2) emissions estimates (kt CO2e)"
METHANE = "1.3: Local authority territorial methane (CH4) emissions estimates (kt CO2e)"
WITHIN = (
    "2.1: Greenhouse gas emissions within the scope of influence of local authorities (kt CO2e)"
)


def test_a_later_workbook_has_every_kind_of_emissions_under_its_own_code() -> None:
    workbook = made(
        [["Published 29 June 2023"]],
        sheet="Cover",
        more={
            "1_1": later(GREENHOUSE, 506.25),
            "1_2": later(CARBON_TITLE, 400.5),
            "1_3": later(METHANE, 77.0),
            "2_1": later(WITHIN, 350.0),
        },
    )
    reading = layout.read(workbook, Hints())
    assert_sound(reading)
    figures = {row.code: (row.value, row.sheet) for row in reading.rows if row.area == HARBOROUGH}
    assert figures == {
        "territorial-emissions": (506.25, "1_1"),
        "territorial-emissions-industry": (60.5, "1_1"),
        "territorial-emissions-domestic": (150.25, "1_1"),
        "territorial-emissions-transport": (300.0, "1_1"),
        "territorial-emissions-land-use": (-4.5, "1_1"),
        "territorial-emissions-per-head": (6.1, "1_1"),
        CARBON: (400.5, "1_2"),
        f"{CARBON}-industry": (60.5, "1_2"),
        f"{CARBON}-domestic": (150.25, "1_2"),
        f"{CARBON}-transport": (300.0, "1_2"),
        f"{CARBON}-land-use": (-4.5, "1_2"),
        f"{CARBON}-per-head": (6.1, "1_2"),
        "emissions-within-influence": (350.0, "2_1"),
        "emissions-within-influence-per-head": (6.1, "2_1"),
    }
    assert figure(reading, "territorial-emissions", "E92000001", "2021-01-01").value == 1012.5
    assert {row.vintage for row in reading.rows} == {date(2023, 6, 29)}
    assert '"Unallocated consumption"' in finding_in(reading, "no_area").message


def test_an_edition_of_carbon_dioxide_alone_with_lettered_columns_and_dated_codes() -> None:
    headings = ["Region", "Second Tier Authority", "LAD14NM", "LAD14CD", "Year"]
    headings += ["A. Industry and Commercial Electricity", "E. Agriculture"]
    headings += ["Industry and Commercial Total", "Domestic Total", "Transport Total"]
    headings += ["N. LULUCF Net Emissions", "Grand Total"]
    headings += ["Population ('000s, mid-year estimate)", "Per Capita Emissions (t)"]
    title = "Local Authority CO2 emissions estimates 2005-2017 (kt CO2) - Full dataset"
    reading = layout.read(made(later(title, 506.25, headings), sheet="Full dataset"), Hints())
    assert_sound(reading)
    codes = {row.code for row in reading.rows}
    assert codes == {CARBON} | {
        f"{CARBON}-{sector}"
        for sector in (
            "industry-and-commercial",
            "domestic",
            "transport",
            "land-use",
            "per-head",
        )
    }


LONG = ["Country", "Country Code", "Region", "Second Tier Authority", "Local Authority"]
LONG += ["Local Authority Code", "Calendar Year", "LA GHG Sector", "LA GHG Sub-sector"]
LONG += ["Greenhouse gas", "Territorial emissions (kt CO2e)"]
LONG += ["Emissions within the scope of influence of LAs (kt CO2e)"]
LONG += ["Mid-year Population (thousands)", "Area (km2)"]


def line(sector: str, gas: str, amount: CellValue, within: CellValue = 0.0) -> list[CellValue]:
    area = ["England", "E92000001", "East Midlands", "Leicestershire", "Harborough", HARBOROUGH]
    return [*area, 2021, sector, f"{sector} gas", gas, amount, within, 98.3, 592.9]


LINES: Lines = [
    LONG,
    line("Domestic", "CO2", 0.1, 0.1),
    line("Domestic", "CH4", 0.2, 0.2),
    line("Domestic", "N2O", 0.3, 0.3),
    line("Public Sector", "CO2", "1,000.5", 7),
    line("LULUCF", "CO2", -4.25),
    line("Waste", "CH4", None),
    ["", "", "", "", "Unallocated consumption", "", 2021, "Domestic", "Gas", "CO2", 9, 9, None, 1],
]


def test_the_lines_of_a_long_table_are_summed_by_sector_and_in_all() -> None:
    reading = layout.read(made(LINES, file="ghg.csv"), Hints())
    assert_sound(reading)
    figures = {row.code: (row.value, row.cell) for row in reading.rows}
    total = math.fsum([0.1, 0.2, 0.3, 1000.5, -4.25])
    within = math.fsum([0.1, 0.2, 0.3, 7, 0])
    assert figures == {
        "territorial-emissions": (total, "K2"),
        "territorial-emissions-domestic": (0.6, "K2"),
        "territorial-emissions-public-sector": (1000.5, "K5"),
        "territorial-emissions-land-use": (-4.25, "K6"),
        "territorial-emissions-per-head": (total / 98.3, "K2"),
        "emissions-within-influence": (within, "L2"),
        "emissions-within-influence-per-head": (within / 98.3, "L2"),
    }
    domestic = figure(reading, "territorial-emissions-domestic", HARBOROUGH, "2021-01-01")
    assert domestic.note == "sum of 3 lines"
    head = figure(reading, "territorial-emissions-per-head", HARBOROUGH, "2021-01-01")
    assert head.note is not None
    assert head.note.startswith("derived: ")
    assert {row.area for row in reading.rows} == {HARBOROUGH}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        (
            "CO2 emissions within the scope of influence of LAs (kt CO2e)",
            "carbon-dioxide-within-influence",
        ),
        (
            "Emissions within the scope of influence of LAs (kt CO2)",
            "carbon-dioxide-within-influence",
        ),
        ("Emissions within the scope of influence of LAs (kt CO2e)", "emissions-within-influence"),
    ],
)
def test_a_subset_of_carbon_dioxide_alone_is_not_mixed_with_other_gases(
    heading: str, code: str
) -> None:
    headings = [*LONG[:11], heading, *LONG[12:]]
    reading = layout.read(made([headings, line("Domestic", "CO2", 2.0, 1.5)]), Hints())
    assert figure(reading, code, HARBOROUGH, "2021-01-01").value == 1.5
    assert figure(reading, "territorial-emissions", HARBOROUGH, "2021-01-01").value == 2.0


def test_a_long_table_of_carbon_dioxide_alone_has_the_codes_of_that() -> None:
    headings = [name.replace("GHG", "CO2").replace("CO2e", "CO2") for name in LONG]
    reading = layout.read(made([headings, line("Transport", "CO2", 2.0, 1.5)]), Hints())
    assert {row.code for row in reading.rows} == {
        CARBON,
        f"{CARBON}-transport",
        f"{CARBON}-per-head",
        "carbon-dioxide-within-influence",
        "carbon-dioxide-within-influence-per-head",
    }


def test_nothing_is_summed_of_an_area_and_year_with_a_cell_that_cannot_be_read() -> None:
    melton = [*line("Domestic", "CO2", 5.0)]
    melton[4:6] = ["Melton", "E07000133"]
    lines: Lines = [*LINES[:3], line("Domestic", "N2O", "some"), melton]
    reading = layout.read(made(lines), Hints())
    doubt = finding_in(reading, "not_a_number")
    assert (doubt.severity, doubt.cell) == (Severity.QUARANTINE, "K4")
    assert {row.area for row in reading.rows} == {"E07000133"}
    assert reading.counts["quarantined"] == 3 * 14
    assert_sound(reading)


def test_it_is_this_layout_that_the_file_is_given_to() -> None:
    chosen = layout_for(published(FILE), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
