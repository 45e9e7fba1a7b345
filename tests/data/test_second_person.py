"""A second person: what waits, who may approve it, and that the store itself keeps to it."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data import audit, second_person
from data.actor import SHIPPED, AccessRole, Actor, KnownBy, on_the_command_line
from data.audit import Action
from data.errors import BasisChanged, StoreProblem, UserError
from data.questions import stored_uploads
from data.store import Store
from data.write_permission import NotAllowed
from tests.data.published import standing, upload, value

ASKER = Actor("A. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN, person="a")
OTHER = Actor("B. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN, person="b")
ADMINISTRATOR = Actor("C. Admin", AccessRole.ADMINISTRATOR, KnownBy.SIGNED_IN, person="c")
PLAN_ROWS = {"uploaded_kpi": pd.DataFrame([{"plan": "2024/25", "code": "SP 01", "removed": False}])}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one upload of ten."""
    store = Store(tmp_path / "district.duckdb")
    store.publish(ASKER, upload(b"first"), {"kpi_value": value(10)})
    return store


@pytest.fixture
def revisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(second_person.SETTING, "revisions")


@pytest.mark.parametrize(
    ("words", "rows", "reason"),
    [
        ("", {"kpi_value": value(12)}, None),
        ("revisions", {"kpi_value": value(10)}, None),
        ("revisions", {"kpi_value": value(10.000000000000002)}, None),
        ("revisions", {"kpi_value": value(10.0000000000001)}, "it changes what is published"),
        ("revisions", {"kpi_value": value(12)}, "it changes what is published"),
        ("revisions", {"kpi_value": value(10).assign(note="late")}, "it changes what is published"),
        ("revisions", PLAN_ROWS, None),
        ("plans", {"kpi_value": value(12)}, None),
        ("plans", PLAN_ROWS, "it changes plans or definitions"),
        ("Revisions, plans", PLAN_ROWS, "it changes plans or definitions"),
        ("everything", {"kpi_value": value(10)}, "every upload waits here"),
    ],
)
def test_what_waits_is_what_the_setting_says(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    rows: dict[str, pd.DataFrame],
    reason: str | None,
) -> None:
    monkeypatch.setenv(second_person.SETTING, words)
    number = store.publish(ADMINISTRATOR, upload(b"second"), rows)
    assert store.waiting() == ({number: reason} if reason else {})


def test_figures_that_were_invented_are_revised_by_anybody(tmp_path: Path, revisions: None) -> None:
    store = Store(tmp_path / "samples.duckdb")
    store.publish(SHIPPED, replace(upload(b"s"), illustrative=True), {"kpi_value": value(10)})
    store.publish(ASKER, upload(b"real"), {"kpi_value": value(12)})
    assert store.waiting() == {}


@pytest.mark.parametrize("with_sample", [False, True])
def test_taking_back_first_and_publishing_then_is_a_revision_too(
    store: Store, revisions: None, with_sample: bool
) -> None:
    if with_sample:
        # What was invented of the same period stands again once the real figure is taken back.
        sample = replace(upload(b"s"), illustrative=True)
        store.publish(SHIPPED, sample, {"kpi_value": value(9)})
    store.withdraw(ASKER, 1, "wrong")
    assert standing(store) == ([9] if with_sample else [])
    second = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    assert list(store.waiting()) == [second]
    # What was there before may come again.
    store.publish(ASKER, upload(b"third"), {"kpi_value": value(10)})
    assert list(store.waiting()) == [second]


def test_a_word_that_nobody_knows_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(second_person.SETTING, "sometimes")
    with pytest.raises(UserError, match="DISTRICT_SECOND_PERSON is"):
        store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    assert len(store.ask("SELECT * FROM upload")) == 1


