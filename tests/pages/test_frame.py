"""The quarter in the row under the menu: the latest as it comes, or an earlier one as chosen."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from loaders import publish
from pages.shared import as_of, shown
from tests.actors import ANALYST
from tests.data.published import upload
from tests.pages import shipped
from tests.pages.app import opened

EARLIER, FORMER, LATEST = "Q3 2024/25", "Q4 2024/25", "Q1 2025/26"
THEN = datetime(2025, 5, 1, tzinfo=UTC)


@pytest.fixture
def former(fresh: Path) -> pd.DataFrame:
    """The quarterly figures of the last report, which with all before it is of a past day."""
    columns = "plan, code, period_kind, period_start, period_end, period_label, value, provisional"
    store = publish.ready()
    figures = store.ask(
        f"SELECT {columns} FROM current_kpi_value WHERE plan = ? AND value IS NOT NULL",
        [shipped.PLAN],
    )
    figures = pd.DataFrame(figures)
    store.publish(ANALYST, upload(at=THEN), {"kpi_value": figures})
    return figures[figures["period_label"] == FORMER]


def publish_latest(former: pd.DataFrame, at: datetime | None = None) -> int:
    """The same figures again as those of the quarter after it; the number of their upload."""
    figures = former.assign(
        period_start=date(2025, 4, 1), period_end=date(2025, 6, 30), period_label=LATEST
    )
    return publish.ready().publish(ANALYST, upload(b"latest", at), {"kpi_value": figures})


def quarter(app: AppTest) -> str:
    return str(app.selectbox(key=shown.QUARTER).value)


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key == "frame-chip"]


def look_at(app: AppTest, day: date | None) -> None:
    app.date_input(key=as_of.KEY).set_value(day).run()


def test_a_page_goes_on_to_a_new_report_where_no_earlier_one_was_chosen(
    former: pd.DataFrame,
) -> None:
    follows, stays = opened("about"), opened("about", quarter=EARLIER)
    assert (quarter(follows), quarter(stays)) == (FORMER, EARLIER)
    publish_latest(former)
    assert (quarter(follows.run()), quarter(stays.run())) == (LATEST, EARLIER)
    assert (chips(follows), len(chips(stays))) == ([], 1)


def test_the_report_of_a_day_in_the_past_is_chosen_by_nobody(
    former: pd.DataFrame,
) -> None:
    publish_latest(former)
    nothing_chosen, former_chosen = opened("about"), opened("about", quarter=FORMER)
    for app in (nothing_chosen, former_chosen):
        look_at(app, THEN.date())
        assert (quarter(app), chips(app)) == (FORMER, [])
        look_at(app, None)
    assert (quarter(nothing_chosen), chips(nothing_chosen)) == (LATEST, [])
    assert (quarter(former_chosen), len(chips(former_chosen))) == (FORMER, 1)


def test_one_press_leads_to_the_latest_report_of_the_day_that_is_looked_at(
    former: pd.DataFrame,
) -> None:
    store = publish.ready()
    store.withdraw(ANALYST, publish_latest(former, THEN), "wrong quarter")
    app = opened("about", quarter=EARLIER)
    look_at(app, THEN.date())
    assert (quarter(app), len(chips(app))) == (EARLIER, 1)
    app.button(key="frame-chip").click().run()
    assert (quarter(app), chips(app)) == (LATEST, [])
    look_at(app, None)
    assert (quarter(app), chips(app)) == (FORMER, [])
