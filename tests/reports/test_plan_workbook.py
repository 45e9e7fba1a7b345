"""The workbook of a plan: what it says comes back as it was, and Excel helps with what is known."""

import io
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pytest

from data.reference_tables import CHOICES, PLAN_TABLES, columns
from data.uploads import StoredFile
from insights.kept_aliases import KeptAlias
from loaders.plans.plan_rows import changes
from loaders.plans.plan_sheets import INSTRUCTIONS, TARGETS, TITLES, heading_of, table_named
from loaders.publish import SubmittedFile, read
from reports.plan_workbook import plan_workbook
from tests.plan_workbooks import NO_TARGETS, PLAN, STANDING, saved

TARGET_ROWS = pd.DataFrame(
    [
        ("SP 01", "Homes", "number", 0, "Q1 2024/25", 1234.0, None, None),
        ("CCS 06", "Calls", "percent", 1, "2024/25", 83.12345678901, None, None),
        ("HR 03.1", "=Days", "working days", 1, "2024/25", 10.0, 12.0, None),
        ("CCS 10", "Emails", "number", 0, "2024/25", None, None, "data only"),
        ("CON 15", "Tips", "number", 0, "2024/25", None, None, "no target set"),
        ("SP 02", "None", "number", 0, "2024/25", None, None, None),
    ],
    columns=NO_TARGETS.columns,
)


def test_every_table_of_a_plan_has_a_sheet_that_is_known_again() -> None:
    assert list(TITLES) == sorted(PLAN_TABLES, key=list(TITLES).index)
    assert [table_named(title) for title in TITLES.values()] == list(TITLES)
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(STANDING.texts, NO_TARGETS, PLAN)))
    assert book.sheetnames == [INSTRUCTIONS, *TITLES.values(), TARGETS]
    for table, title in TITLES.items():
        headings = [cell.value for cell in book[title][1]]
        assert headings == [*map(heading_of, columns()[table]), "Remove"]


@pytest.mark.parametrize("plan", ["2024/25", "2019/20"])
def test_a_workbook_comes_back_as_it_was_written(plan: str) -> None:
    content = plan_workbook(STANDING.texts, NO_TARGETS, plan)
    checked = read(SubmittedFile(saved(content)), STANDING)
    assert checked.publishable
    differences = changes(STANDING.texts, checked.plan_rows)
    assert set(differences["change"]) == {"same"}
    of_plan = sum((frame["plan"] == plan).sum() for t, frame in STANDING.texts.items()
                  if t in PLAN_TABLES)  # fmt: skip
    assert len(differences) == of_plan


def test_targets_come_back_to_the_last_digit() -> None:
    content = plan_workbook(STANDING.texts, TARGET_ROWS, PLAN)
    checked = read(SubmittedFile(saved(content)), STANDING)
    assert [(r.code, r.target, r.target_upper, r.target_state) for r in checked.rows] == [
        ("SP 01", 1234, None, None),
        ("CCS 06", 83.12345678901, None, None),
        ("HR 03.1", 10, 12, None),
        ("CCS 10", None, None, "data only"),
        ("CON 15", None, None, "no target set"),
    ]
    assert checked.publishable


def test_cells_have_the_types_of_their_columns_and_text_is_never_a_formula() -> None:
    texts = dict(STANDING.texts)
    texts["kpi"] = texts["kpi"].assign(name="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(texts, TARGET_ROWS, PLAN)))
    plans, kpis = book["Plans"], book["KPIs"]
    assert plans["E2"].is_date
    assert (kpis["D2"].value, kpis["D2"].data_type) == ("=1+1", "s")
    assert isinstance(kpis["C2"].value, int)
    assert book["Targets"]["F3"].number_format == "0.0%"


def test_rows_are_in_the_order_of_the_screen() -> None:
    shuffled = {table: frame.sample(frac=1, random_state=1) for table, frame in
                STANDING.texts.items()}  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(shuffled, NO_TARGETS, PLAN)))
    positions = [cell.value for cell in book["KPIs"]["C"][1:]]
    assert positions == sorted(positions)


def test_known_words_are_offered_in_their_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_workbook(STANDING.texts, NO_TARGETS, PLAN)))
    offered = {rule.formula1 for rule in book["KPIs"].data_validations.dataValidation}
    expected = {f'"{",".join(words)}"' for (table, _), words in CHOICES.items() if table == "kpi"}
    assert offered == expected | {'"yes"'}
    # Excel refuses a longer list.
    assert all(len(words) <= 255 + 2 for words in offered)


def test_what_files_call_kpis_is_listed_with_who_said_so_and_is_not_read_back() -> None:
    kept = KeptAlias(
        1, "kpi", "=Fly tips", "CON 15", "A. Analyst", datetime(2026, 1, 2, tzinfo=UTC)
    )
    content = plan_workbook(STANDING.texts, NO_TARGETS, PLAN, [kept])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Names in files"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == ("=Fly tips", "CON 15", "kpi", "A. Analyst", "2026-01-02")
    assert sheet["A2"].data_type == "s"
    checked = read(SubmittedFile(StoredFile("plan.xlsx", content)), STANDING)
    assert checked.publishable
    assert set(changes(STANDING.texts, checked.plan_rows)["change"]) == {"same"}
