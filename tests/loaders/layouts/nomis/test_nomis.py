"""Nomis: files made in the shape of its table downloads and of its API.

Tables: https://www.nomisweb.co.uk/home/detailedstats.asp?article=help; the API's columns and the
numbers of its measures: https://www.nomisweb.co.uk/api/v01/help, as
https://docs.evanodell.com/nomisr shows them; markers: the keys below the tables.
"""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date

import pytest

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import nomis as layout
from loaders.reading import Reading
from loaders.sandbox import parent
from metrics import period as spans
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    assert_accounted,
    assert_sound,
    figure,
    finding_in,
    with_columns_shuffled,
)

YEAR = "Oct 2023-Sep 2024"
COPYRIGHT = '"ONS Crown Copyright Reserved [from Nomis on 16 January 2025]"'
TITLES = f'"annual population survey"\n{COPYRIGHT}\n'
AREAS = '"local authority: district / unitary (as of April 2023)"'
FOOT = """

"#","These figures are suppressed as statistically unreliable."
"!","Estimate and confidence interval not available since the group sample size is zero."
"In order to keep the estimates up to date they are reweighted."
"""
MEASURES = f"""{TITLES}
"date","{YEAR}"

{AREAS},"mnemonic","Employment rate - aged 16-64","","","",\
"% who are economically inactive - aged 16-64",""
"","","numerator","denominator","percent","conf","percent","conf"

"Harborough","E07000131",45300,54800,82.7,6.2,13.8,5.6
"Melton","E07000133","!","!","!","!",20.1,"#"
"England","E92000001",26800000,35300000,75.7,0.4,21.1,0.4
"Column Total","-",1,2,"-","-","-","-"
{FOOT}"""
BESIDE = f"""{TITLES}
"Date:","{YEAR}"

{AREAS},"mnemonic","Employment rate - aged 16-64","Conf","Unemployment rate - aged 16+","Conf"

"Harborough","E07000131",82.7,6.2,"~","~"
"England","E92000001",75.7,0.4,3.8,0.2
{FOOT}"""
YEARS_ACROSS = f"""{TITLES}
"variable:","Employment rate - aged 16-64"

{AREAS},"Oct 2022-Sep 2023","Conf","{YEAR}","Conf"

"Harborough",80.2,6.5,82.7,6.2
{FOOT}"""
DATES_DOWN = f"""{TITLES}
"area type","local authorities: district / unitary (as of April 2023)"
"area name","Harborough"
"variable","Employment rate - aged 16-64"

"Date","percent","conf"

"Oct 2022-Sep 2023",80.2,6.5
"{YEAR}",82.7,6.2
{FOOT}"""
AREAS_ACROSS = f"""{TITLES}
"date","{YEAR}"

"Variable","Harborough","Conf","England","Conf"

"Employment rate - aged 16-64",82.7,6.2,75.7,0.4
{FOOT}"""
PAGES = f""""claimant count by sex and age"
{COPYRIGHT}

"date","September 2024"
"gender","Total"
"age","All categories: Age 16+"

{AREAS},"mnemonic","claimant count",\
"claimants as a proportion of residents aged 16-64"

"Harborough","E07000131","1,015",1.8


"date","October 2024"
"gender","Total"
"age","All categories: Age 16+"

{AREAS},"mnemonic","claimant count",\
"claimants as a proportion of residents aged 16-64"

"Harborough","E07000131","1,020",1.9
"""
DENSITY = f""""jobs density"
{COPYRIGHT}

"date","2022"

"Area","Total jobs","Jobs density"

"Harborough",49000,0.84
"""


def read(text: str, hints: Hints | None = None) -> Reading:
    reading = layout.read(open_workbook("nomis_2025_01_16.csv", text.encode()), hints or Hints())
    assert_sound(reading)
    return reading


EMPLOYED = (82.7, 76.5, 88.9)


@pytest.mark.parametrize(
    "text", [MEASURES, BESIDE, YEARS_ACROSS, DATES_DOWN, AREAS_ACROSS], ids=range(5)
)
def test_a_rate_has_its_limits_whatever_stands_down_and_across(text: str) -> None:
    reading = read(text)
    row = figure(reading, "employment-rate", HARBOROUGH, "2023-10-01")
    assert (row.value, row.lower, row.upper, row.unit) == (*EMPLOYED, "percent")
    assert row.period.end == date(2024, 9, 30)
    assert row.vintage == date(2025, 1, 16)
    assert not reading.counts["quarantined"]


