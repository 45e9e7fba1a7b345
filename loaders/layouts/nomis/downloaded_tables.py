"""Tables downloaded from Nomis as figures by area and period."""

import re
from collections.abc import Sequence
from datetime import date

from loaders.accounting.cell_ledger import CellOutcome
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.nomis.api_csv import EXPECTED, WITHOUT_FIGURE
from loaders.layouts.nomis.heading_facts import HeadingFacts, Texts
from loaders.layouts.nomis.nomis_words import nomis_figure, statistic_name
from loaders.layouts.nomis.observations import ObservationKey, Observations
from loaders.layouts.nomis.table_blocks import TableBlock, row_texts, sheet_title, table_blocks
from loaders.parsing.periods import period_in
from loaders.statistics.area_rows import NO_AREA, NOTE, AreaRows, no_figure
from loaders.statistics.area_table import read_otherwise
from loaders.statistics.long_table import no_period
from loaders.statistics.statistic_cells import stripped
from loaders.workbook import CellPlace, Sheet
from metrics.period import Period

WITHOUT_PERIOD = "without a period"
_TAKEN = re.compile(r"from nomis on (?P<day>\d{1,2} \w+ \d{4})", re.IGNORECASE)
_TITLES_WITHIN = 15


def nomis_tables(sheet: Sheet, chosen: Period | None) -> AreaRows | None:
    """Every observation of the tables of a sheet, None for a sheet that is not from Nomis.

    `chosen` stands in where neither keys, columns nor lines say of which period figures are.
    """
    blocks = table_blocks(sheet)
    if not blocks:
        return None
    read, observations = _area_rows(sheet, blocks), Observations()
    title = sheet_title(sheet)
    for block in blocks:
        _read_block(read, observations, block, title, chosen)
    read.rows += observations.rows(sheet, taken_on(sheet))
    for cell in observations.without_figure():
        read.ledger.set_cell(WITHOUT_FIGURE, cell)
    return read


def taken_on(sheet: Sheet) -> date | None:
    """The day on which Nomis gave the figures, as it writes above its tables."""
    texts = (text for n in range(1, _TITLES_WITHIN) for text in row_texts(sheet, n).values())
    match = next(filter(None, map(_TAKEN.search, texts)), None)
    day = period_in(match["day"]) if match else None
    return day.start if day else None


def _area_rows(sheet: Sheet, blocks: Sequence[TableBlock]) -> AreaRows:
    """What is read of the tables of a sheet before the first: lines are notes until then."""
    columns = {c for block in blocks for c in (*block.columns, block.named, block.coded or 0)}
    read = AreaRows(read_otherwise(sheet, blocks[0].rows, tuple(sorted(columns - {0}))))
    read.leave_out(NOTE)
    read.read_as |= blocks[0].words()
    return read


def _read_block(
    read: AreaRows,
    observations: Observations,
    block: TableBlock,
    title: str,
    chosen: Period | None,
) -> None:
    """Put the numbers of a table to the observations that they belong to."""
    keys = HeadingFacts(period=chosen).joined_with(block.keys)
    is_dated_across = any(facts.period for facts in block.columns.values())
    if not (keys.period or block.of_dates or is_dated_across):
        read.findings.append(_undated(read.table.sheet, block.rows[0]))
        read.ledger.set_rows(WITHOUT_PERIOD, block.lines)
        return
    for number in block.lines:
        texts = row_texts(read.table.sheet, number)
        facts = keys.joined_with(block.line(texts))
        outcome = _outcome(read, block, number, texts, facts)
        read.ledger.set_row(outcome, number)
        if outcome == CellOutcome.LOADED:
            for column, column_facts in block.columns.items():
                if column in texts:
                    cell = CellPlace(number, column)
                    joined = facts.joined_with(column_facts)
                    _read_cell(read, observations, cell, joined, title)


def _outcome(
    read: AreaRows, block: TableBlock, number: int, texts: Texts, facts: HeadingFacts
) -> str:
    """What becomes of a line by its name: an unknown area or period is not read."""
    if block.of_areas and facts.area is None:
        read.leave_nameless("", texts[block.named])
        return NO_AREA
    if block.of_dates and facts.period is None:
        cell = CellPlace(number, block.named)
        read.findings.append(no_period(read.table.sheet, cell, EXPECTED))
        return CellOutcome.QUARANTINED
    return CellOutcome.LOADED


def _read_cell(
    read: AreaRows, observations: Observations, cell: CellPlace, facts: HeadingFacts, title: str
) -> None:
    published = nomis_figure(stripped(read.table.sheet.value(*cell)))
    if published is None:
        read.quarantine(cell, no_figure(read.table, cell))
    elif facts.area and facts.period:
        name = statistic_name(facts.qualities, title)
        key = ObservationKey(facts.area, facts.period, name)
        observations.add(key, facts.part, cell, published)
    else:
        read.ledger.set_cell(NO_AREA, cell)


def _undated(sheet: Sheet, heading_row: int) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=sheet,
        cell=CellPlace(heading_row, 1),
        problem="neither keys, headings nor lines say of which period these figures are",
        expected='a key such as "date" beside Oct 2023-Sep 2024',
        action="Write it above the table, or choose the period when you give the file.",
    )
