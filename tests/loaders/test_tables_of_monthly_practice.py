"""Tables as analysts make them month by month: what a person reads, and what he would ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from data.uploads import StoredFile
from loaders import publish
from loaders.check import Checked, Plans
from tests.loaders.checks.small_workbooks import workbook, workbook_of

PLANS = Plans()
Rows = Sequence[Sequence[Any]]
# Code, period, value and target, where one is expected.
Figures = set[tuple[str, str, float | None, float | None]]


def read(rows: Rows, name: str = "kpis.xlsx", **answers: Any) -> Checked:
    return publish.read(publish.SubmittedFile(StoredFile(name, workbook(rows)), **answers), PLANS)


def read_text(text: str) -> Checked:
    return publish.read(publish.SubmittedFile(StoredFile("kpis.csv", text.encode())), PLANS)


def figures(checked: Checked) -> Figures:
    return {(row.code, row.period.label, row.value, row.target) for row in checked.rows}


def codes(checked: Checked) -> set[str]:
    return {finding.code.value for finding in checked.findings}


AT: Figures = {("CON 15", "Q1 2025/26", 200, 210), ("CP 06", "Q1 2025/26", 100, 120)}
READ: Mapping[str, tuple[Rows, Figures]] = {
    "actual and target beside each period": (
        [["Period", "Measure", "CON 15", "CP 06"], ["Q1 2025/26", "Actual", 200, 100],
         ["Q1 2025/26", "Target", 210, 120]], AT),
    "actual and target before the periods": (
        [["Figure", "Quarter", "CON 15", "CP 06"], ["Actual", "Q1 2025/26", 200, 100],
         ["Target", "Q1 2025/26", 210, 120]], AT),
    "actual and target behind the codes": (
        [["Quarter", "CON 15 Actual", "CON 15 (Target)", "CP 06 Actual", "CP 06 (Target)"],
         ["Q1 2025/26", 200, 210, 100, 120]], AT),
    "actual and target behind the names": (
        [["Quarter", "Fly tipping reports - Actual", "Fly tipping reports - Target"],
         ["Q1 2025/26", 200, 210]], {("CON 15", "Q1 2025/26", 200, 210)}),
    "years down and quarters across": (
        [["Performance 2024/25"], ["Code", "Year", "Q1", "Q2"],
         ["CON 15", "2023/24", 220, 230], ["CON 15", "2024/25", 200, None]],
        {("CON 15", "Q1 2023/24", 220, None), ("CON 15", "Q2 2023/24", 230, None),
         ("CON 15", "Q1 2024/25", 200, None)}),
    "calendar years over months": (
        [["Code", "2024", None, "2025", None], [None, "Nov", "Dec", "Jan", "Feb"],
         ["CCS 12", 500, 510, 520, 530]],
        {("CCS 12", "November 2024", 500, None), ("CCS 12", "December 2024", 510, None),
         ("CCS 12", "January 2025", 520, None), ("CCS 12", "February 2025", 530, None)}),
    "months beside their year": (
        [["Month", "Year", "Code", "Value"], ["December", 2025, "CCS 12", 500],
         ["January", 2026, "CCS 12", 510]],
        {("CCS 12", "December 2025", 500, None), ("CCS 12", "January 2026", 510, None)}),
    "one date as text": (
        [["Code", "30/06/2025", "Target"], ["CON 15", 200, 210]],
        {("CON 15", "Q1 2025/26", 200, 210)}),
    "a day with words": (
        [["Code", "Position at 30 June 2025"], ["HS 12", 1100]],
        {("HS 12", "Q1 2025/26", 1100, None)}),
    "months as numbers across": (
        [["Code", "2025-04", "2025-05"], ["CCS 12", 500, 510]],
        {("CCS 12", "April 2025", 500, None), ("CCS 12", "May 2025", 510, None)}),
    "months as numbers down": (
        [["Code", "Period", "Value"], ["CCS 12", 202504, 500], ["CCS 12", 202505, 510]],
        {("CCS 12", "April 2025", 500, None), ("CCS 12", "May 2025", 510, None)}),
    "months with their year beside the quarter": (
        [["Performance 2025/26"], ["Code", "Q4 (Jan-Mar 2025)", "Apr 25 - Jun 25"],
         ["CON 15", 210, 200]],
        {("CON 15", "Q4 2024/25", 210, None), ("CON 15", "Q1 2025/26", 200, None)}),
    "words behind a period": (
        [["Code", "Q1 2025/26 (restated)", "Quarter Two 2025/26 [1]", "Full Year 2024-25"],
         ["CON 15", 205, 190, 880]],
        {("CON 15", "Q1 2025/26", 205, None), ("CON 15", "Q2 2025/26", 190, None),
         ("CON 15", "2024/25", 880, None)}),
    "the quarter's target beside figures of one such quarter": (
        [["Code", "2024/25 Q4", "2025/26 Q1", "Q1 Target"], ["CON 15", 188, 200, 210]],
        {("CON 15", "Q4 2024/25", 188, None), ("CON 15", "Q1 2025/26", 200, 210)}),
    "labels above the table": (
        [["Quarter", "Q1", "Year", "2025/26"], [], ["Code", "Actual", "Target"],
         ["CON 15", 200, 210]], {("CON 15", "Q1 2025/26", 200, 210)}),
    "a name once over its periods": (
        [["Measure", "Period", "Actual"], ["Fly tipping reports (CON 15)", "Q1 2025/26", 200],
         [None, "Q2 2025/26", 190], [None, "Q3 2025/26", 180]],
        {("CON 15", "Q1 2025/26", 200, None), ("CON 15", "Q2 2025/26", 190, None),
         ("CON 15", "Q3 2025/26", 180, None)}),
    "limits and targets in words": (
        [["Code", "Q1 2025/26", "Target"], ["DM 02", "88%", "At least 85%"],
         ["HS 25", "12 days", "No more than 10 days"]],
        {("DM 02", "Q1 2025/26", 88, 85), ("HS 25", "Q1 2025/26", 12, 10)}),
    "a target in the figure's cell": (
        [["Code", "Q1 2025/26"], ["CON 15", "200 (target 210)"]],
        {("CON 15", "Q1 2025/26", 200, 210)}),
    "commas for decimals": (
        [["Code", "Q1 2025/26", "Target"], ["CON 10", "3,1%", "5,0%"]],
        {("CON 10", "Q1 2025/26", 3.1, 5)}),
    "codes without a heading": (
        [[None, "Q1 2025/26", "Q2 2025/26"], ["CON 15", 200, 190], ["CP_06", 100, 110]],
        {("CON 15", "Q1 2025/26", 200, None), ("CON 15", "Q2 2025/26", 190, None),
         ("CP 06", "Q1 2025/26", 100, None), ("CP 06", "Q2 2025/26", 110, None)}),
    "limits behind targets": (
        [["Code", "Q1 2025/26", "Target"], ["CCS 06", "85%", "90% or above"],
         ["CON 15", 200, "210 max"], ["DM 02", "88%", "85%+"]],
        {("CCS 06", "Q1 2025/26", 85, 90), ("CON 15", "Q1 2025/26", 200, 210),
         ("DM 02", "Q1 2025/26", 88, 85)}),
    "a line of units under the headings": (
        [["Code", "Q1 2025/26", "Target"], [None, "£000", "£000"], ["FS 02", 4568, 4600]],
        {("FS 02", "Q1 2025/26", 4_568_000, 4_600_000)}),
    "thousands in a title": (
        [["All figures in £000"], ["Code", "Q1 2025/26"], ["FS 02", 4568]],
        {("FS 02", "Q1 2025/26", 4_568_000, None)}),
    "a quarter's total behind its months": (
        [["Performance 2025/26"], ["Code", "Apr", "May", "Jun", "Q1 Total"],
         ["CCS 12", 500, 510, 520, 1530]],
        {("CCS 12", "April 2025", 500, None), ("CCS 12", "May 2025", 510, None),
         ("CCS 12", "June 2025", 520, None), ("CCS 12", "Q1 2025/26", 1530, None)}),
    "a table for each KPI under its title": (
        [["CON 15 Fly tipping reports"], ["Quarter", "Actual", "Target"], ["Q1 2025/26", 200, 210],
         [], ["CP 06"], [None, "Q1 2025/26", "Q2 2025/26"], ["Actual", 100, 110],
         ["Target", 120, 125]],
        AT | {("CP 06", "Q2 2025/26", 110, 125)}),
    "a sign and its word": (
        [["Code", "Q1 2025/26", "Target", "Status", "Status"], ["CON 15", 200, 210, "●", "Green"]],
        {("CON 15", "Q1 2025/26", 200, 210)}),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_a_table_is_what_a_person_reads(kind: str) -> None:
    rows, expected = READ[kind]
    checked = read(rows)
    assert figures(checked) == expected
    assert checked.publishable


ASKED: Mapping[str, tuple[Rows, str]] = {
    "a target in another unit than the plan's": (
        [["Code", "Q1 2025/26", "Target"], ["CON TPI 13", 80, "within 24 hours"]],
        "target_unit_differs"),
    "a share in a table of thousands": (
        [["All figures in thousands"], ["Code", "Q1 2025/26"], ["CCS 06", 0.088]],
        "bare_fraction"),
    "a grand total without a name": (
        [["Code", "Period", "Value"], ["CON 15", "Q1 2025/26", 10], [None, "Q2 2025/26", 11],
         ["CCS 10", "Q1 2025/26", 88], [None, "Q2 2025/26", 89], [None, "2025/26", 198]],
        "no_code"),
    "a year below the quarters of one name": (
        [["Code", "Period", "Value"], ["CON 15", "Q1 2025/26", 10], [None, "Q2 2025/26", 11],
         [None, "2025/26", 198]], "no_code"),
    "a limit in words for a figure": ([["Code", "Q1 2025/26"], ["CON 15", "under 10"]],
                                      "not_a_value"),
    "months that may be days": (
        [["Code", "Q1 2025/26", "Oct 25 - Dec 26"], ["CON 15", 10, 11]], "bad_period"),
    "quarters of a calendar year": (
        [["Code", "2025", None], [None, "Q1", "Q2"], ["CON 15", 200, 190]], "no_layout"),
    "a county's figure by its name": (
        [["Code", "Measure", "Q1 2025/26"], ["CON 15", "Fly tipping reports - Leicestershire", 9]],
        "not_ours"),
    "a figure of a year that has not begun": (
        [["Code", "2098/99"], ["CON 15", 0]], "implausible_period"),
    "a single row without its name": (
        [["Code", "Period", "Value"], ["CON 15", "Q4 2024/25", 9], [None, "Q1 2025/26", 8]],
        "no_code"),
    "the council's own name behind a KPI's": (
        [["Measure", "Q1 2025/26"], ["Fly tipping reports - Harborough", 3]], "unknown_kpi"),
    "the code of a KPI behind the name of another measure": (
        [["Measure", "Q1 2025/26"], ["Fly tipping fines issued - CON 15", 3]], "unknown_kpi"),
    "a year to date without its end": (
        [["Performance 2025/26"], ["Code", "YTD"], ["CON 15", 390], ["CP 06", 210]], "no_period"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ASKED)
def test_what_may_be_two_things_is_asked(kind: str) -> None:
    rows, code = ASKED[kind]
    checked = read(rows)
    assert not checked.publishable
    assert code in codes(checked)


@pytest.mark.parametrize("more", ["", ",Target,Note"])
def test_a_comma_that_split_a_number_is_no_figure(more: str) -> None:
    headings = f"Code,Measure,Q1 2025/26{more}\n"
    checked = read_text(headings + "CP HW 04,Visits,29,000\nCON 15,Fly tipping reports,200\n")
    assert figures(checked) == {("CON 15", "Q1 2025/26", 200, None)}
    assert [finding.found for finding in checked.undecided] == ["29,000"]


# Heading of the year, typed months of 2024, the first period that is read, what is told of it.
MONTHS: Mapping[str, tuple[str, Sequence[str], str, str | None]] = {
    "a year that is called financial": (
        "Financial Year", ["January", "March"], "January 2025", "not as January 2024"),
    "the last months of a year alone": (
        "Year", ["January", "February", "March"], "January 2024", "not as January 2025"),
    "months in no order": (
        "Year", ["April", "June", "May", "January"], "April 2024", "not as January 2025"),
    "months from April": (
        "Year", ["November", "December", "January"], "November 2024", "not as January 2024"),
    "months from January": ("Year", ["January", "February", "June"], "January 2024", None),
    "months of the summer": ("Year", ["May", "June"], "May 2024", None),
}  # fmt: skip


@pytest.mark.parametrize("kind", MONTHS)
def test_months_beside_a_year_that_may_be_two_are_told(kind: str) -> None:
    heading, typed, first, warning = MONTHS[kind]
    rows = [["CON 15", words, 2024, 200 + n] for n, words in enumerate(typed)]
    checked = read([["Code", "Month", heading, "Value"], *rows])
    assert checked.rows[0].period.label == first
    messages = [f.message for f in checked.findings if f.code.value == "year_begins"]
    assert len(messages) == (warning is not None)
    assert all(warning in message for message in messages if warning)


UNDER: Mapping[str, Rows] = {
    "in a title": [["Performance 2025"], ["Code", "Jan", "Feb"], ["CON 15", 200, 190]],
    "of two years": [["Code", "2025", None, "2026", None], [None, "Jan", "Feb", "Jan", "Feb"],
                     ["CON 15", 200, 190, None, None]],
    "down": [["Year", "Month", "CON 15", "CP 06"], [2025, "January", 200, None],
             [2025, "February", 190, None]],
}  # fmt: skip


@pytest.mark.parametrize("kind", UNDER)
def test_months_under_a_year_that_may_be_two_are_told(kind: str) -> None:
    checked = read(UNDER[kind])
    assert {row.period.label for row in checked.rows} == {"January 2025", "February 2025"}
    messages = [f.message for f in checked.findings if f.code.value == "year_begins"]
    assert len(messages) == 1
    assert "not as January 2026" in messages[0]


def test_a_year_down_that_is_called_financial_is() -> None:
    checked = read([["Financial Year", "Month", "CON 15"], [2025, "January", 200],
                    [2025, "February", 190]])  # fmt: skip
    assert {row.period.label for row in checked.rows} == {"January 2026", "February 2026"}


def test_quarters_beside_a_year_of_four_digits_are_told() -> None:
    checked = read([["Code", "Quarter", "Year", "Value"], ["CON 15", "Q1", 2025, 200]])
    assert "year_begins" in codes(checked)


def test_a_slip_in_a_column_of_years_leaves_them_years() -> None:
    typed = ["2007-08", "2008-09", "2009-10", "2010-12"]
    checked = read([["Code", "Year", "Value"], *(["CON 15", year, 200] for year in typed)])
    assert {row.period.label for row in checked.rows} == {"2007/08", "2008/09", "2009/10"}
    assert "bad_period" in codes(checked)


def test_a_merged_year_is_that_of_its_rows_and_no_other_is_silently() -> None:
    rows: Rows = [["Year", "Code", "Q1", "Q2"], ["2024/25", "CON 15", 200, 190],
                  [None, "CP 06", 100, 110]]  # fmt: skip
    content = workbook(rows, lambda sheet: sheet.merge_cells("A2:A3"))
    merged = publish.read(publish.SubmittedFile(StoredFile("kpis.xlsx", content)), PLANS)
    assert figures(merged) == figures(read(rows))
    assert "year_above" not in codes(merged)
    assert "year_above" in codes(read(rows))


def test_a_day_beside_a_column_of_figures_heads_no_figures() -> None:
    checked = read([["Code", "Q1 2025/26", "30/09/2025"], ["CON 15", 200, 1], ["CP 06", 100, 2]])
    assert {row.period.label for row in checked.rows} == {"Q1 2025/26"}
    assert "unknown_heading" in codes(checked)
    assert checked.publishable


@pytest.mark.parametrize("title", ["Performance 2025/26", "Performance"])
def test_whoever_gives_the_file_says_where_a_year_to_date_ends(title: str) -> None:
    rows: Rows = [[title], ["Code", "YTD"], ["CON 15", 390]]
    checked = read(rows, period="Q2 2025/26")
    assert figures(checked) == {("CON 15", "2025/26 to September", 390, None)}


def test_a_year_to_date_without_its_end_is_told_once_with_what_to_do() -> None:
    findings = [f for f in read(ASKED["a year to date without its end"][0]).findings
                if f.code == "no_period"]  # fmt: skip
    assert len(findings) == 1
    assert "when you give the file" in (findings[0].action or "")


def test_a_sheet_of_words_before_the_table_says_the_period() -> None:
    rows: Rows = [["Harborough District Council"], ["Performance report Q1 2025/26"],
                  ["Prepared 14 July 2025"], [date(2025, 7, 14)]]  # fmt: skip
    table: Rows = [["Code", "Actual"], ["CON 15", 200]]
    checked = publish.read(
        publish.SubmittedFile(StoredFile("kpis.xlsx", workbook_of(rows, table))), PLANS
    )
    assert figures(checked) == {("CON 15", "Q1 2025/26", 200, None)}


COVERS: Mapping[str, tuple[Rows, str | None]] = {
    "a quarter beside a year": ([["Year", "2025/26", "Quarter", "Q2"]], "Q2 2025/26"),
    "a labelled month": ([["Period covered: May 2025"]], "May 2025"),
    "a year and when it was written": ([["KPI report 2025/26"], ["Prepared July 2026"]], "2025/26"),
    "a month alone": ([["June 2025"]], None),
    "a plan": ([["Corporate Plan 2025/26"]], None),
    "the next report": ([["Next report due Q3 2026/27"]], None),
    "a version": ([["Version 3, updated Q4 2025/26 definitions"]], None),
    "a baseline": ([["Baseline: 2019/20"]], None),
    "contents": ([["2. What we did in June 2025"]], None),
    "two periods": ([["Q1 2025/26"], ["Q2 2025/26"]], None),
    "a year and a quarter of none": ([["2025/26"], ["Quarter 1 at a glance"]], None),
}


@pytest.mark.parametrize("kind", COVERS)
def test_a_sheet_of_words_says_the_period_only_where_it_is_its_own_and_it_is_told(
    kind: str,
) -> None:
    cover, label = COVERS[kind]
    content = workbook_of(cover, [["Code", "Actual"], ["CON 15", 200]])
    checked = publish.read(publish.SubmittedFile(StoredFile("kpis.xlsx", content)), PLANS)
    assert [row.period.label for row in checked.rows] == ([label] if label else [])
    assert ("period_on_cover" in codes(checked)) is (label is not None)
    assert checked.publishable is (label is not None)


def test_a_cover_is_not_told_where_headings_say_their_periods() -> None:
    content = workbook_of([["Q1 2025/26"]], [["Code", "Q1 2025/26"], ["CON 15", 200]])
    checked = publish.read(publish.SubmittedFile(StoredFile("kpis.xlsx", content)), PLANS)
    assert "period_on_cover" not in codes(checked)


@pytest.mark.parametrize(
    "heading",
    ["Q4 2025/26 full year", "Q4 full year", "Q4 2025/26 (annual)", "March 2026 year total",
     "Q4 total", "2026/27 draft", "Q4 2025/26 draft target"],
)  # fmt: skip
def test_a_years_total_or_a_draft_is_no_figure_of_a_part_and_is_told(heading: str) -> None:
    checked = read([["Performance 2025/26"], ["Code", "Q3 2025/26", heading], ["CON 15", 12, 44]])
    assert figures(checked) == {("CON 15", "Q3 2025/26", 12, None)}
    assert heading in {f.found for f in checked.findings if f.severity == "warn"}


@pytest.mark.parametrize(
    "months", [["Apr 2025", "May 2025", "Jun 2025"], ["May 2025", "Jun 2025", "Jul 2025"]]
)
def test_a_total_of_a_quarter_is_read_behind_its_months_alone(months: list[str]) -> None:
    checked = read([["Code", *months, "Q1 total"], ["CCS 12", 500, 510, 520, 1530]])
    is_read = months[0] == "Apr 2025"
    assert (("CCS 12", "Q1 2025/26", 1530, None) in figures(checked)) is is_read


@pytest.mark.parametrize(
    ("headings", "value"),
    [
        (["Q1 2025/26", "Q1 2025/26 restated"], 11),
        (["Q1 2025/26 revised", "Q1 2025/26"], 10),
        (["Q1 2025/26 (p)", "Q1 2025/26"], 11),
    ],
)
def test_of_two_columns_of_a_period_the_surer_counts_and_is_told(
    headings: list[str], value: int
) -> None:
    checked = read([["Code", *headings], ["CON 15", 10, 11]])
    assert figures(checked) == {("CON 15", "Q1 2025/26", value, None)}
    (finding,) = [f.message for f in checked.findings if f.code == "second_heading"]
    assert all(f'"{heading}"' in finding for heading in headings)


@pytest.mark.parametrize(("signs", "counts"), [(("🟢", "Red"), "Red"), (("Red", "Green"), "Red")])
def test_two_statuses_that_disagree_are_told_with_their_cells(
    signs: tuple[str, str], counts: str
) -> None:
    checked = read([["Code", "Q1 2025/26", "Target", "RAG", "RAG"], ["CON 15", 200, 210, *signs]])
    assert [row.reported_status for row in checked.rows] == [counts]
    (finding,) = [f for f in checked.findings if f.cell == "D2" and f.code == "second_heading"]
    assert f'"{signs[1]}" in E2; "{counts}" counts' in finding.message


def test_a_year_behind_the_word_target_is_no_target() -> None:
    checked = read([["Code", "Q1 2025/26"], ["FS 03", "85 (target 2026)"]])
    assert figures(checked) == {("FS 03", "Q1 2025/26", 85, None)}


def test_figures_under_a_provisional_heading_are_provisional() -> None:
    checked = read([["Code", "Q1 2025/26 (p)"], ["CON 15", 200]])
    assert [row.provisional for row in checked.rows] == [True]


@pytest.mark.parametrize("typed", ["🟢", "🟠 Amber", "On target", "Off track"])
def test_a_status_by_sign_or_in_other_words_is_known(typed: str) -> None:
    checked = read([["Code", "Q1 2025/26", "Target", "RAG"], ["CON 15", 200, 210, typed]])
    assert "unknown_status_word" not in codes(checked)


def test_columns_under_one_merged_heading_alone_are_of_no_period() -> None:
    rows: Rows = [["Code", "Q1 2025/26", None, "Q2 2025/26"], [None, "Ours", "Theirs"],
                  ["CON 15", 200, 300, 190]]  # fmt: skip
    content = workbook(rows, lambda sheet: sheet.merge_cells("B1:C1"))
    checked = publish.read(publish.SubmittedFile(StoredFile("kpis.xlsx", content)), PLANS)
    assert figures(checked) == {("CON 15", "Q2 2025/26", 190, None)}
    assert "heads several columns of figures" in " ".join(f.message for f in checked.findings)


@pytest.mark.parametrize("heading", ["Metric type", "Measure"])
def test_statistics_row_by_row_are_known_by_the_words_for_what_is_measured(heading: str) -> None:
    checked = read_text(
        f"Area,{heading},Period,Value\nHarborough,Population,2024,101\nBlaby,Population,2024,99\n"
    )
    assert {(row.code, row.area, row.value) for row in checked.rows} == {
        ("population", "E07000131", 101), ("population", "E07000129", 99),
    }  # fmt: skip


@pytest.mark.parametrize("figure", ["500", "120", "12"])
def test_counts_under_the_name_of_a_share_are_asked_about(figure: str) -> None:
    checked = read_text(f"Area,Metric,Period,Value\nHarborough,Claimant count,2024,{figure}\n")
    assert not checked.rows
    assert "unknown_statistic" in codes(checked)


def test_a_share_under_the_name_of_a_count_is_read() -> None:
    checked = read_text("Area,Metric,Period,Value\nHarborough,Claimant count,2024,2.5\n")
    assert [row.value for row in checked.rows] == [2.5]
    assert "statistic_by_name" in codes(checked)


def test_a_table_of_which_its_publishers_layout_finds_nothing_is_read_by_another() -> None:
    checked = read_text(
        "area_code,area_name,period,indicator,value,unit\n"
        "E07000131,Harborough,Apr 2021 to Mar 2022,Household waste recycling rate,56.1,%\n"
    )
    assert checked.layout == "Statistics by area and indicator"
    assert "unknown_statistic" in codes(checked)
