"""Defra waste: small files in the shape of several editions, with figures that were published.

The 2017-18 edition's first table is kept, headings and all, at
https://github.com/nsynes/rshiny-uk-recycling/blob/master/data/LA_and_Regional_Spreadsheet_201718.csv;
sheets, heading rows and columns of the third table as scripts over the editions of 2016-17 to
2023-24 name them (https://github.com/traffordDataLab/trafford_themes/tree/master/data/climate).
"""

import pytest

from loaders.layouts import Hints, layout_for
from loaders.layouts import defra_waste as layout
from loaders.workbook import CellValue
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    Lines,
    assert_sound,
    figure,
    finding_in,
    made,
)
from tests.loaders.publishers_bytes import as_csv, as_xlsx, read_in_the_child

RATE = "household-waste-recycling-rate"
RESIDUAL = "residual-household-waste-per-household"
WHO = ["Financial Year", "Region", "ONS Code", "JPP order", "Local Authority", "Authority type"]
TONNES = [
    "Total local authority collected waste (tonnes)",
    "Household - total waste (tonnes)",
    "Household - waste sent for recycling/composting/reuse (tonnes)",
    "Household dry recycling/reuse (tonnes)",
    "Household - waste not sent for recycling (tonnes)",
    "Household - regular collection (not recycled) (tonnes)",
    "Non-household - total waste (tonnes)",
    "Non-household - waste not sent for recycling (tonnes) ",
    "Local authority collected waste - not sent for recycling (tonnes)",
]
FIRST: Lines = [
    [*WHO, *TONNES],
    ["2014-15", "East Midlands", "E07000131", 112, "Harborough District Council", "Collection",
     40050, 36510, 20991, 9206, 15519, 14746, 3540, 2953, 18473],
    ["2014-15", "East Midlands", "E10000018", 115, "Leicestershire County Council", "Disposal",
     343822, 310786, 157047, 79065, 153739, "", "", "", ""],
    ["2014-15", "North West", "E50000005", 52, "Greater Manchester WDA (MBC)", "Disposal",
     1099689, 983743, 442989, 250344, 540753, 375710, 115946, 82967, 623720],
]  # fmt: skip
THIRD: Lines = [
    ["Table 3: Selected waste indicators"],
    [],
    ["Published 27 March 2025"],
    [
        "Year",
        "Region",
        "ONS code",
        "JPP order",
        "Authority",
        "Authority type",
        "Residual household waste per household (kg/household) (Ex NI191)",
        "Percentage of household waste sent for reuse, recycling or composting (Ex NI192)",
        "Percentage of municipal waste sent to landfill (Ex NI193)",
        "Collected household waste per person (kg) (Ex BVPI 84a)",
    ],
    ["2022-23", "East Midlands", HARBOROUGH, 112, "Harborough", "Collection", 431.5, 0.57, "", 380],
    ["2022-23", "London", "", 300, "Lambeth LB", "Collection", 612, 0.294, "", 270.5],
    ["2022-23", "North West", "", 52, "Merseyside WDA (MBC)", "Disposal", 1, 0.3, 0.1, 2],
    ["2022-23", "Total England (Provisional)", "", "", "", "", 518.4, 0.4332, 0.068, 377],
]


def test_the_first_table_is_read_in_tonnes_for_districts_and_counties() -> None:
    reading = layout.read(made(FIRST, file="LA_and_Regional_Spreadsheet_201718.csv"), Hints())
    assert_sound(reading)
    figures = {
        row.code: (row.value, row.cell, row.unit) for row in reading.rows if row.area == HARBOROUGH
    }
    assert figures == {
        "collected-waste": (40050, "G2", "tonnes"),
        "household-waste": (36510, "H2", "tonnes"),
        "household-waste-recycled": (20991, "I2", "tonnes"),
        "household-waste-not-recycled": (15519, "K2", "tonnes"),
    }
    assert figure(reading, "collected-waste", "E10000018", "2014-04-01").value == 343822


