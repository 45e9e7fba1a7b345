"""Columns named by hand: kept by their headings, used by every file that follows."""

from pathlib import Path

import pytest

from data.actor import SHIPPED
from data.questions import stored_uploads
from data.store import Store
from loaders import stored_mappings
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from tests.actors import ANALYST, analyst

ODD = ColumnMapping(("our ref", "we count"), {0: Role.CODE, 1: Role.VALUE})
OTHER = ColumnMapping(("our ref", "we aim for"), {0: Role.CODE, 1: Role.TARGET})
AGAIN = ColumnMapping(ODD.signature, {0: Role.NAME, 1: Role.VALUE})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "district.duckdb")


def test_what_is_kept_comes_back_newest_first(store: Store) -> None:
    stored_mappings.keep(store, ODD, ANALYST)
    stored_mappings.keep(store, OTHER, ANALYST)
    assert list(stored_mappings.kept(store)) == [OTHER, ODD]


def test_what_is_said_later_of_the_same_headings_takes_the_place(store: Store) -> None:
    stored_mappings.keep(store, ODD, ANALYST)
    stored_mappings.keep(store, AGAIN, analyst("B. Other"))
    assert list(stored_mappings.kept(store)) == [AGAIN]


def test_what_is_set_aside_counts_no_more_and_is_not_deleted(store: Store) -> None:
    stored_mappings.keep(store, ODD, ANALYST)
    stored_mappings.keep(store, OTHER, ANALYST)
    stored_mappings.set_aside(store, ODD, analyst("B. Other"))
    assert list(stored_mappings.kept(store)) == [OTHER]
    everything = stored_uploads.every_row(store, "column_mapping")
    assert list(everything["said_by"]) == ["A. Analyst", "A. Analyst", "B. Other"]


def test_a_copy_says_the_same_at_the_same_times(store: Store, tmp_path: Path) -> None:
    stored_mappings.keep(store, ODD, ANALYST)
    stored_mappings.keep(store, OTHER, ANALYST)
    stored_mappings.set_aside(store, ODD, analyst("B. Other"))
    fresh = Store(tmp_path / "fresh.duckdb")
    fresh.copy_said(SHIPPED, store)
    table = "column_mapping"
    assert stored_uploads.every_row(fresh, table).equals(stored_uploads.every_row(store, table))


@pytest.mark.parametrize("hints", [{}, {"period": "Q1 2024/25"}, {"mappings": []}])
def test_hints_without_mappings_have_none(hints: dict[str, object]) -> None:
    assert list(stored_mappings.in_hints(hints)) == []
