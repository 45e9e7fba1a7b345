from datetime import datetime, time, timedelta

import pytest

from loaders.files.excel_dates import EPOCH_1900, EPOCH_1904, Clock, clock_of, from_serial


@pytest.mark.parametrize(
    ("number_format", "clock"),
    [
        ("General", Clock.NUMBER),
        ("0.0%", Clock.NUMBER),
        ('0.0 "Days"', Clock.NUMBER),
        ("[Red]0.00", Clock.NUMBER),
        ("0.00E+00", Clock.NUMBER),
        (r"0.0\d", Clock.NUMBER),
        ("0_d;[Red]-0_d", Clock.NUMBER),
        ('"£" #,##0;"dd"', Clock.NUMBER),
        ("0;yyyy", Clock.NUMBER),
        ("mmm-yy", Clock.DATE),
        ("dd/mm/yyyy;@", Clock.DATE),
        ("[$-809]d mmmm yyyy", Clock.DATE),
        ("h:mm AM/PM", Clock.DATE),
        ('"FY"yyyy', Clock.DATE),
        ("[h]:mm:ss", Clock.DURATION),
        ("[mm]:ss", Clock.DURATION),
    ],
)
def test_a_number_format_says_whether_numbers_are_dates(number_format: str, clock: Clock) -> None:
    assert clock_of(number_format) is clock


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (45383.25, datetime.fromisoformat("2024-04-01 06:00")),
        (0.5, time(12)),
        (0, time(0)),
        (1, datetime.fromisoformat("1900-01-01")),
        (59, datetime.fromisoformat("1900-02-28")),
        (61, datetime.fromisoformat("1900-03-01")),
        (2958465, datetime.fromisoformat("9999-12-31")),
        (2958466, 2958466),
        (-12.5, -12.5),
        (1e20, 1e20),
    ],
)
def test_a_serial_day_is_the_day_that_excel_shows(serial: float, expected: object) -> None:
    assert from_serial(serial, Clock.DATE) == expected


def test_the_same_serial_is_four_years_later_in_a_workbook_from_1904() -> None:
    assert from_serial(43921, Clock.DATE, EPOCH_1904) == datetime.fromisoformat("2024-04-01")
    assert from_serial(45383, Clock.DATE, EPOCH_1900) == datetime.fromisoformat("2024-04-01")


def test_an_elapsed_time_is_a_duration_and_may_be_negative() -> None:
    assert from_serial(1.5, Clock.DURATION) == timedelta(hours=36)
    assert from_serial(-0.25, Clock.DURATION) == timedelta(hours=-6)


def test_a_plain_number_stays_one() -> None:
    assert from_serial(45383.25, Clock.NUMBER) == 45383.25
