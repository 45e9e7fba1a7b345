"""A table that is known and not taken."""

from loaders.accounting.cell_ledger import OTHER_TABLE
from loaders.layouts.ons_population.population_table import population_tables
from loaders.statistics.area_rows import left_out
from loaders.workbook import Workbook
from tests.loaders.population_tables import by_age


def test_every_line_below_the_headings_is_of_another_kind() -> None:
    sheet = by_age("Males, mid-2020", ["Code", "Name", "", "All ages"], numbers=True, name="Males")
    (found,) = population_tables(Workbook("made.xls", "xls", [sheet]))
    part = left_out(found.table)
    assert part.rows == []
    assert part.lines == dict.fromkeys(range(4, len(sheet.rows) + 1), OTHER_TABLE)
