"""Tables downloaded from Nomis as figures by area and period."""

import re
from collections.abc import Sequence
from datetime import date

from loaders.accounting.cell_ledger import LOADED, QUARANTINED
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.layouts.nomis.api_csv import EXPECTED, WITHOUT_FIGURE
from loaders.layouts.nomis.heading_facts import HeadingFacts, Texts
from loaders.layouts.nomis.nomis_words import name_of, nomis_figure
from loaders.layouts.nomis.observations import ObservationKey, Observations
from loaders.layouts.nomis.table_blocks import TableBlock, pages, texts_of, title_of
from loaders.parsing.periods import period_in
from loaders.statistics.area_rows import NO_AREA, NOTE, LinesOfAreas, no_figure
from loaders.statistics.area_table import AreaTable
from loaders.statistics.long_table import no_period
from loaders.workbook import Sheet
from metrics.period import Period

WITHOUT_PERIOD = "without a period"
_TAKEN = re.compile(r"from nomis on (?P<day>\d{1,2} \w+ \d{4})", re.IGNORECASE)
_TITLES_WITHIN = 15


def nomis_tables(sheet: Sheet, given: Period | None) -> LinesOfAreas | None:
    """Every observation of the tables of a sheet, None for a sheet that is not from Nomis.

    `given` stands in where neither keys, columns nor lines say of which period figures are.
    """
    found = pages(sheet)
    if not found:
        return None
    read, observations = _account(sheet, found), Observations()
    title = title_of(sheet)
    for page in found:
        _read_page(read, observations, page, title, given)
    read.rows += observations.rows(sheet, taken_on(sheet))
    read.cells |= dict.fromkeys(observations.without_figure(), WITHOUT_FIGURE)
    return read


def taken_on(sheet: Sheet) -> date | None:
    """The day on which Nomis gave the figures, as it writes above its tables."""
    texts = (text for n in range(1, _TITLES_WITHIN) for text in texts_of(sheet, n).values())
    found = next(filter(None, map(_TAKEN.search, texts)), None)
    day = period_in(found["day"]) if found else None
    return day.start if day else None


def _account(sheet: Sheet, found: Sequence[TableBlock]) -> LinesOfAreas:
    columns = {column for page in found for column in (*page.columns, page.named, page.coded or 0)}
    others = tuple(sorted(columns - {0}))
    first, last = found[0].rows
    read = LinesOfAreas(AreaTable(sheet, (first, last), (), (), (), None, (), others))
    read.lines = dict.fromkeys(range(last + 1, len(sheet.rows) + 1), NOTE)
    read.read_as |= found[0].words()
    return read


def _read_page(
    read: LinesOfAreas,
    observations: Observations,
    page: TableBlock,
    title: str,
    given: Period | None,
) -> None:
    """Put the numbers of a table to the observations that they belong to."""
    keys = HeadingFacts(period=given).and_of(page.keys)
    dated = keys.period or page.of_dates or any(own.period for own in page.columns.values())
    if not dated:
        read.findings.append(_undated(read.table.sheet, page.rows[0]))
        read.lines |= dict.fromkeys(page.lines, WITHOUT_PERIOD)
        return
    for number in page.lines:
        texts = texts_of(read.table.sheet, number)
        of_line = keys.and_of(page.line(texts))
        read.lines[number] = _fate(read, page, number, texts, of_line)
        if read.lines[number] == LOADED:
            _read_line(read, observations, page, number, of_line, title)


def _fate(
    read: LinesOfAreas, page: TableBlock, number: int, texts: Texts, of_line: HeadingFacts
) -> str:
    """What becomes of a line by its name: an unknown area or period is not read."""
    if page.of_areas and of_line.area is None:
        read.nameless[texts[page.named]] += 1
        return NO_AREA
    if page.of_dates and of_line.period is None:
        read.findings.append(no_period(read.table.sheet, (number, page.named), EXPECTED))
        return QUARANTINED
    return LOADED


def _read_line(  # noqa: PLR0913, PLR0917 (a line is read by all of these)
    read: LinesOfAreas,
    observations: Observations,
    page: TableBlock,
    number: int,
    of_line: HeadingFacts,
    title: str,
) -> None:
    texts = texts_of(read.table.sheet, number)
    for column, own in page.columns.items():
        if column not in texts:
            continue
        facts, told = of_line.and_of(own), nomis_figure(texts[column])
        if told is None:
            read.cells[number, column] = QUARANTINED
            read.findings.append(no_figure(read.table, (number, column)))
        elif facts.area and facts.period:
            of = ObservationKey(facts.area, facts.period, name_of(facts.said, title))
            observations.add(of, facts.part, (number, column), told)
        else:
            read.cells[number, column] = NO_AREA


def _undated(sheet: Sheet, heading_row: int) -> Finding:
    return cell_finding(
        Severity.REJECT,
        FindingCode.NO_PERIOD,
        sheet=sheet,
        cell=(heading_row, 1),
        problem="neither keys, headings nor lines say of which period these figures are",
        expected='a key such as "date" beside Oct 2023-Sep 2024',
        action="Write it above the table, or choose the period when you give the file.",
    )
