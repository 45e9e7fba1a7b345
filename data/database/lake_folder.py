"""The folder of a DuckLake's files is one store's alone: a mark in it says whose.

An erasure deletes every file of the folder that its catalogue does not name. So a store begins only
in a folder with no mark but its own in it, above it or below it, and with no files of another. One
that has begun there opens in any case but that of a copy; what may be another's is not deleted.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from data.database.central_address import S3, CentralAddress, with_single_slashes
from data.errors import StoreProblem

if TYPE_CHECKING:
    import psycopg

    Postgres = psycopg.Connection[tuple[Any, ...]]

log = logging.getLogger("district")

# The name goes on with the identity of the catalogue; the content is its address, for people.
MARK = "district-store-"
# The same for every server and after a fail-over, another where a database was copied or upgraded.
_IDENTITY = """
    SELECT system_identifier || '-' || oid FROM pg_control_system(), pg_database
    WHERE datname = current_database()
"""
_FILES = """
    SELECT path FROM ducklake_data_file UNION ALL SELECT path FROM ducklake_delete_file
    UNION ALL SELECT path FROM ducklake_files_scheduled_for_deletion
"""
# So many files are named in a sentence.
_MOST_NAMED = 5


class NotMarked(StoreProblem):
    """The folder does not take the store's mark."""


@dataclass(frozen=True, slots=True)
class LakeFolder:
    """What a store's folder tells of whose it is.

    `has_begun` says that the store has a catalogue, `mark` where its own mark is or would be,
    `marked_as` which address that has (None: there is none), `others` are marks of others with the
    address in each, `unknown` files that the catalogue does not know: none are looked for where the
    folder has its own mark.
    """

    address: CentralAddress
    has_begun: bool
    mark: str
    marked_as: str | None
    others: Mapping[str, str]
    unknown: Sequence[str]

    @property
    def is_alone(self) -> bool:
        """Whether nothing there may be another's."""
        return not self.others and not self.unknown

    @property
    def originals(self) -> Mapping[str, str]:
        """Marks of stores that this one may be a copy of, so that both have the same files."""
        if not self.has_begun or self.marked_as is not None:
            return {}
        return {
            mark: owner
            for mark, owner in self.others.items()
            if mark.rpartition("/")[0] + "/" == self.address.figures
        }

    @property
    def may_open(self) -> bool:
        """Whether the store has begun there, and is not a copy of one at another address."""
        return self.has_begun and set(self.originals.values()) <= {str(self.address)}

    @property
    def is_marked_elsewhere(self) -> bool:
        """Whether its own mark has another address: the store was moved, or its disk was copied."""
        return self.marked_as is not None and _unquoted(self.marked_as) != _unquoted(
            str(self.address)
        )

    def reason_to_keep_files(self) -> str | None:
        """Why no file may be deleted there, not even one that the catalogue has done with."""
        if self.originals:
            return self.concern()
        if self.is_marked_elsewhere:
            return (
                f"The folder {self.address.figures} is marked as that of {self.marked_as}, and "
                f"this is {self.address}. Until that is settled no file is deleted there, so that "
                "what is erased stays in files. If the store has really moved to this address, or "
                f"is named otherwise now, delete {self.mark} and start again. If it still runs "
                "there, this is a copy of its disk: end it."
            )
        return None

    def concern(self) -> str:
        """Why the folder is not the store's alone, and how to go on."""
        mark, owner = next(iter({**self.originals, **self.others}.items()), ("", ""))
        if self.originals and self.may_open:
            return (
                f"The folder {self.address.figures} was marked by another PostgreSQL at {owner}. "
                "If PostgreSQL was upgraded or brought back from a dump, and the former runs no "
                f"more, delete {mark} and start again. Until then no file is deleted there, so "
                "that what is erased stays in files. If the former still runs, one of the two is a "
                "copy: end it."
            )
        if self.originals:
            return (
                f"The folder {self.address.figures} is not that of {self.address} alone: {mark} "
                f"says that {owner} has its figures there. If PostgreSQL was moved from there to "
                f"here, and the former runs no more, delete {mark} and start again. If it still "
                "runs, this is a copy, and each would delete the other's files: restore a backup "
                "into a new database with an empty folder as figures=."
            )
        if self.others and self.has_begun:
            return (
                f"The folder {self.address.figures} is not that of {self.address} alone: {mark} "
                f"says that {owner} has its figures there. Until that mark is gone, an erasure "
                "leaves files there that no catalogue names. If the other store is no more, delete "
                "that file; else give it a folder of its own."
            )
        if self.others:
            return (
                f"The folder {self.address.figures} is not that of {self.address} alone: {mark} "
                f"says that {owner} has its figures there. Each store needs a folder of its own, "
                "as an erasure deletes what the store does not know. Name an empty folder as "
                "figures=; if the other store is no more, delete that file and start again."
            )
        number, names = len(self.unknown), ", ".join(self.unknown[:_MOST_NAMED])
        if self.has_begun:
            return (
                f"The folder {self.address.figures} says of no store that it is its own, and "
                f"{self.address} does not know {number} of the files there: {names}. A server that "
                "was killed leaves such files, and so does another store. An erasure leaves them "
                "there. Move them away if no store needs them, and start again."
            )
        return (
            f"The folder {self.address.figures} says of no store that it is its own, and "
            f"{self.address} does not know {number} of the files there, such as {names}. An "
            "erasure would delete them. Name an empty folder as figures=, or move these files "
            "away if no store needs them."
        )