def test_it_stands_nowhere_until_another_person_approves(store: Store, revisions: None) -> None:
    before = store.edition()
    number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    assert standing(store) == [10]
    assert store.edition() != before
    assert number not in set(stored_uploads.uploads(store)["upload"])
    every = stored_uploads.uploads(store, with_waiting=True)
    assert dict(zip(every["upload"], every["waits"].notna(), strict=True)) == {1: False, 2: True}
    # The same file again waits as the same upload.
    assert store.publish(OTHER, upload(b"second"), {"kpi_value": value(12)}) == number
    basis = store.edition()
    store.approve(OTHER, number, "checked with the service", basis)
    assert standing(store) == [12]
    assert store.waiting() == {}
    (step,) = stored_uploads.withdrawals(store, number).itertuples()
    assert (step.kind, step.by, step.why) == (
        "approved", "B. Analyst", "checked with the service",
    )  # fmt: skip
    with pytest.raises(StoreProblem, match="does not wait for approval"):
        store.approve(OTHER, number, "again")


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (ASKER, "published upload 2 yourself"),
        (replace(ASKER, name="Another name"), "published upload 2 yourself"),
        (replace(ASKER, person=""), "published upload 2 yourself"),
        (replace(OTHER, name="a. analyst"), "published upload 2 yourself"),
        (Actor("B. Analyst", AccessRole.ADMINISTRATOR, KnownBy.TYPED), "takes a sign-in"),
        (on_the_command_line("B. Analyst"), "takes a sign-in"),
        (replace(OTHER, role=AccessRole.MANAGER), "takes an analyst"),
    ],
)
def test_whoever_asked_cannot_approve_nor_whoever_is_not_known(
    store: Store, revisions: None, actor: Actor, words: str
) -> None:
    number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    with pytest.raises(StoreProblem, match=words):
        store.approve(actor, number, "looks right")
    assert standing(store) == [10]
    assert list(store.waiting()) == [number]


def test_plans_are_approved_by_who_may_publish_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(second_person.SETTING, "plans")
    number = store.publish(ADMINISTRATOR, upload(b"plan"), PLAN_ROWS)
    assert store.ask("SELECT * FROM current_kpi").empty
    with pytest.raises(NotAllowed, match="publish plans"):
        store.approve(OTHER, number, "looks right")
    store.approve(replace(ADMINISTRATOR, name="D. Admin", person="d"), number, "looks right")
    assert list(store.ask("SELECT code FROM current_kpi")["code"]) == ["SP 01"]


def test_an_approval_belongs_to_what_was_looked_at(store: Store, revisions: None) -> None:
    number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    basis = store.edition()
    store.withdraw(OTHER, 1, "wrong quarter")
    with pytest.raises(BasisChanged, match="nothing was approved"):
        store.approve(OTHER, number, "looks right", basis)
    assert standing(store) == []


def test_who_withdraws_it_declines_it_and_bringing_it_back_is_no_approval(
    store: Store, revisions: None
) -> None:
    number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    store.withdraw(OTHER, number, "not agreed")
    assert store.waiting() == {}
    with pytest.raises(StoreProblem, match="was withdrawn"):
        store.approve(OTHER, number, "looks right")
    store.reinstate(ASKER, number, "it was right")
    assert standing(store) == [10]
    assert list(store.waiting()) == [number]


def test_the_past_is_without_what_waited_then(store: Store, revisions: None) -> None:
    number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
    store.approve(OTHER, number, "looks right")
    with store.writing(ADMINISTRATOR, audit.ChangeLog(Action.REBUILD)) as cursor:
        for table, column in (("upload", "published_at"), ("approval", "approved_at")):
            days = "5" if table == "upload" else "1"
            cursor.execute(f"UPDATE {table} SET {column} = {column} - INTERVAL {days} DAY")
    three_days_ago = (pd.Timestamp.now("UTC") - pd.Timedelta(days=3)).date()
    values = "SELECT value FROM current_kpi_value"
    assert list(store.ask(values, as_of=three_days_ago)["value"]) == [10]
    assert list(store.ask(values)["value"]) == [12]


def test_asking_approving_and_refusing_are_on_record(
    store: Store, revisions: None, tmp_path: Path
) -> None:
    audit.keep_in(tmp_path / "record")
    try:
        number = store.publish(ASKER, upload(b"second"), {"kpi_value": value(12)})
        with pytest.raises(StoreProblem):
            store.approve(ASKER, number, "my own")
        store.approve(OTHER, number, "looks right")
        table = audit.kept()
        assert table is not None
        lines = [(entry.action, entry.by) for entry in table.entries()]
    finally:
        audit.stop_keeping()
    assert sorted(lines) == [
        ("approval", "B. Analyst"),
        ("publish", "A. Analyst"),
        ("refusal", "A. Analyst"),
        ("waiting for approval", "A. Analyst"),
    ]
