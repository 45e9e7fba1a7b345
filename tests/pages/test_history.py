"""History: what an upload changed, taking it back and bringing it back; the past as it stood."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.questions import stored_uploads
from data.uploads import StoredFile
from loaders import publish
from loaders.check import decide
from loaders.checks.decisions import Choice, decided_alike
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import failures, opened, text
from tests.pages.shipped import MISMATCHED_KPI

pytestmark = pytest.mark.usefixtures("fresh")
REVISED = ("SP 01", "", "Q4 2024/25", 60, 90)


def published(row: tuple[object, ...] = REVISED) -> int:
    file = SubmittedFile(StoredFile("revised.xlsx", alone(row)))
    checked = publish.read(file, publish.plans(publish.ready()))
    accepted = decided_alike(checked.undecided, Choice.ACCEPT, "counted again")
    return publish.publish(publish.ready(), file, decide(checked, accepted), ANALYST)


def press(app: AppTest, label: str, who: str, why: str) -> None:
    boxes = {box.label: box for box in app.text_input}
    boxes["Your name"].input(who)
    boxes["Why"].input(why)
    next(button for button in app.button if button.label == label).click().run()
    assert not failures(app)


def test_an_upload_says_what_it_changed_and_whose_figure_that_was() -> None:
    number = published()
    again = published((*REVISED[:3], 61, 90))
    page_text = text(opened("history", upload=str(again)))
    assert "0 new, 1 changed, 0 same" in page_text
    assert f'<p class="dd-on-paper"><b>Upload {again}: ' in page_text
    assert f"{ANALYST.name}, upload {number}" in page_text


def test_a_withdrawn_upload_is_brought_back_and_both_are_told() -> None:
    number = published()
    app = opened("history", upload=str(number))
    assert "It brought 1 KPI value. The pages will show nothing of it." in text(app)
    assert "without any real figure shows its invented ones again" in text(app)
    press(app, "Withdraw this upload", "B. Analyst", "wrong quarter")
    press(app, "Bring this upload back", "C. Analyst", "it was right")
    steps = stored_uploads.withdrawals(stores.shared(), number)
    assert list(steps["kind"]) == ["withdrawn", "reinstated"]
    page_text = text(opened("history", upload=str(number)))
    assert "by B. Analyst (typed): wrong quarter" in page_text
    assert "by C. Analyst (typed): it was right" in page_text


def test_the_past_is_shown_as_it_stood_and_nothing_is_changed_in_it() -> None:
    published()
    before = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    app = opened("history", as_of=before)
    assert "Nothing has been uploaded yet" in text(app)
    assert "As it stood at the end of" in text(app)
    assert "You look at the past" in text(opened("upload", as_of=before))
    assert not opened("kpi", as_of=before, kpi="SP 01").button


@pytest.mark.parametrize("typed", ["yesterday", "2999-01-01"])
def test_a_day_that_is_none_in_the_past_shows_what_stands_now(typed: str) -> None:
    page_text = text(opened("history", as_of=typed))
    assert "As it stood at the end of" not in page_text
    assert "uploads, newest first" in page_text


def test_links_keep_the_day_that_is_looked_at() -> None:
    today = datetime.now(UTC).date()
    past = (today - timedelta(days=1)).isoformat()
    assert f"as_of={past}" in text(opened("overview", as_of=past))
    assert "as_of" not in text(opened("overview")).replace("dd-", "")


def test_a_withdrawal_without_a_name_or_reason_is_asked_for_them() -> None:
    app = opened("history")
    app.button[0].click().run()
    assert "Give your name and the reason" in text(app)
    assert stored_uploads.uploads(stores.shared())["why"].isna().all()


def test_statuses_reported_otherwise_than_computed_are_listed_and_both_are_shown() -> None:
    app = opened("history")
    assert any(
        "1 figure has another status in the file" in expander.label for expander in app.expander
    )
    assert MISMATCHED_KPI in text(app).split("We show both")[-1]
