"""Who signs in with a portfolio or lead of their own sees it first, and may choose another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from access import current_actor
from access import people as signed_in_people
from access.people import People
from access.session_tables import SessionFile
from access.sessions import Sessions
from tests.pages.app import opened, text

ROLES = """
[groups]
"managers" = "manager"
"others" = "manager"
[show_for]
"managers" = "Finance"
"others" = "No such portfolio"
"""


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    """Sign-in with that role file; who looks at the page is set by `sign_in`."""
    roles = tmp_path / "roles.toml"
    roles.write_text(ROLES)
    everybody = People(Sessions(SessionFile(tmp_path / "sign-ins")), roles)
    monkeypatch.setattr(signed_in_people, "_people", [everybody])
    yield everybody
    everybody.sessions.close()


def sign_in(everybody: People, monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    """Begin a sign-in; the connection is what names it, which a page in a test has not."""
    everybody.sessions.begin("subject", "M. Manager", {"groups": [group]})
    key = everybody.sessions.listed()[0].key
    monkeypatch.setattr(current_actor, "current_session", lambda: key)


@pytest.mark.usefixtures("only_read")
def test_a_manager_begins_with_the_portfolio_of_their_own(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(people, monkeypatch, "managers")
    app = opened("my_area")
    assert app.selectbox(key="for").value == "Finance"
    assert "Finance, portfolio" in text(app)
    app.selectbox(key="for").set_value("Everyone").run()
    assert app.selectbox(key="for").value == "Everyone"
    app.run()
    assert app.selectbox(key="for").value == "Everyone"


@pytest.mark.usefixtures("only_read")
def test_an_address_that_says_for_whom_goes_before(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(people, monkeypatch, "managers")
    assert opened("my_area", **{"for": "Communities"}).selectbox(key="for").value == "Communities"


@pytest.mark.usefixtures("only_read")
def test_a_name_that_nobody_answers_under_shows_everyone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(people, monkeypatch, "others")
    assert opened("my_area").selectbox(key="for").value == "Everyone"
