"""A database is of one council: what it holds decides whether it may become another's."""

from datetime import date
from pathlib import Path

import pytest

from data.actor import SHIPPED
from data.councils import Council, UnknownCouncil
from data.errors import StoreProblem
from data.questions import stored_council, stored_plans
from data.store import Store
from data.uploads import KpiEvent
from tests.actors import ANALYST, BY_A_TEST


def council_of(store: Store) -> str:
    return str(stored_council.council(store)["code"].iloc[0])


def test_a_database_with_nothing_of_a_council_may_be_anothers(
    without_figures: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert council_of(without_figures) == "E07000131"
    assert len(stored_plans.plans(without_figures)) == 2
    monkeypatch.setenv("COUNCIL", "Belfast")
    without_figures.load_reference(SHIPPED)
    assert council_of(without_figures) == "N09000003"
    assert stored_plans.plans(without_figures).empty
    monkeypatch.delenv("COUNCIL")
    without_figures.load_reference(SHIPPED)
    assert len(stored_plans.plans(without_figures)) == 2


@pytest.mark.parametrize("known", [True, False], ids=["kept", "from before councils were kept"])
def test_a_database_with_something_of_a_council_is_refused_to_another(
    without_figures: Store, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    event = KpiEvent("2024/25", "CON 15", date(2025, 1, 1), "note", "a new way of counting")
    without_figures.add_event(ANALYST, event)
    if not known:
        with without_figures.writing(*BY_A_TEST) as cursor:
            cursor.execute("DELETE FROM council")
    monkeypatch.setenv("COUNCIL", "Belfast")
    with pytest.raises(StoreProblem, match="of the council E07000131, and COUNCIL says Belfast"):
        without_figures.load_reference(SHIPPED)
    assert len(stored_plans.plans(without_figures)) == 2
    monkeypatch.delenv("COUNCIL")
    without_figures.load_reference(SHIPPED)


def test_an_administrator_chooses_the_council_and_the_store_keeps_it(fresh: Path) -> None:
    store = Store(fresh)
    store.load_reference(SHIPPED)
    assert store.is_anybodys()
    assert not stored_plans.plans(store).empty
    store.choose_council(ANALYST, "N09000003")
    assert store.council() == Council("N09000003", "Belfast")
    assert council_of(store) == "N09000003"
    assert stored_plans.plans(store).empty
    # The invented figures of the other council are gone; that they were there is on record.
    assert store.ask("SELECT 1 FROM kpi_value").empty
    assert set(store.erased()) == {2, 3}
    assert not store.ask("SELECT 1 FROM statistic_value LIMIT 1").empty
    store.close()
    again = Store(fresh)
    before = again.edition()
    again.load_reference(SHIPPED)
    assert (council_of(again), again.edition()) == ("N09000003", before)
    again.close()


def test_keeping_the_council_keeps_its_sample(fresh: Path) -> None:
    store = Store(fresh)
    figures = store.ask("SELECT count(*) AS n FROM kpi_value")["n"].iloc[0]
    store.choose_council(ANALYST, "E07000131")
    assert store.ask("SELECT count(*) AS n FROM kpi_value")["n"].iloc[0] == figures > 0
    assert list(stored_council.choices(store)["chosen_by"]) == [ANALYST.name]
    store.close()


def test_the_setting_goes_before_what_was_chosen(
    without_figures: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_figures.choose_council(ANALYST, "S12000036")
    monkeypatch.setenv("COUNCIL", "Belfast")
    assert without_figures.council().name == "Belfast"
    with pytest.raises(StoreProblem, match="The setting COUNCIL says whose dashboard this is"):
        without_figures.choose_council(ANALYST, "E06000061")


def test_no_other_council_is_chosen_once_somebody_brought_something(
    without_figures: Store,
) -> None:
    event = KpiEvent("2024/25", "CON 15", date(2025, 1, 1), "note", "a new way of counting")
    without_figures.add_event(ANALYST, event)
    before = without_figures.edition()
    with pytest.raises(StoreProblem, match="of Harborough were brought here"):
        without_figures.choose_council(ANALYST, "N09000003")
    assert without_figures.edition() == before
    without_figures.choose_council(ANALYST, "E07000131")


@pytest.mark.parametrize("code", ["E12000004", "E07000150", "'; DROP TABLE area --"])
def test_what_is_no_council_is_not_chosen(code: str, without_figures: Store) -> None:
    with pytest.raises(UnknownCouncil):
        without_figures.choose_council(ANALYST, code)
    assert stored_council.choices(without_figures).empty
