"""What can stand in a row of headings: words and periods, no figures, days, codes or errors."""

import re
from datetime import date, datetime, time, timedelta

from loaders.parsing.area_codes import is_area_code
from loaders.parsing.error_values import is_error
from loaders.parsing.normalise import text_of
from loaders.parsing.numbers import CellReading, read_text
from loaders.parsing.published_periods import published_period, read_year
from loaders.workbook import CellValue

_DAY = re.compile(r"\d{4}-\d\d-\d\d\b.*|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)")
_LETTERS_OF_A_SCALE = 2  # `3.2m`, `£4bn`


def can_head(value: CellValue) -> bool:
    """Whether a cell may stand among headings: a year or a month may, a figure or a day may not."""
    if isinstance(value, bool | time | timedelta):
        return False
    if isinstance(value, date):
        # Excel keeps `Apr 2024` as the first day of the month.
        return value.day == 1 and (not isinstance(value, datetime) or value.time() == time())
    if isinstance(value, int | float):
        return read_year(value) is not None
    return value is None or _text_can_head(text_of(value))


def _text_can_head(text: str) -> bool:
    if is_error(text) or _DAY.fullmatch(text) or is_area_code(text):
        return False
    return not _is_figure(text) or published_period(text) is not None


def _is_figure(text: str) -> bool:
    """Whether a text is a figure and no more: `1,398`, `5%` and `£3.2m` are, `12 months` is not."""
    if sum(map(str.isalpha, text)) > _LETTERS_OF_A_SCALE:
        return False
    reading = read_text(text)
    return isinstance(reading, CellReading) and reading.value is not None
