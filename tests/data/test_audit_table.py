"""The audit record: it only grows, it is found by words, and a copy is whole."""

import sqlite3
from pathlib import Path

import pytest

from data import audit
from data.actor import AccessRole, Actor, KnownBy
from data.audit import Action
from data.audit_table import AuditTable

WHO = {"by": "A. Analyst", "role": "analyst", "known_by": "signed in", "address": "192.0.2.7"}
HOSTILE = "x\ny\x1b[2J\x00"


@pytest.fixture
def table(tmp_path: Path) -> AuditTable:
    table = AuditTable(tmp_path / "audit")
    table.add("AAAAAA", "publish", {"upload": 4, "file": "q1.xlsx", **WHO})
    table.add("BBBBBB", "refusal", {"because": "Sign in first."})
    return table


def test_a_line_says_who_what_whence_and_when(table: AuditTable) -> None:
    newest, oldest = table.entries()
    assert (newest.reference, newest.by) == ("BBBBBB", "")
    assert (oldest.by, oldest.role, oldest.known_by, oldest.address) == tuple(WHO.values())
    assert oldest.details == '{"upload": 4, "file": "q1.xlsx"}'
    assert oldest.details_in_words == "upload: 4; file: q1.xlsx"


@pytest.mark.parametrize("sql", ["DELETE FROM audit", "UPDATE audit SET by = 'X'"])
def test_no_line_can_be_changed_or_taken_out(table: AuditTable, sql: str) -> None:
    with sqlite3.connect(table.path) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(sql)
    assert len(table.entries()) == 2


@pytest.mark.parametrize(
    ("actions", "words", "references"),
    [
        (["publish"], "", ["AAAAAA"]),
        ([], "Q1.XLSX", ["AAAAAA"]),
        ([], "192.0.2", ["AAAAAA"]),
        ([], "sign IN", ["BBBBBB"]),
        (["publish"], "sign in first", []),
        ([], "%", []),
    ],
)
def test_lines_are_found_by_action_and_words(
    table: AuditTable, actions: list[str], words: str, references: list[str]
) -> None:
    assert [entry.reference for entry in table.entries(actions, words)] == references


def test_control_characters_are_written_out(table: AuditTable) -> None:
    table.add("CCCCCC", "publish", {"file": HOSTILE})
    assert table.entries()[0].details == '{"file": "x\\ny\\u001b[2J\\u0000"}'
    assert table.entries()[0].details_in_words == r"file: x\ny\x1b[2J\x00"


def test_a_copy_is_whole_and_private(table: AuditTable, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for _ in range(2):
        table.copy_to(copy)
    assert [entry.reference for entry in AuditTable(copy).entries()] == ["BBBBBB", "AAAAAA"]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_what_is_recorded_is_kept_with_its_actor(tmp_path: Path) -> None:
    audit.keep_in(tmp_path / "audit")
    actor = Actor("A. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN, "192.0.2.7", "a1b2c3")
    number = audit.record(Action.DOWNLOAD, actor, upload=4)
    table = audit.kept()
    assert table
    (entry,) = table.entries()
    assert (entry.reference, entry.action, entry.session) == (number, "download", "a1b2c3")
    audit.stop_keeping()
    assert audit.kept() is None
