"""The tables that leave the dashboard, and come back as they left: their headings by role.

reports writes them and the layout of downloads reads them; what a role is, its row says
(loaders.reading.Row, or the columns of insights.standing_rows).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.reading import RowKind

# In place of an empty cell, as official statistics write it.
NOTHING, NOT_AVAILABLE, CONFIDENTIAL = "[z]", "[x]", "[c]"
SHORTHAND: Mapping[str, str] = {
    NOTHING: "not applicable: there is nothing to say here",
    NOT_AVAILABLE: "no figure is available: the column State says why",
    CONFIDENTIAL: "the figure is too small to publish",
}
YES, NO = "yes", "no"

_PERIOD = {
    "period_label": "Period", "period_kind": "Kind of period", "period_start": "First day",
    "period_end": "Last day", "stands": "Stands",
}  # fmt: skip
_SOURCE = {
    "upload": "Source upload", "file": "Source file", "sheet": "Source sheet",
    "cell": "Source cell", "published_by": "Uploaded by", "published_at": "Uploaded on",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DownloadTable:
    """One kind of table: the name of its sheet, and by role the headings in their order.

    A row is read by the columns `read_by`, of which each table has its own.
    """

    kind: RowKind
    title: str
    headings: Mapping[str, str]
    read_by: frozenset[str]


KPI_FIGURES = DownloadTable(
    RowKind.KPI_VALUE,
    "KPI figures",
    {
        "plan": "Plan", "code": "KPI code", "name": "KPI", "priorities": "Priorities",
        **_PERIOD, "unit": "Unit", "value": "Figure (in its unit)", "state": "State",
        "target": "Target (in the same unit)", "target_upper": "Upper end of target range",
        "target_state": "Target in words", "status": "Status", "reported_status": "Reported as",
        "provisional": "Provisional", "lead": "CMT lead", "portfolio": "Portfolio",
        "service": "Service", "sentence": "In a sentence", "note": "Note",
        "illustrative": "Illustrative", **_SOURCE,
    },
    frozenset((
        "plan", "code", "period_kind", "period_start", "period_end", "stands", "unit", "value",
        "state", "target", "target_upper", "target_state", "reported_status", "provisional", "note",
        "illustrative",
    )),
)  # fmt: skip
ACTIVITIES = DownloadTable(
    RowKind.ACTIVITY_UPDATE,
    "Key activities",
    {
        "plan": "Plan", "position": "Place in the plan", "code": "Activity code",
        "title": "Key activity", "priority": "Priority", "outcomes": "Outcomes", **_PERIOD,
        "reported_status": "Status", "note": "Progress", "next_steps": "Next steps",
        "lead": "CMT lead in the report", "portfolio": "Portfolio in the report",
        "lead_planned": "CMT lead in the plan", "portfolio_planned": "Portfolio in the plan",
        "illustrative": "Illustrative", **_SOURCE,
    },
    frozenset((
        "plan", "code", "title", "period_kind", "period_start", "period_end", "stands",
        "reported_status", "note", "next_steps", "lead", "portfolio", "illustrative",
    )),
)  # fmt: skip
STATISTICS = DownloadTable(
    RowKind.STATISTIC_VALUE,
    "District statistics",
    {
        "code": "Statistic code", "name": "Statistic", "area": "Area code", "area_name": "Area",
        **_PERIOD, "unit": "Unit", "value": "Figure (in its unit)", "state": "State",
        "lower": "Lower limit (95 %)", "upper": "Upper limit (95 %)",
        "vintage": "Published on", "publisher": "Publisher", "source": "Publisher's page",
        "licence": "Licence", "note": "Note", **_SOURCE,
    },
    frozenset((
        "code", "name", "area", "period_kind", "period_start", "period_end", "stands", "unit",
        "value", "state", "lower", "upper", "vintage", "note",
    )),
)  # fmt: skip
TABLES = (KPI_FIGURES, ACTIVITIES, STATISTICS)
