"""Emissions summed over sub-sectors and gases, exactly and in any order."""

import math
from collections.abc import Sequence
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from loaders.layouts.desnz_emissions.emission_measures import GREENHOUSE
from loaders.layouts.desnz_emissions.sums_by_sector import EmissionLines, summed_lines
from loaders.reading import StatisticKey
from loaders.statistics.area_table import AreaTable, FigureColumn
from loaders.workbook import CellValue, Sheet

HEADINGS: list[CellValue] = ["Code", "Year", "Sector", "Amount", "Population"]
Amounts = list[tuple[str, float]]


def table_of(lines: Sequence[Sequence[CellValue]], columns: Sequence[FigureColumn]) -> AreaTable:
    return AreaTable(
        sheet=Sheet("S", [HEADINGS, *lines]),
        heading_rows=(1, 1),
        codes=(1,),
        names=(),
        regions=(),
        year=2,
        figures=columns,
    )


def sums(amounts: Amounts, population: CellValue = 100) -> dict[str, float | None]:
    lines: list[list[CellValue]] = [
        ["E07000131", 2021, sector, amount, population] for sector, amount in amounts
    ]
    columns = [FigureColumn(4, StatisticKey("", "", ""))]
    table = table_of(lines, columns)
    read = summed_lines(EmissionLines(table, 3, 5, {4: GREENHOUSE}), None)
    return {row.code.removeprefix(GREENHOUSE.code).strip("-"): row.value for _, row in read.rows}


@given(
    st.lists(
        st.tuples(st.sampled_from(["Domestic", "Waste", "LULUCF"]), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=20,
    )
)
def test_the_total_is_the_exact_sum_of_all_lines(amounts: Amounts) -> None:
    totals = sums(amounts)
    assert totals[""] == math.fsum(amount for _, amount in amounts)
    waste = [amount for sector, amount in amounts if sector == "Waste"]
    assert totals.get("waste") == (math.fsum(waste) if waste else None)


def test_the_order_of_the_lines_does_not_matter() -> None:
    amounts = [("Domestic", 0.1), ("Domestic", 1e16), ("Domestic", -1e16), ("Domestic", 0.2)]
    assert {sums(list(some))["domestic"] for some in permutations(amounts)} == {0.1 + 0.2}


def test_without_a_population_nothing_is_divided() -> None:
    assert sums([("Domestic", 50.0)]) == {"": 50.0, "domestic": 50.0, "per-head": 0.5}
    for population in (None, 0, "[x]"):
        assert sums([("Domestic", 50.0)], population) == {"": 50.0, "domestic": 50.0}


def test_sector_and_population_are_told_as_such() -> None:
    table = table_of([], [])
    assert EmissionLines(table, 3, 5, {}).words() == {3: "Sector", 5: "Population"}
    assert summed_lines(EmissionLines(table, 3, None, {}), None).read_as == {
        1: "Area code",
        2: "Period",
        3: "Sector",
    }
