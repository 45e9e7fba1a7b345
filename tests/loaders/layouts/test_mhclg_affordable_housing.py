"""MHCLG live tables 1006 to 1009: the real file, and small ones in the shape of other editions."""

from datetime import date

import pytest

from loaders.layouts import Hints, layout_for
from loaders.layouts import mhclg_affordable_housing as layout
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

FILE = "housing/Live_Tables_1006-1009.ods"


@pytest.mark.parametrize(
    ("code", "area", "start", "value", "sheet", "cell"),
    [
        ("affordable-housing-completions", HARBOROUGH, "1991-04-01", 43, "1008C", "D138"),
        ("affordable-housing-completions", HARBOROUGH, "2020-04-01", 234, "1008C", "AG138"),
        ("affordable-housing-completions", ENGLAND, "2020-04-01", 52100, "1008C", "AG6"),
        ("affordable-housing-completions", "E12000004", "2020-04-01", 3833, "1008C", "AG119"),
        ("affordable-housing-starts", HARBOROUGH, "2020-04-01", 338, "1008S", "I138"),
        ("affordable-housing-starts", ENGLAND, "2020-04-01", 57417, "1008S", "I6"),
        ("social-rent-completions", HARBOROUGH, "2020-04-01", 87, "1006C", "AG138"),
        ("affordable-rent-completions", HARBOROUGH, "2020-04-01", 77, "1006aC", "M138"),
        ("shared-ownership-completions", HARBOROUGH, "2020-04-01", 70, "1007bC", "J138"),
        ("london-affordable-rent-starts", "E12000007", "2020-04-01", 5518, "1006bS", "G6"),
        ("affordable-home-ownership-starts", ENGLAND, "2020-04-01", 805, "1007cS", "I6"),
        ("intermediate-rent-completions", ENGLAND, "2003-04-01", 284, "1007aC", "D6"),
    ],
)
def test_a_published_figure_is_read_exactly(  # noqa: PLR0913, PLR0917
    code: str, area: str, start: str, value: float, sheet: str, cell: str
) -> None:
    row = figure(read_published(layout.read, FILE), code, area, start)
    assert (row.value, row.sheet, row.cell) == (value, f"Live_Table_{sheet}", cell)
    assert row.vintage == date(2021, 11, 18)


def test_the_tenures_of_harborough_add_up_to_its_total() -> None:
    figures = {
        row.code: row.value
        for row in read_published(layout.read, FILE).rows
        if (row.area, row.period.start.year) == (HARBOROUGH, 2020)
        and row.code.endswith("-completions")
    }
    total = figures.pop("affordable-housing-completions")
    assert total == sum(value or 0 for value in figures.values()) == 234


def test_the_published_file_is_read_whole_with_one_finding_for_what_is_no_area() -> None:
    reading = read_published(layout.read, FILE)
    assert_sound(reading)
    assert len(reading.rows) == 61452
    assert [finding.code for finding in reading.findings] == ["no_area"]
    assert '"LA Unknown"' in finding_in(reading, "no_area").message
    gone = figure(reading, "affordable-housing-completions", "E07000157", "2020-04-01")
    assert (gone.value, gone.state) == (None, "not applicable")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (
            "Table 1008C: Total additional affordable dwellings - Completions",
            "affordable-housing-completions",
        ),
        (
            "Table 1008: Additional affordable dwellings provided by area",
            "affordable-housing-completions",
        ),
        ("Table 1006S: Additional social rent dwellings - Starts on site", "social-rent-starts"),
        ("Table 1006a: Additional affordable rent dwellings", "affordable-rent-completions"),
        (
            "Additional London affordable rent dwellings - Completions",
            "london-affordable-rent-completions",
        ),
        (
            "Table 1007: Additional intermediate affordable dwellings",
            "intermediate-affordable-completions",
        ),
    ],
)
def test_a_table_is_known_by_the_words_of_its_title(title: str, code: str) -> None:
    lines: Lines = [
        [title],
        ["", "", "Local authority"],
        ["LA code", "", "area", "2021-22R", "2022-23 P"],
        ["", "England", "", "1,200", 1300],
        [HARBOROUGH, "", "Harborough", 12, "13P"],
    ]
    reading = layout.read(made(lines, sheet="1", file="later.xls"), Hints())
    assert_sound(reading)
    assert {row.code for row in reading.rows} == {code}
    rows = [(row.area, row.value, row.note, row.provisional) for row in reading.rows]
    assert rows == [
        (ENGLAND, 1200, "revised", False),
        (ENGLAND, 1300, None, True),
        (HARBOROUGH, 12, "revised", False),
        (HARBOROUGH, 13, None, True),
    ]


def test_net_additional_dwellings_are_no_affordable_homes() -> None:
    title = "Table 122: Net additional dwellings by local authority district"
    lines: Lines = [[title], ["LA code", "LA name", "2020-21"], [HARBOROUGH, "Harborough", 1]]
    assert not layout.recognises(made(lines), Hints())


def test_it_is_this_layout_that_the_file_is_given_to() -> None:
    chosen = layout_for(published(FILE), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
