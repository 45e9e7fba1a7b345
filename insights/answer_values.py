"""What answers for programs share: a period, a source, a benchmark with its four facts."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.records import Record
from insights.comparisons import ComparedArea
from insights.kpi_records import vintage_of, word
from metrics.period import Period

Answer = Mapping[str, Any]


def period_answer(period: Period) -> Answer:
    """A period in words, with its first and last day."""
    return {
        "label": period.label,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }


def source_answer(row: Record) -> Answer:
    """Where a stored figure comes from: upload, file, sheet, cell, when (UTC) and by whom."""
    published = row["published_at"]
    answer: dict[str, object] = {"upload": int(row["upload"])}
    answer |= {name: word(row[name]) for name in ("file", "sheet", "cell")}
    answer["published_at"] = None if pd.isna(published) else published.isoformat()
    answer["published_by"] = word(row["published_by"])
    if "vintage" in row:
        day = vintage_of(row)
        answer["vintage"] = day.isoformat() if day else None
    return answer


def comparison_answer(other: ComparedArea) -> Answer:
    """Another area's figure with its four facts, and how the first one stands against it."""
    facts = other.comparison.facts
    return {
        "area": facts.area,
        "statistic": str(facts.statistic),
        "period": period_answer(facts.period),
        "vintage": facts.vintage.isoformat() if facts.vintage else None,
        "verdict": str(other.comparison.verdict),
        "value": float(other.row["value"]),
        "reason": other.comparison.reason,
    }
