"""MHCLG planning applications: files made in the shape of the open data tables PS1 and PS2.

Their landing page:
https://www.gov.uk/government/statistical-data-sets/live-tables-on-planning-application-statistics.
Columns, title rows, markers and quarters of the edition of March 2026 as public readers of them
take them: two or three title rows, `Region, LPANM, LPACD, Quarter`, then names with semicolons.
"""

import random
from collections.abc import Sequence

import pytest

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import mhclg_planning as layout
from loaders.reading import Reading
from loaders.sandbox import parent
from loaders.workbook import Workbook
from tests.loaders.published_files import (
    ENGLAND,
    HARBOROUGH,
    assert_sound,
    figure,
    finding_in,
    with_columns_shuffled,
)

PS1 = """District planning authorities: applications (PS1),,,,,,
"England, April to September 2025",,,,,,
Figures are as returned.,,,,,,
Region,LPANM,LPACD,Quarter,Applications at start of quarter,Applications received,\
Applications decided,Applications withdrawn,Applications delegated
East Midlands,Harborough,E07000131,2025 Q2,310,287,265,12,251
East Midlands,Harborough,E07000131,2025 Q1,295,301,274,12,..
East Midlands,Peak District National Park,E26000006,2025 Q2,90,80,85,3,80
"""
SIZES = ["grand total", "major total", "minor total", "(other) total"]
PARTS = ["all", "excluding PAs", "PAs only"]
OUTCOMES = ["Total decisions", "Total granted", "Total refused", "Total decisions in time"]
COLUMNS = [
    f"{outcome}; {size} ({part})" for size in SIZES for part in PARTS for outcome in OUTCOMES
]
COLUMNS += ["Total decided within 8 weeks; major dwellings (excluding PAs)"]
COLUMNS += ["Total decisions; major dwellings (all)", "Total decisions; (other) householder (all)"]
NUMBERS = {
    "Total decisions; grand total (all)": "265",
    "Total granted; grand total (all)": "236",
    "Total decisions; major total (all)": "12",
    "Total decisions; major total (excluding PAs)": "4",
    "Total decisions; major total (PAs only)": "8",
    "Total decisions in time; major total (excluding PAs)": "3",
    "Total decisions in time; major total (PAs only)": "8",
    "Total decisions; minor total (all)": "80",
    "Total decisions; minor total (excluding PAs)": "80",
    "Total decisions; minor total (PAs only)": "..",
    "Total decisions in time; minor total (excluding PAs)": "60",
    "Total decisions in time; minor total (PAs only)": "..",
    "Total decisions; (other) total (all)": "173",
    "Total decisions; (other) total (excluding PAs)": "150",
    "Total decisions in time; (other) total (excluding PAs)": "140",
    "Total decisions in time; (other) total (PAs only)": "..",
}
TITLES = ["District planning authorities: decisions (PS2)", '"England, April to June 2025"']


def ps2(*lines: dict[str, str], columns: Sequence[str] = COLUMNS) -> str:
    area = {"Region": "East Midlands", "LPANM": "Harborough", "LPACD": HARBOROUGH}
    heads = [*area, "Quarter", *columns]
    rows = [",".join(f'"{head}"' for head in heads)]
    for line in lines:
        figures = area | {"Quarter": "2025 Q2"} | line
        rows.append(",".join(figures.get(head, "") for head in heads))
    return "\n".join([*TITLES, *rows, ""])


def opened(text: str) -> Workbook:
    return open_workbook("PS2_data_-_open_data_table__202509_.csv", text.encode())


def read(text: str) -> Reading:
    reading = layout.read(opened(text), Hints())
    assert_sound(reading)
    return reading


@pytest.mark.parametrize(
    ("code", "start", "value", "cell"),
    [
        ("planning-applications-received", "2025-04-01", 287, "F5"),
        ("planning-applications-decided", "2025-04-01", 265, "G5"),
        ("planning-applications-received", "2025-01-01", 301, "F6"),
    ],
)
def test_applications_received_and_decided_are_read(
    code: str, start: str, value: float, cell: str
) -> None:
    row = figure(read(PS1), code, HARBOROUGH, start)
    assert (row.value, row.cell, row.unit) == (value, cell, "number")
    assert row.period.kind == "quarter"


