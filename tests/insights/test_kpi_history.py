"""Every figure ever published for a KPI."""

import pytest

from insights.kpi_history import COLUMNS, kpi_history, kpi_history_table
from loaders import publish
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi
from tests.pages import shipped


@pytest.mark.usefixtures("only_read")
def test_a_figure_leads_to_its_file_cell_and_person() -> None:
    figures = kpi_history(kpi("SP 01"))
    newest_quarter = next(figure for figure in figures if figure.label == shipped.REPORTED)
    assert newest_quarter.figure == "99"
    assert newest_quarter.file == "illustrative-kpi-export.xlsx"
    assert newest_quarter.published_by == shipped.PUBLISHED_BY
    assert not any(figure.withdrawn for figure in figures)


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
    assert all(figure.withdrawn for figure in figures)
