"""One store for every question: what is shipped, and one of each thing that people bring."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import reference_files
from data.store import Store
from data.uploads import Alias, KpiEvent
from tests.actors import ANALYST, analyst
from tests.data.published import upload, value

# A figure and an update that come a second time.
AGAIN = {"kpi_value": "CP 02", "activity_update": "KA.01.02"}


@pytest.fixture(scope="session")
def asked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Uploads 4 to 8: a figure withdrawn, a row of a plan, a statistic revised, rows again."""
    store = Store(Path(shutil.copy(built, tmp_path_factory.mktemp("asked"))))
    figure = value(11.0, date(2025, 1, 1)).assign(unit="number")
    figure["period_end"] = date(2025, 3, 31)
    store.publish(ANALYST, upload(b"four"), {"kpi_value": figure})
    store.withdraw(analyst("B. Analyst"), 4, "wrong quarter")
    outcome = reference_files.tables()["outcome"].head(1).assign(title="Homes for all")
    store.publish(
        ANALYST,
        upload(b"five"),
        {"uploaded_outcome": outcome.assign(removed=False, sheet="Outcomes", cell="A2")},
    )
    store.publish(ANALYST, upload(b"six"), {"statistic_value": _revised(store)})
    again = {table: _again(store, table, code) for table, code in AGAIN.items()}
    named = {"plan": "2024/25", "code": "SP 01", "service": "Housing", "sheet": "A", "cell": "E2"}
    again["kpi_service"] = pd.DataFrame([named])
    store.publish(ANALYST, upload(b"seven"), again)
    store.publish(ANALYST, upload(b"eight"), {"kpi_value": again["kpi_value"]})
    event = KpiEvent("2024/25", "SP 01", date(2024, 5, 1), "note", "A new site opened")
    store.add_event(ANALYST, event)
    store.map_columns(ANALYST, '["ref"]', '{"0": "code"}')
    store.add_alias(ANALYST, Alias("kpi", "Fly tips", "CON 15"))
    yield store
    store.close()


def _again(store: Store, table: str, code: str) -> pd.DataFrame:
    return store.ask(
        f"""
        SELECT * EXCLUDE (upload, position) FROM current_{table}
        WHERE code = ? ORDER BY period_end LIMIT 1
        """,
        [code],
    )


def _revised(store: Store) -> pd.DataFrame:
    newest = store.ask(
        """
        SELECT * EXCLUDE (upload, position) FROM current_statistic_value
        WHERE code = 'population' AND area = 'E07000131' ORDER BY period_end DESC LIMIT 1
        """
    )
    return newest.assign(value=100_500.0, vintage=date(2026, 3, 26))
