"""Where the database is, and how another file takes its place.

It is the file or the central store that DISTRICT_DATABASE names.
"""

import os
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from data import reference_files
from data.database import local_copy
from data.database.central_address import CentralAddress, central_address, is_central
from data.database.central_store import CentralStore

DEFAULT_DATABASE = Path(__file__).parent / "live" / "district.duckdb"
LOCAL_COPY = DEFAULT_DATABASE.with_name("copy.duckdb")
T = TypeVar("T")


def database_path() -> Path:
    """Where the database file is: DISTRICT_DATABASE, or in data/live a file for each council.

    That of the council whose plans are shipped is district.duckdb. Where DISTRICT_DATABASE names a
    central store it is this server's copy of it: DISTRICT_LOCAL_COPY, or copy.duckdb in data/live.
    """
    setting = _setting()
    if is_central(setting):
        return _resolved(os.environ.get("DISTRICT_LOCAL_COPY") or LOCAL_COPY)
    return _resolved(setting or _file_of_council())


def central_store() -> CentralStore | None:
    """The central store that DISTRICT_DATABASE names, opened; None where it names a file.

    Raises UserError where its address cannot be understood, StoreProblem where it does not answer.
    """
    address = configured_address()
    return CentralStore(address) if address else None


def configured_address() -> CentralAddress | None:
    """The address of the central store that DISTRICT_DATABASE names; None where it names a file.

    Raises UserError where it cannot be understood.
    """
    return central_address(_setting()) if is_central(_setting()) else None


def database_exists() -> bool:
    """Whether there is a database to ask: a file, or a central store."""
    return is_central(_setting()) or database_path().exists()


def replace_database(put: Callable[[Path], T]) -> T:
    """Let `put` put another file in the place of the database; its result is returned.

    Nobody may have it open. Where there is a central store the file takes the place of all that is
    stored there, too, and no other server writes meanwhile.
    """
    path, central = database_path(), central_store()
    if central is None:
        return put(path)
    with closing(central), central.exclusive():
        result = put(path)
        local_copy.hand_over(path, central)
        return result


def _setting() -> str:
    return os.environ.get("DISTRICT_DATABASE", "").strip()


def _file_of_council() -> Path:
    council = reference_files.council()
    if council == reference_files.default_council():
        return DEFAULT_DATABASE
    return DEFAULT_DATABASE.with_name(f"{council.code}.duckdb")


# Asked at every question; to resolve a path looks at each of its folders.
@lru_cache(maxsize=8)
def _resolved(path: str | Path) -> Path:
    return Path(path).resolve()
