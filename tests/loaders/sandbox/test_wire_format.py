import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from loaders.files.limits import LIMITS
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.reading import (
    FirstRows,
    PlanSheet,
    Reading,
    Row,
    RowKind,
    SheetView,
    SheetViewRow,
    StatisticKey,
)
from loaders.sandbox.wire_format import (
    Answer,
    NotAnAnswer,
    Read,
    Refused,
    Request,
    decoded_answer,
    decoded_request,
    encoded_answer,
    encoded_request,
)
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import kpi_codes_of
from metrics.period import Period, PeriodKind, quarter

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.none() | TEXT
PERIODS = st.builds(Period, st.dates(), st.dates(), st.sampled_from(PeriodKind))
ROWS = st.builds(
    Row,
    kind=st.sampled_from(RowKind),
    code=TEXT,
    period=PERIODS,
    sheet=TEXT,
    cell=TEXT,
    **dict.fromkeys(("plan", "area", "name", "state", "unit", "note", "lead"), TEXTS),
    **dict.fromkeys(("value", "target", "target_upper", "lower", "upper"), NUMBERS),
    provisional=st.booleans(),
    vintage=st.none() | st.dates(),
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(Severity),
    st.sampled_from(FindingCode),
    TEXT,
    *(TEXTS for _ in range(5)),
)
CELLS = st.tuples(TEXT, st.sampled_from(["", "loaded", "heading"]))


def _sheet_view(columns: list[int], cells: list[list[tuple[str, str]]]) -> SheetView:
    """A view with so many columns of any rows."""
    width = len(columns)
    rows = [[*row, *[("", "")] * width][:width] for row in cells]
    return SheetView(
        "KPIs",
        True,
        tuple(columns),
        [
            SheetViewRow(number, tuple(t for t, _ in row), tuple(f for _, f in row))
            for number, row in enumerate(rows, 7)
        ],
        {7: ("Code",) * width},
        99,
        width,
    )


def _plan_sheet(rows: dict[int, str]) -> PlanSheet:
    texts = {number: (text, text) for number, text in rows.items()}
    return PlanSheet("kpi", "KPIs", {"plan": "A", "code": "B"}, texts, frozenset(rows))


def _first_row(sheet: str, texts: tuple[str, ...]) -> FirstRows:
    return FirstRows(sheet, 1, [texts], [texts])


VIEWS = st.builds(
    _sheet_view, st.lists(st.integers(1, 99), max_size=3), st.lists(st.lists(CELLS), max_size=3)
)
READINGS = st.builds(
    Reading,
    TEXT,
    st.lists(ROWS, max_size=3),
    st.lists(FINDINGS, max_size=3),
    st.dictionaries(TEXT, st.integers(0, 10**9)),
    st.lists(st.lists(TEXT).map(tuple)),
    pictures=st.lists(VIEWS, max_size=2),
    plan_sheets=st.lists(st.builds(_plan_sheet, st.dictionaries(st.integers(1, 99), TEXT))),
    unknown_areas=st.dictionaries(TEXT, st.integers(0, 10**9)),
    first_rows=st.lists(st.builds(_first_row, TEXT, st.lists(TEXT).map(tuple)), max_size=2),
    unread=st.lists(ROWS, max_size=2),
    unread_targets=st.lists(ROWS, max_size=2),
)
FIRST_ROWS = st.lists(st.tuples(st.lists(TEXT), st.lists(TEXT)), max_size=3)
ROW = Row(RowKind.KPI_VALUE, "CP 01", quarter(2024, 1), "KPIs", "D14", value=83.1)
VIEW = SheetView(
    "KPIs", True, (1, 3), [SheetViewRow(1, ("Code", "Q1"), ("heading", ""))],
    {1: ("Code", "Value")}, 1, 3,
)  # fmt: skip
PLAN_SHEET = PlanSheet("kpi", "KPIs", {"plan": "A", "code": "B"}, {2: ("2024/25", "CP 01")})
FINDING = Finding(Severity.REJECT, FindingCode.NO_LAYOUT, "m")


def sent(answer: Answer) -> Any:
    """An answer as the plain JSON that goes through the pipe."""
    return json.loads(encoded_answer(answer))


def reading_in(answer: Any) -> Reading:
    decoded = decoded_answer(json.dumps(answer).encode())
    assert isinstance(decoded, Read)
    return decoded.reading


@given(READINGS)
@settings(max_examples=100, deadline=None)
def test_any_reading_comes_back_the_same(reading: Reading) -> None:
    assert decoded_answer(encoded_answer(Read(reading))) == Read(reading)


@given(FINDINGS, TEXT, st.integers(1, 99), FIRST_ROWS)
def test_any_refusal_comes_back_the_same(
    finding: Finding, sheet: str, first_row: int, rows: list[tuple[list[str], list[str]]]
) -> None:
    texts, signatures = ([tuple(row[part]) for row in rows] for part in (0, 1))
    refused = Refused(finding, [FirstRows(sheet, first_row, texts, signatures)])
    assert decoded_answer(encoded_answer(refused)) == refused