def test_numerator_and_denominator_stand_in_the_note_of_their_figure() -> None:
    row = figure(read(MEASURES), "employment-rate", HARBOROUGH, "2023-10-01")
    assert (row.cell, row.note) == ("E9", "numerator 45,300; denominator 54,800")


@pytest.mark.parametrize("text", [YEARS_ACROSS, DATES_DOWN])
def test_every_period_across_or_down_is_read(text: str) -> None:
    row = figure(read(text), "employment-rate", HARBOROUGH, "2022-10-01")
    assert (row.value, row.lower, row.upper) == (80.2, 73.7, 86.7)


@pytest.mark.parametrize(
    ("text", "code", "area", "state", "note"),
    [
        (MEASURES, "employment-rate", "E07000133", "suppressed", "sample of 0 to 2"),
        (BESIDE, "unemployment-rate", HARBOROUGH, "suppressed", "less than 500"),
        (BESIDE.replace("~", "-"), "unemployment-rate", HARBOROUGH, "awaited", "missing"),
        (BESIDE.replace("~", "#"), "unemployment-rate", HARBOROUGH, "suppressed",
         "statistically unreliable"),
    ],
)  # fmt: skip
def test_a_marker_is_a_word_and_never_a_number(
    text: str, code: str, area: str, state: str, note: str
) -> None:
    row = figure(read(text), code, area, "2023-10-01")
    assert (row.value, row.state, row.note, row.lower) == (None, state, note, None)


def test_a_figure_without_confidence_has_no_limits() -> None:
    row = figure(read(MEASURES), "economically-inactive", "E07000133", "2023-10-01")
    assert (row.value, row.lower, row.upper) == (20.1, None, None)


def test_totals_of_the_columns_are_no_area() -> None:
    assert '"Column Total"' in finding_in(read(MEASURES), "no_area").message


def test_each_of_several_tables_has_the_date_above_it() -> None:
    reading = read(PAGES)
    assert [
        (row.code, row.value, row.unit, row.period.label)
        for row in sorted(reading.rows, key=lambda row: (row.code, row.period))
    ] == [
        ("claimant-rate", 1.8, "percent", "September 2024"),
        ("claimant-rate", 1.9, "percent", "October 2024"),
        ("claimants", 1015, "number", "September 2024"),
        ("claimants", 1020, "number", "October 2024"),
    ]


def test_jobs_and_their_density_by_name_of_area_alone() -> None:
    reading = read(DENSITY)
    assert figure(reading, "total-jobs", HARBOROUGH, "2022-01-01").value == 49000
    assert figure(reading, "jobs-density", HARBOROUGH, "2022-01-01").value == 0.84


def test_a_table_without_a_date_is_refused_and_takes_the_one_its_giver_says() -> None:
    text = DENSITY.replace('"date","2022"\n', "")
    reading = read(text)
    assert finding_in(reading, "no_period").severity is Severity.REJECT
    assert not reading.rows
    chosen = read(text, Hints(spans.calendar_year(2022)))
    assert figure(chosen, "jobs-density", HARBOROUGH, "2022-01-01").value == 0.84


def test_an_unknown_variable_keeps_a_code_of_its_name() -> None:
    text = BESIDE.replace("Unemployment rate - aged 16+", "% with RQF4+ - aged 16-64")
    reading = layout.read(open_workbook("x.csv", text.encode()), Hints())
    assert_accounted(reading)
    row = figure(reading, "with-rqf4-aged-16-64", ENGLAND, "2023-10-01")
    assert (row.name, row.unit) == ("% with RQF4+ - aged 16-64", "percent")


def test_text_among_the_figures_waits_for_a_decision() -> None:
    reading = read(BESIDE.replace("82.7", '"high"'))
    doubt = finding_in(reading, "not_a_number")
    assert (doubt.severity, doubt.cell, reading.counts["quarantined"]) == ("quarantine", "C8", 1)


