from datetime import date, datetime, time

import pytest

from loaders.files.excel_cells import CellValues, plain_number
from loaders.files.excel_dates import Clock
from loaders.files.excel_styles import CellStyle, Styles
from loaders.files.excel_text import SharedStrings
from loaders.workbook import CellValue

PLAIN = CellStyle()
VALUES = CellValues(SharedStrings(["Code", "Name"]), Styles({"0": PLAIN}))


@pytest.mark.parametrize(
    ("cell_type", "raw", "value"),
    [
        ("n", "7", 7), ("n", "7.5", 7.5), ("n", "", None), ("s", "1", "Name"), ("s", "", None),
        ("str", "a_x000D_", "a\r"), ("str", "", ""), ("b", "1", True), ("b", "0", False),
        ("e", "#N/A", "#N/A"), ("d", "2024-04-01", datetime.fromisoformat("2024-04-01")),
        ("d", "09:30:00", time(9, 30)), ("d", "no day", "no day"),
    ],
)  # fmt: skip
def test_a_raw_value_is_what_its_type_makes_of_it(
    cell_type: str, raw: str, value: CellValue
) -> None:
    read = VALUES.value(cell_type, raw, PLAIN)
    assert (read, type(read)) == (value, type(value))


def test_a_number_in_the_format_of_a_day_is_that_day() -> None:
    read = VALUES.value("n", "45383", CellStyle("dd/mm/yyyy", Clock.DATE))
    assert isinstance(read, datetime)
    assert read.date() == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("cell_type", "raw"),
    [("s", "2"), ("s", "-1"), ("x", "1"), ("n", "a"), ("n", "9" * 400), ("n", "-" + "9" * 400)],
)
def test_a_value_that_its_type_cannot_have_is_an_error(cell_type: str, raw: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        VALUES.value(cell_type, raw, PLAIN)


def test_a_style_that_is_not_there_is_an_error() -> None:
    assert VALUES.style("0") is PLAIN
    with pytest.raises(LookupError):
        VALUES.style("1")


@pytest.mark.parametrize(
    ("raw", "number"), [("7", 7), ("-7", -7), ("7.0", 7.0), ("1e3", 1000.0), ("0.5", 0.5)]
)
def test_a_number_typed_whole_stays_whole(raw: str, number: float) -> None:
    read = plain_number(raw)
    assert (read, type(read)) == (number, type(number))


@pytest.mark.parametrize("raw", ["nan", "inf", "1_000", "1e999", "seven"])
def test_what_is_no_finite_number_is_an_error(raw: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - float() has words of its own
        plain_number(raw)
