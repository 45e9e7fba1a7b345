"""An answer counts until something is published or withdrawn."""

from pathlib import Path

from data import store as stores
from data.actor import AccessRole
from tests.actors import ANALYST
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
