"""MHCLG live table 122: the real file, and small ones in the shape of other editions."""

from datetime import date

import pytest

from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import mhclg_net_additions as layout
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    Lines,
    assert_sound,
    figure,
    finding_in,
    made,
    published,
    read_published,
)

FILE = "housing/Live_Table_122.ods"
CODE = "net-additional-dwellings"
TITLE = "Live Table 122: Net additional dwellings by local authority district, England"


@pytest.mark.parametrize(
    ("area", "start", "value", "cell", "note"),
    [
        (HARBOROUGH, "2001-04-01", 213.57400652252545, "H323", None),
        (HARBOROUGH, "2010-04-01", 313.8339412972564, "Q323", None),
        (HARBOROUGH, "2018-04-01", 729.0, "Y323", None),
        (HARBOROUGH, "2019-04-01", 906.0, "Z323", "revised"),
        (HARBOROUGH, "2020-04-01", 974.0, "AA323", None),
        (ENGLAND, "2001-04-01", 146704.41843577058, "H6", None),
        (ENGLAND, "2020-04-01", 216489.0, "AA6", None),
        ("E10000018", "2020-04-01", 3840.0, "AA320", None),
        ("E06000054", "2020-04-01", 2846.0, "AA65", None),
    ],
)
def test_a_published_figure_is_read_exactly(
    area: str, start: str, value: float, cell: str, note: str | None
) -> None:
    row = figure(read_published(layout.read, FILE), CODE, area, start)
    assert (row.value, row.cell, row.note, row.sheet) == (value, cell, note, "LT122")
    assert row.vintage == date(2021, 11, 25)


def test_the_published_file_is_read_whole_and_its_groups_are_named() -> None:
    reading = read_published(layout.read, FILE)
    assert_sound(reading)
    assert (len(reading.rows), len({row.area for row in reading.rows})) == (7460, 411)
    (groups,) = reading.findings
    assert groups.severity is Severity.INFO
    for name in ("Unitary Authorities", "London Boroughs", "Shire Districts"):
        assert name in groups.message


def test_a_year_before_an_area_existed_is_not_applicable_and_a_blank_is_not_in_the_file() -> None:
    rows = read_published(layout.read, FILE).rows
    states = {(row.area, row.state) for row in rows if row.state}
    assert {state for _, state in states} == {"not applicable"}
    wiltshire = {row.period.start.year for row in rows if row.area == "E06000054"}
    assert 2001 not in wiltshire
    assert 2009 in wiltshire


LATER: Lines = [
    [TITLE],
    ["This worksheet contains one table."],
    ["", "", "2021-22 [r]", "2022-23 [p]"],
    ["Current ONS code", "Authority data", "", ""],
    ["E92000001", "England", 234462, "234,397"],
    ["E07000131", "Harborough", "1,041", "1,090 P"],
    [None, "Shire districts", 5, 6],
    ["E06000064", "Westmorland and Furness", "[x]", "[z]"],
    [],
    ["Published: 30 November 2023"],
]


def test_a_later_edition_with_years_above_the_headings_and_marks_in_cells() -> None:
    reading = layout.read(made(LATER), Hints())
    assert_sound(reading)
    harborough = [row for row in reading.rows if row.area == HARBOROUGH]
    assert [(row.value, row.provisional, row.note) for row in harborough] == [
        (1041.0, False, "revised"),
        (1090.0, True, None),
    ]
    missing = [row.state for row in reading.rows if row.area == "E06000064"]
    assert missing == ["awaited", "not applicable"]
    assert {row.vintage for row in reading.rows} == {date(2023, 11, 30)}
    assert '"Shire districts"' in finding_in(reading, "no_area").message


EARLIER: Lines = [
    ["Table 122 Housing supply; net additional dwellings, by district, England"],
    ["Former ONS code", "Local Authority", "2004/05", "2005/2006R", "2006/07P"],
    ["31UD", "Harborough", 283, 250, 12],
    ["", "Melton", "-", "..", 1.5],
]


def test_an_earlier_edition_with_old_codes_or_names_alone() -> None:
    reading = layout.read(made(EARLIER, file="122.xls"), Hints())
    assert_sound(reading)
    rows = {(row.area, row.period.label): row for row in reading.rows}
    assert rows[HARBOROUGH, "2004/05"].value == 283
    assert rows[HARBOROUGH, "2005/06"].note == "revised"
    assert rows[HARBOROUGH, "2006/07"].provisional
    melton = [rows["E07000133", year].state for year in ("2004/05", "2005/06")]
    assert melton == ["not applicable", "not applicable"]
    assert finding_in(reading, "vintage_unknown").severity is Severity.INFO


def test_a_cell_that_is_no_figure_waits_for_a_decision_at_its_address() -> None:
    lines: Lines = [
        [TITLE],
        ["Current ONS code", "LA name", "2020-21"],
        [HARBOROUGH, "Harborough", "many"],
    ]
    reading = layout.read(made(lines), Hints())
    doubt = finding_in(reading, "not_a_number")
    assert (doubt.severity, doubt.cell, doubt.found) == (Severity.QUARANTINE, "C3", "many")
    assert not reading.rows
    assert reading.counts["quarantined"] == 1
    assert_sound(reading)


@pytest.mark.parametrize(
    "title", ["Table 100: Dwelling stock by tenure", "Table 1008C: Additional affordable dwellings"]
)
def test_another_table_of_years_across_is_not_this_one(title: str) -> None:
    lines: Lines = [
        [title],
        ["Current ONS code", "LA name", "2020-21"],
        [HARBOROUGH, "Harborough", 1],
    ]
    assert not layout.recognises(made(lines), Hints())


def test_it_is_this_layout_that_the_file_is_given_to() -> None:
    chosen = layout_for(published(FILE), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
