"""The folder of a DuckLake is one store's alone, and an erasure deletes in no other."""

from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data.database import lake_folder
from data.database.central_address import CentralAddress
from data.database.central_store import CentralStore
from data.database.lake_folder import LakeFolder
from data.errors import StoreProblem
from tests import central
from tests.central import LAKE, S3, Postgres

pytestmark = central.needed


@pytest.fixture
def address(postgres: Postgres) -> CentralAddress:
    """A new store, in a folder of which no other test sees what is above it."""
    address = postgres.address(LAKE)
    return replace(address, figures=f"{address.figures}ours/")


@pytest.fixture
def folder(address: CentralAddress) -> Path:
    return Path(str(address.figures))


@pytest.fixture
def lake(address: CentralAddress) -> Iterator[CentralStore]:
    """A store with a file of figures."""
    with closing(CentralStore(address)) as store:
        with store._writing() as cursor:
            cursor.execute("CREATE TABLE figures AS SELECT 1 AS figure")
        yield store


@pytest.mark.parametrize("kind", [LAKE, pytest.param(S3, marks=central.at_length)])
def test_the_folder_of_a_store_is_refused_to_another_and_so_is_one_in_it_or_around_it(
    kind: str, postgres: Postgres, request: pytest.FixtureRequest
) -> None:
    one = postgres.address(kind, request.getfixturevalue("s3") if kind == S3 else None)
    around = str(one.figures)
    one = replace(one, figures=f"{around}ours/")
    CentralStore(one).close()
    two = postgres.address(LAKE)
    for figures in (one.figures, f"{one.figures}main/", around):
        with pytest.raises(StoreProblem, match=f"{one} has its figures there"):
            CentralStore(replace(two, figures=figures))
    # Nothing was begun with the wrong folder, so that another one can be named.
    assert postgres.ask("SELECT to_regclass('ducklake_metadata')", two.database) == [(None,)]
    CentralStore(replace(two, figures=f"{around}theirs/")).close()
    # Its own servers begin there as often as they like.
    CentralStore(one).close()


def test_a_folder_without_a_mark_is_a_stores_own_where_it_knows_every_file(
    lake: CentralStore, address: CentralAddress, folder: Path, postgres: Postgres
) -> None:
    (mark,) = folder.glob(f"{lake_folder.MARK}*")
    mark.unlink()
    CentralStore(address).close()
    assert mark.read_text() == f"{address}\n"
    mark.unlink()
    # An empty database begins in no folder with files, whosever they are.
    with pytest.raises(StoreProblem, match=r"does not know 1 of .*\.parquet\. .* an empty folder"):
        CentralStore(replace(postgres.address(LAKE), figures=address.figures))


