from collections.abc import Mapping

import pytest

from loaders.layouts.kpi_tables.definitions import (
    Definition,
    definitions,
    unit_in_heading,
    unit_named,
)
from loaders.tables.kpi_codes import reference_kpi_codes
from loaders.tables.sheet_tables import read_tables
from loaders.workbook import CellValue, Sheet
from metrics.status import Polarity


def definitions_of(rows: list[list[CellValue]]) -> Mapping[str, Definition]:
    codes = reference_kpi_codes()
    return definitions(read_tables(Sheet("PIs", rows), codes), codes)


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("Percentage", "percent"), ("%", "percent"), ("Money", "pounds"), ("£", "pounds"),
        ("Number", "number"), ("Yes/No", "yes/no"), ("Duration", "seconds"), ("Days", "days"),
        ("£000", "thousand pounds"), ("£'000s", "thousand pounds"), ("£m", "million pounds"),
        ("Ratio", "ratio"), ("", None), ("Widgets", None),
    ],
)  # fmt: skip
def test_a_data_type_names_a_unit(word: str, unit: str | None) -> None:
    assert unit_named(word) == unit


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Actual (%)", "percent"), ("Value £", "pounds"), ("Outturn [days]", "days"),
        ("Q1 2024/25", None), ("Value (provisional)", None), ("Actual", None),
    ],
)  # fmt: skip
def test_a_heading_may_end_with_a_unit(heading: str, unit: str | None) -> None:
    assert unit_in_heading(heading) == unit


def test_a_sheet_of_definitions_says_unit_polarity_and_start_of_the_year() -> None:
    rows: list[list[CellValue]] = [
        ["Code", "Short Name", "Data Type", "Good Performance", "Collection year starts"],
        ["CCS 06", "Calls answered", "Percentage", "Aim to maximise", None],
        ["CP 01", "Crimes reported", "Number", "Aim to minimise", "January"],
        ["SP 01", "Homes", None, None, None],
    ]
    defined = definitions_of(rows)
    assert (defined["CCS 06"].unit, defined["CCS 06"].polarity) == ("percent", Polarity.MAXIMISE)
    assert (defined["CP 01"].polarity, defined["CP 01"].year_start) == (Polarity.MINIMISE, 1)
    assert (defined["SP 01"].unit, defined["SP 01"].polarity, defined["SP 01"].year_start) == (
        None,
    ) * 3


def test_a_table_with_figures_is_no_table_of_definitions() -> None:
    rows: list[list[CellValue]] = [["Code", "Data Type", "Q1 2024/25"], ["SP 01", "Number", 41]]
    assert definitions_of(rows) == {}
