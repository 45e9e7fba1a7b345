from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parsing.cells import CellReading, Unreadable, read_cell, read_target, read_value
from loaders.workbook import Cell, CellValue, Sheet


def cell(value: CellValue, number_format: str = "General", *, formula: bool = False) -> Cell:
    return Cell(1, 1, value, number_format, formula)


def sheet_of(value: CellValue) -> Sheet:
    return Sheet("S", [[value]])


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("83.1%", 83.1, "percent"),
        ("83.1 %", 83.1, "percent"),
        ("90 per cent", 90, "percent"),
        ("104,014", 104014, None),
        ("104 014", 104014, None),
        ("£254.62", 254.62, "pounds"),
        ("£24,246", 24246, "pounds"),
        ("£1.2m", 1_200_000, "pounds"),
        ("£1.2 million", 1_200_000, "pounds"),
        ("£24k", 24_000, "pounds"),
        ("-£24k", -24_000, "pounds"),
        ("(5)", -5, None),
        ("(£1,005)", -1005, "pounds"),
        ("\N{MINUS SIGN}5", -5, None),
        ("12.5 days", 12.5, "days"),
        ("12 minutes", 12, "minutes"),
        ("1:23", 4980, "seconds"),
        ("1:23:45", 5025, "seconds"),
        ("Yes", 1, "yes/no"),
        ("no", 0, "yes/no"),
        ("0%", 0, "percent"),
        ("1E+05", 100_000, None),
        (" 42\u00a0", 42, None),
    ],
)
def test_a_figure_typed_as_text_is_read_with_its_unit(
    typed: str, value: float, unit: str | None
) -> None:
    reading = read_cell(cell(typed))
    assert isinstance(reading, CellReading)
    assert (reading.value, reading.unit, reading.state) == (value, unit, None)


@pytest.mark.parametrize(
    ("value", "number_format", "expected", "unit"),
    [
        (0.831, "0.0%", 83.1, "percent"),
        (0.07, "0%", 7.0, "percent"),
        (1.1, "0%", 110.0, "percent"),
        (0.831, "General", 0.831, None),
        (24246, "£ #,##0", 24246.0, "pounds"),
        (24246, "[$£-809]#,##0.00", 24246.0, "pounds"),
        (12.5, '0.0 "Days"', 12.5, "days"),
        (176, '0.00 "tCO2"', 176.0, "tonnes CO2"),
        (5, '0 "% of all"', 5.0, None),
        (0.9, '0.0"%"', 0.9, "percent"),
        (57, '0" %"', 57.0, "percent"),
        (1 / 3, "0.0", 0.333333333333333, None),
    ],
)
def test_a_number_takes_its_unit_from_the_number_format_and_keeps_its_precision(
    value: float, number_format: str, expected: float, unit: str | None
) -> None:
    assert read_cell(cell(value, number_format)) == CellReading(expected, unit=unit)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("N/A", "not applicable"),
        ("n/a", "not applicable"),
        (":", "not applicable"),
        ("-", "not applicable"),
        ("\N{EN DASH}", "not applicable"),
        ("TBC", "awaited"),
        ("No data", "awaited"),
        ("Not yet available", "awaited"),
        ("..", "awaited"),
        ("[x]", "awaited"),
        ("[p]", "awaited"),
        ("Not due", "not due"),
        ("Measured annually", "not due"),
        ("Annual KPI", "not due"),
        ("Data only", "data only"),
        ("x", "suppressed"),
        ("*", "suppressed"),
        ("[c]", "suppressed"),
        ("[u]", "suppressed"),
        ("<5", "suppressed"),
        ("N/A\n(see note)", "not applicable"),
    ],
)
def test_a_word_in_place_of_a_figure_is_a_named_state_and_never_zero(
    typed: str, state: str
) -> None:
    reading = read_value(sheet_of(typed), 1, 1)
    assert isinstance(reading, CellReading)
    assert (reading.value, reading.state) == (None, state)


