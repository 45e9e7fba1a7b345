"""Stored rows of KPIs as the values that metrics take."""

from datetime import date

import pandas as pd

from data.records import Record
from insights.formatting import figure
from metrics.direction import KpiKind
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, PeriodKind
from metrics.status import DEFAULT_TOLERANCE, Polarity, Tolerance, ToleranceKind
from metrics.words.kpi_wording import Wording


def rules_of(kpi: Record) -> KpiRules:
    """A KPI's definition as metrics need it."""
    amount = kpi["tolerance"]
    tolerance = DEFAULT_TOLERANCE
    if not pd.isna(amount):
        tolerance = Tolerance(float(amount), ToleranceKind(str(kpi["tolerance_kind"])))
    polarity, kind = Polarity(str(kpi["polarity"])), KpiKind(str(kpi["kind"]))
    frequency, decimals = str(kpi["frequency"]), int(kpi["decimals"])
    unit, name = str(kpi["unit"]), str(kpi["name"])
    return KpiRules(polarity, kind, frequency, decimals, tolerance, unit, name)


def wording_of(kpi: Record) -> Wording:
    """How a KPI's figures are written, by its definition."""
    unit, decimals = str(kpi["unit"]), int(kpi["decimals"])
    singular, plural = (word(kpi.get(name)) or "" for name in ("singular", "plural"))
    return Wording(
        unit, decimals, lambda value, places: figure(value, unit, places), singular, plural
    )


def date_of(value: object) -> date:
    """A stored day."""
    return pd.Timestamp(str(value)).date()


def vintage_of(row: Record) -> date | None:
    """The day on which the edition of a stored figure was published; None where that is unknown."""
    return None if pd.isna(row["vintage"]) else date_of(row["vintage"])


def figure_of(record: Record) -> KpiFigure:
    """A stored figure as metrics need it."""
    return KpiFigure(
        period_of(record),
        number(record["value"]),
        state=word(record["state"]),
        target=number(record["target"]),
        target_upper=number(record["target_upper"]),
        target_state=word(record["target_state"]),
        reported_status=word(record["reported_status"]),
        provisional=bool(record["provisional"]),
    )


def period_of(record: Record) -> Period:
    """The period of a stored figure."""
    start, end = (pd.Timestamp(record[name]) for name in ("period_start", "period_end"))
    return Period(start.date(), end.date(), PeriodKind(str(record["period_kind"])))


def number(value: object) -> float | None:
    """A stored number; None where it is missing."""
    return None if pd.isna(value) else float(str(value))  # type: ignore[call-overload]


def word(value: object) -> str | None:
    """A stored text; None where it is missing or empty."""
    return value if isinstance(value, str) and value else None
