"""What files of reports are called: readable, and safe on every system."""

import re

from insights.report_scope import ReportScope


def file_stem(kind: str, scope: ReportScope) -> str:
    """`performance-report-2019-20-q1`, with the priority or name that it is for."""
    quarter, _, year = scope.period.label.partition(" ")
    period = f"{year} {quarter}" if year else quarter
    parts = [kind, period, scope.priority.name if scope.priority else "", scope.owner or ""]
    words = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")
    return words[:100].strip("-")
