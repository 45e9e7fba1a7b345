"""Dates, times and durations in Excel: plain numbers that only a number format tells apart."""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's clock has no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
LAST_SERIAL = 2_958_466
FALSE_LEAP_DAY = 60

# Quoted text, escaped and padding characters, and brackets other than elapsed time.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
DATE_LETTER = re.compile(r"[dmyhs]", re.I)


class Clock(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"


@cache
def clock_of(number_format: str) -> Clock:
    """Whether a number format shows dates or times, an elapsed time, or plain numbers.

    Only the first section counts: the others are for negative numbers, zero and text.
    """
    section = LITERAL.sub("", number_format).split(";")[0]
    if section.lower() == "general":
        return Clock.NUMBER
    if ELAPSED.search(section):
        return Clock.DURATION
    return Clock.DATE if DATE_LETTER.search(section) else Clock.NUMBER


def from_serial(
    serial: float, clock: Clock, epoch: datetime = EPOCH_1900
) -> datetime | time | timedelta | float:
    """The moment that a serial day number stands for, rounded to the millisecond.

    Numbers below one are times of day; numbers outside Excel's calendar stay numbers.
    """
    if clock is Clock.NUMBER or not -LAST_SERIAL < serial < LAST_SERIAL:
        return serial
    if clock is Clock.DURATION:
        return timedelta(milliseconds=round(serial * 86_400_000))
    if serial < 0:
        return serial
    return _moment(serial, epoch)


def _moment(serial: float, epoch: datetime) -> datetime | time | float:
    since = timedelta(milliseconds=round(serial * 86_400_000))
    if serial < 1 and not since.days:
        return (EPOCH_1904 + since).time()
    if since.days < FALSE_LEAP_DAY and epoch == EPOCH_1900:
        # Excel counts a 29 February 1900 that never was; before it, days are one ahead.
        since += timedelta(days=1)
    try:
        return epoch + since
    except OverflowError:
        return serial
