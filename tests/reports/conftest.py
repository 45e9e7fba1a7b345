"""Reports of the shipped samples, put together once for all tests of their files."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from insights.report_scope import ReportScope, report_scope
from loaders import publish
from reports.committee import committee_report
from reports.document import ReportDocument

TODAY = date(2026, 11, 27)


class SampleReports(NamedTuple):
    """A priority's report with its scope, and one of key activities alone."""

    scope: ReportScope
    place: ReportDocument
    activities: ReportDocument


@pytest.fixture(scope="session")
def sample_reports(unchanged: Path) -> SampleReports:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(unchanged))
        publish.ready()
        scope = report_scope("2024/25-Q4", TODAY, priority="place")
        activities = report_scope("2019/20-Q1", TODAY)
        return SampleReports(scope, committee_report(scope), committee_report(activities))


@pytest.fixture
def place_scope(sample_reports: SampleReports, only_read: Path) -> ReportScope:
    return sample_reports.scope


@pytest.fixture(scope="session")
def place_report(sample_reports: SampleReports) -> ReportDocument:
    """Of one priority: measures with charts, illustrative, and activities without a report."""
    return sample_reports.place


@pytest.fixture(scope="session")
def activity_report(sample_reports: SampleReports) -> ReportDocument:
    """Of a quarter of an earlier plan: key activities and no measure."""
    return sample_reports.activities
