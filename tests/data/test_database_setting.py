"""Where the database is, by the settings."""

import pytest

from data.database_setting import DEFAULT_DATABASE, database_path


def test_each_council_has_a_file_of_its_own_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISTRICT_DATABASE", raising=False)
    monkeypatch.delenv("COUNCIL", raising=False)
    assert database_path() == DEFAULT_DATABASE.resolve()
    monkeypatch.setenv("COUNCIL", "Belfast")
    assert database_path() == DEFAULT_DATABASE.with_name("N09000003.duckdb").resolve()