def test_a_request_comes_back_the_same_with_every_hint() -> None:
    mapping = ColumnMapping(
        ("our ref", "area", "we count"),
        {0: Role.CODE, 1: Role.AREA, 2: Role.FIGURE},
        {2: StatisticKey("count", "What we count", "number")},
    )
    kpis = [{"code": "NEW 01", "name": "Something new", "members": "", "aliases": "N 1"}]
    hints = Hints(period=quarter(2024, 1), mappings=[mapping], kpi_codes=kpi_codes_of(kpis))
    request = Request("q1\n.csv", 3, "q1.json", 2, hints, replace(LIMITS, seconds=2.5))
    line = encoded_request(request)
    assert line.count(b"\n") == 1
    assert decoded_request(line) == request


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "other"),
        ("code", None),
        ("period", {"start": "2024-04-01", "end": "2024-06-30", "kind": "week"}),
        ("period", ["2024-04-01", "2024-06-30", "quarter"]),
        ("value", "83.1"),
        ("value", True),
        ("note", 5),
        ("vintage", "soon"),
        ("provisional", None),
    ],
)
def test_a_row_that_is_none_is_no_answer(name: str, value: object) -> None:
    answer = sent(Read(Reading("any", [ROW])))
    assert reading_in(answer).rows == [ROW]
    answer["reading"]["rows"][0][name] = value
    with pytest.raises(NotAnAnswer):
        decoded_answer(json.dumps(answer).encode())


@pytest.mark.parametrize("name", ["kind", "code", "period", "sheet", "cell"])
def test_a_row_lacks_nothing_that_it_needs(name: str) -> None:
    answer = sent(Read(Reading("any", [ROW])))
    del answer["reading"]["rows"][0][name]
    with pytest.raises(NotAnAnswer, match=name):
        decoded_answer(json.dumps(answer).encode())


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400]
)
def test_a_number_that_is_none_is_no_answer(number: str) -> None:
    content = encoded_answer(Read(Reading("any", [ROW])))
    with pytest.raises(NotAnAnswer):
        decoded_answer(content.replace(b"83.1", number.encode()))


@pytest.mark.parametrize("name", ["value", "target", "target_upper", "lower", "upper"])
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_figure_that_is_no_number_is_not_sent_as_a_missing_one(name: str, number: float) -> None:
    row = structs.replace(ROW, **{name: number})
    with pytest.raises(ValueError, match=r"sheet KPIs, cell D14 is no number"):
        encoded_answer(Read(Reading("any", [row])))


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


DEEP: list[Callable[[bytes], bytes]] = [
    lambda deep: deep,
    lambda deep: b'{"type":"read","reading":' + deep + b"}",
    lambda deep: b'{"type":"read","reading":{"layout":"x","rows":[],"other":' + deep + b"}}",
]


@pytest.mark.parametrize("around", DEEP)
def test_an_answer_nested_without_end_is_none(around: Callable[[bytes], bytes]) -> None:
    with pytest.raises(NotAnAnswer):
        decoded_answer(around(nested(500_000)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Segmentation fault",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b'{"type": "other"}',
        b'{"type": "read", "reading": {"layout": "x"}}',
        b'{"type": "read", "reading": {"layout": "\xff", "rows": []}}',
        b'{"type": "read", "reading": {"layout": "x", "rows": []}, "more": 1}',
        b'{"type": "refused", "finding": {"severity": "reject"}}',
        b'{"type": "refused", "finding": {"severity": "worse", "code": "late", "message": "b"}}',
        b'{"type": "refused", "finding": {"severity": "info", "code": "other", "message": "b"}}',
    ],
)
def test_what_has_another_shape_is_no_answer(content: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        decoded_answer(content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": [1]},
        {"rows": [{"number": 1, "texts": ["Code"], "outcomes": ["heading", ""]}]},
        {"rows": [{"number": 1, "texts": ["Code", "Q1"], "outcomes": ["heading"]}]},
        {"rows": [{"number": "1", "texts": ["Code", "Q1"], "outcomes": ["heading", ""]}]},
        {"read_as": {"1": ["Code"]}},
        {"sheet": None},
    ],
)
def test_a_view_of_a_sheet_that_is_none_is_no_answer(wrong: dict[str, object]) -> None:
    answer = sent(Read(Reading("any", [ROW], pictures=[VIEW])))
    assert reading_in(answer).pictures == [VIEW]
    answer["reading"]["pictures"][0] |= wrong
    with pytest.raises(NotAnAnswer):
        decoded_answer(json.dumps(answer).encode())


@pytest.mark.parametrize("wrong", [{"columns": {"plan": "A"}}, {"rows": {"2": ["2024/25"]}}])
def test_a_sheet_of_plans_has_a_text_under_every_column(wrong: dict[str, object]) -> None:
    answer = sent(Read(Reading("any", [], plan_sheets=[PLAN_SHEET])))
    answer["reading"]["plan_sheets"][0] |= wrong
    with pytest.raises(NotAnAnswer, match="every column"):
        decoded_answer(json.dumps(answer).encode())


def test_first_rows_without_their_signatures_are_no_answer() -> None:
    answer = sent(Refused(FINDING, [FirstRows("KPIs", 1, [("a",)], [("a",)])]))
    answer["first_rows"][0]["signatures"] = []
    with pytest.raises(NotAnAnswer, match="signature"):
        decoded_answer(json.dumps(answer).encode())


def test_a_vintage_is_a_day() -> None:
    row = Row(RowKind.STATISTIC_VALUE, "X", quarter(2024, 1), "s", "A1", vintage=date(2024, 5, 1))
    assert reading_in(sent(Read(Reading("any", [row])))).rows[0].vintage == date(2024, 5, 1)
