"""Every example workbook is read as it says: figures, findings and counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import Any

import pytest

from loaders.check import Checked, Plans, check
from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.reading import FileRefused, Reading, Row
from loaders.sandbox import parent
from loaders.sandbox.child import read_workbook
from loaders.workbook import Workbook
from tests.examples import examples
from tests.examples.example import ANY, Example, ExpectedFinding, Figure
from tests.examples.page import with_columns_shuffled

PLANS = Plans()
STOPS = (Severity.REJECT, Severity.QUARANTINE)
READ = [example for example in examples() if not example.refused]
REFUSED = [example for example in examples() if example.refused]
BY_NAME = {example.file: example for example in READ}
ANY_ORDER = [example for example in READ if example.any_order]
KINDS_OF_FILE = {PurePath(example.file).suffix: example for example in READ}
FIRST_OF_LAYOUT = {example.tests: example for example in reversed(READ) if example.tests[0] == "K"}
BY_CHILD = [*FIRST_OF_LAYOUT.values(), *KINDS_OF_FILE.values()]
KINDS = [f"K{number}" for number in range(1, 9)] + [f"5.{number}" for number in range(1, 9)]


def named(example: Example) -> str:
    return example.file


def opened(example: Example) -> Workbook:
    return open_workbook(example.file, example.content())


def read(example: Example) -> Reading:
    return read_workbook(opened(example), Hints())


@cache
def opened_once(file: str) -> Workbook:
    return opened(BY_NAME[file])


@cache
def read_once(file: str) -> Reading:
    return read_workbook(opened_once(file), Hints())


def read_and_checked(example: Example) -> Checked:
    return check(read_once(example.file), PLANS)


def as_figure(row: Row, asked: Figure) -> Figure:
    """The row as a figure, without what the example does not ask about."""
    value: float | str | None = row.state if row.value is None else row.value
    fields_read: dict[str, Any] = {
        "unit": row.unit,
        "target": row.target,
        "target_upper": row.target_upper,
        "status": row.reported_status,
        "note": row.note,
        "provisional": row.provisional,
        "polarity": row.polarity,
        "lead": row.lead,
    }
    fields_read |= {name: ANY for name in fields_read if getattr(asked, name) is ANY}
    return Figure(row.code, row.period.label, rounded(value), **fields_read)


def rounded(value: float | str | None) -> float | str | None:
    return round(value, 9) if isinstance(value, float) else value


def assert_figures(rows: Sequence[Row], figures: Sequence[Figure] | None) -> None:
    if figures is None:
        return
    asked = {(figure.code, figure.period): figure for figure in figures}
    assert len(asked) == len(figures), "an example asks twice for one figure"
    rows_by_key = {(row.code, row.period.label): row for row in rows}
    assert Counter((row.code, row.period.label) for row in rows) == Counter(asked.keys())
    wrong = {
        key: (as_figure(rows_by_key[key], figure), figure)
        for key, figure in asked.items()
        if as_figure(rows_by_key[key], figure) != replace(figure, value=rounded(figure.value))
    }
    assert not wrong, "\n".join(f"read {read}\nasked {asked}" for read, asked in wrong.values())


def matches(finding: Finding, expected: ExpectedFinding, *, cells: bool) -> bool:
    same = (finding.severity, finding.code) == (expected.severity, expected.code)
    at = not cells or expected.cell is None or finding.cell == expected.cell
    return same and at and expected.message in finding.message


def assert_findings(
    findings: Sequence[Finding], expected: Sequence[ExpectedFinding], *, cells: bool = True
) -> None:
    """Every finding asked for is there, and nothing else stops the file."""
    seen = [(finding.code, finding.cell) for finding in findings]
    for wanted in expected:
        assert any(matches(f, wanted, cells=cells) for f in findings), f"no {wanted} in {seen}"
    stopping = [finding for finding in findings if finding.severity in STOPS]
    others = [
        f for f in stopping if not any(matches(f, wanted, cells=cells) for wanted in expected)
    ]
    assert not [finding.message for finding in others]


@pytest.mark.parametrize("example", READ, ids=named)
def test_every_figure_of_an_example_is_read_and_no_other(example: Example) -> None:
    assert_figures(read_and_checked(example).rows, example.figures)


@pytest.mark.parametrize("example", READ, ids=named)
def test_every_doubt_of_an_example_is_told_and_no_other_stops_it(example: Example) -> None:
    assert_findings(read_and_checked(example).findings, example.findings)


@pytest.mark.parametrize("example", READ, ids=named)
def test_every_cell_is_loaded_or_quarantined_or_ignored(example: Example) -> None:
    counts = read_once(example.file).counts
    assert counts["cells"] > 0
    assert counts["cells"] == counts["loaded"] + counts["quarantined"] + counts["ignored"]


@pytest.mark.parametrize("example", READ, ids=named)
def test_every_row_names_a_cell_of_its_file(example: Example) -> None:
    reading, workbook = read_once(example.file), opened_once(example.file)
    filled = {(sheet.name, cell.address) for sheet in workbook.sheets for cell in sheet.filled()}
    merged = {sheet.name for sheet in workbook.sheets if sheet.merged}
    lost = [r for r in reading.rows if (r.sheet, r.cell) not in filled and r.sheet not in merged]
    assert not lost


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("example", ANY_ORDER, ids=named)
def test_the_order_of_columns_does_not_matter(example: Example, seed: int) -> None:
    pages = [with_columns_shuffled(page, seed) for page in example.pages]
    checked = check(read(replace(example, pages=pages)), PLANS)
    assert_figures(checked.rows, example.figures)
    assert_findings(checked.findings, example.findings, cells=False)


@pytest.mark.parametrize("example", REFUSED, ids=named)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(example: Example) -> None:
    with pytest.raises(FileRefused) as refused:
        read(example)
    assert refused.value.finding.code == example.refused
    assert example.file in str(refused.value)
    assert refused.value.finding.action


@pytest.mark.parametrize("example", BY_CHILD, ids=named)
def test_the_child_process_reads_an_example_as_this_one_does(example: Example) -> None:
    by_child = parent.read_bytes(example.file, example.content())
    assert list(by_child.rows) == list(read_once(example.file).rows)
    assert_findings(check(by_child, PLANS).findings, example.findings)


@pytest.mark.parametrize("kind", KINDS)
def test_every_layout_and_every_trap_has_an_example(kind: str) -> None:
    assert [example for example in examples() if kind in example.tests.split()]


def test_no_two_examples_have_one_name() -> None:
    files = [example.file for example in examples()]
    assert len(set(files)) == len(files)
