"""Quarters of planning tables: calendar quarters, some of them written with a bare number."""

import re
from collections.abc import Iterable

from loaders.parsing.published_periods import published_period
from metrics.period import Period

_NUMBERED = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-/]?\s?(?P<number>0?[1-9]|1[0-2])")


def quarters(typed: Iterable[str]) -> dict[str, Period | None]:
    """The quarter that each text of a column names; None for what names none.

    `2023 Q1` is January to March. Of `2023-04` the whole column says what its number counts:
    quarters, or the first or last months of quarters; None where it could be more than one.
    """
    texts = list(dict.fromkeys(typed))
    numbered = {text: match for text in texts if (match := _NUMBERED.fullmatch(text.strip()))}
    counts = _counted({int(match["number"]) for match in numbered.values()})
    read: dict[str, Period | None] = {}
    for text in texts:
        if text in numbered:
            number = counts.get(int(numbered[text]["number"]))
            read[text] = published_period(f"{numbered[text]['year']} Q{number}") if number else None
        else:
            read[text] = _if_three_months(published_period(text))
    return read


def _counted(numbers: set[int]) -> dict[int, int]:
    """The quarter that each number stands for, none where that is not sure."""
    ways = [
        {number: number for number in range(1, 5)},
        {3 * quarter - 2: quarter for quarter in range(1, 5)},
        {3 * quarter: quarter for quarter in range(1, 5)},
    ]
    fitting = [way for way in ways if numbers <= way.keys()]
    return fitting[0] if len(fitting) == 1 else {}


def _if_three_months(period: Period | None) -> Period | None:
    return period if period is not None and period.months == 3 else None
