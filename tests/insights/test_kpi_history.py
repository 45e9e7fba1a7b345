"""Every figure ever published for a KPI."""

import pytest

from data.uploads import StoredFile
from insights.kpi_history import COLUMNS, kpi_history, kpi_history_table
from loaders import publish
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.loaders.checks.small_workbooks import alone
from tests.pages import shipped


@pytest.mark.usefixtures("only_read")
def test_a_figure_leads_to_its_file_cell_and_person() -> None:
    figures = kpi_history(kpi("SP 01"))
    newest_quarter = next(figure for figure in figures if figure.label == shipped.REPORTED)
    assert newest_quarter.figure == "99"
    assert newest_quarter.file == "illustrative-kpi-export.xlsx"
    assert newest_quarter.published_by == shipped.PUBLISHED_BY
    assert {figure.state for figure in figures} == {"illustrative"}


@pytest.mark.usefixtures("only_read")
def test_the_table_to_download_has_a_row_for_each() -> None:
    table = kpi_history_table(kpi("SP 01"))
    assert list(table.columns) == COLUMNS
    assert len(table) == len(kpi_history(kpi("SP 01")))


@pytest.mark.usefixtures("fresh")
def test_withdrawn_figures_stay_and_are_marked() -> None:
    publish.ready().withdraw(ANALYST, shipped.SAMPLE, "a test")
    figures = kpi_history(kpi("SP 01"))
    assert figures
    assert {figure.state for figure in figures} == {"illustrative, withdrawn"}


@pytest.mark.usefixtures("fresh")
def test_invented_figures_beside_a_real_one_do_not_count_and_say_so() -> None:
    store = publish.ready()
    file = SubmittedFile(StoredFile("q.xlsx", alone(("SP 01", "", "Q1 2025/26", 60))))
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    newest, *invented = kpi_history(kpi("SP 01"))
    assert (newest.figure, newest.state) == ("60", "")
    assert {figure.state for figure in invented} == {"illustrative, does not count"}
