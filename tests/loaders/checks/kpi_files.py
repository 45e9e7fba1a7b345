"""Rows and published figures for the rules' tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from msgspec import structs

from loaders.check import Checked, Plans, Published, check
from loaders.checks.decisions import Choice, Decision, decided_alike
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Reading, Row, RowKind
from metrics.period import Period, quarter

PLANS = Plans()
LAYOUT = "KPI list"
WHEN = datetime(2025, 3, 4, 9, 30)  # noqa: DTZ001 - the store keeps UTC without a zone


def row(code: str, period: Period, value: float | None = None, **more: Any) -> Row:
    """A figure in a cell of its own."""
    cell = f"{code}-{period.kind.value}-{period.end}"
    return structs.replace(Row(RowKind.KPI_VALUE, code, period, "KPIs", cell, value=value), **more)


def quarters(code: str, *values: float | None, first: int = 2023, **more: Any) -> list[Row]:
    """A figure for each quarter from Q1 of the financial year `first` on; None leaves one out."""
    return [
        row(code, quarter(first + n // 4, n % 4 + 1), value, **more)
        for n, value in enumerate(values)
        if value is not None
    ]


def published(
    *rows: Row, illustrative: bool = False, provisional: bool = False, file: str = "before.xlsx"
) -> Published:
    """A snapshot of a store in which one upload stands with these rows."""
    figures = [
        {
            "illustrative": illustrative, "plan": "2024/25", "code": figure.code,
            "period_kind": figure.period.kind.value,
            "period_start": pd.Timestamp(figure.period.start),
            "period_end": pd.Timestamp(figure.period.end),
            "value": figure.value, "state": figure.state,
            "provisional": provisional, "published_by": "B. Before", "published_at": WHEN,
            "target": figure.target, "target_upper": figure.target_upper,
        }
        for figure in rows
    ]  # fmt: skip
    counted = pd.Series([figure.code for figure in rows]).value_counts()
    uploads = [
        {
            "layout": LAYOUT, "illustrative": illustrative, "file": file,
            "published_by": "B. Before", "published_at": WHEN, "plan": "2024/25", "code": code,
            "rows": count,
        }
        for code, count in counted.items()
    ]  # fmt: skip
    return Published(pd.DataFrame(figures), pd.DataFrame(uploads))


def checked(
    rows: Sequence[Row],
    before: Published | None = None,
    *findings: Finding,
    today: date | None = None,
) -> Checked:
    """What the check says of rows, the day after the newest period, and what was noticed before."""
    newest = max((figure.period.end for figure in rows), default=date(2025, 3, 31))
    day = today or newest + timedelta(days=1)
    return check(Reading(LAYOUT, rows, findings), PLANS, before, day)


def noticed(result: Checked) -> list[tuple[str, str | None]]:
    """Code and cell of everything noticed."""
    return [(finding.code, finding.cell) for finding in result.findings]


def codes(result: Checked) -> list[str]:
    """The codes of everything noticed, in order."""
    return [finding.code for finding in result.findings]


def only(result: Checked) -> Finding:
    """The one thing noticed."""
    (finding,) = result.findings
    return finding


def decision(choice: Choice, about: Finding, reason: str = "asked the service") -> Decision:
    """A decision about one finding."""
    return decided_alike([about], choice, reason)[0]


def quarantined(result: Checked) -> Finding:
    """The one finding that waits."""
    (finding,) = result.findings_of(Severity.QUARANTINE)
    return finding


def corrected(result: Checked, value: float) -> Decision:
    """The decision that corrects the one figure that waits."""
    return replace(decision(Choice.CORRECT, quarantined(result), "misread the post"), value=value)


ILLUSTRATIVE = Finding(
    Severity.INFO, FindingCode.ILLUSTRATIVE, "The file says that it is illustrative."
)