def claim(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> None:
    """Mark the folder of a store as its own, once; whoever has the lock of its writers calls it.

    A store that has begun there is not kept out: what is doubtful is logged, as is a folder that it
    may not list or mark. Raises StoreProblem where it would begin in another's folder or is a copy
    of another; where it would begin, also where the mark cannot be written, and duckdb.Error where
    the folder cannot be listed.
    """
    try:
        folder = marked(connection, postgres, address)
    except (NotMarked, duckdb.Error) as problem:
        if named_folder(postgres) is None:
            raise
        log.warning(
            "Whose the folder %s is could not be looked at or written down: %s. The store opens. "
            "Until this server may list the folder and write there, no file is deleted in it, so "
            "that what is erased stays in files",
            address.figures, str(problem).strip().splitlines()[0].rstrip("."),
        )  # fmt: skip
        return
    if not folder.is_alone:
        if not folder.may_open:
            raise StoreProblem(folder.concern())
        log.warning("%s", folder.concern())
    elif reason := folder.reason_to_keep_files():
        log.warning("%s", reason)


def marked(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> LakeFolder:
    """What is in the folder, which is marked as the store's where nothing may be another's.

    Raises NotMarked where the mark cannot be written, StoreProblem where another store's is written
    beside it, and duckdb.Error where the folder cannot be listed.
    """
    folder = looked_at(connection, postgres, address)
    if not folder.is_alone or folder.marked_as is not None:
        return folder
    mark = _mark(postgres, address)
    _write(connection, mark, address)
    # Another store may have looked in the same moment: whoever looks last sees both marks.
    folder = looked_at(connection, postgres, address)
    if folder.others:
        if not mark.startswith(S3):
            Path(mark).unlink(missing_ok=True)
        raise StoreProblem(folder.concern())
    if folder.marked_as is None:
        raise _not_marked(address, "what was written is not there")
    return folder


def looked_at(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> LakeFolder:
    """What is in the folder, and the marks above it.

    The connection may look above. Raises duckdb.Error where the folder cannot be listed.
    """
    has_begun = named_folder(postgres) is not None
    mark, marks = _mark(postgres, address), _marks(connection, str(address.figures))
    # To the letter: where DuckDB lists files under other names than DuckLake gives them, with a
    # slash less for example, an erasure would take the store's own for files that nobody names.
    others = {path: _owner(connection, path) for path in marks if path != mark}
    if mark in marks:
        return LakeFolder(address, has_begun, mark, _owner(connection, mark), others, ())
    unknown = _unknown(connection, postgres, address)
    return LakeFolder(address, has_begun, mark, None, others, unknown)


def named_folder(postgres: "Postgres") -> str | None:
    """The folder that the catalogue names; None where there is no catalogue yet."""
    if postgres.execute("SELECT to_regclass('ducklake_metadata')").fetchall() == [(None,)]:
        return None
    ((folder,),) = postgres.execute(
        "SELECT value FROM ducklake_metadata WHERE key = 'data_path'"
    ).fetchall()
    return str(folder)


def is_named_otherwise(postgres: "Postgres", address: CentralAddress) -> bool:
    """Whether the catalogue names the same folder with two slashes one after another.

    Raises StoreProblem where it names another folder.
    """
    named = named_folder(postgres)
    if named is None or f"{named.rstrip('/')}/" == address.figures:
        return False
    if with_single_slashes(named) == address.figures:
        return True
    raise StoreProblem(
        f"{address} has its figures in {named}, and DISTRICT_DATABASE names {address.figures}. "
        f"Write figures={named}. To have them in another folder, restore a backup into a new "
        "database."
    )


def refuse_known(postgres: "Postgres", address: CentralAddress, unnamed: Sequence[str]) -> None:
    """Raise StoreProblem where the catalogue knows files that DuckLake takes for unnamed ones."""
    known = _known(postgres)
    if wrongly := [path for path in unnamed if _name(path) in known]:
        raise StoreProblem(
            f"The folder {address.figures} lists its files under other names than the catalogue "
            f"of {address}, such as {wrongly[0]}. No file is deleted that no catalogue names."
        )


def _marks(connection: duckdb.DuckDBPyConnection, folder: str) -> Sequence[str]:
    """All marks in a folder, below it and above it."""
    marks = _files(connection, f"{folder}**/{MARK}*")
    for above in _above(folder):
        try:
            marks += _files(connection, f"{above}{MARK}*")
        except duckdb.Error as problem:
            # A key to this folder alone may not look there. The store above finds this mark.
            if "HTTP 403" not in str(problem):
                raise
            break
    return marks


def _unknown(
    connection: duckdb.DuckDBPyConnection, postgres: "Postgres", address: CentralAddress
) -> Sequence[str]:
    """The Parquet files in a folder that the catalogue does not know."""
    known = _known(postgres)
    files = _files(connection, f"{address.figures}**/*.parquet")
    return [path for path in files if _name(path) not in known]


def _known(postgres: "Postgres") -> set[str]:
    """The names of the files that the catalogue knows; each holds a number that is its alone."""
    if named_folder(postgres) is None:
        return set()
    return {_name(path) for (path,) in postgres.execute(_FILES)}


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _mark(postgres: "Postgres", address: CentralAddress) -> str:
    return f"{address.figures}{MARK}{postgres.execute(_IDENTITY).fetchall()[0][0]}.txt"


def _write(connection: duckdb.DuckDBPyConnection, mark: str, address: CentralAddress) -> None:
    owner = str(address).replace("'", "''")
    try:
        connection.execute(f"COPY (SELECT '{owner}') TO '{mark}' (FORMAT csv, HEADER false)")
    except duckdb.Error as problem:
        raise _not_marked(address, str(problem).strip().splitlines()[0].rstrip(".")) from problem


def _not_marked(address: CentralAddress, cause: str) -> NotMarked:
    return NotMarked(
        f"The folder {address.figures} could not be marked as that of {address}: {cause}. Let this "
        "server write there, and start it again."
    )


def _owner(connection: duckdb.DuckDBPyConnection, mark: str) -> str:
    """The address in a mark, as far as it can be read."""
    try:
        rows = connection.execute("SELECT content FROM read_text(?)", [mark]).fetchall()
    except duckdb.Error:
        return "another store"
    text = "".join(filter(str.isprintable, str(rows[0][0])))
    return text.strip()[:200] or "another store"


def _unquoted(owner: str) -> str:
    """An address in a mark, without the quotes around one that has a comma."""
    return owner.replace('"', "")


def _files(connection: duckdb.DuckDBPyConnection, pattern: str) -> list[str]:
    rows = connection.execute("SELECT file FROM glob(?) ORDER BY file", [pattern]).fetchall()
    return [str(path) for (path,) in rows]


def _above(folder: str) -> list[str]:
    """The folders that one is in, the nearest first; none above a bucket."""
    top = folder.index("/", len(S3) if folder.startswith(S3) else 0)
    ends = [at + 1 for at, sign in enumerate(folder[:-1]) if sign == "/" and at >= top]
    return [folder[:end] for end in reversed(ends)]
