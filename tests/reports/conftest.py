"""Reports of the shipped samples, put together once for all tests of their files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from insights.report_scope import ReportScope, report_scope
from loaders import publish
from reports.committee import committee_report
from reports.document import ReportDocument

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="session")
def sample(unchanged: Path) -> Iterator[None]:
    """The shipped samples as this process's database, for a report that is read only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(unchanged))
        publish.ready()
        yield


@pytest.fixture(scope="session")
def place_scope(sample: None) -> ReportScope:
    return report_scope("2024/25-Q4", TODAY, priority="place")


@pytest.fixture(scope="session")
def place_report(place_scope: ReportScope) -> ReportDocument:
    """Of one priority: measures with charts, illustrative, and activities without a report."""
    return committee_report(place_scope)


@pytest.fixture(scope="session")
def activity_report(sample: None) -> ReportDocument:
    """Of a quarter of an earlier plan: key activities and no measure."""
    return committee_report(report_scope("2019/20-Q1", TODAY))
