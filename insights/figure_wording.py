"""A KPI's figures and targets in words, as tables and charts say them."""

from dataclasses import replace

from insights.kpi_records import rules_of, wording_of
from insights.kpis import Kpi
from metrics.kpi_position import RatedOutturn
from metrics.status import ToleranceKind, is_number
from metrics.words.kpi_wording import Wording


def wording(kpi: Kpi) -> Wording:
    """How the KPI's figures are written."""
    return wording_of(kpi.definition)


def outturn_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The figure in its unit, or the state that stands in its place, as a table says it."""
    return replace(wording(kpi), singular="", plural="").outturn(rated)


def figure_alone(kpi: Kpi, rated: RatedOutturn) -> str:
    """The figure where no target stands beside it, with the KPI's decimals and no more."""
    value = rated.figure.value
    if not is_number(value):
        return outturn_words(kpi, rated)
    return replace(wording(kpi), singular="", plural="").amount(value)


def target_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The target in its unit, a range as `90 to 95`, or why there is none."""
    if not is_number(rated.target):
        return str(rated.figure.target_state or "no target set")
    return wording(kpi).target_of(rated)


def tolerance_words(kpi: Kpi) -> str:
    """Within how much of its target a KPI counts as just off it: `within 5% of the target`."""
    tolerance = rules_of(kpi.definition).tolerance
    if tolerance.kind is ToleranceKind.PERCENT:
        return f"within {tolerance.amount:g}% of the target"
    return f"within {wording(kpi).amount(tolerance.amount)} of the target"
