"""What a KPI and a statistic say, as plain values with fixed names: for programs and checks.

docs/questions.md describes every name; names are only ever added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.records import Record
from insights import areas, cache, comparisons, district_statistics
from insights.attention import FlaggedKpi, attention
from insights.comparisons import ComparedArea
from insights.due_figures import longest_overdue
from insights.kpi_records import number, period_of, vintage_of, word
from insights.kpis import Kpi
from metrics.period import Period
from metrics.status import State, is_number

Answer = Mapping[str, Any]


def kpi_answers(kpis: Sequence[Kpi]) -> Sequence[Answer]:
    """Each KPI of a plan as plain values, in their order; all are needed to rank them."""
    today = cache.reader_day()
    concerns = attention(kpis, today).concerns
    ranked = {item.kpi.code: _Ranked(rank, item) for rank, item in enumerate(concerns, 1)}
    return [_kpi_answer(kpi, ranked.get(kpi.code), today) for kpi in kpis]


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: int
    item: FlaggedKpi

    @property
    def answer(self) -> Answer:
        return {"rank": self.rank, "reasons": [reason.words for reason in self.item.reasons]}


def _kpi_answer(kpi: Kpi, ranked: _Ranked | None, today: date) -> Answer:
    latest = kpi.position.latest if kpi.position else None
    directions = kpi.position.directions if kpi.position else None
    late = longest_overdue(kpi, today)
    value = latest.figure.value if latest else None
    missing = latest.figure.state if latest else None
    source = _row_of(kpi, latest.figure.period) if latest else None
    return {
        "code": kpi.code,
        "name": kpi.name,
        "plan": kpi.plan,
        "period": _period(latest.figure.period) if latest else None,
        "value": value,
        "state": None if is_number(value) else missing or str(_state(kpi)),
        "unit": kpi.unit,
        "target": _target(latest.target, latest.target_upper) if latest else None,
        "status": str(kpi.status),
        "reported_status": latest.figure.reported_status if latest else None,
        "direction_previous": str(directions.previous) if directions else None,
        "direction_last_year": str(directions.same_last_year) if directions else None,
        "sentence": kpi.problem or kpi.sentence,
        "attention": ranked.answer if ranked else None,
        "overdue": late.days_overdue(today) if late else 0,
        "illustrative": bool(source["illustrative"]) if source else kpi.illustrative,
        "source": _source(source) if source else None,
    }


def _state(kpi: Kpi) -> State:
    return State.NOT_WORKED_OUT if kpi.problem else State.AWAITED


def _target(low: float | None, high: float | None) -> float | Answer | None:
    """A target; one that is a range has both ends by name."""
    return {"lower": low, "upper": high} if is_number(high) else low


def _row_of(kpi: Kpi, period: Period) -> Record | None:
    return next((row for row in kpi.figures if period_of(row) == period), None)


def statistic_answers(area: str) -> Sequence[Answer]:
    """The latest figure of each statistic that an area has any of, beside those of others."""
    answers = (_statistic_answer(code, area) for code in district_statistics.definitions())
    return [answer for answer in answers if answer is not None]


def _statistic_answer(code: str, area: str) -> Answer | None:
    definition = district_statistics.definitions()[code]
    values = district_statistics.compared_values(code, area)
    valued = [row for row in values if row["area"] == area and pd.notna(row["value"])]
    if not valued:
        return None
    latest = valued[-1]
    compared = (
        []
        if district_statistics.is_total(definition)
        else list(comparisons.compared(definition, values, area=area))
    )
    return {
        "code": code,
        "name": str(definition["name"]),
        "area": {"code": area, "name": areas.names().get(area, area)},
        "period": _period(period_of(latest)),
        "value": float(latest["value"]),
        "lower": number(latest["lower"]),
        "upper": number(latest["upper"]),
        "unit": str(definition["unit"]),
        "comparisons": [_comparison(other) for other in compared],
        "source": _source(latest),
    }


def _comparison(other: ComparedArea) -> Answer:
    facts = other.comparison.facts
    return {
        "area": facts.area,
        "statistic": str(facts.statistic),
        "period": _period(facts.period),
        "vintage": facts.vintage.isoformat() if facts.vintage else None,
        "verdict": str(other.comparison.verdict),
        "value": float(other.row["value"]),
        "reason": other.comparison.reason,
    }


def _period(period: Period) -> Answer:
    return {
        "label": period.label,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }


def _source(row: Record) -> Answer:
    published = row["published_at"]
    answer: dict[str, object] = {name: word(row[name]) for name in ("file", "sheet", "cell")}
    answer["published_at"] = None if pd.isna(published) else published.isoformat()
    answer["published_by"] = word(row["published_by"])
    if "vintage" in row:
        day = vintage_of(row)
        answer["vintage"] = day.isoformat() if day else None
    return answer
