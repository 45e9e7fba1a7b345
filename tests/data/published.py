"""Uploads and figures made for the store's tests."""

from datetime import date, datetime

import pandas as pd

from data.questions import stored_uploads
from data.store import Store
from data.uploads import StoredFile, Upload


def upload(content: bytes = b"one", at: datetime | None = None, hints: str = "{}") -> Upload:
    """An upload of one file with this content, published by A. Analyst."""
    files = (StoredFile("kpis.xlsx", content),)
    return Upload(files, "KPI list", hints, published_at=at)


def value(figure: float, start: date = date(2024, 4, 1), rows: int = 1) -> pd.DataFrame:
    """The figure of a quarter, of one KPI or of as many as `rows` says."""
    return pd.DataFrame(
        [
            {
                "plan": "2024/25",
                "code": f"SP {number:02}",
                "period_kind": "quarter",
                "period_start": start,
                "period_end": date(start.year, start.month + 2, 28),
                "value": figure,
            }
            for number in range(1, rows + 1)
        ]
    )


def standing(store: Store) -> list[float]:
    """The KPI figures that stand."""
    return list(stored_uploads.current_rows(store, "kpi_value")["value"])
