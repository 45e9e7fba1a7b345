"""The tables of the survey of earnings: whose pay, where, of which year, in which columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.layouts.ons_earnings.survey_dates import annual_period, weekly_period
from loaders.parsing.normalise import plain, text_of
from loaders.parsing.published_periods import YearWords
from loaders.reading import StatisticKey
from loaders.statistics.area_table import AreaTable, FigureColumn, Headings, area_table
from loaders.statistics.statistic_cells import sheet_words
from loaders.workbook import Sheet, Workbook
from metrics.period import calendar_year

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
_UNKNOWN_YEAR = YearWords(calendar_year(2000))
# A statistic that came with ONS Explore local statistics, and keeps the code that it has there.
_PUBLISHED_CODES = {"median-weekly-pay-residence": "gross-median-weekly-pay"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PayTable:
    """A table of pay by area; what its titles do not say is None.

    `group` is empty for all employees, None where it is one that is not taken. A table that
    `has_cvs` has coefficients of variation where others have pay, in percent.
    """

    table: AreaTable
    pay: str | None
    places: str | None
    group: str | None
    year: int | None
    provisional: bool
    revised: bool
    has_cvs: bool

    @property
    def is_taken(self) -> bool:
        """Whether it is gross pay, annual or weekly, of a group that is taken."""
        return None not in (self.pay, self.places, self.year, self.group)


def pay_tables(workbook: Workbook) -> Iterator[PayTable]:
    """Every table of the survey with areas, medians and means, one at most a sheet."""
    for sheet in workbook.sheets:
        words = f"{sheet_words(sheet)} {plain(workbook.file)}"
        number = _TABLE.search(words) if sheet.visible and _SUBJECT.search(words) else None
        table = area_table(sheet, _averages) if number else None
        if number and table:
            pay = _pay_table(sheet, words, number, table)
            yield replace(pay, table=_measured(pay)) if pay.is_taken else pay


def _pay_table(sheet: Sheet, words: str, number: re.Match[str], table: AreaTable) -> PayTable:
    pay, years = _PAY.search(words), _YEAR.findall(sheet_words(sheet)) or _YEAR.findall(words)
    group = _WHOSE.search(words)
    return PayTable(
        table=table,
        pay=pay[1] if pay else None,
        places=_PLACES.get(number["places"]),
        group=_GROUPS.get(group[1] if group else plain(sheet.name)),
        year=int(years[-1]) if years else None,
        provisional=_PROVISIONAL.search(words) is not None,
        revised="revised" in words.split(),
        has_cvs=number["part"] == "b" or _CV.search(words) is not None,
    )


def _averages(headings: Headings) -> Sequence[FigureColumn]:
    """The columns of median and mean."""
    headed = {column: plain(text_of(cells[-1])) for column, cells in headings.items()}
    return [
        FigureColumn(column, StatisticKey(words, words, "pounds"), _UNKNOWN_YEAR)
        for column, words in headed.items()
        if words in ("median", "mean")
    ]


def _measured(pay: PayTable) -> AreaTable:
    """The table with the statistics and the period of its columns."""
    period = annual_period if pay.pay == "annual" else weekly_period
    year = YearWords(period(pay.year or 0), pay.provisional, pay.revised)
    figures = [
        replace(column, measure=_measure(pay, column), year=year) for column in pay.table.figures
    ]
    return replace(pay.table, figures=figures)


def _measure(pay: PayTable, figures: FigureColumn) -> StatisticKey:
    average = figures.measure.code
    parts = (average, pay.pay, "pay", pay.group, pay.places)
    code = "-".join(part for part in parts if part)
    group = f", {pay.group}" if pay.group else ""
    name = f"{average.capitalize()} {pay.pay} pay{group}, by {pay.places}"
    note = "provisional" if pay.provisional else None
    return StatisticKey(_PUBLISHED_CODES.get(code, code), name, figures.measure.unit, note)