def test_a_national_park_is_no_area_and_named() -> None:
    assert '"Peak District National Park"' in finding_in(read(PS1), "no_area").message


@pytest.mark.parametrize(
    ("code", "value", "note"),
    [
        ("planning-decisions", 265, None),
        ("planning-applications-granted", 236, None),
        ("planning-granted-share", 23600 / 265, "236 granted of 265 decisions"),
        ("major-planning-decisions", 12, None),
        ("major-planning-decisions-in-time", 11, "3 and 8 with an agreed time"),
        (
            "major-planning-decisions-in-time-share",
            1100 / 12,
            "11 in time (3 and 8 with an agreed time) of 12 decisions",
        ),
        ("minor-planning-decisions-in-time", 60, None),
        ("minor-planning-decisions-in-time-share", 75, "60 in time of 80 decisions"),
        ("other-planning-decisions", 173, None),
    ],
)
def test_decisions_are_read_and_a_derived_share_names_its_parts(
    code: str, value: float, note: str | None
) -> None:
    row = figure(read(ps2(NUMBERS)), code, HARBOROUGH, "2025-04-01")
    assert (row.value, row.note) == (value, note)


def test_a_part_that_is_missing_is_never_taken_for_nothing() -> None:
    codes = {row.code for row in read(ps2(NUMBERS)).rows}
    # 23 other decisions had an agreed time, and how many of them were in time is not told.
    assert "other-planning-decisions-in-time" not in codes
    assert "other-planning-decisions-in-time-share" not in codes


def test_nothing_decided_has_no_share() -> None:
    none = {"Total decisions; major total (all)": "0"}
    parts = dict.fromkeys(
        [f"Total decisions in time; major total ({part})" for part in PARTS[1:]], "0"
    )
    codes = {row.code for row in read(ps2(none | parts)).rows}
    assert codes == {"major-planning-decisions", "major-planning-decisions-in-time"}


def test_a_share_in_the_file_stands_as_it_is() -> None:
    columns = ["Total major decisions", "% of major decisions within 13 weeks or agreed time"]
    line = dict(zip(columns, ["12", "92%"], strict=True))
    row = figure(
        read(ps2(line, columns=columns)),
        "major-planning-decisions-in-time-share",
        HARBOROUGH,
        "2025-04-01",
    )
    assert (row.value, row.note) == (92, None)


def test_types_of_development_and_bare_weeks_are_left_out() -> None:
    reading = read(ps2(NUMBERS | dict.fromkeys(COLUMNS[-3:], "5")))
    # Those three, and the region.
    assert reading.counts["ignored: column that is not read"] == 4


@pytest.mark.parametrize(
    ("written", "starts"),
    [
        (["2023 Q1", "2023 Q2"], ["2023-01-01", "2023-04-01"]),
        (["2023Q4"], ["2023-10-01"]),
        (["Q3 2023"], ["2023-07-01"]),
        (["2023-01", "2023-02", "2023-03"], ["2023-01-01", "2023-04-01", "2023-07-01"]),
        (["2023-04", "2023-07"], ["2023-04-01", "2023-07-01"]),
        (["2023-03", "2023-06"], ["2023-01-01", "2023-04-01"]),
        (["April to June 2023"], ["2023-04-01"]),
        (["2023/24 Q1"], ["2023-04-01"]),
    ],
)  # fmt: skip
def test_quarters_are_of_calendar_years_however_they_are_written(
    written: Sequence[str], starts: Sequence[str]
) -> None:
    lines = [NUMBERS | {"Quarter": quarter} for quarter in written]
    rows = [row for row in read(ps2(*lines)).rows if row.code == "planning-decisions"]
    assert [row.period.start.isoformat() for row in rows] == starts
    assert {row.period.kind for row in rows} == {"quarter"}


