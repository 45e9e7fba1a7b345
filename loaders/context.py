"""What surrounds a table: the period that its titles, sheet, file or giver name."""

from collections.abc import Iterator

from loaders.periods import period_in
from loaders.words import text_of
from loaders.workbook import Sheet, Workbook
from metrics.period import Period, PeriodKind

_LONGEST_TITLE = 300


def period_around(
    workbook: Workbook, sheet: Sheet, before_row: int, given: Period | None
) -> Period | None:
    """The period of a table that begins at `before_row`: nearest title, sheet, file, giver.

    A day (`printed on 3 July 2019`) is not a reporting period and is passed over.
    """
    named = (period_in(text) for text in _titles(workbook, sheet, before_row))
    spans = (period for period in named if period and period.kind is not PeriodKind.INSTANT)
    return next(spans, given)


def year_around(
    workbook: Workbook, sheet: Sheet, before_row: int, given: Period | None
) -> int | None:
    """The calendar year in which the financial year around a table began, None if nothing says."""
    period = period_around(workbook, sheet, before_row, given)
    return period.financial_year if period else None


def _titles(workbook: Workbook, sheet: Sheet, before_row: int) -> Iterator[str]:
    for row in range(min(before_row - 1, len(sheet.rows)), 0, -1):
        filled = [value for value in sheet.rows[row - 1] if value not in (None, "")]
        # A title stands alone on its row; rows with several cells belong to other tables.
        if len(filled) == 1 and isinstance(filled[0], str) and len(filled[0]) <= _LONGEST_TITLE:
            yield text_of(filled[0])
    yield sheet.name
    yield workbook.file
