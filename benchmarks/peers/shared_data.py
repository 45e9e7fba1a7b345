"""What a running dashboard gives to other systems: a priority's measures and their figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pandas as pd

PRIORITY = "place"


def export(address: str, folder: Path) -> None:
    """Write measures.parquet and figures.parquet, as the open interface answers."""
    with httpx2.Client(base_url=address, trust_env=False, timeout=60) as client:
        (plan, *_) = _items(client, "/api/v1/plans")
        names = {priority["code"]: priority["name"] for priority in plan["priorities"]}
        measures = _items(client, "/api/v1/kpis", priority=PRIORITY)
        figures = [
            {"code": measure["code"], **_figure(item)}
            for measure in measures
            for item in _items(client, f"/api/v1/kpis/{quote(measure['code'], safe='')}")
        ]
    frame = pd.DataFrame(
        {
            "code": measure["code"],
            "name": measure["name"],
            "priority": names[PRIORITY],
            "portfolio": next(iter(measure["portfolio"]), None),
            "period": measure["period"]["label"] if measure["period"] else None,
            "status": measure["status"],
            "value": measure["value"],
            "target": measure["target"],
        }
        for measure in measures
    )
    frame.to_parquet(folder / "measures.parquet")
    pd.DataFrame(figures).to_parquet(folder / "figures.parquet")


def _items(client: httpx2.Client, path: str, **words: str) -> Sequence[Mapping[str, Any]]:
    response = client.get(path, params={"limit": "1000", **words})
    response.raise_for_status()
    items: Sequence[Mapping[str, Any]] = response.json()["items"]
    return items


def _figure(item: Mapping[str, Any]) -> Mapping[str, object]:
    return {
        "period_end": item["period"]["end"],
        "value": item["value"],
        "target": item["target"],
    }
