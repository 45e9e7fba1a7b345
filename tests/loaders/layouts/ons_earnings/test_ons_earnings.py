"""ONS earnings: the published tables of 2019 and 2025, and the shape of other editions."""

from datetime import date

import pytest

from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import ons_earnings as layout
from loaders.reading import Reading
from loaders.workbook import CellValue, Sheet, Workbook
from metrics.status import State
from tests.loaders.pay_tables import pay_sheet, pay_workbook
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

REVISED_2019 = "pay/Home Geography Table 8.7a   Annual pay - Gross 2019.xls"
PROVISIONAL_2025 = "pay/PROV - Home Geography Table 8.7a   Annual pay - Gross 2025.csv"
MEDIAN, MEAN = "median-annual-pay-residence", "mean-annual-pay-residence"
FULL_TIME = "median-annual-pay-full-time-residence"
TITLE = "Table 8.7a Annual pay - Gross - For all employee jobs: United Kingdom, 2021"
OF_FULL_TIME = TITLE.replace("all", "full-time")


@pytest.mark.parametrize(
    ("path", "code", "area", "value", "cell"),
    [
        (PROVISIONAL_2025, MEDIAN, HARBOROUGH, 34_321, "D100"),
        (PROVISIONAL_2025, MEDIAN, ENGLAND, 33_080, "D9"),
        (PROVISIONAL_2025, MEDIAN, UNITED_KINGDOM, 32_890, "D6"),
        (PROVISIONAL_2025, MEAN, HARBOROUGH, 42_732, "F100"),
        (REVISED_2019, MEDIAN, HARBOROUGH, None, "D110"),
        (REVISED_2019, MEDIAN, ENGLAND, 25_150, "D9"),
        (REVISED_2019, MEDIAN, UNITED_KINGDOM, 24_937, "D6"),
        (REVISED_2019, MEAN, HARBOROUGH, 34_743, "F110"),
        (REVISED_2019, FULL_TIME, HARBOROUGH, 34_701, "D110"),
        (REVISED_2019, FULL_TIME, ENGLAND, 30_692, "D9"),
    ],
)
def test_published_pay_reads_as_it_was_printed(
    path: str, code: str, area: str, value: float | None, cell: str
) -> None:
    start = "2024-04-01" if path == PROVISIONAL_2025 else "2018-04-01"
    row = figure(read_published(layout.read, path), code, area, start)
    assert (row.value, row.cell) == (value, cell)


@pytest.mark.parametrize(
    ("path", "provisional", "vintage", "areas", "rows"),
    [
        (PROVISIONAL_2025, True, date(2025, 10, 23), 395, 790),
        (REVISED_2019, False, date(2020, 11, 3), 416, 1_664),
    ],
)
def test_published_pay_is_all_read_and_dated(
    path: str, provisional: bool, vintage: date, areas: int, rows: int
) -> None:
    reading = read_published(layout.read, path)
    assert_sound(reading)
    assert {row.provisional for row in reading.rows} == {provisional}
    assert {row.vintage for row in reading.rows} == {vintage}
    assert len({row.area for row in reading.rows}) == areas
    assert len(reading.rows) == rows
    assert [finding.code for finding in reading.findings] == ["no_area"]
    assert '"Not Classified"' in finding_in(reading, "no_area").message


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (MEDIAN, "x (unreliable: CV over 20 %)"),
        (MEAN, "precise or reasonably precise, CV up to 10 %"),
        (FULL_TIME, "acceptable, CV 10 to 20 %"),
    ],
)
def test_the_quality_of_2019_is_told_by_colour_and_marker(code: str, says: str) -> None:
    row = figure(read_published(layout.read, REVISED_2019), code, HARBOROUGH, "2018-04-01")
    assert row.note == says
    assert row.state == (State.SUPPRESSED.value if row.value is None else None)


def test_a_table_is_known_by_its_words_alone() -> None:
    sheets = [Sheet("Sheet1", published(PROVISIONAL_2025).sheets[0].rows)]
    known = layout_for(Workbook("download.csv", "csv", sheets), Hints())
    assert known is not None
    assert known.name == layout.NAME


def read(*sheets: Sheet, file: str = "made.xls") -> Reading:
    reading = layout.read(pay_workbook(*sheets, file=file), Hints())
    assert_sound(reading)
    return reading


@pytest.mark.parametrize(
    ("marker", "state", "says"),
    [
        ("x", State.SUPPRESSED, "x (unreliable: CV over 20 %)"),
        ("X ", State.SUPPRESSED, "x (unreliable: CV over 20 %)"),
        ("..", State.SUPPRESSED, ".. (disclosive)"),
        (":", State.NOT_APPLICABLE, ": (not applicable)"),
    ],
)
def test_a_marker_is_a_state_and_never_a_number(marker: str, state: State, says: str) -> None:
    row = figure(read(pay_sheet(TITLE, median=marker)), MEDIAN, HARBOROUGH, "2020-04-01")
    assert (row.value, row.state, row.note) == (None, state.value, says)


