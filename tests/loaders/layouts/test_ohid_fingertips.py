"""OHID Fingertips: files made in the shape of its downloads, column by column.

The columns: https://github.com/PublicHealthEngland/fingertips-open (CsvBuilderIndicatorData) and
https://docs.ropensci.org/fingertipsR/, which drops the spaces.
"""

import csv
import io
import random
from collections.abc import Mapping, Sequence

import pytest

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import ohid_fingertips as layout
from loaders.reading import Reading
from loaders.sandbox import parent
from loaders.workbook import Workbook
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    assert_accounted,
    figure,
    finding_in,
    with_columns_shuffled,
)

COLUMNS = [
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name",
    "Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value",
    "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit",
    "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to Counties & UAs (from Apr 2023) value or percentiles", "Time period Sortable",
    "New data", "Compared to goal", "Time period range",
]  # fmt: skip
PLAIN = dict.fromkeys(COLUMNS, "") | {
    "Indicator ID": "22401",
    "Indicator Name": "Emergency hospital admissions due to falls",
    "Parent Code": "E10000018",
    "Parent Name": "Leicestershire",
    "Area Code": HARBOROUGH,
    "Area Name": "Harborough",
    "Area Type": "Districts & UAs (from Apr 2023)",
    "Sex": "Persons",
    "Age": "65+ yrs",
    "Time period": "2022/23",
    "Value": "1612.5",
    "Lower CI 95.0 limit": "1434.1",
    "Upper CI 95.0 limit": "1806.9",
    "Lower CI 99.8 limit": "1340.2",
    "Upper CI 99.8 limit": "1920.4",
    "Count": "345",
    "Denominator": "22110",
    "Recent Trend": "No significant change",
    "Time period Sortable": "20220000",
    "Time period range": "1y",
}
CODE = "emergency-hospital-admissions-due-to-falls"
Line = Mapping[str, str]


def content(lines: Sequence[Line], columns: Sequence[str] = COLUMNS) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([columns, *([line[name] for name in columns] for line in lines)])
    return written.getvalue()


def opened(*lines: Line, columns: Sequence[str] = COLUMNS) -> Workbook:
    return open_workbook("indicators.data.csv", content(lines, columns).encode())


def read(*lines: Line) -> Reading:
    reading = layout.read(opened(*lines), Hints())
    assert_accounted(reading)
    return reading


def test_a_figure_has_its_limits_and_the_cell_of_its_value() -> None:
    (row,) = read(PLAIN).rows
    assert (row.code, row.area, row.value) == (CODE, HARBOROUGH, 1612.5)
    assert (row.lower, row.upper) == (1434.1, 1806.9)
    assert (row.cell, row.period.label, row.unit) == ("M2", "2022/23", None)


@pytest.mark.parametrize(
    ("written", "start", "end", "kind"),
    [
        ("2022/23", "2022-04-01", "2023-03-31", "financial_year"),
        ("2021 - 23", "2021-01-01", "2023-12-31", "rolling"),
        ("2023", "2023-01-01", "2023-12-31", "calendar_year"),
        ("2022/23 Q1", "2022-04-01", "2022-06-30", "quarter"),
        ("2023 Q1", "2023-01-01", "2023-03-31", "quarter"),
        ("Aug 2020 - Jul 2021", "2020-08-01", "2021-07-31", "academic_year"),
        ("2020/21 - 22/23", "2020-04-01", "2023-03-31", "rolling"),
        ("Oct 2023", "2023-10-01", "2023-10-31", "month"),
    ],
)
def test_every_way_of_writing_a_period_is_read(
    written: str, start: str, end: str, kind: str
) -> None:
    (row,) = read(PLAIN | {"Time period": written}).rows
    assert (row.period.start.isoformat(), row.period.end.isoformat()) == (start, end)
    assert row.period.kind == kind


def test_a_period_that_is_none_waits_for_a_decision() -> None:
    reading = read(PLAIN | {"Time period": "2022/25"})
    doubt = finding_in(reading, "unreadable_period")
    assert (doubt.severity, doubt.cell, doubt.found) == (Severity.QUARANTINE, "L2", "2022/25")
    assert reading.counts["quarantined"]
    assert not reading.rows


def test_lines_of_groups_are_counted_and_left_out() -> None:
    group = {"Category Type": "LSOA21 deprivation deciles", "Category": "Most deprived decile"}
    england = PLAIN | {"Area Code": ENGLAND, "Area Name": "England", "Parent Code": ""}
    reading = read(england, england | group | {"Value": "2000.5"})
    assert [row.value for row in reading.rows] == [1612.5]
    assert reading.counts[f"ignored: {layout.CATEGORY}"] == sum(
        bool(cell) for cell in (england | group).values()
    )


