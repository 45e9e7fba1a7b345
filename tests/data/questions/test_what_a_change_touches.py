"""No question has another answer where no table that it reads is said to have changed."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import compress
from typing import NamedTuple

import pandas as pd
import pytest

from data import second_person
from data.actor import AccessRole, Actor, KnownBy
from data.questions import stored_plans, stored_uploads
from data.store import Store
from data.uploads import Alias, KpiEvent
from insights.answer_contents import is_same
from tests.actors import ANALYST
from tests.data.published import upload, value
from tests.data.questions import (
    test_stored_activities,
    test_stored_kpis,
    test_stored_plans,
    test_stored_statistics,
    test_stored_uploads,
)
from tests.data.questions.question import Question

PLAN, DAY = "2024/25", date(2024, 6, 1)
ASKED = (test_stored_activities, test_stored_kpis, test_stored_plans, test_stored_statistics,
         test_stored_uploads)  # fmt: skip
QUESTIONS: Sequence[Question] = [
    *(question for module in ASKED for question in module.QUESTIONS),
    Question(stored_uploads.erased, (), (), {}),
    Question(lambda store: stored_plans.reference_texts(store)["kpi"], (), (), {}),
]
OTHER = Actor("B. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN, person="b")


def first_row(store: Store, view: str, **otherwise: str | float | date) -> pd.DataFrame:
    """The first row of a view, with some of it changed, to be published again."""
    frame = store.ask(f"SELECT * FROM {view} ORDER BY ALL LIMIT 1")
    return frame.drop(columns=["upload", "position"], errors="ignore").assign(**otherwise)


def figure(store: Store) -> None:
    store.publish(ANALYST, upload(b"figure"), {"kpi_value": value(4.5).assign(unit="number")})


def activity(store: Store) -> None:
    update = first_row(store, "current_activity_update", note="Looked at again.")
    store.publish(ANALYST, upload(b"activity"), {"activity_update": update})


def statistic(store: Store) -> None:
    revised = first_row(
        store,
        "current_statistic_value WHERE code = 'population' AND area = 'E07000131'",
        value=1.5, vintage=date(2026, 9, 1),
    )  # fmt: skip
    store.publish(ANALYST, upload(b"statistic"), {"statistic_value": revised})


def service(store: Store) -> None:
    row = {"plan": PLAN, "code": "SP 02", "service": "Leisure", "sheet": "A", "cell": "E3"}
    store.publish(ANALYST, upload(b"service"), {"kpi_service": pd.DataFrame([row])})


def kpi(store: Store) -> None:
    renamed = first_row(store, "current_kpi", name="Another name", removed=False)
    store.publish(ANALYST, upload(b"kpi"), {"uploaded_kpi": renamed})


def approved(store: Store) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(second_person.SETTING, "everything")
        number = store.publish(ANALYST, upload(b"waits"), {"kpi_value": value(5.5)})
    store.approve(OTHER, number, "looked at")


def event(store: Store) -> None:
    store.add_event(ANALYST, KpiEvent(PLAN, "SP 01", DAY, "note", "Closed"))


def columns(store: Store) -> None:
    store.map_columns(ANALYST, '["code"]', '{"0": "code"}')


def alias(store: Store) -> None:
    store.add_alias(ANALYST, Alias("kpi", "Tips", "CON 15"))


def withdrawn(number: int, store: Store) -> None:
    store.withdraw(ANALYST, number, "wrong")


# Those at once are of other tables each.
CHANGES: Mapping[str, Sequence[Callable[[Store], object]]] = {
    "a figure": (figure,),
    "a statistic": (statistic, activity, event, columns),
    "a plan": (kpi, service, alias),
    "what stands": (approved, partial(withdrawn, 6)),
    "withdrawn": (partial(withdrawn, 7),),
    "reinstated": (lambda store: store.reinstate(ANALYST, 7, "right"),),
    "erased": (lambda store: store.erase(ANALYST, 4, "a request", confirmed=4),),
}


@pytest.fixture(scope="module")
def changing(asked: Store) -> Iterator[Store]:
    path = asked.path.with_name("changing.duckdb")
    asked.copy_to(path)
    store = Store(path)
    yield store
    store.close()


class LookedAt(NamedTuple):
    """An answer, the tables that were read for it, and what they hold as the store tells."""

    answer: object
    tables: frozenset[str] | None
    content: Hashable


def looked_at(store: Store, question: Question) -> LookedAt:
    with store.noting_tables() as read:
        answer = question.ask(store, *question.arguments)
    return LookedAt(answer, read.tables, store.content_of(read.tables))


def in_order(frame: pd.DataFrame) -> Sequence[str]:
    return sorted(map(repr, frame.itertuples(index=False, name=None)))


def is_other(before: object, now: object) -> bool:
    """Whether an answer has other rows, in whatever order."""
    if is_same(before, now):
        return False
    if isinstance(before, pd.DataFrame) and isinstance(now, pd.DataFrame):
        return in_order(before) != in_order(now)
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        return any(is_other(rows, now[table]) for table, rows in before.items())
    return True


def test_no_question_has_another_answer_whose_tables_hold_the_same(changing: Store) -> None:
    before = [looked_at(changing, question) for question in QUESTIONS]
    touched: dict[str, set[str]] = {}
    for name, changes in CHANGES.items():
        for change in changes:
            change(changing)
        now = [looked_at(changing, question) for question in QUESTIONS]
        is_touched = [changing.content_of(former.tables) != former.content for former in before]
        pairs = [(former.answer, newer.answer) for former, newer in zip(before, now, strict=True)]
        for question, pair, touches in zip(QUESTIONS, pairs, is_touched, strict=True):
            assert touches or not is_other(*pair), f"{name}: {question}"
        assert any(is_other(*pair) for pair in compress(pairs, is_touched)), f"{name} shows nowhere"
        touched[name] = set(compress(map(str, QUESTIONS), is_touched))
        before = now
    statistics = {str(question) for question in test_stored_statistics.QUESTIONS}
    left_by_figures = statistics | {"activity_updates", "kpis", "aliases"}
    assert not left_by_figures & touched["a figure"]
    assert {"kpi_values", "uploads", "kpi_history"} <= touched["a figure"]
    assert not {"kpi_values", "kpi_history", "plans"} & touched["a statistic"]
    assert {"activity_updates", "kpi_events", "column_mappings"} <= touched["a statistic"]


NOT_UNDERSTOOD = (
    "SELECT count(*) FROM duckdb_tables()",
    "SELECT max(u.upload) FROM kpi_value JOIN standing_upload AS u ON true",
)


def content_after(store: Store, questions: Sequence[str]) -> Hashable:
    """What the tables hold that some questions read."""
    with store.noting_tables() as read:
        for sql in questions:
            store.ask(sql)
    return store.content_of(read.tables)


@pytest.mark.parametrize("questions", [*((sql,) for sql in NOT_UNDERSTOOD), ()])
def test_what_is_not_understood_changes_with_everything(
    changing: Store, questions: Sequence[str]
) -> None:
    before = content_after(changing, questions)
    changing.add_alias(ANALYST, Alias("kpi", f"Other words than {questions}"[:60], "CON 15"))
    assert content_after(changing, questions) != before
