import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FirstRows, Reading, Row, RowKind, SheetView, SheetViewRow
from loaders.sandbox.wire_format import (
    finding_to_json,
    from_json,
    row_to_json,
    shown_from_json,
    shown_to_json,
    to_json,
)
from metrics.period import Period, PeriodKind, quarter

NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers()
TEXTS = st.none() | st.text()
PERIODS = st.builds(Period, st.dates(), st.dates(), st.sampled_from(PeriodKind))
ROWS = st.builds(
    Row,
    kind=st.sampled_from(RowKind),
    code=st.text(),
    period=PERIODS,
    sheet=st.text(),
    cell=st.text(),
    **dict.fromkeys(("plan", "area", "name", "state", "unit", "note", "lead"), TEXTS),
    **dict.fromkeys(("value", "target", "target_upper", "lower", "upper"), NUMBERS),
    provisional=st.booleans(),
    vintage=st.none() | st.dates(),
)
FINDINGS = st.builds(
    Finding, st.sampled_from(Severity), st.text(), st.text(), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS
)
CELLS = st.tuples(st.text(), st.sampled_from(["", "loaded", "heading"]))


def _picture(columns: list[int], cells: list[list[tuple[str, str]]]) -> SheetView:
    """A picture with so many columns of any rows."""
    width = len(columns)
    rows = [[*row, *[("", "")] * width][:width] for row in cells]
    return SheetView(
        "KPIs",
        True,
        tuple(columns),
        tuple(
            SheetViewRow(number, tuple(t for t, _ in row), tuple(f for _, f in row))
            for number, row in enumerate(rows, 7)
        ),
        {7: ("Code",) * width},
        99,
        width,
    )


PICTURES = st.builds(
    _picture, st.lists(st.integers(1, 99), max_size=3), st.lists(st.lists(CELLS), max_size=3)
)
READINGS = st.builds(
    Reading,
    st.text(),
    st.lists(ROWS, max_size=3),
    st.lists(FINDINGS, max_size=3),
    st.dictionaries(st.text(), st.integers()),
    st.lists(st.lists(st.text()).map(tuple)).map(tuple),
    pictures=st.lists(PICTURES, max_size=2).map(tuple),
)
SHOWN_ROWS = st.lists(st.tuples(st.lists(st.text()), st.lists(st.text())), max_size=3)
ROW = Row(RowKind.KPI_VALUE, "CP 01", quarter(2024, 1), "KPIs", "D14", value=83.1)


@given(READINGS)
@settings(max_examples=100, deadline=None)
def test_any_reading_comes_back_the_same(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


@given(st.text(), st.integers(), SHOWN_ROWS)
def test_any_first_rows_come_back_the_same(
    sheet: str, first_row: int, rows: list[tuple[list[str], list[str]]]
) -> None:
    texts, signatures = (tuple(tuple(row[part]) for row in rows) for part in (0, 1))
    shown = FirstRows(sheet, first_row, texts, signatures)
    assert shown_from_json(json.loads(json.dumps(shown_to_json(shown)))) == shown


def test_first_rows_without_their_signatures_are_an_error() -> None:
    answer = shown_to_json(FirstRows("KPIs", 1, [("a",)], [("a",)]))
    with pytest.raises(ValueError, match="signature"):
        shown_from_json(answer | {"signatures": []})


def test_a_row_as_json_has_its_fields_by_name() -> None:
    entry = json.loads(json.dumps(row_to_json(ROW)))
    assert entry["period"] == ["2024-04-01", "2024-06-30", "quarter"]
    assert (entry["kind"], entry["value"], entry["cell"]) == ("kpi_value", 83.1, "D14")
    assert Row.__dataclass_fields__.keys() == entry.keys()


def test_a_finding_as_json_has_its_fields_by_name() -> None:
    entry = finding_to_json(Finding(Severity.WARN, FindingCode.JUMP, "It is odd.", cell="A1"))
    assert (entry["severity"], entry["cell"], entry["sheet"]) == ("warn", "A1", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "other"),
        ("code", None),
        ("period", ["2024-04-01", "2024-06-30", "week"]),
        ("value", "83.1"),
        ("note", 5),
        ("vintage", "soon"),
        ("provisional", None),
    ],
)
def test_a_row_that_is_none_is_an_error(name: str, value: object) -> None:
    answer: Any = to_json(Reading("any", [ROW]))
    answer["rows"][0][answer["fields"].index(name)] = value
    with pytest.raises((ValueError, TypeError)):
        from_json(answer)


def test_rows_of_other_fields_are_an_error() -> None:
    answer = to_json(Reading("any", [ROW]))
    with pytest.raises(ValueError, match="other fields"):
        from_json(answer | {"fields": ["code"]})


def test_a_vintage_is_a_day() -> None:
    row = Row(RowKind.STATISTIC_VALUE, "X", quarter(2024, 1), "s", "A1", vintage=date(2024, 5, 1))
    (back,) = from_json(json.loads(json.dumps(to_json(Reading("any", [row]))))).rows
    assert back.vintage == date(2024, 5, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": [1]},
        {"rows": [[1, [0], [0, 0]]]},
        {"rows": [[1, [0, 0], [0]]]},
        {"rows": [[1, [0, 9], [0, 0]]]},
        {"rows": [["1", [0, 0], [0, 0]]]},
        {"read_as": [[1, ["Code"]]]},
        {"words": [5]},
        {"sheet": None},
    ],
)
def test_a_picture_that_is_none_is_an_error(wrong: dict[str, object]) -> None:
    row = SheetViewRow(1, ("Code", "Q1"), ("heading", ""))
    picture = SheetView("KPIs", True, (1, 3), (row,), {1: ("Code", "Value")}, 1, 3)
    answer: Any = to_json(Reading("any", [ROW], pictures=(picture,)))
    assert from_json(answer).pictures == (picture,)
    answer["pictures"][0] |= wrong
    with pytest.raises((ValueError, TypeError, LookupError)):
        from_json(answer)
