"""A workbook of plans beside the plans that stand: filled up, checked, and what it would change."""

import pytest
from openpyxl import Workbook

from loaders.check import Checked, check
from loaders.findings.codes import Severity
from loaders.plans.plan_rows import changes
from loaders.publish import SubmittedFile, read
from loaders.reading import Reading
from tests.plan_workbooks import (
    NEW_KPI,
    PLAN,
    STANDING,
    Edit,
    add,
    column_of,
    downloaded,
    drop_column,
    next_year,
    only,
    put,
)


def checked(*edits: Edit) -> Checked:
    return read(SubmittedFile(downloaded(*edits)), STANDING)


def differing(result: Checked) -> list[tuple[str, str, str, str]]:
    rows = changes(STANDING.texts, result.plan_rows)
    rows = rows[rows["change"] != "same"]
    columns = ["table", "row", "change", "what"]
    return [tuple(row) for row in rows[columns].itertuples(index=False)]


def refusals(result: Checked) -> list[str]:
    return [finding.message for finding in result.findings_of(Severity.REJECT)]


def test_a_workbook_that_nobody_edited_changes_nothing() -> None:
    result = checked()
    assert result.publishable
    assert not differing(result)
    assert len(result.plan_rows["kpi"]) == 39


def test_what_people_edit_is_new_changed_or_removed() -> None:
    result = checked(
        put("KPIs", "SP 01", "Lead", "A. Lead"),
        put("KPIs", "SP 01", "Tolerance", 7.5),
        put("KPIs", "SP 01", "Tolerance kind", "percent"),
        put("Plans", PLAN, "Source", None),
        add("KPIs", NEW_KPI),
        put("District profile", "Population", "Remove", "yes"),
    )
    assert result.publishable
    assert {row[:3] for row in differing(result)} == {
        ("plan", PLAN, "changed"),
        ("kpi", f"{PLAN} SP 01", "changed"),
        ("kpi", f"{PLAN} NEW 01", "new"),
        ("profile_figure", f"{PLAN} 1", "removed"),
    }
    changes_by_row = {row[1]: row[3] for row in differing(result)}
    assert changes_by_row[f"{PLAN} SP 01"].splitlines() == [
        "Tolerance: 7.5 (was nothing)",
        "Tolerance kind: percent (was nothing)",
        "Lead: A. Lead (was nothing)",
    ]
    assert changes_by_row[PLAN].startswith("Source: nothing (was ")
    (warning,) = [f for f in result.findings if f.code == "plan_row_removed"]
    assert warning.cell == "A2"


def test_a_column_or_sheet_that_is_not_in_the_file_stays_as_it_is() -> None:
    result = checked(drop_column("KPIs", "Definition"), only("KPIs"))
    assert list(result.plan_rows) == ["kpi"]
    assert result.publishable
    assert not differing(result)
    assert result.plan_rows["kpi"]["definition"].notna().all()


def test_a_new_row_needs_the_columns_that_are_not_in_the_file() -> None:
    without_unit = {heading: cell for heading, cell in NEW_KPI.items() if heading != "Unit"}
    result = checked(drop_column("KPIs", "Unit"), add("KPIs", without_unit))
    assert refusals(result) == [
        "Sheet KPIs, cell A41: found nothing under Unit; expected a value. "
        "Correct the cell and give the file again."
    ]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            put("KPIs", "SP 01", "Polarity", "more"),
            "Sheet KPIs, cell G9: found more under Polarity; expected one of maximise; minimise; "
            "range; none. Correct the cell and give the file again.",
        ),
        (
            put("KPIs", "SP 01", "Decimals", 1.5),
            "found 1.5 under Decimals; expected a whole number",
        ),
        (put("KPIs", "SP 01", "Name", None), "found nothing under Name; expected a value"),
        (put("KPIs", "SP 01", "Tolerance", 5), "under Tolerance kind; expected a value beside"),
        (put("KPIs", "SP 01", "Code", "SP 02"), "found 2024/25, SP 02 again under Plan and Code"),
        (put("Plans", PLAN, "Ends", "31 March 2025"), "expected a date such as 2024-04-01"),
        (put("Plans", PLAN, "Ends", "2023-03-31"), "expected a day not before starts"),
        (put("Plans", PLAN, "Area", "E99999999"), "expected a code of data/reference/areas.csv"),
        (
            put("Outcomes", "CO 1", "Priority", "elsewhere"),
            "Sheet Outcomes, cell D2: found 2024/25, elsewhere under Priority; expected a code "
            "that stands on the sheet Priorities.",
        ),
        (
            put("Activities", "KA.01.03", "Code", "KA.01.07"),
            "found 2024/25, KA.01.07 again under Plan and Code",
        ),
    ],
)
def test_a_wrong_cell_refuses_the_file_with_its_place(edit: Edit, sentence: str) -> None:
    result = checked(edit)
    assert not result.publishable
    assert sentence in " ".join(refusals(result))
    assert not result.rows


def test_a_row_that_others_name_cannot_be_taken_out_alone() -> None:
    result = checked(put("Priorities", "place", "Remove", "yes"), only("Priorities"))
    assert not result.publishable
    assert any(
        message.startswith("Outcomes, 2024/25 CO 1: the row stands and would name 2024/25, place")
        for message in refusals(result)
    )


def test_a_row_can_be_taken_out_with_those_that_name_it() -> None:
    code = "CON 15"
    assert not checked(take_out("KPIs", code)).publishable
    named_on = ("KPIs", "KPI beside statistics", "KPI summary", "Activity lines")
    result = checked(*(take_out(sheet, code) for sheet in named_on))
    assert result.publishable, refusals(result)


def take_out(sheet: str, code: str) -> Edit:
    """Write yes under Remove in every row that names a KPI."""

    def edit(book: Workbook) -> None:
        worksheet = book[sheet]
        for number, row in enumerate(worksheet.iter_rows(min_row=2, values_only=True), 2):
            if code in row:
                worksheet.cell(number, column_of(worksheet, "Remove")).value = "yes"

    return edit


def test_the_next_year_is_a_plan_of_its_own_whose_kpis_are_known_with_their_targets() -> None:
    targets = {"Plan": "2025/26", "Code": "SP 01", "Period": "2025/26", "Target": 95}
    result = read(SubmittedFile(next_year(add("Targets", targets))), STANDING)
    assert result.publishable, refusals(result)
    assert {row[2] for row in differing(result)} == {"new"}
    assert [(row.plan, row.code, row.target) for row in result.rows] == [("2025/26", "SP 01", 95)]


def test_a_target_of_a_kpi_that_its_plan_does_not_have_waits() -> None:
    targets = {"Plan": "2019/20", "Code": "SP 01", "Period": "2019/20", "Target": 95}
    result = checked(add("Targets", targets))
    assert [finding.code for finding in result.undecided] == ["unknown_kpi"]


def test_a_target_in_another_unit_waits() -> None:
    targets = {"Plan": PLAN, "Code": "CCS 06", "Period": PLAN, "Target": 0.9}
    result = checked(add("Targets", targets))
    assert [finding.code for finding in result.undecided] == ["bare_fraction"]


def test_a_reading_without_plans_or_figures_has_nothing_to_publish() -> None:
    result = check(Reading("Plans and definitions", ()), STANDING)
    assert [finding.code for finding in result.findings] == ["no_rows"]
