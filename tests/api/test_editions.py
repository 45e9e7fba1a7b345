"""An answer counts until something is published or withdrawn, and as of a day as it stood."""

import importlib
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from api import editions, feeds
from data import store as stores
from data.actor import AccessRole
from loaders import publish
from tests.actors import ANALYST, BY_A_TEST
from tests.api.asking import client_of


def test_a_withdrawal_makes_another_edition(fresh: Path) -> None:
    analyst = client_of(AccessRole.ANALYST)
    before = analyst.get("/api/v1/uploads")
    tag = {"If-None-Match": before.headers["etag"]}
    assert analyst.get("/api/v1/uploads", headers=tag).status_code == 304
    stores.shared().withdraw(ANALYST, 2, "the figures were invented")
    after = analyst.get("/api/v1/uploads", headers=tag)
    assert after.status_code == 200
    states = {row["upload"]: row["state"] for row in after.json()["items"]}
    assert states[2] == "withdrawn"


@pytest.mark.parametrize("address", ["/api/v1/plans", feeds.CHANGES, "/images/kpi/SP%2001.svg"])
@pytest.mark.usefixtures("fresh")
def test_an_answer_into_which_something_was_published_is_made_anew(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, asked = publish.ready(), list[str]()
    edition = editions.edition

    def published_after(*args: Any) -> str:
        asked.append(edition(*args))
        if len(asked) == 1:
            store.withdraw(ANALYST, 2, "the figures were invented")
        return asked[-1]

    monkeypatch.setattr(editions, "edition", published_after)
    answer = client_of(AccessRole.ANALYST).get(address)
    assert answer.headers["etag"] == f'"{edition()}"'
    assert len(asked) == 2


@pytest.mark.parametrize("address", ["/api/v1/plans", "/images/kpi/SP%2001.svg"])
@pytest.mark.usefixtures("fresh")
def test_an_answer_into_which_something_is_published_each_time_is_asked_for_later(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, edition = publish.ready(), editions.edition

    def published_after(*args: Any) -> str:
        before = edition(*args)
        with store.writing(*BY_A_TEST) as cursor:
            cursor.execute("INSERT INTO kpi_event (event) SELECT 7")
        return before

    monkeypatch.setattr(editions, "edition", published_after)
    answer = client_of(AccessRole.VIEWER).get(address)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
    assert answer.json()["detail"].startswith("New figures were published 3 times")


@pytest.mark.usefixtures("only_read")
def test_another_start_makes_no_other_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """So servers that share a store have the same editions, too."""
    before = editions.edition()
    importlib.reload(editions)
    assert editions.edition() == before
    # What is shown of the settings is part of it.
    importlib.reload(editions)
    with monkeypatch.context() as patch:
        patch.setenv("DISTRICT_TITLE", "Another name")
        assert editions.edition() != before
    importlib.reload(editions)


@pytest.mark.usefixtures("fresh")
def test_a_name_that_is_gone_since_is_known_as_of_a_day_on_which_it_stood() -> None:
    store, today = publish.ready(), datetime.now(UTC).date()
    with store.writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE activity_update SET lead = 'Z. Zander'")
        cursor.execute(
            "UPDATE upload SET published_at = ? WHERE layout = 'Key activities'",
            [datetime.combine(today - timedelta(days=10), time())],
        )
    uploads = store.ask("SELECT upload FROM upload WHERE layout = 'Key activities'")
    store.withdraw(ANALYST, int(uploads["upload"][0]), "a test")
    client, asked = client_of(AccessRole.VIEWER), "/api/v1/activities?lead=Z. Zander"
    assert 'There is no lead "Z. Zander"' in client.get(asked).json()["detail"]
    assert client.get(f"{asked}&as_of={today - timedelta(days=5)}").json()["total"] == 37
