"""COUNCIL: a code or a name decides whose dashboard it is; a mistake is one sentence."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data import reference_files
from data.actor import SHIPPED
from data.councils import Council, UnknownCouncil
from data.questions import stored_council, stored_plans
from data.store import DEFAULT_DATABASE, Store, StoreProblem, database_path
from data.uploads import KpiEvent
from tests.actors import ANALYST, BY_A_TEST


@pytest.mark.parametrize(
    ("setting", "council"),
    [
        ("", Council("E07000131", "Harborough")),
        ("E07000131", Council("E07000131", "Harborough")),
        (" e06000061 ", Council("E06000061", "North Northamptonshire")),
        ("harborough district council", Council("E07000131", "Harborough")),
        ("Leicester", Council("E06000016", "Leicester")),
        ("Leicestershire County Council", Council("E10000018", "Leicestershire")),
        ("London Borough of Camden", Council("E09000007", "Camden")),
        ("Edinburgh", Council("S12000036", "City of Edinburgh")),
        ("Hull", Council("E06000010", "Kingston upon Hull, City of")),
        ("Anglesey", Council("W06000001", "Isle of Anglesey")),
        ("Armagh City, Banbridge and Craigavon",
         Council("N09000002", "Armagh City, Banbridge and Craigavon")),
    ],
)  # fmt: skip
def test_a_code_or_a_name_means_a_council(
    setting: str, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL", setting)
    assert reference_files.council() == council


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("Harboro", "the nearest is Harborough (E07000131)"),
        ("Richmond", "the nearest is Richmond upon Thames (E09000027)"),
        ("Kettering", "its area belongs to North Northamptonshire (E06000061)"),
        ("E12000004", "which is no council"),
        ("xyzzy", "Write its code, such as E07000131, or its name"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_nearest(
    setting: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL", setting)
    with pytest.raises(UnknownCouncil) as refusal:
        reference_files.council()
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("COUNCIL is ")
    assert "\n" not in str(refusal.value)


def test_each_council_has_a_file_of_its_own_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISTRICT_DATABASE", raising=False)
    monkeypatch.delenv("COUNCIL", raising=False)
    assert database_path() == DEFAULT_DATABASE.resolve()
    monkeypatch.setenv("COUNCIL", "Belfast")
    assert database_path() == DEFAULT_DATABASE.with_name("N09000003.duckdb").resolve()


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


def test_texts_have_the_plans_of_the_council_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(reference_files.texts()["kpi"]) > 0
    monkeypatch.setenv("COUNCIL", "Belfast")
    texts = reference_files.texts()
    assert texts["kpi"].empty
    assert texts["plan"].empty
    assert not texts["statistic"].empty


def test_without_a_plan_in_the_files_the_setting_must_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(reference_files.REFERENCE_FOLDER, tmp_path / "reference"))
    plans = folder / "plans.csv"
    plans.write_text(plans.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    monkeypatch.delenv("COUNCIL", raising=False)
    with pytest.raises(UnknownCouncil, match="COUNCIL must say whose dashboard this is"):
        reference_files.council(folder)
    monkeypatch.setenv("COUNCIL", "Belfast")
    assert reference_files.council(folder).code == "N09000003"


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
