"""A KPI's figures and targets in words, as tables and charts say them."""

from dataclasses import replace

from insights.formatting import unit_words
from insights.kpi_records import rules_of, wording_of
from insights.kpis import Kpi
from metrics.decimals import as_decimal
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, financial_year
from metrics.status import State, ToleranceKind, is_number
from metrics.words.kpi_wording import Wording
from metrics.words.status_words import on_target_words


def wording(kpi: Kpi) -> Wording:
    """How the KPI's figures are written."""
    return wording_of(kpi.definition)


def counted_label(kpi: Kpi, period: Period) -> str:
    """The period of a figure; of one that counts up how far its year was counted, or all of it.

    `2024/25` at the year's end, before it `Q3 2024/25 so far`.
    """
    if not kpi.counts_up:
        return period.label
    year = financial_year(period.financial_year)
    return year.label if period.end == year.end else f"{period.label} so far"


def counted_in(kpi: Kpi) -> str:
    """What the figures count, as an axis says it: `incidents`, `%`, `days`."""
    return wording(kpi).plural or unit_words(kpi.unit)


def outturn_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The figure in its unit, or the state that stands in its place, as a table says it."""
    return replace(wording(kpi), singular="", plural="").outturn(rated)


def figure_alone(kpi: Kpi, rated: RatedOutturn) -> str:
    """The figure where no target stands beside it, with the KPI's decimals and no more."""
    value = rated.figure.value
    if not is_number(value):
        return outturn_words(kpi, rated)
    return replace(wording(kpi), singular="", plural="").amount(value)


def change_words(kpi: Kpi, was: RatedOutturn, now: RatedOutturn) -> str:
    """By how much a figure changed: `up 6`, `down 1.4 points`; `no change` where that rounds to 0.

    As the direction of travel has it, so that both say the same.
    """
    before, after = was.figure.value, now.figure.value
    if not (is_number(before) and is_number(after)):
        return ""
    bare = replace(wording(kpi), singular="", plural="")
    change = as_decimal(after) - as_decimal(before)
    size = bare.difference(change, kpi.decimals)
    if size is None:
        return "no change"
    return f"{'up' if change > 0 else 'down'} {size.replace('percentage point', 'point')}"


def target_words(kpi: Kpi, rated: RatedOutturn) -> str:
    """The target in its unit, a range as `90 to 95`, or why there is none."""
    if rated.status is State.TARGET_UNCLEAR:
        return on_target_words(State.TARGET_UNCLEAR)
    if not is_number(rated.target):
        return on_target_words(State(rated.figure.target_state or State.NO_TARGET))
    return wording(kpi).target_of(rated)


def tolerance_words(kpi: Kpi) -> str:
    """Within how much of its target a KPI counts as just off it: `within 5% of the target`."""
    tolerance = rules_of(kpi.definition).tolerance
    if tolerance.kind is ToleranceKind.PERCENT:
        return f"within {tolerance.amount:g}% of the target"
    return f"within {wording(kpi).amount(tolerance.amount)} of the target"
