"""The folder of a DuckLake is one store's alone, and an erasure deletes in no other."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from data.database import lake_folder
from data.database.central_address import CentralAddress
from data.database.central_store import CentralStore
from data.errors import StoreProblem
from tests import central
from tests.central import LAKE, S3, Postgres

pytestmark = central.needed


@pytest.fixture
def address(postgres: Postgres) -> CentralAddress:
    return postgres.address(LAKE)


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
    lake: CentralStore, address: CentralAddress, folder: Path
) -> None:
    (mark,) = folder.glob(f"{lake_folder.MARK}*")
    mark.unlink()
    CentralStore(address).close()
    assert mark.read_text() == f"{address}\n"
    mark.unlink()
    (folder / "another.parquet").touch()
    with pytest.raises(StoreProblem, match=r"does not know 1 of .*/another\.parquet"):
        CentralStore(address)
    assert not mark.exists()


def test_an_erasure_deletes_what_nobody_names_where_the_folder_is_the_stores_alone(
    lake: CentralStore, folder: Path
) -> None:
    (named,) = folder.rglob("*.parquet")
    unnamed, another = folder / "unnamed.parquet", folder / f"{lake_folder.MARK}1-1.txt"
    unnamed.touch()
    another.write_text("postgresql://elsewhere:5432/district\n")
    with pytest.raises(StoreProblem, match="elsewhere:5432/district has its figures there"):
        lake.purge()
    assert unnamed.exists()
    another.unlink()
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


def test_a_folder_that_takes_no_mark_is_refused(
    address: CentralAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_folder, "MARK", "no folder/mark-")
    with pytest.raises(StoreProblem, match=r"could not be marked .* Let this server write there"):
        CentralStore(address)
