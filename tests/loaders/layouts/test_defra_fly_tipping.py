"""Defra fly-tipping: the real file, and small ones in the shape of other editions."""

from collections.abc import Mapping
from datetime import date

import pytest

from loaders.accounting.cell_ledger import HIDDEN_SHEET
from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import defra_fly_tipping as layout
from loaders.layouts.defra_fly_tipping import KINDS, LAND, SIZES, WASTE
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    Lines,
    assert_sound,
    defined,
    figure,
    finding_in,
    made,
    published,
    read_published,
)

FILE = "environment/flytipping_la.ods"
INCIDENTS = "fly-tipping-incidents"


@pytest.mark.parametrize(
    ("code", "area", "start", "value", "cell", "note"),
    [
        (INCIDENTS, HARBOROUGH, "2012-04-01", 210, "E130", None),
        (INCIDENTS, HARBOROUGH, "2018-04-01", 728, "E2148", None),
        (INCIDENTS, HARBOROUGH, "2022-04-01", 317, "E3449", None),
        (INCIDENTS, ENGLAND, "2015-04-01", 941895.7669551491, "E1012", None),
        (INCIDENTS, ENGLAND, "2018-04-01", 957157, "E2021", "comparable with 2019/20"),
        (INCIDENTS, ENGLAND, "2022-04-01", 1082673, "E3327", None),
        (INCIDENTS, "E12000004", "2022-04-01", 83610, "E3328", None),
        (INCIDENTS, "E12000006", "2022-04-01", 78684, "E3329", None),
        (
            "fly-tipping-incidents-per-1000",
            HARBOROUGH,
            "2022-04-01",
            3.1548252903534,
            "AU3449",
            None,
        ),
        ("fly-tipping-actions", HARBOROUGH, "2022-04-01", 575, "E3448", None),
        ("fly-tipping-actions", ENGLAND, "2022-04-01", 531595, "E3326", None),
        ("fly-tipping-fixed-penalty-notices", HARBOROUGH, "2022-04-01", 10, "P3448", None),
        ("fly-tipping-prosecutions", HARBOROUGH, "2019-04-01", 1, "Z2482", None),
        ("fly-tipping-incidents-on-highways", HARBOROUGH, "2022-04-01", 259, "F3449", None),
        ("fly-tipping-incidents-on-highways", "E12000004", "2012-04-01", 20345, "F5", None),
        ("fly-tipping-incidents-tyres", HARBOROUGH, "2022-04-01", 18, "U3449", None),
        ("fly-tipping-incidents-a-tipper-lorry-load", HARBOROUGH, "2022-04-01", 13, "AO3449", None),
    ],
)
def test_a_published_figure_is_read_exactly(  # noqa: PLR0913, PLR0917
    code: str, area: str, start: str, value: float, cell: str, note: str | None
) -> None:
    row = figure(read_published(layout.read, FILE), code, area, start)
    assert (row.value, row.cell, row.note) == (value, cell, note)
    assert row.vintage == date(2024, 3, 13)


def test_the_published_file_is_read_whole_and_its_hidden_sheet_passed_over() -> None:
    reading = read_published(layout.read, FILE)
    assert_sound(reading)
    assert not reading.findings
    assert reading.counts[f"ignored: {HIDDEN_SHEET}"] == 1396
    assert sum(row.code == INCIDENTS for row in reading.rows) == 3641


@pytest.mark.parametrize("kinds", [LAND, WASTE, SIZES])
def test_kinds_of_incident_add_up_to_all_of_them(kinds: Mapping[str, str]) -> None:
    reading = read_published(layout.read, FILE)
    incidents = [
        figure(reading, KINDS[words].code, HARBOROUGH, "2022-04-01").value for words in kinds
    ]
    assert sum(value or 0 for value in incidents) == 317


def test_an_edition_without_the_word_incidents_has_the_same_kinds() -> None:
    heading = ["Year", "LA Name", "Fly-tipping incidents", "Highway", "Private / Residential", "?"]
    lines: Lines = [["Fly-tipping"], heading, ["2011-12", "Harborough", 12, 9, 3, 1]]
    figures_by_code = {row.code: row.value for row in layout.read(made(lines), Hints()).rows}
    assert figures_by_code == {
        INCIDENTS: 12,
        "fly-tipping-incidents-on-highways": 9,
        "fly-tipping-incidents-on-private-and-residential-land": 3,
    }


def test_a_colon_is_awaited_and_never_zero() -> None:
    reading = read_published(layout.read, FILE)
    row = figure(reading, "fly-tipping-incidents-per-1000", HARBOROUGH, "2012-04-01")
    assert (row.value, row.state) == (None, "awaited")


EARLIER: Lines = [
    ["Fly-tipping incidents by local authority"],
    ["Year", "Region", "LA Name", "Total Incidents", "Prosecution Actions"],
    ["2008/09", "East Midlands", "Harborough District Council", "1,204", "x"],
    ["2009/10", "East Midlands", "Harborough District Council", 998, 2],
    ["2009/10", "Total", "Total England", 946906, ""],
    ["2009/1", "East Midlands", "Melton", 4, 0],
]


def test_an_earlier_edition_by_name_alone() -> None:
    reading = layout.read(made(EARLIER, file="flytipping-2010.csv"), Hints())
    assert_sound(reading)
    assert figure(reading, INCIDENTS, HARBOROUGH, "2008-04-01").value == 1204
    prosecuted = figure(reading, "fly-tipping-prosecutions", HARBOROUGH, "2008-04-01")
    assert (prosecuted.value, prosecuted.state) == (None, "suppressed")
    assert figure(reading, INCIDENTS, ENGLAND, "2009-04-01").value == 946906


def test_a_line_whose_year_is_none_waits_for_a_decision() -> None:
    reading = layout.read(made(EARLIER), Hints())
    doubt = finding_in(reading, "unreadable_period")
    assert (doubt.severity, doubt.cell, doubt.found) == (Severity.QUARANTINE, "A6", "2009/1")
    assert "E07000133" not in {row.area for row in reading.rows}
    assert reading.counts["quarantined"] == 5


def test_totals_of_incidents_of_something_else_are_not_fly_tipping() -> None:
    lines: Lines = [
        ["Burglary"],
        ["Year", "LA Name", "Total Incidents"],
        ["2008/09", "Harborough", 3],
    ]
    assert not layout.recognises(made(lines), Hints())
    assert layout.recognises(made([["Fly-tipping"], *lines[1:]]), Hints())


def test_it_is_this_layout_that_the_file_is_given_to() -> None:
    chosen = layout_for(published(FILE), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME


def test_every_kind_has_a_code_of_its_own_that_is_defined() -> None:
    codes = [measure.code for measure in KINDS.values()]
    assert len(set(codes)) == len(codes) == len(LAND) + len(WASTE) + len(SIZES) == 32
    assert set(codes) <= defined()
    assert {measure.unit for measure in KINDS.values()} == {"number"}