@pytest.mark.parametrize("blank", [None, "", "  ", "\n", "\u00a0"])
def test_a_blank_cell_says_nothing(blank: CellValue) -> None:
    assert read_cell(cell(blank)) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("54.3%*", CellReading(54.3, unit="percent", provisional=True)),
        ("54 [p]", CellReading(54, provisional=True)),
        ("54 [r]", CellReading(54, note="revised")),
        ("1,008 (63%)", CellReading(1008, note="63%")),
        ("35.8% (8,4%)", CellReading(35.8, unit="percent", note="8,4%")),
    ],
)
def test_marks_and_asides_stay_with_the_figure(typed: str, expected: CellReading) -> None:
    assert read_value(sheet_of(typed), 1, 1) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2.4%<", CellReading(2.4, unit="percent", comparison="<")),
        (">=90%", CellReading(90, unit="percent", comparison=">=")),
        ("≥ 90%", CellReading(90, unit="percent", comparison=">=")),
        ("<5", CellReading(5, comparison="<")),
        ("90% - 95%", CellReading(unit="percent", lower=90, upper=95)),
        ("90 to 95", CellReading(lower=90, upper=95)),
        ("Data only", CellReading(state="data only")),
        ("N/A", CellReading(state="no target set")),
        ("TBC", CellReading(state="no target set")),
    ],
)
def test_targets_may_be_limits_ranges_or_absent(typed: str, expected: CellReading) -> None:
    assert read_target(sheet_of(typed), 1, 1) == expected


@pytest.mark.parametrize(
    "typed",
    ["see note", "1,5", "12,34,567", "90 - 95", ">=90%", "1.2m", "£5 days", "12 parsnips", "--5",
     "10%%", "5 of 9", "1e999", date(2019, 4, 1), datetime.fromisoformat("2019-04-01"),
     float("nan")],
)  # fmt: skip
def test_what_is_not_one_figure_is_unreadable_and_never_guessed(typed: CellValue) -> None:
    reading = read_value(sheet_of(typed), 1, 1)
    assert isinstance(reading, Unreadable)
    assert reading.code == "not_a_value"


@pytest.mark.parametrize("typed", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_is_unreadable_as_text_and_as_a_marked_cell(typed: str) -> None:
    as_text = read_cell(cell(typed))
    marked = read_value(Sheet("S", [[None]], errors=frozenset({(1, 1)})), 1, 1)
    assert isinstance(as_text, Unreadable)
    assert isinstance(marked, Unreadable)
    assert as_text.code == marked.code == "error_cell"


def test_a_formula_never_calculated_is_not_blank() -> None:
    reading = read_cell(cell(None, formula=True))
    assert isinstance(reading, Unreadable)
    assert reading.code == "formula_not_calculated"


def test_a_calculated_formula_reads_as_its_value() -> None:
    assert read_cell(cell(12.0, formula=True)) == CellReading(12.0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(timedelta(hours=36), 129_600), (time(1, 23), 4980), (timedelta(seconds=-5), -5)],
)
def test_durations_are_seconds(value: CellValue, seconds: float) -> None:
    assert read_cell(cell(value)) == CellReading(seconds, unit="seconds")


@given(st.decimals(-(10**9), 10**9, places=4))
def test_any_plain_number_reads_back_from_text_with_and_without_commas(number: object) -> None:
    for text in (f"{number:,}", f"{number}"):
        reading = read_cell(cell(text))
        assert isinstance(reading, CellReading)
        assert reading.value == float(str(number))


@given(st.integers(0, 100_000))
def test_a_percent_formatted_fraction_has_no_float_noise(thousandths: int) -> None:
    reading = read_cell(cell(thousandths / 1000, "0.0%"))
    assert isinstance(reading, CellReading)
    assert reading.value == thousandths / 10


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    reading = read_cell(cell(text))
    assert reading is None or isinstance(reading, CellReading | Unreadable)


@pytest.mark.parametrize(
    ("value", "expected"), [(89.99999999999999, 90.0), (0.1 + 0.2, 0.3), ("89.99999999999999", 90)]
)
def test_a_cell_holds_the_fifteen_digits_that_a_spreadsheet_shows(
    value: CellValue, expected: float
) -> None:
    assert read_cell(cell(value)) == CellReading(expected)
