"""What an upload brings is refused as a whole where one value may not come in."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.errors import StoreProblem
from data.store import Store
from tests.actors import ANALYST
from tests.data.published import standing, upload, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"value": 1e308}, "kpi_value would hold 1e+308 under value; expected a number below"),
        ({"period_start": pd.Timestamp(1989, 12, 31)}, "under period_start; expected a day from"),
        ({"note": "bell\x07"}, "would hold bell under note; expected text without control"),
        ({"note": "n" * 20_001}, "under note; expected 20,000 characters at most"),
        ({"code": "c" * 121}, "under code; expected 120 characters at most"),
    ],
)
def test_the_store_refuses_rows_that_are_out_of_bounds(
    store: Store, cells: dict[str, Any], reason: str
) -> None:
    with pytest.raises(StoreProblem, match=re.escape(reason)):
        store.publish(ANALYST, upload(b"one"), {"kpi_value": value(10).assign(**cells)})
    assert standing(store) == []
