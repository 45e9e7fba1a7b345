"""Plans as they stand: the files' rows, and over them what standing workbooks brought."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import reference_files
from data.actor import SHIPPED
from data.questions import stored_kpis, stored_plans, stored_uploads
from data.store import Store
from data.uploads import KpiEvent
from tests.actors import ANALYST, analyst
from tests.data.published import upload, value
from tests.data.questions.question import Question, check, of_table, unasked

OLD, NEW = "2024/25", "2025/26"
FIRST = datetime.fromisoformat("2026-01-10T09:00")
SECOND = datetime.fromisoformat("2026-02-10T09:00")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "district.duckdb")
    store.load_reference(SHIPPED)
    return store


def rows(table: str, removed: bool = False, **cells: Any) -> dict[str, pd.DataFrame]:
    """The first row of a table of plans with other cells, as a workbook brings it."""
    frame = reference_files.tables()[table].head(1).assign(**cells)
    return {f"uploaded_{table}": frame.assign(removed=removed, sheet="S", cell="A2")}


def names(store: Store) -> dict[str, str]:
    kpis = stored_kpis.kpis(store)
    return dict(zip(kpis["plan"] + " " + kpis["code"], kpis["name"], strict=True))


def test_the_newest_standing_row_of_a_key_counts(store: Store) -> None:
    before = names(store)
    store.publish(ANALYST, upload(b"1", FIRST), rows("kpi", name="Once"))
    second = store.publish(ANALYST, upload(b"2", SECOND), rows("kpi", name="Twice"))
    key = next(iter(k for k, name in names(store).items() if name == "Twice"))
    assert names(store) == before | {key: "Twice"}
    with store.as_of(date(2026, 1, 31)):
        assert names(store)[key] == "Once"
    with store.as_of(date(2026, 1, 1)):
        assert names(store) == before
    store.withdraw(analyst("B. Analyst"), second, "wrong")
    assert names(store)[key] == "Once"


def test_a_row_is_taken_out_and_comes_back_when_that_is_withdrawn(store: Store) -> None:
    before = names(store)
    number = store.publish(ANALYST, upload(b"1"), rows("kpi", removed=True))
    assert len(names(store)) == len(before) - 1
    store.withdraw(analyst("B. Analyst"), number, "wrong")
    assert names(store) == before


def test_the_texts_are_those_of_the_files(store: Store) -> None:
    stored, files = stored_plans.reference_texts(store), reference_files.texts()
    assert stored.keys() == files.keys()
    typed, of_files = reference_files.typed(stored), reference_files.typed(files)
    for table, frame in of_files.items():
        by = list(frame.columns)
        pd.testing.assert_frame_equal(
            typed[table].sort_values(by, ignore_index=True),
            frame.sort_values(by, ignore_index=True),
        )


def begin(store: Store, starts: date = date(2025, 4, 1), **cells: Any) -> int:
    """Publish a plan of the next year with SP 01 in it; the number of the upload."""
    sp_01 = reference_files.tables()["kpi"].query("code == 'SP 01'").assign(plan=NEW, **cells)
    brought = rows("plan", plan=NEW, starts=starts) | {
        "uploaded_kpi": sp_01.assign(removed=False, sheet="S", cell="A2")
    }
    return store.publish(ANALYST, upload(b"next year"), brought)


def figures(store: Store, plan: str) -> list[float]:
    values = stored_kpis.kpi_values(store)
    return list(values[values["plan"] == plan]["value"])


def test_a_kpi_of_the_same_code_and_unit_goes_on_in_the_next_plan(store: Store) -> None:
    store.publish(ANALYST, upload(b"1"), {"kpi_value": value(10)})
    store.add_event(ANALYST, KpiEvent(OLD, "SP 01", date(2024, 5, 1), "note", "A site"))
    begin(store)
    assert figures(store, NEW) == figures(store, OLD) == [10]
    assert list(stored_kpis.kpi_events(store, NEW)["words"]) == ["A site"]
    # What comes under the new plan is the old one's too, and counts once.
    store.publish(ANALYST, upload(b"2"), {"kpi_value": value(12).assign(plan=NEW)})
    assert figures(store, NEW) == figures(store, OLD) == [12]
    assert list(stored_kpis.kpi_history(store, NEW, "SP 01")["value"]) == [12, 10]


def test_a_kpi_of_another_unit_begins_anew(store: Store) -> None:
    store.publish(ANALYST, upload(b"1"), {"kpi_value": value(10)})
    begin(store, unit="percent")
    assert figures(store, OLD) == [10]
    assert figures(store, NEW) == []


def test_a_figure_of_a_kpi_that_was_taken_out_is_kept_under_its_plan(store: Store) -> None:
    store.publish(ANALYST, upload(b"1"), {"kpi_value": value(10)})
    out = reference_files.tables()["kpi"].query("code == 'SP 01'")
    brought = {"uploaded_kpi": out.assign(removed=True, sheet="S", cell="A2")}
    store.publish(ANALYST, upload(b"2"), brought)
    assert figures(store, OLD) == [10]


@pytest.mark.parametrize(
    ("starts", "day", "first"),
    [
        (date(2025, 4, 1), None, NEW),
        (date(2025, 4, 1), date(2026, 12, 31), NEW),
        (date(2099, 4, 1), None, OLD),
    ],
)
def test_a_plan_that_has_not_begun_comes_last(
    store: Store, starts: date, day: date | None, first: str
) -> None:
    begin(store, starts)
    with store.as_of(day):
        assert stored_plans.plans(store)["plan"].iloc[0] == first


def test_targets_are_those_of_the_plans_own_periods(store: Store) -> None:
    one = value(10).assign(period_label="Q1 2024/25", target=9.0)
    other = value(8, date(2023, 4, 1)).assign(period_label="Q1 2023/24", target=7.0)
    store.publish(ANALYST, upload(b"1"), {"kpi_value": pd.concat([one, other])})
    targets = stored_kpis.targets(store, OLD)
    with_target = targets.dropna(subset=["target"])
    assert list(with_target[["code", "period", "target"]].itertuples(index=False, name=None)) == [
        ("SP 01", "Q1 2024/25", 9.0)
    ]
    assert len(targets) == 39
    assert set(targets["period"]) == {"Q1 2024/25", "2024/25"}


def test_what_an_upload_brought_of_plans_stands_beside_what_was_there_before(store: Store) -> None:
    store.publish(ANALYST, upload(b"1"), rows("kpi", name="Once"))
    number = store.publish(ANALYST, upload(b"2"), rows("kpi", name="Twice"))
    (brought,) = stored_plans.plan_rows(store, number).values()
    before = stored_plans.plans_before(store, number)["kpi"]
    code = brought["code"].iloc[0]
    assert list(brought["name"]) == ["Twice"]
    assert list(before[before["code"] == code]["name"]) == ["Once"]
    assert list(stored_uploads.uploads(store)["plan_rows"]) == [1, 1]


def test_figures_need_an_upload_while_nothing_else_that_stands_has_their_kpi(store: Store) -> None:
    def need(upload: int) -> list[int]:
        return list(stored_plans.kpi_values_in_need(store, upload)["upload"])

    first = store.publish(ANALYST, upload(b"1"), rows("kpi", code="NEW 01"))
    second = store.publish(ANALYST, upload(b"2"), rows("kpi", code="NEW 01"))
    values = pd.concat([value(10), value(12).assign(code="NEW 01")], ignore_index=True)
    number = store.publish(ANALYST, upload(b"3"), {"kpi_value": values})
    # Either has it while the other is away.
    assert (need(first), need(second), need(number)) == ([], [], [])
    store.withdraw(analyst("B. Analyst"), first, "wrong")
    assert (need(first), need(second)) == ([], [number])
    # In the next year's plan the figures go on, and stay in this one without it.
    next_year = begin(store)
    assert figures(store, NEW) == [10]
    assert (need(next_year), need(second)) == ([], [number])


QUESTIONS = [
    Question(
        stored_plans.plans,
        (),
        of_table("plan"),
        {"plan": OLD, "council": "Harborough District Council", "area": "E07000131"},
    ),
    Question(
        stored_plans.priorities, (OLD,), of_table("priority"), {"code": "place", "position": 1}
    ),
    Question(
        stored_plans.outcomes,
        (OLD,),
        of_table("outcome"),
        {"code": "CO 1", "priority": "place", "title": "Homes for all"},
    ),
    Question(
        stored_plans.profile_figures,
        (OLD,),
        of_table("profile_figure"),
        {"position": 1, "printed": "97,700", "value": 97_700.0},
    ),
    Question(
        lambda store: stored_plans.plan_rows(store, 5)["outcome"],
        (),
        [*of_table("outcome"), "sheet", "cell", "removed"],
        {"code": "CO 1", "title": "Homes for all", "sheet": "Outcomes", "cell": "A2"},
    ),
    Question(
        lambda store: stored_plans.plans_before(store, 5)["outcome"],
        (),
        of_table("outcome"),
        {
            "plan": OLD,
            "code": "CO 1",
            "title": "Enough homes for local needs, of every tenure and price, and less risk of "
            "homelessness",
        },
    ),
    Question(
        lambda store: stored_plans.reference_texts(store)["outcome"],
        (),
        of_table("outcome"),
        {"plan": OLD, "code": "CO 1", "title": "Homes for all"},
    ),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_its_columns_and_a_known_row(question: Question, asked: Store) -> None:
    check(question, asked)


def test_every_question_is_asked() -> None:
    by_table = {"plan_rows", "plans_before", "reference_texts"}
    # None are supplied: tests/pages/test_local_outcomes.py asks after a workbook brought some.
    by_table |= {"local_outcomes"}
    # It has a test of its own: no upload of these is in need of another.
    by_table |= {"kpi_values_in_need"}
    assert unasked(stored_plans, QUESTIONS) == by_table
