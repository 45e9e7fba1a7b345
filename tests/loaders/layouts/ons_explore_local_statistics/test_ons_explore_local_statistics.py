"""ONS Explore local statistics: the real files, and tables made to go wrong in one place each."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.accounting.cell_ledger import unaccounted
from loaders.findings.codes import Severity
from loaders.layouts import Hints
from loaders.layouts import ons_explore_local_statistics as layout
from loaders.layouts.ons_explore_local_statistics.iso_periods import iso_period
from loaders.statistics.statistic_cells import slug
from metrics.period import Period, PeriodKind
from tests.loaders.ons_tables import (
    FOLDER,
    HEADINGS,
    PLAIN,
    finding,
    only,
    published,
    read_line,
    read_published,
    table,
)
from tests.shared import SHARED, shared

FILES = sorted(path.stem for path in (SHARED / FOLDER).glob("*.csv")) or ["none"]


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_every_published_file_becomes_one_row_at_its_own_cell(name: str) -> None:
    workbook = published(name)
    with shared(f"{FOLDER}/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    column = "ABCDEFGHIJKL"[list(lines[0]).index("observation")]

    assert layout.recognises(workbook, Hints())
    reading = layout.read(workbook, Hints())

    assert not reading.findings
    assert len(reading.rows) == len(lines) == reading.counts["rows"]
    for number, (row, line) in enumerate(zip(reading.rows, lines, strict=True), 2):
        assert row.cell == f"{column}{number}"
        assert row.value == (float(line["observation"]) if line["observation"] else None)
        assert row.area in (line["areacd"], layout.ITL_LEVEL_1.get(line["areacd"]))
        assert (row.name, row.unit) == (line["indicator"], line["unit"])
        assert row.period.start.isoformat() == line["period"][:10]


@pytest.mark.parametrize(
    ("name", "code", "period", "figures", "vintage"),
    [
        (
            "adult-obesity-prevalence",
            "adult-obesity-prevalence",
            ("rolling", "2023-11-16", "2024-11-15"),
            (24.67398, 20.28986, 29.27536),
            "2026-05-06",
        ),
        (
            "gigabit-capable-broadband",
            "gigabit-capable-broadband",
            ("instant", "2026-01-01", "2026-01-01"),
            (80.8, None, None),
            "2026-05-13",
        ),
        (
            "gross-median-weekly-pay",
            "gross-median-weekly-pay",
            ("instant", "2025-04-30", "2025-04-30"),
            (653.5, 538.2226, 768.7774),
            "2025-10-23",
        ),
        (
            "personal-wellbeing-estimates",
            "happiness",
            ("financial_year", "2022-04-01", "2023-03-31"),
            (7.43, 7.01, 7.84),
            "2023-11-07",
        ),
        (
            "apprenticeships",
            "apprenticeship-achievements-england",
            ("academic_year", "2022-08-01", "2023-07-31"),
            (458.0, None, None),
            "2025-11-27",
        ),
        (
            "cigarette-smokers",
            "cigarette-smokers",
            ("rolling", "2020-01-01", "2024-12-31"),
            (8.7, 6.3, 11.2),
            "2025-11-04",
        ),
        (
            "preventable-cardiovascular-mortality-england",
            "preventable-cardiovascular-mortality-england",
            ("rolling", "2022-01-01", "2024-12-31"),
            (24.8279604461166, 19.5168737720338, 31.1357213621242),
            "2025-11-04",
        ),
    ],
)
def test_a_published_figure_of_harborough_is_read_exactly(
    name: str,
    code: str,
    period: tuple[str, str, str],
    figures: tuple[float | None, ...],
    vintage: str,
) -> None:
    kind, start, end = period
    when = Period(date.fromisoformat(start), date.fromisoformat(end), PeriodKind(kind))
    rows = read_published(name).rows
    (row,) = [r for r in rows if (r.code, r.area, r.period) == (code, "E07000131", when)]
    assert (row.value, row.lower, row.upper) == figures
    assert row.state is None
    assert row.vintage == date.fromisoformat(vintage)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "2024/25", "2024-02-30/P1Y", "2024-04-01/P0Y", "2024-04-01/P1W", "9999-01-01/P9Y"],
)
def test_what_is_no_period_is_named_with_its_cell(text: str) -> None:
    reading = read_line(period=text)
    problem = finding(reading, "unreadable_period")
    assert not reading.rows
    assert (problem.severity, problem.sheet, problem.cell) == (Severity.QUARANTINE, "table", "E2")
    assert problem.message.startswith(f'Sheet table, cell E2: "{text}" is not a period')


@pytest.mark.parametrize("name", ["", "..."])
def test_a_line_without_the_name_of_an_indicator_is_named_with_its_cell(name: str) -> None:
    reading = read_line(indicator=name)
    problem = finding(reading, "no_indicator")
    assert not reading.rows
    assert (problem.severity, problem.cell) == (Severity.QUARANTINE, "D2")
    assert problem.message.startswith(f'Sheet table, cell D2: "{name}" names no indicator')


@pytest.mark.parametrize("word", ["na", "N/A", "-", "..", "Unknown"])
def test_a_line_with_a_word_for_none_in_place_of_its_area_is_left_out_and_told(word: str) -> None:
    lines = [PLAIN, PLAIN | {"areacd": word}, PLAIN | {"areacd": word, "observation": "1"}]
    reading = layout.read(table(lines), Hints())
    assert [row.area for row in reading.rows] == ["E07000131"]
    noticed = finding(reading, "no_area")
    assert noticed.severity is Severity.INFO
    assert f'2 lines have "{word}" for an area' in noticed.message
    assert reading.counts["ignored: line of no area"] == 2 * len([*filter(None, PLAIN.values())])
    assert unaccounted("table.csv", reading) is None


def test_a_word_that_is_no_area_and_no_word_for_none_waits() -> None:
    assert (
        finding(read_line(areacd="Harborough"), "unknown_area_code").severity is Severity.QUARANTINE
    )


def test_a_limit_that_is_no_number_costs_the_limit_and_not_the_figure() -> None:
    reading = read_line(lci_95="low")
    problem = finding(reading, "not_a_number")
    assert (problem.severity, problem.cell) == (Severity.WARN, "I2")
    assert [(row.value, row.lower, row.upper) for row in reading.rows] == [
        (24.67398, None, 29.27536)
    ]


def test_an_indicator_in_several_measures_has_the_measure_in_its_code() -> None:
    count = PLAIN | {"indicator": "Births", "measure": "Number", "observation": "500"}
    rate = PLAIN | {"indicator": "Births", "measure": "Rate per 1,000", "observation": "9.5"}
    reading = layout.read(table([count, rate, PLAIN]), Hints())
    codes = {row.code: row.value for row in reading.rows}
    assert codes == {
        "births-number": 500.0,
        "births-rate-per-1-000": 9.5,
        "adult-obesity-prevalence": 24.67398,
    }


def test_without_metadata_the_vintage_is_unknown_and_said_to_be() -> None:
    reading = layout.read(table([PLAIN], metadata=None), Hints())
    problem = finding(reading, "vintage_unknown")
    assert (problem.severity, problem.sheet, problem.cell) == (Severity.INFO, "table", None)
    assert only(reading).vintage is None


def test_a_region_published_only_under_its_itl_code_is_read_as_the_region() -> None:
    rows = read_published("gross-value-added").rows
    productivity = {
        row.area: (row.value, row.note)
        for row in rows
        if row.code == "gross-value-added-per-hour-worked" and row.period.start.year == 2023
    }
    assert productivity["E92000001"] == (42.39, "published as TLB")
    assert productivity["E12000004"] == (35.61, "published as TLF")
    assert "TLB" not in productivity


def test_a_region_published_under_both_codes_keeps_both() -> None:
    rows = read_published("gross-disposable-household-income-per-head").rows
    areas = {row.area for row in rows}
    assert {"TLF", "E12000004", "TLB", "E92000001"} <= areas


values = st.none() | st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9)
lengths = st.sampled_from(["", "/P1Y", "/P3Y", "/P5Y", "/P1M", "/P3M"])
figures = st.tuples(
    st.from_regex(r"[EKNSW]\d{8}", fullmatch=True),
    st.from_regex(r"[A-Za-z][A-Za-z ()0-9]{0,15}", fullmatch=True).map(str.strip),
    st.dates(date(1990, 1, 1), date(2060, 12, 28)).filter(lambda day: day.day <= 28),
    lengths,
)


@given(
    lines=st.dictionaries(figures, values, max_size=12),
    headings=st.permutations(HEADINGS),
)
def test_any_table_written_in_the_layout_reads_back(
    lines: dict[tuple[str, str, date, str], float | None], headings: list[str]
) -> None:
    written = [
        {
            "areacd": area,
            "indicator": name,
            "period": f"{start.isoformat()}{length}",
            "observation": "" if value is None else repr(value),
            "measure": "Number",
            "status": "x" if value is None else "",
        }
        for (area, name, start, length), value in lines.items()
    ]
    keys = {(slug(name), area, f"{start}{length}") for area, name, start, length in lines}
    assume(len(keys) == len(lines))  # names that differ in capitals alone are one statistic
    reading = layout.read(table(written, headings), Hints())
    assert not reading.findings
    read_back = {(row.area, row.name, row.period): row.value for row in reading.rows}
    assert read_back == {
        (area, name, iso_period(f"{start.isoformat()}{length}")): value
        for (area, name, start, length), value in lines.items()
    }


def test_nothing_but_headings_reads_as_nothing() -> None:
    reading = layout.read(table([]), Hints())
    assert not reading.rows
    assert not reading.findings


def test_every_published_file_is_there() -> None:
    assert Path(shared(FOLDER)).is_dir()
    assert len(FILES) == 20


def test_columns_are_told_by_what_they_were_read_as_and_others_as_left_out() -> None:
    lines = [PLAIN | {"areanm": "Harborough"}, PLAIN | {"period": "soon"}]
    reading = layout.read(table(lines), Hints())
    (picture,) = reading.pictures
    named = [HEADINGS[column - 1] for column in picture.columns]
    words = dict(zip(named, picture.read_as[1], strict=True))
    assert (words["areacd"], words["areanm"], words["observation"]) == (
        "Area code", "not read", "Figure",
    )  # fmt: skip
    outcomes = [dict(zip(named, row.outcomes, strict=True)) for row in picture.rows]
    assert [line["areacd"] for line in outcomes] == ["heading", "loaded", "quarantined"]
    assert outcomes[1]["areanm"] == "column that is not read"
