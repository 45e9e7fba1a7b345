"""The first start: a stranger chooses the council by name, and its own district is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.uploads import KpiEvent, now
from insights import areas, council_choice
from tests.actors import ANALYST
from tests.pages.app import failures, opened, text

EVENT = KpiEvent("2024/25", "CON 15", now().date(), "note", "a new way of counting")
# A county, a unitary, a Scottish and a Northern Irish council.
CHOSEN = {
    "Leicestershire (county, England)": "E10000018",
    "Kingston upon Hull, City of (unitary, England)": "E06000010",
    "City of Edinburgh (council area, Scotland)": "S12000036",
    "Belfast (local government district, Northern Ireland)": "N09000003",
}
# Every page of councils of each kind is drawn in test_any_council.
PAGES = ["overview", "district", "map", "upload", "about", "council"]
LINK = 'href="council"'


@pytest.fixture
def start(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A fresh start, with nothing set."""
    monkeypatch.delenv("COUNCIL", raising=False)
    assert fresh.exists()
    yield
    stores.close_shared()


def choose(council: str | None, name: str = "A. Person") -> AppTest:
    """The page of the council after a council was picked and the button pressed."""
    app = opened("council")
    app.selectbox(key="council-choice").set_value(council)
    app.text_input(key="council-by").set_value(name)
    next(button for button in app.button if button.label == "Use this council").click()
    app.run()
    assert not failures(app)
    return app


@pytest.mark.usefixtures("only_read")
def test_every_council_of_the_kingdom_is_offered_once() -> None:
    choices = council_choice.choices()
    assert set(CHOSEN.items()) <= set(choices.items())
    assert len(set(choices.values())) == len(choices) == 382


@pytest.mark.usefixtures("start")
@pytest.mark.parametrize("council", [next(iter(CHOSEN)), next(reversed(CHOSEN))])
def test_the_district_of_the_chosen_council_is_there_and_no_page_is_empty(council: str) -> None:
    assert LINK in text(opened("overview"))
    name = council.split(" (", maxsplit=1)[0]
    assert f"{name} in figures" in text(choose(council))
    assert areas.home() == (CHOSEN[council], name)
    for page in PAGES:
        app = opened(page)
        page_text = text(app)
        assert len(app.title) == 1
        assert len(page_text) > 100
        assert LINK not in page_text
        assert "Illustrative data." not in page_text


@pytest.mark.usefixtures("start")
def test_who_keeps_the_council_is_asked_no_more_and_keeps_the_sample() -> None:
    choose("Harborough (district, England)")
    overview = text(opened("overview"))
    assert "Illustrative data." in overview
    assert LINK not in overview


@pytest.mark.usefixtures("start")
def test_without_a_council_or_a_name_nothing_is_chosen() -> None:
    assert "Choose a council: type" in text(choose(None))
    assert "Give your name" in text(choose("Harborough (district, England)", " "))
    assert council_choice.is_to_be_chosen()


@pytest.mark.usefixtures("start")
def test_once_somebody_brought_something_nobody_is_asked() -> None:
    stores.shared().add_event(ANALYST, EVENT)
    assert LINK not in text(opened("overview"))
    page = opened("council")
    assert not [box for box in page.selectbox if box.key == "council-choice"]


@pytest.mark.usefixtures("start")
def test_who_may_not_choose_is_not_asked() -> None:
    stores.shared().write_permission.refuse("Read-only.")
    assert LINK not in text(opened("overview"))


@pytest.mark.usefixtures("start", "nothing_remembered")
def test_where_the_setting_says_it_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL", "Harborough")
    assert LINK not in text(opened("overview"))