def test_sexes_and_ages_are_in_the_code_where_they_differ_and_everyone_stays_bare() -> None:
    sexes = [PLAIN | {"Sex": sex} for sex in ("Persons", "Male", "Female")]
    assert [row.code for row in read(*sexes).rows] == [CODE, f"{CODE}-male", f"{CODE}-female"]
    assert str(read(*sexes).rows[1].name).endswith("falls, Male")
    assert [row.code for row in read(sexes[2]).rows] == [CODE]
    ages = [PLAIN | {"Age": age} for age in ("65-79 yrs", "80+ yrs")]
    assert [row.code for row in read(*ages).rows] == [f"{CODE}-65-79-yrs", f"{CODE}-80-yrs"]


def test_two_indicators_of_one_name_are_told_apart_by_their_numbers() -> None:
    codes = [row.code for row in read(PLAIN, PLAIN | {"Indicator ID": "9", "Value": "1"}).rows]
    assert codes == [f"{CODE}-22401", f"{CODE}-9"]


@pytest.mark.parametrize(
    ("value", "note", "state"),
    [
        ("", "Value suppressed for disclosure control due to small count", "suppressed"),
        ("", "Value cannot be calculated as number of cases is too small", "suppressed"),
        ("", "", "awaited"),
        ("", "Data not yet submitted", "awaited"),
        ("*", "", "suppressed"),
    ],
)
def test_a_missing_value_is_a_word_with_its_note(value: str, note: str, state: str) -> None:
    (row,) = read(PLAIN | {"Value": value, "Value note": note}).rows
    assert (row.value, row.state, row.note) == (None, state, note or None)


def test_a_value_that_is_no_number_waits_for_a_decision() -> None:
    reading = read(PLAIN | {"Value": "many"})
    assert (finding_in(reading, "not_a_number").cell, reading.counts["quarantined"]) == ("M2", 1)


def test_places_that_are_no_area_are_left_out_by_their_code_and_named() -> None:
    practice = PLAIN | {"Area Code": "C82009", "Area Name": "Harborough", "Area Type": "GPs"}
    reading = read(practice, PLAIN)
    assert [row.area for row in reading.rows] == [HARBOROUGH]
    assert '"Harborough"' in finding_in(reading, "no_area").message


def test_a_line_that_another_area_type_repeats_counts_once() -> None:
    again = PLAIN | {"Area Type": "Counties & UAs (from Apr 2023)", "Parent Code": ENGLAND}
    assert len(read(PLAIN, again).rows) == 1


EARLIER = ["Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code"]
EARLIER += ["Area Name", "Area Type", "Sex", "Age", "Category Type", "Category", "Time period"]
EARLIER += ["Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Count", "Denominator"]
EARLIER += ["Value note", "Recent Trend"]


@pytest.mark.parametrize(
    "renamed",
    [
        {"Lower CI 95.0 limit": "Lower CI limit", "Upper CI 95.0 limit": "Upper CI limit"},
        {"Sex": "Gender"},
        {name: name.upper() for name in COLUMNS},
        {name: name.replace(" ", "") for name in COLUMNS},
    ],
)
@pytest.mark.parametrize("columns", [COLUMNS, EARLIER])
def test_other_editions_say_the_same(renamed: Mapping[str, str], columns: Sequence[str]) -> None:
    text = content([PLAIN], columns)
    head, rest = text.split("\n", 1)
    names = [renamed.get(name, name) for name in next(csv.reader([head]))]
    quoted = ",".join(f'"{name}"' for name in names)
    workbook = open_workbook("x.csv", f"{quoted}\n{rest}".encode())
    assert layout.recognises(workbook, Hints())
    (row,) = layout.read(workbook, Hints()).rows
    assert (row.value, row.lower, row.upper) == (1612.5, 1434.1, 1806.9)


@pytest.mark.parametrize("seed", range(5))
def test_columns_may_stand_in_any_order(seed: int) -> None:
    lines = [PLAIN, PLAIN | {"Sex": "Male", "Value": "12"}, PLAIN | {"Area Code": ENGLAND}]
    shuffled = with_columns_shuffled(opened(*lines), random.Random(seed))
    as_published, reading = read(*lines), layout.read(shuffled, Hints())
    assert_accounted(reading)
    assert [(r.code, r.area, r.value, r.lower) for r in reading.rows] == [
        (r.code, r.area, r.value, r.lower) for r in as_published.rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_passes_through_the_child_in_every_encoding(encoding: str) -> None:
    dash = PLAIN | {"Time period": "2021 \u2013 23", "Area Name": "Harborough \u2019s"}
    reading = parent.read_bytes("x.csv", content([dash]).encode(encoding))
    assert reading.layout == layout.NAME
    row = figure(reading, CODE, HARBOROUGH, "2021-01-01")
    assert row.value == 1612.5


def test_it_is_this_layout_that_the_file_is_given_to() -> None:
    chosen = layout_for(opened(PLAIN), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