def test_a_disposal_authority_that_is_no_area_is_left_out_and_named() -> None:
    reading = layout.read(made(FIRST), Hints())
    assert {row.area for row in reading.rows} == {HARBOROUGH, "E10000018"}
    assert '"Greater Manchester WDA (MBC)"' in finding_in(reading, "no_area").message


@pytest.mark.parametrize(
    ("code", "area", "value"),
    [
        (RESIDUAL, HARBOROUGH, 431.5),
        (RATE, HARBOROUGH, 57),
        ("household-waste-per-person", HARBOROUGH, 380),
        (RATE, "E09000022", 29.4),
        (RATE, ENGLAND, 43.32),
        ("collected-waste-landfilled", ENGLAND, 6.8),
    ],
)
def test_shares_of_the_third_table_are_percent(code: str, area: str, value: float) -> None:
    content = as_xlsx({"Cover": [["Local authority data"]], "Table_3": THIRD})
    reading = read_in_the_child("LA_and_Regional_Spreadsheet_2022-23.xlsx", content)
    assert reading.layout == layout.NAME
    assert_sound(reading)
    row = figure(reading, code, area, "2022-04-01")
    assert row.value == value
    assert str(row.vintage) == "2025-03-27"
    assert row.provisional == (area == ENGLAND)


@pytest.mark.parametrize(
    ("typed", "others", "number_format", "value"),
    [
        ("57.5%", ["43.1%"], None, 57.5),
        ("57.5", ["43.1"], None, 57.5),
        (57.5, [0.9], None, 57.5),
        (0.575, [1], None, 57.5),
        (0.575, [1.01], None, 0.575),
        (1.02, [0.9], "0.0%", 102),
    ],
)
def test_a_share_is_percent_however_it_is_written(
    typed: float | str, others: list[float | str], number_format: str | None, value: float
) -> None:
    share = "Percentage of household waste sent for reuse, recycling or composting (NI 192)"
    lines: list[list[CellValue]] = [
        ["Financial Year", "LA code", "Authority", share],
        ["2010-11", HARBOROUGH, "Harborough", typed],
    ]
    lines += [["2010-11", "E07000132", "Hinckley and Bosworth", other] for other in others]
    workbook = made(lines)
    if number_format:
        workbook.sheets[0].formats = {(2, 4): number_format, (3, 4): number_format}
    assert figure(layout.read(workbook, Hints()), RATE, HARBOROUGH, "2010-04-01").value == value


def test_a_later_edition_writes_hyphens_and_markers() -> None:
    heading = "Household - waste sent for recycling-composting-reuse (tonnes)"
    lines: Lines = [
        ["Table 1"],
        ["Financial Year", "Region", "ONS Code", "JPP order", "Authority", heading],
        ["2023-24", "East Midlands", HARBOROUGH, "112", "Harborough District Council", "[x]"],
        ["2023-24", "East Midlands", "E07000130", "113", "Charnwood Borough Council", "24,511"],
    ]
    reading = read_in_the_child("later.csv", as_csv(lines, "cp1252"))
    assert reading.layout == layout.NAME
    row = figure(reading, "household-waste-recycled", HARBOROUGH, "2023-04-01")
    assert (row.value, row.state) == (None, "awaited")
    assert figure(reading, "household-waste-recycled", "E07000130", "2023-04-01").value == 24511


def test_tonnes_of_waste_without_authorities_are_no_table_of_this_layout() -> None:
    lines: Lines = [["Financial Year", *TONNES[:1]], ["2014-15", 1]]
    assert not layout.recognises(made(lines), Hints())
    assert layout.recognises(made([["Authority", *lines[0]], ["Harborough", *lines[1]]]), Hints())


def test_it_is_this_layout_that_such_a_file_is_given_to() -> None:
    chosen = layout_for(made(FIRST), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
