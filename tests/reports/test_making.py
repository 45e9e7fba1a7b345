"""Making reports: remembered while the figures stand, and made anew when they change."""

from datetime import date
from pathlib import Path

import pytest

from insights.report_scope import report_scope
from loaders import publish
from reports import making
from reports.formats import ReportFormat
from reports.making import MadeReport, ReportKind, made, make
from tests.actors import analyst

FULL, WORD = ReportKind.FULL, ReportFormat.WORD


def test_a_report_is_made_anew_when_what_stands_changes(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_made", type(making._made)())
    store = publish.ready()
    scope = report_scope("2019/20-Q1", date(2026, 11, 27), owner="Finance")
    shares: list[float] = []
    first = make(scope, FULL, WORD, lambda share, _: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert made(scope, FULL, WORD) is make(scope, FULL, WORD) is first
    store.withdraw(analyst("A. Tester"), 1, "a test")
    assert made(scope, FULL, WORD) is None
    shares.clear()

    def reinstated_in_the_middle(share: float, _: str) -> None:
        if share > 0.3 >= max(shares, default=0.0):
            store.reinstate(analyst("A. Tester"), 1, "a test")
        shares.append(share)

    again = make(scope, FULL, WORD, reinstated_in_the_middle)
    assert shares.count(1.0) == 2
    assert made(scope, FULL, WORD) is again is not first
    assert [kept for kept in making._made.values() if kept is first] == []


def test_only_so_many_are_kept() -> None:
    report = MadeReport("report.docx", "text/plain", b"")
    for number in range(making.KEPT_REPORTS + 2):
        making._keep(("edition", number), report)
    assert len(making._made) == making.KEPT_REPORTS
    making._keep(("next edition", 0), report)
    assert list(making._made) == [("next edition", 0)]
