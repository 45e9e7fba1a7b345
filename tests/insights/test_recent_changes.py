"""What changed of late: a status moved when what moved it began to stand."""

from datetime import datetime

import pytest

from data import uploads
from insights.recent_changes import recent_changes
from loaders import publish
from tests.actors import BY_A_TEST

APPROVED = datetime.fromisoformat("2031-06-15T09:30")


@pytest.mark.usefixtures("fresh")
def test_a_status_moved_when_its_figures_were_approved_and_not_when_they_were_handed_in() -> None:
    with publish.ready().writing(*BY_A_TEST) as cursor:
        number = cursor.execute("SELECT upload FROM upload WHERE illustrative").fetchall()[0][0]
        row = [number, "B. Analyst", APPROVED, "looked at every figure"]
        cursor.execute("INSERT INTO approval VALUES (?, ?, ?, ?)", row)
        uploads.note_step(cursor, "approved", number)
    moves = [change for change in recent_changes() if change.page == "kpi"]
    assert len(moves) > 2
    assert {move.moment for move in moves} == {APPROVED}
