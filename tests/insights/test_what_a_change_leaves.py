"""What is remembered after a change is what a process would work out that remembers nothing."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from types import FunctionType, MethodType

import pandas as pd
import pytest

from data.records import records
from data.store import Store
from data.uploads import Alias, KpiEvent, StoredFile, Upload
from insights import (
    answers,
    cache,
    kpi_history,
    kpi_relations,
    kpis,
    latest_statistics,
    measure_rows,
    report_headline,
)
from insights.kpis import Kpi
from insights.remembered_answers import Asked, RememberedAnswers
from loaders import publish
from tests.actors import ANALYST
from tests.pages import shipped

PLAN = shipped.PLAN
QUARTER = {
    "plan": PLAN, "period_kind": "quarter", "period_start": date(2025, 1, 1),
    "period_end": date(2025, 3, 31), "period_label": shipped.REPORTED, "provisional": False,
}  # fmt: skip


def brought(store: Store, table: str, row: Mapping[str, object]) -> None:
    upload = Upload((StoredFile("a.csv", repr(row).encode()),), "KPI list")
    store.publish(ANALYST, upload, {table: pd.DataFrame([row])})


def figure(store: Store, code: str, **stated: object) -> None:
    brought(store, "kpi_value", {**QUARTER, "code": code, **stated})


def stated_otherwise(store: Store, table: str, code: str | None, **otherwise: object) -> None:
    """Bring a row of the plan once more, with some of it changed."""
    frame = store.ask(f"SELECT * FROM current_{table} WHERE plan = ?", [PLAN])
    (row,) = records(frame[frame["code"] == code] if code else frame)
    brought(store, f"uploaded_{table}", {**row, "removed": False, **otherwise})


def happened(store: Store, code: str, kind: str, words: str, day: date) -> None:
    store.add_event(ANALYST, KpiEvent(PLAN, code, day, kind, words))


def statistic_published(store: Store) -> None:
    frame = store.ask(
        "SELECT * EXCLUDE (upload, position) FROM current_statistic_value WHERE area = ? "
        "AND value IS NOT NULL ORDER BY period_end DESC, code LIMIT 1",
        [shipped.HOME],
    )
    (row,) = records(frame)
    brought(store, "statistic_value", {**row, "value": row["value"] + 1})


# Each is of a KPI of its own, so that none hides what another leaves; some are made at once, as
# a page may not have been looked at between two of them.
CHANGES: Mapping[str, Sequence[Callable[[Store], object]]] = {
    "figures and plans": (
        lambda store: figure(store, "CON 15", value=123.0),
        lambda store: figure(store, "SP 01", value=63.0, note="Counted again."),
        lambda store: figure(store, "CP 01", target=40.0),
        lambda store: figure(store, "CM 08", value=7.0, reported_status="Green"),
        lambda store: stated_otherwise(store, "kpi", "CCS 06", name="Another name"),
        lambda store: stated_otherwise(store, "kpi", "CP 07", polarity="minimise"),
        lambda store: stated_otherwise(store, "kpi", "CP 02", unit="days", decimals=2),
        lambda store: stated_otherwise(store, "plan", None, reporting_from=date(2024, 10, 1)),
    ),
    "what people say, statistics": (
        lambda store: store.add_alias(ANALYST, Alias("kpi", "Fly tips", "CON 15")),
        lambda store: happened(store, "CON 15", "rebase", "Counted anew", date(2024, 7, 1)),
        lambda store: happened(store, "SP 01", "forecast", "70", date(2026, 3, 31)),
        lambda store: happened(store, "CP 01", "target", "It was too low", date(2024, 7, 1)),
        statistic_published,
        lambda store: store.withdraw(ANALYST, shipped.ACTIVITIES, "a test"),
        lambda store: store.withdraw(ANALYST, shipped.FIRST_UPLOAD, "a test"),
    ),
    "what was taken back": (
        lambda store: store.reinstate(ANALYST, shipped.ACTIVITIES, "a test"),
        lambda store: store.withdraw(ANALYST, shipped.SAMPLE, "a test"),
    ),
}


@pytest.mark.usefixtures("fresh", "nothing_remembered")
def test_what_is_remembered_after_a_change_is_what_would_be_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = publish.ready()
    ask_for_everything()
    for change, parts in CHANGES.items():
        for make in parts:
            make(store)
        compare_all(monkeypatch, change)
        ask_for_everything()


def ask_for_everything() -> None:
    today = cache.reader_day()
    answers.kpi_answers_of_plan(PLAN)
    report_headline.report_view(None, None, today)
    measure_rows.measure_rows(today)
    latest_statistics.latest_statistics()
    for kpi in kpis.kpis_of(PLAN):
        if kpi.code == "CON 15":
            kpi_relations.elsewhere(kpi)
            kpi_history.kpi_history(kpi)


def compare_all(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """Ask all that is remembered of today once more, of what is remembered and of nothing."""
    today = cache.reader_day()
    questions = [asked for asked in cache._answers._answers if asked.today == today]
    kept = [asked_again(asked) for asked in questions]
    with monkeypatch.context() as patch:
        patch.setattr(cache, "_answers", RememberedAnswers(most_bytes=10**9))
        worked_out = [asked_again(asked) for asked in questions]
    alike: set[tuple[int, int]] = set()
    for asked, before, now in zip(questions, kept, worked_out, strict=True):
        assert holds_the_same(before, now, alike), f"{change}: {asked.function}"


def asked_again(asked: Asked) -> object:
    return cache.remembered(asked.function)(*asked.arguments, **dict(asked.named))


def holds_the_same(one: object, other: object, alike: set[tuple[int, int]]) -> bool:
    """Whether two values hold the same, with its types; `alike` has KPIs that were compared."""
    if one is other or isinstance(one, FunctionType | MethodType):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return one.equals(other)
    if isinstance(one, str | bytes | int | float | date | Set) or one is None:
        return repr(one) == repr(other) or one == other
    parts, others = parts_of(one), parts_of(other)
    pair = (id(one), id(other))
    if pair in alike:
        return True
    is_same = len(parts) == len(others) and all(
        holds_the_same(part, another, alike) for part, another in zip(parts, others, strict=True)
    )
    if is_same and isinstance(one, Kpi):
        alike.add(pair)
    return is_same


def parts_of(value: object) -> Sequence[object]:
    if isinstance(value, Mapping):
        return [*value.items()]
    if isinstance(value, Sequence):
        return [*value]
    assert is_dataclass(value), f"{type(value)} cannot be compared"
    return [getattr(value, field.name) for field in fields(value)]
