from decimal import Decimal

import pytest

from loaders.parsing.numbers import (
    CellReading,
    Unreadable,
    finite,
    read_text,
    shows_hundredfold,
    unit_of_format,
)
from metrics.status import State


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("1,008*", CellReading(1008, provisional=True)),
        ("(£1.2k)", CellReading(-1200, unit="pounds")),
        ("\N{MINUS SIGN}5%", CellReading(-5, unit="percent")),
        ("1:30", CellReading(5400, unit="seconds")),
        ("1:00:30", CellReading(3630, unit="seconds")),
        ("90 to 95%", CellReading(unit="percent", lower=90, upper=95)),
        ("42 (provisional)", CellReading(42, provisional=True)),
        ("42 (a guess)", CellReading(42, note="a guess")),
        ("42 [r]", CellReading(42, note="revised")),
        ("≤ 5 days", CellReading(5, unit="days", comparison="<=")),
        ("at least 85%", CellReading(85, unit="percent", comparison=">=")),
        ("10 days or less", CellReading(10, unit="days", comparison="<=")),
        ("85%+", CellReading(85, unit="percent", comparison=">=")),
        ("12 min", CellReading(12, unit="minutes")),
        ("<5", CellReading(state=State.SUPPRESSED, upper=5, comparison="<")),
        ("<5%", CellReading(5, unit="percent", comparison="<")),
        ("Yes", CellReading(1, unit="yes/no")),
        ("N/A", CellReading(state=State.NOT_APPLICABLE)),
        ("[p]", CellReading(state=State.AWAITED, provisional=True)),
    ],
)
def test_a_text_is_a_figure_in_its_unit_or_a_named_state(text: str, reading: CellReading) -> None:
    assert read_text(text) == reading


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_a_blank_text_says_nothing(text: str) -> None:
    assert read_text(text) is None


@pytest.mark.parametrize("text", ["soon", "1,00", "95 to 90", "1.2m", "5 widgets", "-+5", "9e999"])
def test_anything_else_is_unreadable_and_keeps_its_text(text: str) -> None:
    reading = read_text(text)
    assert isinstance(reading, Unreadable)
    assert reading.found == text


@pytest.mark.parametrize(("text", "number"), [("1e308", 1e308), ("1e309", None), ("NaN", None)])
def test_only_a_number_that_can_be_stored_is_finite(text: str, number: float | None) -> None:
    assert finite(Decimal(text)) == number


@pytest.mark.parametrize(
    ("number_format", "unit"),
    [
        ("General", None), ("0.0%", "percent"), ('0.0 "Days"', "days"), ("£ #,##0", "pounds"),
        ("[$£-809]#,##0.00", "pounds"), (r"0\%", "percent"), ("[Red]0;0%", None),
        ('0"%"', "percent"),
    ],
)  # fmt: skip
def test_a_number_format_may_name_the_unit(number_format: str, unit: str | None) -> None:
    assert unit_of_format(number_format) == unit


@pytest.mark.parametrize(
    ("number_format", "is_so"),
    [
        ("0%", True), ("0.0 %;[Red]-0.0 %", True), ('0"%"', False), ('0.0" %"', False),
        (r"0\%", False), ("General", False), ('"up to" 0%', True), ("0;0%", False),
    ],
)  # fmt: skip
def test_only_a_percent_sign_outside_quotes_shows_a_number_hundredfold(
    number_format: str, *, is_so: bool
) -> None:
    assert shows_hundredfold(number_format) is is_so
