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


def differing(found: Checked) -> list[tuple[str, str, str, str]]:
    rows = changes(STANDING.texts, found.plan_rows)
    rows = rows[rows["change"] != "same"]
    columns = ["table", "row", "change", "what"]
    return [tuple(row) for row in rows[columns].itertuples(index=False)]


def refusals(found: Checked) -> list[str]:
    return [finding.message for finding in found.of(Severity.REJECT)]


def test_a_workbook_that_nobody_edited_changes_nothing() -> None:
    found = checked()
    assert found.publishable
    assert not differing(found)
    assert len(found.plan_rows["kpi"]) == 38


def test_what_people_edit_is_new_changed_or_removed() -> None:
    found = checked(
        put("KPIs", "SP 01", "Lead", "A. Lead"),
        put("KPIs", "SP 01", "Tolerance", 7.5),
        put("KPIs", "SP 01", "Tolerance kind", "percent"),
        put("Plans", PLAN, "Source", None),
        add("KPIs", NEW_KPI),
        put("District profile", "Population", "Remove", "yes"),
    )
    assert found.publishable
    assert {row[:3] for row in differing(found)} == {
        ("plan", PLAN, "changed"),
        ("kpi", f"{PLAN} SP 01", "changed"),
        ("kpi", f"{PLAN} NEW 01", "new"),
        ("profile_figure", f"{PLAN} 1", "removed"),
    }
    told = {row[1]: row[3] for row in differing(found)}
    assert told[f"{PLAN} SP 01"].splitlines() == [
        "Tolerance: 7.5 (was nothing)",
        "Tolerance kind: percent (was nothing)",
        "Lead: A. Lead (was nothing)",
    ]
    assert told[PLAN].startswith("Source: nothing (was ")
    (warning,) = [f for f in found.findings if f.code == "plan_row_removed"]
    assert warning.cell == "A2"


def test_a_column_or_sheet_that_is_not_in_the_file_stays_as_it_is() -> None:
    found = checked(drop_column("KPIs", "Definition"), only("KPIs"))
    assert list(found.plan_rows) == ["kpi"]
    assert found.publishable
    assert not differing(found)
    assert found.plan_rows["kpi"]["definition"].notna().all()


def test_a_new_row_needs_the_columns_that_are_not_in_the_file() -> None:
    without_unit = {heading: cell for heading, cell in NEW_KPI.items() if heading != "Unit"}
    found = checked(drop_column("KPIs", "Unit"), add("KPIs", without_unit))
    assert refusals(found) == [
        "Sheet KPIs, cell A40: found nothing under Unit; expected a value. "
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
    found = checked(edit)
    assert not found.publishable
    assert sentence in " ".join(refusals(found))
    assert not found.rows


def test_a_row_that_others_name_cannot_be_taken_out_alone() -> None:
    found = checked(put("Priorities", "place", "Remove", "yes"), only("Priorities"))
    assert not found.publishable
    assert any(
        message.startswith("Outcomes, 2024/25 CO 1: the row stands and would name 2024/25, place")
        for message in refusals(found)
    )


def test_a_row_can_be_taken_out_with_those_that_name_it() -> None:
    code = "CON 15"
    assert not checked(take_out("KPIs", code)).publishable
    named_on = ("KPIs", "KPI beside statistics", "KPI summary", "Activity lines")
    found = checked(*(take_out(sheet, code) for sheet in named_on))
    assert found.publishable, refusals(found)


def take_out(sheet: str, code: str) -> Edit:
    """Write yes under Remove in every row that names a KPI."""

    def edit(book: Workbook) -> None:
        place = book[sheet]
        for number, row in enumerate(place.iter_rows(min_row=2, values_only=True), 2):
            if code in row:
                place.cell(number, column_of(place, "Remove")).value = "yes"

    return edit


def test_the_next_year_is_a_plan_of_its_own_whose_kpis_are_known_with_their_targets() -> None:
    targets = {"Plan": "2025/26", "Code": "SP 01", "Period": "2025/26", "Target": 95}
    found = read(SubmittedFile(next_year(add("Targets", targets))), STANDING)
    assert found.publishable, refusals(found)
    assert {row[2] for row in differing(found)} == {"new"}
    assert [(row.plan, row.code, row.target) for row in found.rows] == [("2025/26", "SP 01", 95)]


def test_a_target_of_a_kpi_that_its_plan_does_not_have_waits() -> None:
    targets = {"Plan": "2019/20", "Code": "SP 01", "Period": "2019/20", "Target": 95}
    found = checked(add("Targets", targets))
    assert [finding.code for finding in found.undecided] == ["unknown_kpi"]


def test_a_target_in_another_unit_waits() -> None:
    targets = {"Plan": PLAN, "Code": "CCS 06", "Period": PLAN, "Target": 0.9}
    found = checked(add("Targets", targets))
    assert [finding.code for finding in found.undecided] == ["bare_fraction"]


def test_a_reading_without_plans_or_figures_has_nothing_to_publish() -> None:
    found = check(Reading("Plans and definitions", ()), STANDING)
    assert [finding.code for finding in found.findings] == ["no_rows"]
