"""Figures whose file reported another status than the one computed from figure and target."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.kpis import Kpi
from metrics.kpi_position import RatedOutturn
from metrics.status import mismatch


@dataclass(frozen=True, slots=True)
class StatusMismatch:
    """A KPI's figure with its computed status, which is not the one that its file reported."""

    kpi: Kpi
    rated: RatedOutturn


def status_mismatches(kpis: Sequence[Kpi]) -> Sequence[StatusMismatch]:
    """The mismatches of some KPIs, in the order of KPIs and periods."""
    return [
        StatusMismatch(kpi, rated)
        for kpi in kpis
        for rated in (kpi.position.series if kpi.position else ())
        if mismatch(rated.figure.reported_status, rated.status)
    ]