API = [
    "DATE", "DATE_NAME", "DATE_CODE", "DATE_TYPE", "DATE_TYPECODE", "DATE_SORTORDER", "GEOGRAPHY",
    "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "GEOGRAPHY_TYPE", "GEOGRAPHY_TYPECODE",
    "GEOGRAPHY_SORTORDER", "VARIABLE", "VARIABLE_NAME", "VARIABLE_CODE", "VARIABLE_TYPE",
    "VARIABLE_TYPECODE", "VARIABLE_SORTORDER", "MEASURES", "MEASURES_NAME", "OBS_VALUE",
    "OBS_STATUS", "OBS_STATUS_NAME", "OBS_CONF", "OBS_CONF_NAME", "URN", "RECORD_OFFSET",
    "RECORD_COUNT",
]  # fmt: skip
PLAIN = dict.fromkeys(API, "") | {
    "DATE": "2024-09",
    "DATE_NAME": YEAR,
    "GEOGRAPHY": "1778384925",
    "GEOGRAPHY_NAME": "Harborough",
    "GEOGRAPHY_CODE": HARBOROUGH,
    "GEOGRAPHY_TYPE": "local authorities: district / unitary (as of April 2023)",
    "VARIABLE": "45",
    "VARIABLE_NAME": "Employment rate - aged 16-64",
    "OBS_STATUS": "A",
    "OBS_STATUS_NAME": "Normal Value",
    "OBS_CONF": "F",
    "OBS_CONF_NAME": "Free (free for publication)",
}
NUMBERS = {"Variable": "82.7", "Numerator": "45300", "Denominator": "54800", "Confidence": "6.2"}
CODES = {"Variable": "20599", "Numerator": "21001", "Denominator": "21002", "Confidence": "21003"}
Line = dict[str, str]
LINES: Sequence[Line] = [
    PLAIN | {"MEASURES_NAME": name, "MEASURES": CODES[name], "OBS_VALUE": value}
    for name, value in NUMBERS.items()
]


def api(lines: Sequence[Line], columns: Sequence[str] = API) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([columns, *([line[name] for name in columns] for line in lines)])
    return written.getvalue()


def test_the_lines_of_an_observation_are_joined_into_one_figure() -> None:
    reading = read(api(LINES))
    (row,) = reading.rows
    assert (row.code, row.value, row.lower, row.upper) == ("employment-rate", *EMPLOYED)
    assert (row.cell, row.note) == ("U2", "numerator 45,300; denominator 54,800")
    assert row.period.label == "Oct 2023 to Sep 2024"


@pytest.mark.parametrize("seed", range(5))
def test_lines_and_columns_may_stand_in_any_order(seed: int) -> None:
    order = random.Random(seed)
    england = [line | {"GEOGRAPHY_CODE": ENGLAND, "OBS_VALUE": "5"} for line in LINES]
    lines = order.sample([*LINES, *england], 8)
    workbook = with_columns_shuffled(open_workbook("x.csv", api(lines).encode()), order)
    reading = layout.read(workbook, Hints())
    assert_sound(reading)
    row = figure(reading, "employment-rate", HARBOROUGH, "2023-10-01")
    assert (row.value, row.lower, row.upper, len(reading.rows)) == (*EMPLOYED, 2)


SELECTED = ["DATE_NAME", "GEOGRAPHY_CODE", "VARIABLE_NAME", "MEASURES_NAME", "OBS_VALUE"]


@pytest.mark.parametrize(
    "columns",
    [
        SELECTED,
        [name if name != "GEOGRAPHY_CODE" else "GEOGRAPHY_NAME" for name in SELECTED],
        [name if name != "MEASURES_NAME" else "MEASURES" for name in SELECTED],
    ],
)
@pytest.mark.parametrize("lower", [False, True])
def test_a_selection_of_columns_is_enough(columns: Sequence[str], *, lower: bool) -> None:
    text = api(LINES, columns)
    head, rest = text.split("\n", 1)
    (row,) = read(f"{head.lower() if lower else head}\n{rest}").rows
    assert (row.code, row.value, row.lower, row.upper) == ("employment-rate", *EMPLOYED)


def test_a_month_may_be_told_by_its_code_alone() -> None:
    (row,) = read(api(LINES, ["DATE", *SELECTED[1:]])).rows
    assert row.period == spans.month(2024, 9)


CLAIMANTS = PLAIN | {"DATE_NAME": "September 2024", "MEASURES_NAME": "Value", "OBS_VALUE": "1015"}
GROUPS = ["GENDER_NAME", "AGE_NAME", "MEASURE_NAME"]
CLAIMANT_COLUMNS = [name for name in API if not name.startswith("VARIABLE")] + GROUPS


@pytest.mark.parametrize(
    ("groups", "code", "unit"),
    [
        (["Total", "All categories: Age 16+", "Claimant count"], "claimants", "number"),
        (
            [
                "Total",
                "All categories: Age 16+",
                "Claimants as a proportion of residents aged 16-64",
            ],
            "claimant-rate",
            "percent",
        ),
        (["Female", "Aged 16-24", "Claimant count"], "claimant-count-aged-16-24-female", None),
    ],
)
def test_groups_are_in_the_code_and_everyone_is_not(
    groups: Sequence[str], code: str, unit: str | None
) -> None:
    line = CLAIMANTS | dict(zip(GROUPS, groups, strict=True))
    for columns in (CLAIMANT_COLUMNS, CLAIMANT_COLUMNS[::-1]):
        workbook = open_workbook("x.csv", api([line], columns).encode())
        (row,) = layout.read(workbook, Hints()).rows
        assert (row.code, row.unit, row.value) == (code, unit, 1015)


def test_percent_beside_a_number_is_a_figure_of_its_own() -> None:
    percent = CLAIMANTS | {"MEASURES_NAME": "Percent", "OBS_VALUE": "1.8"}
    lines = [line | {"VARIABLE_NAME": "Owned outright"} for line in (CLAIMANTS, percent)]
    reading = layout.read(open_workbook("x.csv", api(lines).encode()), Hints())
    assert_accounted(reading)
    assert [(row.code, row.value, row.unit) for row in reading.rows] == [
        ("owned-outright", 1015, None),
        ("owned-outright-percent", 1.8, "percent"),
    ]


@pytest.mark.parametrize(
    ("letter", "status", "state", "provisional"),
    [
        ("Q", "These figures are suppressed as statistically unreliable", "suppressed", False),
        ("M", "These figures are missing", "awaited", False),
        ("A", "Normal Value", "awaited", False),
    ],
)
def test_an_empty_value_is_what_its_status_says(
    letter: str, status: str, state: str, provisional: bool
) -> None:
    line = LINES[0] | {"OBS_VALUE": "", "OBS_STATUS": letter, "OBS_STATUS_NAME": status}
    (row,) = read(api([line])).rows
    assert (row.value, row.state) == (None, state)


def test_a_provisional_value_is_marked() -> None:
    line = LINES[0] | {"OBS_STATUS": "P", "OBS_STATUS_NAME": "Provisional"}
    (row,) = read(api([line])).rows
    assert (row.provisional, row.note) == (True, "Provisional")


def test_lines_that_disagree_wait_for_a_decision_and_repeats_count_once() -> None:
    assert len(read(api([LINES[0], LINES[0]])).rows) == 1
    reading = read(api([LINES[0], LINES[0] | {"OBS_VALUE": "12"}]))
    assert finding_in(reading, "lines_disagree").severity is Severity.QUARANTINE
    assert not reading.rows


def test_numbers_without_their_figure_are_counted_or_stand_for_themselves() -> None:
    reading = layout.read(open_workbook("x.csv", api(LINES[1:3]).encode()), Hints())
    assert_accounted(reading)
    assert [row.code for row in reading.rows] == [
        "employment-rate-numerator",
        "employment-rate-denominator",
    ]
    alone = read(api(LINES[3:]))
    assert alone.counts["ignored: number that belongs to a figure which is not there"] == 1


def test_wards_are_no_area_and_named() -> None:
    ward = LINES[0] | {"GEOGRAPHY_CODE": "E05005437", "GEOGRAPHY_NAME": "Broughton Astley"}
    assert '"Broughton Astley"' in finding_in(read(api([ward, LINES[0]])), "no_area").message


def test_a_period_that_is_none_waits_for_a_decision() -> None:
    reading = read(api([LINES[0] | {"DATE_NAME": "soon"}]))
    doubt = finding_in(reading, "unreadable_period")
    assert (doubt.severity, doubt.cell) == (Severity.QUARANTINE, "B2")


ALL = [MEASURES, BESIDE, YEARS_ACROSS, DATES_DOWN, AREAS_ACROSS, PAGES, DENSITY, api(LINES)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [ALL[0], ALL[-1]])
def test_it_passes_through_the_child_in_every_encoding(text: str, encoding: str) -> None:
    content = text.replace("Harborough", "Harborough \u2020").encode(encoding)
    reading = parent.read_bytes("nomis.csv", content)
    assert reading.layout == layout.NAME
    assert figure(reading, "employment-rate", HARBOROUGH, "2023-10-01").value == 82.7


@pytest.mark.parametrize("text", ALL, ids=range(len(ALL)))
def test_it_is_this_layout_that_the_file_is_given_to(text: str) -> None:
    chosen = layout_for(open_workbook("download.csv", text.encode()), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