def test_a_nil_is_not_applicable_and_stands_in_the_note() -> None:
    row = figure(read(pay_sheet(TITLE, median="-")), MEDIAN, HARBOROUGH, "2020-04-01")
    assert (row.value, row.state, row.note) == (None, State.NOT_APPLICABLE.value, "-")


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (None, "precise, CV up to 5 %"),
        ("CCFFFF", "reasonably precise, CV 5 to 10 %"),
        ("33CCCC", "acceptable, CV 10 to 20 %"),
        ("FF0000", None),
    ],
)
def test_a_colour_of_the_key_is_the_quality_of_a_figure(fill: str | None, says: str | None) -> None:
    reading = read(pay_sheet(TITLE, fills=(fill, None)))
    assert figure(reading, MEDIAN, HARBOROUGH, "2020-04-01").note == says
    assert figure(reading, MEAN, HARBOROUGH, "2020-04-01").note == "precise, CV up to 5 %"


def test_a_sheet_of_cvs_gives_the_quality_and_an_interval() -> None:
    cvs = pay_sheet(TITLE.replace("8.7a", "8.7b"), "All CV", median=5.0, mean="x")
    reading = read(pay_sheet(TITLE, median=30_000), cvs)
    median = figure(reading, MEDIAN, HARBOROUGH, "2020-04-01")
    assert median.note == "precise, CV 5 %"
    assert median.lower == pytest.approx(27_060)
    assert median.upper == pytest.approx(32_940)
    mean = figure(reading, MEAN, HARBOROUGH, "2020-04-01")
    assert (mean.lower, mean.upper, mean.note) == (None, None, "precise, CV up to 5 %")
    assert {row.sheet for row in reading.rows} == {"All"}


def test_other_groups_are_left_out_and_full_time_has_its_own_statistic() -> None:
    men = pay_sheet(TITLE.replace("all", "male"), "Male", median=30_000)
    reading = read(pay_sheet(TITLE), men, pay_sheet(OF_FULL_TIME, "Full-Time", median=31_000))
    of_harborough = {row.code: row.value for row in reading.rows if row.area == HARBOROUGH}
    assert (of_harborough[MEDIAN], of_harborough[FULL_TIME]) == (24_937, 31_000)
    assert len(of_harborough) == 4
    assert reading.counts["ignored: in a table of another kind"] > 0


@pytest.mark.parametrize(
    ("title", "file", "note", "vintage"),
    [
        (TITLE, "PROV - Home Geography Table 8.7a.xls", "provisional", date(2021, 10, 31)),
        (TITLE, "Home Geography Table 8.7a.xls", None, date(2022, 10, 31)),
        (TITLE + " (revised)", "made.xls", "revised", date(2022, 10, 31)),
    ],
)
def test_provisional_results_say_so_and_are_older_than_revised_ones(
    title: str, file: str, note: str | None, vintage: date
) -> None:
    reading = read(pay_sheet(title, fills=("FF0000", None)), file=file)
    row = figure(reading, MEDIAN, HARBOROUGH, "2020-04-01")
    assert (row.note, row.vintage, row.provisional) == (note, vintage, note == "provisional")


def test_a_year_whose_day_is_not_known_is_said() -> None:
    finding = finding_in(read(pay_sheet(TITLE.replace("2021", "2031"))), "vintage_unknown")
    assert finding.severity is Severity.INFO
    assert "2032-10-31" in finding.message
    assert "pay_surveys.csv" in finding.message


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Table 8.5a Hourly pay - Gross - For all employee jobs, 2021", "none of those"),
        ("Table 8.7b Annual pay - Gross - For all employee jobs, 2021", "coefficients"),
    ],
)
def test_a_table_that_is_not_taken_is_refused_with_what_it_is(title: str, says: str) -> None:
    reading = read(pay_sheet(title))
    finding = finding_in(reading, "table_not_taken")
    assert finding.severity is Severity.REJECT
    assert says in finding.message
    assert "8.7a" in finding.message
    assert finding.found == title
    assert not reading.rows


def test_a_figure_that_is_no_number_waits() -> None:
    finding = finding_in(read(pay_sheet(TITLE, median="about 30")), "not_a_number")
    assert (finding.severity, finding.sheet, finding.cell) == (Severity.QUARANTINE, "All", "D7")


@pytest.mark.parametrize("median", [27_500, "27,500", " 27,500 "])
def test_thousands_are_read_as_they_are_typed(median: CellValue) -> None:
    row = figure(read(pay_sheet(TITLE, median=median)), MEDIAN, HARBOROUGH, "2020-04-01")
    assert row.value == 27_500
