"""A workbook of plans through the door of every file: published, withdrawn, rebuilt."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from data import store as stores
from data.questions import stored_kpis, stored_plans
from data.store import Store
from data.uploads import StoredFile
from loaders import batch, publish
from loaders.check import Checked
from loaders.publish import SubmittedFile
from loaders.rebuild import figures_hash, rebuild
from tests.actors import ANALYST, analyst
from tests.plan_workbooks import NEW_KPI, PLAN, add, downloaded, next_year, put

WITH_NEW_KPI = (add("KPIs", NEW_KPI), put("KPIs", "SP 01", "Lead", "A. Lead"))


def figures(code: str, period: str, value: float) -> StoredFile:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Code", "Period", "Value"])
    book.worksheets[0].append([code, period, value])
    content = io.BytesIO()
    book.save(content)
    return StoredFile(f"{code}.xlsx", content.getvalue())


def read(store: Store, file: StoredFile) -> Checked:
    return publish.read(SubmittedFile(file), publish.plans(store), publish.published(store))


def published(store: Store, file: StoredFile) -> int:
    return publish.publish(store, SubmittedFile(file), read(store, file), ANALYST)


def kpis(store: Store) -> pd.DataFrame:
    frame = stored_plans.reference_texts(store)["kpi"]
    return frame.sort_values(["plan", "code"], ignore_index=True)


def leads(store: Store) -> set[str]:
    return set(stored_kpis.kpis(store)["lead"].dropna())


def test_a_published_workbook_counts_and_its_new_kpi_is_known_in_files(
    without_figures: Store,
) -> None:
    store = without_figures
    file = figures("new 1", "Q1 2024/25", 55)
    assert [f.code for f in read(store, file).undecided] == ["unknown_kpi"]
    number = published(store, downloaded(*WITH_NEW_KPI))
    assert leads(store) == {"A. Lead"}
    (row,) = read(store, file).rows
    assert (row.plan, row.code, row.unit) == (PLAN, "NEW 01", "percent")
    store.withdraw(analyst("B. Analyst"), number, "too early")
    assert not leads(store)
    assert [f.code for f in read(store, file).undecided] == ["unknown_kpi"]
    store.reinstate(analyst("B. Analyst"), number, "it was right")
    assert leads(store) == {"A. Lead"}


def test_the_same_workbook_twice_changes_nothing(without_figures: Store) -> None:
    store = without_figures
    file = downloaded(*WITH_NEW_KPI)
    number = published(store, file)
    before = figures_hash(store)
    assert published(store, file) == number
    assert figures_hash(store) == before


def test_a_figure_belongs_to_the_plan_of_its_period(without_figures: Store) -> None:
    store = without_figures
    published(store, next_year())
    for period, plan in (
        ("Q1 2024/25", PLAN),
        ("Q1 2025/26", "2025/26"),
        ("Q1 2030/31", "2025/26"),
    ):
        (row,) = read(store, figures("SP 01", period, 5)).rows
        assert (row.plan, row.period.label) == (plan, period)


def test_a_new_plan_misses_no_kpi_that_the_last_file_had(without_figures: Store) -> None:
    store = without_figures
    published(store, figures("SP 01", "Q4 2024/25", 5))
    published(store, next_year())
    findings = read(store, figures("SP 01", "Q1 2025/26", 6)).findings
    assert not {"kpi_missing", "fewer_rows"} & {finding.code for finding in findings}


def test_a_rebuild_reads_each_file_by_the_plans_of_its_time(
    without_figures: Store, tmp_path: Path
) -> None:
    store = without_figures
    first = published(store, downloaded(*WITH_NEW_KPI))
    published(store, figures("new 01", "Q1 2024/25", 55))
    store.withdraw(analyst("B. Analyst"), first, "too early")
    published(store, next_year(put("KPIs", "SP 01", "Unit", "percent")))
    published(store, figures("SP 01", "Q1 2025/26", 55))
    store.reinstate(analyst("B. Analyst"), first, "it was right")
    assert rebuild(store, tmp_path / "again.duckdb").uploads == 4
    again = stores.Store(tmp_path / "again.duckdb")
    assert figures_hash(again) == figures_hash(store)
    pd.testing.assert_frame_equal(kpis(again), kpis(store))
    again.close()


def test_two_workbooks_of_the_same_rows_wait_for_each_other(without_figures: Store) -> None:
    store = without_figures
    workbook = read(store, downloaded())
    assert batch.overlapping_files([workbook, read(store, next_year())]) == {}
    assert batch.overlapping_files([workbook, read(store, downloaded(*WITH_NEW_KPI))]) == {1: 0}


def test_plans_can_be_seen_as_they_stood(without_figures: Store) -> None:
    store = without_figures
    published(store, downloaded(*WITH_NEW_KPI))
    with store.as_of(date(2020, 1, 1)):
        assert not leads(store)
    assert leads(store) == {"A. Lead"}
