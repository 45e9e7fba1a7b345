"""A second person through the pages: what waits is said, seen by another analyst, and approved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from access import current_actor
from access import people as signed_in_people
from access.people import People
from access.session_tables import SessionFile
from access.sessions import Sessions
from data import second_person
from data import store as stores
from insights.recent_changes import recent_changes
from loaders import publish
from tests.loaders.checks.small_workbooks import alone
from tests.pages.app import failures, opened, text
from tests.pages.upload.upload_page import with_file, with_files

FIRST, REVISED = ("SP 01", "", "Q4 2024/25", 85, 90), ("SP 01", "", "Q4 2024/25", 85, 91)
ANOTHER = ("CON 15", "", "Q1 2025/26", 231, 240)

# The setting goes with a sign-in only.
SETTINGS = {
    second_person.SETTING: "revisions",
    "DISTRICT_SIGN_IN": "proxy",
    "DISTRICT_PUBLIC_URL": "https://kpi.example.gov.uk",
    "DISTRICT_PROXIES": "127.0.0.1",
    "DISTRICT_PROXY_HEADERS": "oauth2-proxy",
}


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    """Two analysts and a viewer; who looks at the page is set by `sign_in`."""
    roles = tmp_path / "roles.toml"
    roles.write_text('[groups]\n"analysts" = "analyst"\n"viewers" = "viewer"\n')
    everybody = People(Sessions(SessionFile(tmp_path / "sign-ins")), roles)
    monkeypatch.setattr(signed_in_people, "_people", [everybody])
    yield everybody
    everybody.sessions.close()


def sign_in(everybody: People, monkeypatch: pytest.MonkeyPatch, name: str, group: str) -> None:
    """Begin a sign-in; the connection is what names it, which a page in a test has not."""
    everybody.sessions.begin(name, name, {"groups": [group]})
    key = next(s.key for s in everybody.sessions.listed() if s.name == name)
    monkeypatch.setattr(current_actor, "current_session", lambda: key)


def labels(number: int) -> list[str]:
    return [button.label for button in opened("history", upload=str(number)).button]


@pytest.mark.usefixtures("fresh")
def test_a_revision_waits_until_another_analyst_has_seen_and_approved_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(people, monkeypatch, "A. Analyst", "analysts")
    app = with_file(alone(FIRST))
    next(button for button in app.button if button.label.startswith("Publish")).click().run()
    for name, words in SETTINGS.items():
        monkeypatch.setenv(name, words)
    app = with_files(("new.xlsx", alone(ANOTHER)), ("revised.xlsx", alone(REVISED)))
    assert "a change of what is published waits until another person approves it" in text(app)
    next(button for button in app.button if button.label.startswith("Publish")).click().run()
    assert not failures(app)
    ((number, _),) = stores.shared().waiting().items()
    assert f"Upload {number} waits until another person approves it on History" in text(app)
    # No page shows it yet: its link goes to where it waits, that of the other file to its measure.
    assert 'href="kpi?kpi=CON' in text(app)
    assert 'href="kpi?kpi=SP' not in text(app)
    assert f'href="history?upload={number}"' in text(app)
    assert "1 upload waits for approval" in text(opened("upload"))
    # Whoever asked sees it wait and has no button.
    assert f"You published upload {number} yourself" in text(opened("history", upload=str(number)))
    assert "Approve this upload" not in labels(number)
    # Who only reads does not know of it.
    sign_in(people, monkeypatch, "V. Viewer", "viewers")
    assert "waiting" not in text(opened("history"))

    sign_in(people, monkeypatch, "B. Analyst", "analysts")
    app = opened("history", upload=str(number))
    page_text = text(app)
    assert "approval: it changes what is published." in page_text
    assert "0 new, 1 changed, 0 same" in page_text
    assert "by A. Analyst" in page_text
    app.text_input(key="approve_why").input("checked with the service")
    next(button for button in app.button if button.label == "Approve this upload").click().run()
    assert not failures(app)
    assert f"Upload {number} is approved" in text(app)
    assert "Approved on" in text(app)
    assert "by B. Analyst: checked with the service" in text(app)
    values = publish.ready().ask(
        "SELECT target FROM current_kpi_value WHERE code = 'SP 01' AND period_label = 'Q4 2024/25'"
    )
    assert list(values["target"]) == [91]
    # The feed of changes tells of it, by whom and why.
    (approved,) = [change for change in recent_changes() if change.title.startswith("Approved: ")]
    assert approved.person == "B. Analyst"
    assert "Reason: checked with the service." in approved.summary