@pytest.mark.parametrize("quarter", ["2023-04", "2023", "Q2", "2023 Q5"])
def test_a_quarter_that_is_not_sure_waits_for_a_decision(quarter: str) -> None:
    reading = read(ps2(NUMBERS | {"Quarter": quarter}))
    doubt = finding_in(reading, "unreadable_period")
    assert (doubt.severity, doubt.cell, doubt.found) == (Severity.QUARANTINE, "D4", quarter)
    assert not reading.rows


@pytest.mark.parametrize("quarter", ["Q2", "2", "Apr-Jun"])
def test_year_and_quarter_may_stand_in_columns_of_their_own(quarter: str) -> None:
    columns = ["Year", *COLUMNS]
    reading = read(ps2(NUMBERS | {"Quarter": quarter, "Year": "2023"}, columns=columns))
    assert figure(reading, "planning-decisions", HARBOROUGH, "2023-04-01").value == 265


@pytest.mark.parametrize(
    ("code", "name", "area"),
    [
        (HARBOROUGH, "anything", HARBOROUGH),
        ("31UD", "", HARBOROUGH),
        ("X2415", "Harborough", HARBOROUGH),
        ("", "Harborough District Council", HARBOROUGH),
        (ENGLAND, "England", ENGLAND),
    ],
)
def test_authorities_are_known_by_new_code_old_code_or_name(
    code: str, name: str, area: str
) -> None:
    reading = read(ps2(NUMBERS | {"LPACD": code, "LPANM": name}))
    assert {row.area for row in reading.rows} == {area}


def test_text_among_the_figures_waits_for_a_decision() -> None:
    reading = read(ps2(NUMBERS | {"Total granted; grand total (all)": "most"}))
    doubt = finding_in(reading, "not_a_number")
    assert (doubt.severity, doubt.found, reading.counts["quarantined"]) == ("quarantine", "most", 1)
    assert "planning-granted-share" not in {row.code for row in reading.rows}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LPACD", "lpacd"),
        ("LPACD", "LPA Code"),
        ("LPANM", "Local planning authority"),
        ("Quarter", "Year / Quarter"),
        ("Total decisions", "TOTAL DECISIONS"),
        (TITLES[0], "\n\n\n" + TITLES[0]),
        (TITLES[0] + "\n" + TITLES[1] + "\n", ""),
    ],
)
def test_other_editions_say_the_same(old: str, new: str) -> None:
    text = ps2(NUMBERS)
    assert old in text
    figures = [(row.code, row.area, row.value) for row in read(text.replace(old, new)).rows]
    assert figures == [(row.code, row.area, row.value) for row in read(text).rows]


@pytest.mark.parametrize("seed", range(5))
def test_columns_may_stand_in_any_order(seed: int) -> None:
    without_titles = "\n".join(ps2(NUMBERS).split("\n")[2:])
    workbook = with_columns_shuffled(opened(without_titles), random.Random(seed))
    reading = layout.read(workbook, Hints())
    assert_sound(reading)
    figures = {(row.code, row.value, row.note) for row in reading.rows}
    assert figures == {(row.code, row.value, row.note) for row in read(without_titles).rows}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [PS1, ps2(NUMBERS)])
def test_it_passes_through_the_child_in_every_encoding(text: str, encoding: str) -> None:
    accented = text.replace("(PS", "\u2013 (PS")
    reading = parent.read_bytes("ps.csv", accented.encode(encoding))
    assert reading.layout == layout.NAME
    assert_sound(reading)
    assert reading.rows


@pytest.mark.parametrize("text", [PS1, ps2(NUMBERS)])
def test_it_is_this_layout_that_the_file_is_given_to(text: str) -> None:
    chosen = layout_for(opened(text), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME


def test_applications_for_benefits_by_quarter_are_not_planning() -> None:
    text = "Area code,Area name,Quarter,Claims received\nE07000131,Harborough,2025 Q2,12\n"
    assert not layout.recognises(opened(text), Hints())
