"""Kinds of store that are measured beside one another: the embedded file and central stores.

Each begins with what one filled file holds, as a dashboard that moves there. Central stores need
PostgreSQL's programs, and one on S3 an S3 server on this machine (`make .venv-s3/.ready`).
"""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import growth
from data.database import local_copy
from data.database.central_address import central_address
from data.database.central_store import CentralStore
from tests import central
from tests.central import Postgres
from tests.s3 import S3Server, s3_server

FILE = "file"
CENTRAL = {"plain": central.PLAIN, "lake": central.LAKE, "s3": central.S3}
KINDS = (FILE, *CENTRAL)


@dataclass(frozen=True)
class MeasuredStore:
    """A store of some kind, and the folder where its servers have their files or copies."""

    kind: str
    folder: Path
    url: str | None

    def copy(self, server: int) -> Path:
        """The file of a server: 1, whose file is filled from the beginning, or another."""
        return self.folder / f"{self.kind}-{server}.duckdb"

    def settings(self, server: int) -> Mapping[str, str]:
        """The settings of a server."""
        copy = str(self.copy(server))
        if self.url is None:
            return {"DISTRICT_DATABASE": copy}
        return {"DISTRICT_DATABASE": self.url, "DISTRICT_LOCAL_COPY": copy}


@dataclass(frozen=True)
class StoreServers:
    """What central stores stand on; None where no kind that is measured needs it."""

    postgres: Postgres | None
    s3: S3Server | None

    def filled(self, kind: str, file: Path, folder: Path) -> MeasuredStore:
        """A new store of a kind that holds what a file holds, which nobody has open."""
        if kind == FILE:
            store = MeasuredStore(kind, folder, None)
            shutil.copy(file, store.copy(1))
            return store
        assert self.postgres is not None
        url = self.postgres.url(CENTRAL[kind], self.s3 if kind == "s3" else None)
        store = MeasuredStore(kind, folder, url)
        shutil.copy(file, store.copy(1))
        growth.alone(_hand_over, store)
        return store


@contextmanager
def store_servers(kinds: Collection[str]) -> Iterator[StoreServers]:
    """Start what these kinds of store stand on, and end it afterwards."""
    with ExitStack() as stack:
        postgres = stack.enter_context(central.postgres()) if set(kinds) != {FILE} else None
        s3 = stack.enter_context(s3_server()) if "s3" in kinds else None
        yield StoreServers(postgres, s3)


def _hand_over(store: MeasuredStore) -> None:
    assert store.url is not None
    with closing(CentralStore(central_address(store.url))) as central_store:
        local_copy.hand_over(store.copy(1), central_store)
