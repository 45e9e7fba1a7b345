"""The frame around every page: trouble of the database file is said on each."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data import store as stores
from insights import cache
from loaders import publish
from pages import about, report
from pages.priority import addresses
from pages.shared import signed_form
from reports.making import MadeReport
from tests.actors import BY_A_TEST
from tests.pages.app import as_read, opened
from tests.pages.test_pages import PAGES


@pytest.fixture(scope="module")
def replaced(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database whose file was replaced after it was opened."""
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("replaced")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(path))
        publish.ready()
        Path(shutil.copy(path, path.with_name("other.duckdb"))).replace(path)
        yield path
        stores.close_shared()


@pytest.mark.usefixtures("replaced")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_the_database_file_was_replaced_and_shows_what_it_has(
    page: str,
) -> None:
    app = opened(page)
    assert ["was replaced by another" in error.value for error in app.error] == [True]
    assert len(app.title) == 1


@pytest.mark.usefixtures("only_read")
def test_who_may_run_a_page_is_noted_for_each_run_by_itself() -> None:
    app = AppTest.from_function(_two_of_a_page).run()
    assert not app.exception
    assert [element.value for element in app.markdown] == ["True False"]


@pytest.mark.usefixtures("only_read")
def test_the_frame_and_a_page_are_read_in_one_edition_and_a_page_that_publishes_in_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    following: list[cache.EditionReading] = []

    def follows(reading: cache.EditionReading) -> None:
        following.append(reading)

    monkeypatch.setattr(cache.EditionReading, "follows_store", follows)
    opened("about")
    assert not following
    opened("history")
    assert following


def _two_of_a_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from pages import about, menu  # noqa: PLC0415

    first, second = (menu.page_of((about.render, "About", "about")) for _ in range(2))
    assert first
    assert second
    st.navigation([first])
    st.write(str(first._can_be_called), str(second._can_be_called))


def test_addresses_of_codes_that_are_fit_for_one_are_the_codes() -> None:
    assert addresses(["place", "health"]) == {
        "place": "priority-place", "health": "priority-health"
    }  # fmt: skip


@pytest.mark.parametrize(
    "codes",
    [
        ["a/b", "a b", "a-b"],
        ["place", "place/", "Place"],
        ["", " ", "/", "3"],
        ["a", "a-2", "A"],
        ["\u202e", "<script>", "?x=1#y"],
    ],
)
def test_no_two_priorities_share_an_address_whatever_their_codes(codes: list[str]) -> None:
    made = addresses(codes)
    assert list(made) == codes
    assert len({address.lower() for address in made.values()}) == len(codes)
    assert all(re.fullmatch(r"priority-[A-Za-z0-9_-]+", address) for address in made.values())


@pytest.mark.usefixtures("fresh", "nothing_remembered")
def test_a_priority_of_before_the_rules_breaks_no_page() -> None:
    with stores.shared().writing(*BY_A_TEST) as cursor:
        cursor.execute("UPDATE priority SET code = 'place/' WHERE code = 'health'")
        cursor.execute("UPDATE priority SET code = '', name = '' WHERE code = 'economy'")
        cursor.execute("UPDATE priority SET name = '![n](http://a.example/n.png)'")
    pages = ("overview", "history", "priority-place", "priority-place-2")
    titles = [title.value for page in pages for title in opened(page).title]
    name = "![n](http://a.example/n.png)"
    assert [as_read(title) for title in titles[1:]] == ["History", name, name]


@pytest.fixture
def store(fresh: Path) -> stores.Store:
    """A store with every shipped figure, in which nothing has happened yet."""
    return publish.ready()


def publish_event(store: stores.Store) -> None:
    with store.writing(*BY_A_TEST) as cursor:
        cursor.execute("INSERT INTO kpi_event (event) SELECT 7")


def test_a_page_is_drawn_anew_where_something_was_published_in_the_middle_of_it(
    store: stores.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody asked before and after it would be of two editions; an answer stays."""

    def render() -> None:
        """Says how many events there are; there is one more before the first two are over."""
        asked = cache.store().ask("SELECT count(*) AS events FROM kpi_event")
        (events,) = asked["events"]
        st.title(f"{events} events")
        with st.form("keep"):
            signature = signed_form.sign("Keep it", "kept-by")
        signed_form.is_signed(signature, "Give your name.")
        if events == 0 or signature.pressed:
            publish_event(store)

    monkeypatch.setattr(about, "render", render)
    app = opened("about")
    assert [title.value for title in app.title] == ["1 events"]
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["Give your name."]
    app.run()
    assert ([title.value for title in app.title], list(app.error)) == (["2 events"], [])


def test_a_report_is_offered_though_something_was_published_while_it_was_made(
    store: stores.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: object) -> MadeReport:
        publish_event(store)
        return MadeReport("report.docx", "text/plain", b"words")

    monkeypatch.setattr(report, "make", make)
    app = opened("report")
    app.button(key="make-report").click().run()
    assert "report.docx" in app.get("download_button")[0].proto.label


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize("page", ["overview", "kpi", "priority-place", "district"])
def test_what_is_only_read_is_read_in_one_edition_to_the_end(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever asks for the store itself, a frame too, would end that."""
    asked: list[cache.EditionReading] = []
    follow = cache.EditionReading.follows_store

    def noted(reading: cache.EditionReading) -> None:
        asked.append(reading)
        follow(reading)

    monkeypatch.setattr(cache.EditionReading, "follows_store", noted)
    opened(page)
    assert not asked
