from typing import Any

import pytest

from loaders.findings.codes import FindingCode
from loaders.findings.finding import Finding
from loaders.parsing.cells import CellReading, Unreadable
from loaders.reading import Row, RowKind
from loaders.tables.kpi_rows import agreeing, no_code, target_fields, unreadable
from loaders.workbook import CellPlace, Sheet
from metrics.period import quarter
from metrics.status import State

SHEET = Sheet("KPIs", [["Code", "Q1"], [None, 42]])
CELL = CellPlace(2, 2)


def row(cell: str = "B2", **fields: Any) -> Row:
    return Row(RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "KPIs", cell, **fields)


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (FindingCode.ERROR_CELL, "Correct the formula"),
        (FindingCode.FORMULA_NOT_CALCULATED, "Open the file in Excel"),
        (FindingCode.NOT_A_VALUE, "Write the figure as a number"),
    ],
)
def test_what_cannot_be_read_waits_with_advice_of_its_kind(code: FindingCode, advice: str) -> None:
    finding = unreadable(SHEET, CELL, Unreadable(code, "is none", "soon"))
    assert (finding.code, finding.cell, finding.found) == (code, "B2", "soon")
    assert advice in finding.message


def test_a_figure_without_a_kpi_is_named() -> None:
    finding = no_code(SHEET, CELL)
    assert (finding.code, finding.cell, finding.found) == ("no_code", "B2", "42")


@pytest.mark.parametrize(
    ("target", "fields"),
    [
        (CellReading(90), {"target": 90}),
        (CellReading(lower=90, upper=95), {"target": 90, "target_upper": 95}),
        (CellReading(state=State.NO_TARGET), {"target_state": State.NO_TARGET}),
    ],
)
def test_a_target_is_a_value_a_range_or_a_word(
    target: CellReading, fields: dict[str, object]
) -> None:
    assert target_fields(target) == fields


def test_rows_that_agree_are_one_and_fill_each_others_gaps() -> None:
    findings: list[Finding] = []
    (only,) = agreeing([row(value=42, note="On course"), row("C9", value=42, target=40)], findings)
    assert (only.value, only.target, only.note, only.cell) == (42, 40, "On course", "B2")
    assert not findings


@pytest.mark.parametrize("state", [State.AWAITED, State.NOT_DUE, None])
def test_a_number_stands_over_what_is_still_open(state: State | None) -> None:
    findings: list[Finding] = []
    (only,) = agreeing([row(state=state), row("C9", value=42)], findings)
    assert (only.value, only.state, only.cell) == (42, None, "C9")
    assert not findings


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        ({"value": 42}, {"value": 43}, ("43", "42")),
        ({"value": 42}, {"state": "suppressed"}, ("suppressed", "42")),
        ({"value": 42, "target": 40}, {"value": 42, "target": 41},
         ("42 (target 41)", "42 (target 40)")),
    ],
)  # fmt: skip
def test_rows_that_contradict_each_other_are_kept_and_wait(
    first: dict[str, Any], second: dict[str, Any], texts: tuple[str, str]
) -> None:
    findings: list[Finding] = []
    rows = (row(**first), row("C9", **second))
    assert agreeing(rows, findings) == rows
    assert [(f.code, f.cell) for f in findings] == [("conflict", rows[0].cell), ("conflict", "C9")]
    assert (findings[1].found, findings[1].expected) == texts
