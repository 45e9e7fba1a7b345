"""The address of a central store: what it says, and what it may not say."""

import pytest

from data import database_setting
from data.database import central_engines
from data.database.central_address import CentralAddress, central_address, is_central
from data.errors import StoreProblem, UserError


def test_an_address_of_plain_postgresql() -> None:
    text = "postgresql://district%40home@db.internal:6432/kpi?sslmode=verify-full"
    address = central_address(text)
    assert address == CentralAddress(
        "db.internal", 6432, "district@home", "kpi", None, {"sslmode": "verify-full"}
    )
    assert str(address) == "postgresql://db.internal:6432/kpi"
    assert address.connection == (
        "host='db.internal' port='6432' dbname='kpi' user='district@home' "
        "connect_timeout='10' tcp_user_timeout='10000' sslmode='verify-full'"
    )


@pytest.mark.parametrize(
    ("figures", "folder"),
    [
        ("s3://bucket/kpi", "s3://bucket/kpi/"),
        ("s3://bucket//kpi", "s3://bucket//kpi/"),
        ("/srv/figures/", "/srv/figures/"),
    ],
)
def test_an_address_of_a_ducklake_says_where_its_figures_are(figures: str, folder: str) -> None:
    address = central_address(f"ducklake:postgresql://db.internal/kpi?figures={figures}")
    assert (address.figures, address.port) == (folder, 5432)
    assert "figures" not in address.connection
    assert str(address) == "ducklake:postgresql://db.internal:5432/kpi"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("postgresql://a:hunter2@db/kpi", "has a password"),
        ("postgresql://a@db/kpi?password=hunter2", "has a password"),
        ("ducklake:postgresql://a@db/kpi", "figures="),
        ("postgresql://a@db/kpi?figures=/srv/figures", "figures="),
        ("ducklake:postgresql://a@db/kpi?figures=srv", "neither a whole path"),
        ("ducklake:postgresql://a@db/kpi?figures=/srv/it's", "a sign"),
        ("ducklake:postgresql://a@db/kpi?figures=/srv//figures", "Write figures=/srv/figures/,"),
        ("ducklake:sqlite:kpi.db", "no PostgreSQL database"),
        ("postgresql://a@db", "no PostgreSQL database"),
        ("postgresql://a@db:many/kpi", "port"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_repeating_it(
    text: str, problem: str
) -> None:
    assert is_central(text)
    with pytest.raises(UserError, match=problem) as refused:
        central_address(text)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "/database/district.duckdb", "postgresql.duckdb", "C:\\kpi"])
def test_a_file_is_no_central_store(text: str) -> None:
    assert not is_central(text)


def test_a_store_that_does_not_answer_is_named_without_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("psycopg")
    pytest.importorskip("duckdb_extension_postgres_scanner")
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    monkeypatch.setenv("DISTRICT_DATABASE", "postgresql://district@127.0.0.1:1/kpi")
    with pytest.raises(StoreProblem, match=r"127\.0\.0\.1:1/kpi does not answer") as refused:
        database_setting.central_store()
    assert "hunter2" not in str(refused.value)


def test_what_is_not_installed_is_said_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(StoreProblem, match=r"pip install .* -r requirements-scale\.txt"):
        central_engines.attached(
            central_engines.PlainPostgres([]), central_address("postgresql://a@db/kpi")
        )