def test_a_store_of_an_older_version_opens_beside_a_file_that_a_kill_left(
    lake: CentralStore, address: CentralAddress, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (mark,), (named,) = folder.glob(f"{lake_folder.MARK}*"), folder.rglob("*.parquet")
    mark.unlink()
    left = folder / "left.parquet"
    left.touch()
    with closing(CentralStore(address)) as opened:
        assert f"does not know 1 of the files there: {left}." in caplog.text
        with pytest.raises(StoreProblem, match="Move them away"):
            opened.purge()
        opened.merge_files()
        assert {left, named} <= set(folder.rglob("*.parquet"))
        assert not mark.exists()
        left.unlink()
        opened.purge()
    assert mark.exists()


def test_a_store_whose_postgresql_is_a_new_one_opens_and_deletes_nothing_until_that_is_confirmed(
    lake: CentralStore, address: CentralAddress, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As after an upgrade, or a dump brought back: but a copy looks the same."""
    (mark,), files = folder.glob(f"{lake_folder.MARK}*"), set(folder.rglob("*.parquet"))
    former = mark.rename(folder / f"{lake_folder.MARK}1-1.txt")
    with lake._writing() as cursor:
        cursor.execute("DELETE FROM figures")
    with closing(CentralStore(address)) as opened:
        assert f"delete {former} and start again" in caplog.text
        for delete in (opened.purge, opened.merge_files):
            with pytest.raises(StoreProblem, match="was marked by another PostgreSQL"):
                delete()
        assert files <= set(folder.rglob("*.parquet"))
        assert not mark.exists()
        former.unlink()
        opened.purge()
    assert not files & set(folder.rglob("*.parquet"))
    assert mark.read_text() == f"{address}\n"


def test_a_store_that_was_copied_or_moved_is_refused_with_how_to_go_on(
    lake: CentralStore, address: CentralAddress, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (mark,) = folder.glob(f"{lake_folder.MARK}*")
    mark.write_text("ducklake:postgresql://former:5432/district\n")
    # The same cluster under another name, after a fail-over or as a copy of its disk.
    with lake._writing() as cursor:
        cursor.execute("DELETE FROM figures")
    files = set(folder.rglob("*.parquet"))
    with closing(CentralStore(address)) as opened:
        assert "is marked as that of ducklake:postgresql://former:5432/district" in caplog.text
        for delete in (opened.purge, opened.merge_files):
            with pytest.raises(StoreProblem, match=f"really moved .* delete {mark} and start"):
                delete()
        assert files <= set(folder.rglob("*.parquet"))
    former = mark.rename(folder / f"{lake_folder.MARK}1-1.txt")
    with pytest.raises(StoreProblem, match=f"moved from there to here, .* delete {former} and"):
        CentralStore(address)
    former.unlink()
    CentralStore(address).close()
    assert mark.exists()


def test_a_store_that_began_with_two_slashes_goes_on_without(
    address: CentralAddress, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = replace(address, figures=f"{folder.parent}//{folder.name}/")
    with monkeypatch.context() as patch, closing(_begun_unmarked(former, patch)) as store:
        # The last thing that keeps its own files, if nothing else does.
        alone = LakeFolder(former, True, "", str(former), {}, ())
        patch.setattr(lake_folder, "marked", lambda *_: alone)
        with pytest.raises(StoreProblem, match="under other names"):
            store.purge()
    (named,) = folder.rglob("*.parquet")
    with closing(CentralStore(address)) as opened:
        opened.purge()
        with opened._reading() as cursor:
            assert cursor.execute("FROM figures").fetchall() == [(1,)]
    assert list(folder.rglob("*.parquet")) == [named]
    with pytest.raises(StoreProblem, match=f"Write figures={folder.parent}//"):
        CentralStore(replace(address, figures=f"{folder}/another/"))
    assert list((folder / "another").iterdir()) == []


def _begun_unmarked(address: CentralAddress, patch: pytest.MonkeyPatch) -> CentralStore:
    """A store with a file of figures, as versions began it that marked no folder."""
    patch.setattr(lake_folder, "claim", lambda *_: None)
    store = CentralStore(address)
    with store._writing() as cursor:
        cursor.execute("CREATE TABLE figures AS SELECT 1 AS figure")
    return store


@pytest.mark.parametrize(
    ("problem", "is_passed_over"), [("(HTTP 403)", True), ("(HTTP 503)", False)]
)
def test_only_a_key_to_the_folder_alone_does_without_what_is_above(
    problem: str, is_passed_over: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(connection: object, pattern: str) -> list[str]:
        if "**" not in pattern:
            raise duckdb.HTTPException(f"HTTP GET error on 's3://bucket/' {problem}")
        return ["s3://bucket/figures/mark"]

    monkeypatch.setattr(lake_folder, "_files", listed)
    with (
        closing(duckdb.connect()) as connection,
        nullcontext() if is_passed_over else pytest.raises(duckdb.HTTPException),
    ):
        marks = lake_folder._marks(connection, "s3://bucket/figures/")
        assert marks == ["s3://bucket/figures/mark"]


def test_an_erasure_deletes_what_nobody_names_where_the_folder_is_the_stores_alone(
    lake: CentralStore, folder: Path
) -> None:
    (named,) = folder.rglob("*.parquet")
    unnamed, name = folder / "unnamed.parquet", f"{lake_folder.MARK}1-1.txt"
    unnamed.touch()
    for another in (folder / name, folder / "main" / name, folder.parent / name):
        another.write_text("postgresql://elsewhere:5432/district\n")
        try:
            with pytest.raises(StoreProblem, match="elsewhere:5432/district has its figures there"):
                lake.purge()
        finally:
            another.unlink()
        assert unnamed.exists()
    lake.purge()
    assert list(folder.rglob("*.parquet")) == [named]
    assert len(list(folder.glob(f"{lake_folder.MARK}*"))) == 1


def test_of_two_stores_that_mark_a_folder_in_one_moment_the_last_is_refused(
    address: CentralAddress, folder: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = address, replace(postgres.address(LAKE), figures=address.figures)
    write: Callable[..., None] = lake_folder._write

    def write_after_the_other(*arguments: object) -> None:
        monkeypatch.setattr(lake_folder, "_write", write)
        CentralStore(one).close()
        write(*arguments)

    monkeypatch.setattr(lake_folder, "_write", write_after_the_other)
    with pytest.raises(StoreProblem, match=f"{one} has its figures there"):
        CentralStore(two)
    CentralStore(one).close()
    assert len(list(folder.iterdir())) == 1


def test_a_folder_whose_files_are_listed_under_other_names_is_refused(
    address: CentralAddress, folder: Path
) -> None:
    """An erasure would take all of them for files that no catalogue names."""
    with pytest.raises(StoreProblem, match="not that of"):
        CentralStore(replace(address, figures=f"{folder.parent}//{folder.name}/"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_store_opens_in_a_folder_that_takes_no_mark_or_is_not_listed_and_deletes_nothing(
    is_listed: bool, lake: CentralStore, folder: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def refuse(*_: object) -> list[str]:
        raise duckdb.HTTPException("HTTP GET error on 's3://bucket/figures/' (HTTP 403)")

    if is_listed:
        next(folder.glob(f"{lake_folder.MARK}*")).unlink()
        monkeypatch.setattr(lake_folder, "MARK", "no folder/mark-")
    else:
        monkeypatch.setattr(lake_folder, "_files", refuse)
    with lake._writing() as cursor:
        cursor.execute("DELETE FROM figures")
    files = set(folder.rglob("*.parquet"))
    with closing(CentralStore(lake.address)) as opened:
        assert "The store opens. Until this server may list the folder" in caplog.text
        for delete in (opened.purge, opened.merge_files):
            with pytest.raises((StoreProblem, duckdb.Error), match=r"could not be marked|HTTP 403"):
                delete()
    assert files == set(folder.rglob("*.parquet"))


def test_a_folder_that_takes_no_mark_is_refused(
    address: CentralAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_folder, "MARK", "no folder/mark-")
    with pytest.raises(StoreProblem, match=r"could not be marked .* Let this server write there"):
        CentralStore(address)
