"""Tables of Nomis as figures: vintage, missing period, lines of no area."""

from datetime import date

from loaders.accounting.cell_ledger import ABOVE, HEADING, CellOutcome
from loaders.findings.codes import Severity
from loaders.layouts.nomis.downloaded_tables import WITHOUT_PERIOD, nomis_tables, taken_on
from loaders.statistics.area_rows import NO_AREA, NOTE
from loaders.workbook import CellValue, Sheet
from metrics import period as spans

SOURCE: list[CellValue] = ["ONS Crown Copyright Reserved [from Nomis on 16 January 2025]"]
TABLE: list[list[CellValue]] = [
    ["jobs density"], SOURCE, ["Area", "Total jobs"], ["Harborough", 49000], ["Nowhere", 1],
    ["A note below."],
]  # fmt: skip


def test_lines_and_notes_have_their_outcomes() -> None:
    read = nomis_tables(Sheet("S", TABLE), spans.calendar_year(2022))
    assert read is not None
    assert read.ledger.row_outcomes == {
        **{1: ABOVE, 2: ABOVE, 3: HEADING},
        **{4: CellOutcome.LOADED, 5: NO_AREA, 6: NOTE},
    }
    assert [(cell, row.code, row.vintage) for cell, row in read.rows] == [
        ((4, 2), "total-jobs", date(2025, 1, 16))
    ]
    assert read.nameless == {"Nowhere": 1}


def test_without_a_period_nothing_is_read_and_one_finding_asks() -> None:
    read = nomis_tables(Sheet("S", TABLE), None)
    assert read is not None
    assert [(f.code, f.severity) for f in read.findings] == [("no_period", Severity.REJECT)]
    assert (read.ledger.row_outcomes[4], read.rows) == (WITHOUT_PERIOD, [])


def test_the_day_it_was_taken_stands_above_the_table() -> None:
    assert taken_on(Sheet("S", TABLE)) == date(2025, 1, 16)
    assert taken_on(Sheet("S", TABLE[2:])) is None
