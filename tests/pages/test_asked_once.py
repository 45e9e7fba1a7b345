"""A page that is drawn again asks nothing of the database: what it says is remembered."""

from typing import Any

import pytest

from data.database.database import Database
from tests.pages.app import opened

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("page", "choices"),
    [
        ("overview", {}),
        ("priority-place", {}),
        ("kpi", {"kpi": "CON 15"}),
        ("activities", {}),
        ("district", {}),
        ("compare", {}),
        ("history", {}),
        ("about", {}),
    ],
)
def test_a_page_that_is_drawn_again_asks_nothing(
    page: str, choices: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(page, **choices)
    asked: list[object] = []
    read = Database._read

    def noted(store: Database, *args: Any, **options: Any) -> Any:
        asked.append(args)
        return read(store, *args, **options)

    monkeypatch.setattr(Database, "_read", noted)
    app.run()
    assert not asked
