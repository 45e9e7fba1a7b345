"""What a file says: rows, and findings about what could not or should not be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.mendable import Mendable
from metrics.period import Period


class Severity(StrEnum):
    """How much a finding matters: a rejected file or quarantined row stops a publish."""

    REJECT = "reject"
    QUARANTINE = "quarantine"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in a file: `message` is a whole sentence, the rest says where and what."""

    severity: Severity
    code: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    expected: str | None = None
    action: str | None = None


class RowKind(StrEnum):
    """The three kinds of figure that files bring."""

    KPI_VALUE = "kpi_value"
    ACTIVITY_UPDATE = "activity_update"
    STATISTIC_VALUE = "statistic_value"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, or one activity's update, with the cell it came from.

    `value` is a number in `unit` (83.1 for 83.1 %), or None with the reason as `state`, one of
    metrics.status.State. `target` to `target_upper` is a range when both are given. `note` holds an
    activity's progress or a KPI's comment, exactly as typed. A row with neither value nor state
    brings a target only. `polarity` is one of metrics.status.Polarity where the file says it; it is
    checked and not stored.
    """

    kind: RowKind
    code: str
    period: Period
    sheet: str
    cell: str
    plan: str | None = None
    area: str | None = None
    name: str | None = None
    value: float | None = None
    state: str | None = None
    unit: str | None = None
    target: float | None = None
    target_upper: float | None = None
    target_state: str | None = None
    reported_status: str | None = None
    note: str | None = None
    next_steps: str | None = None
    lead: str | None = None
    portfolio: str | None = None
    lower: float | None = None
    upper: float | None = None
    provisional: bool = False
    vintage: date | None = None
    polarity: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one layout read from one workbook; `counts` has at least cells, rows."""

    layout: str
    rows: Sequence[Row]
    findings: Sequence[Finding] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class FileRefused(Mendable):
    """A file that a person can mend: carries the one finding that says why it was refused."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding
