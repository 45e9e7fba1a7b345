"""The tables of the survey of earnings: whose pay, where, of which year, in which columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.layouts.ons_earnings.survey_dates import annual_period, weekly_period
from loaders.parsing.normalise import plain, text_of
from loaders.statistics.area_table import (
    AreaTable,
    FigureColumn,
    Headings,
    StatisticKey,
    area_table,
)
from loaders.statistics.published_periods import YearWords
from loaders.statistics.statistic_cells import sheet_words
from loaders.workbook import Sheet, Workbook
from metrics import period as spans

_TABLE = re.compile(r"\btable (?P<places>\d{1,2}) \d{1,2}(?P<part>[ab])?\b")
_SUBJECT = re.compile(r"\b(?:pay|earnings|hours)\b")
_PLACES = {"7": "workplace", "8": "residence"}
_PAY = re.compile(r"\b(annual|weekly) pay gross\b")
_WHOSE = re.compile(r"\bfor ([a-z ]*?) ?employee jobs")
# All employees have no word in the code of a statistic; those of other groups are not taken.
_GROUPS = {"all": "", "full time": "full-time"}
_YEAR = re.compile(r"\b(20\d\d)\b")
_PROVISIONAL = re.compile(r"\bprov(?:isional)?\b")
# The second of each pair of tables, with the coefficients of variation of the first.
_CV = re.compile(r"\bcvs?\b|\bcoefficients? of variation\b")
_UNTOLD = YearWords(spans.calendar_year(2000))
# A statistic that came with ONS Explore local statistics, and keeps the code that it has there.
_NAMED_THERE = {"median-weekly-pay-residence": "gross-median-weekly-pay"}


@dataclass(frozen=True, slots=True)
class PayTable:
    """A table of pay by area; what its titles do not say is None.

    `group` is empty for all employees, None where it is one that is not taken. `of_cvs` tables
    have coefficients of variation where others have pay, in percent.
    """

    table: AreaTable
    pay: str | None
    places: str | None
    group: str | None
    year: int | None
    provisional: bool
    revised: bool
    of_cvs: bool

    @property
    def is_taken(self) -> bool:
        """Whether it is gross pay, annual or weekly, of a group that is taken."""
        return None not in (self.pay, self.places, self.year, self.group)


def pay_tables(workbook: Workbook) -> Iterator[PayTable]:
    """Every table of the survey with areas, medians and means, one at most a sheet."""
    for sheet in workbook.sheets:
        said = f"{sheet_words(sheet)} {plain(workbook.file)}"
        named = _TABLE.search(said) if sheet.visible and _SUBJECT.search(said) else None
        table = area_table(sheet, _averages) if named else None
        if named and table:
            found = _told(sheet, said, named, table)
            yield replace(found, table=_measured(found)) if found.is_taken else found


def _told(sheet: Sheet, said: str, named: re.Match[str], table: AreaTable) -> PayTable:
    pay, years = _PAY.search(said), _YEAR.findall(sheet_words(sheet)) or _YEAR.findall(said)
    whose = _WHOSE.search(said)
    return PayTable(
        table,
        pay[1] if pay else None,
        _PLACES.get(named["places"]),
        _GROUPS.get(whose[1] if whose else plain(sheet.name)),
        int(years[-1]) if years else None,
        provisional=_PROVISIONAL.search(said) is not None,
        revised="revised" in said.split(),
        of_cvs=named["part"] == "b" or _CV.search(said) is not None,
    )


def _averages(headings: Headings) -> Sequence[FigureColumn]:
    """The columns of median and mean."""
    said = {column: plain(text_of(cells[-1])) for column, cells in headings.items()}
    return [
        FigureColumn(column, StatisticKey(words, words, "pounds"), _UNTOLD)
        for column, words in said.items()
        if words in ("median", "mean")
    ]


def _measured(found: PayTable) -> AreaTable:
    """The table with the statistics and the period of its columns."""
    when = annual_period if found.pay == "annual" else weekly_period
    year = YearWords(when(found.year or 0), found.provisional, found.revised)
    figures = found.table.figures
    return replace(
        found.table,
        figures=[replace(one, measure=_measure(found, one), year=year) for one in figures],
    )


def _measure(found: PayTable, figures: FigureColumn) -> StatisticKey:
    average = figures.measure.code
    parts = (average, found.pay, "pay", found.group, found.places)
    code = "-".join(part for part in parts if part)
    group = f", {found.group}" if found.group else ""
    name = f"{average.capitalize()} {found.pay} pay{group}, by {found.places}"
    note = "provisional" if found.provisional else None
    return StatisticKey(_NAMED_THERE.get(code, code), name, figures.measure.unit, note)
