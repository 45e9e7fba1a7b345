"""Rows of what people brought and said, carried from one store to another that lacks them.

The same both ways: from the copy of a server to the central store when something is published, and
from there to the copies of all others. Both ends are cursors within a transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from data.database import copies
from data.database.copies import KEPT_TABLES, VALUE_TABLES, Columns

# What belongs to an upload by its number, and is taken anew where something of it was erased.
BY_UPLOAD = ("upload", "upload_file", "finding", *VALUE_TABLES)
# What only ever grows at its end.
GROWING = tuple(table for table in KEPT_TABLES if table not in BY_UPLOAD)
# A column that the tables of a central store have besides: the how many-th row it is, of its upload
# or of its table. Nothing there keeps the order of rows by itself.
PLACE = "place"
# Rows on their way at a time, so that a large upload is never whole in memory; original files are
# long rows, so those of so many uploads.
_ROWS, _FILES = 100_000, 20

Cursor = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class StoreEnd:
    """One of the two: its cursor, and whether it is the central store."""

    cursor: Cursor
    is_central: bool

    def rows(self, table: str, condition: str = "true", after: int = 0) -> str:
        """SQL for rows of a table with their places, without the first `after` of it."""
        if self.is_central:
            source = f"SELECT * FROM {table} WHERE {condition}"  # noqa: S608 - our own names
        else:
            of_each = "PARTITION BY upload" if table in BY_UPLOAD else ""
            source = (
                f"SELECT *, row_number() OVER ({of_each} ORDER BY rowid) AS {PLACE} "  # noqa: S608
                f"FROM {table} WHERE {condition}"
            )
        return f"SELECT * FROM ({source}) WHERE {PLACE} > {after}"  # noqa: S608

    def numbers(self, sql: str) -> set[int]:
        """The whole numbers that a question answers with."""
        return {int(number) for (number,) in self.cursor.execute(sql).fetchall()}

    def sizes(self, tables: Sequence[str] = GROWING) -> Mapping[str, int]:
        """How many rows growing tables have."""
        if not tables:
            return {}
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608
        (row,) = self.cursor.execute(f"SELECT {counts}").fetchall()
        return dict(zip(tables, map(int, row), strict=True))

    def add(self, table: str, source: "StoreEnd", which: str) -> int:
        """Add the rows that SQL of the other end gives; how many they are is returned.

        One of the two ends is the central store.
        """
        columns = f"* EXCLUDE ({PLACE})" if source.is_central else "*"
        batches = source.cursor.execute(
            f"SELECT {columns} FROM ({which}) ORDER BY {PLACE}"  # noqa: S608 - our own names
        ).to_arrow_reader(_ROWS)
        rows = 0
        for batch in batches:
            self.cursor.register("incoming", pa.Table.from_batches([batch]))
            self.cursor.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608
            self.cursor.unregister("incoming")
            rows += batch.num_rows
        return rows


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried: rows by table, the uploads among them, and those that were erased.

    `is_anew` says that all that was there before was taken out first.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    uploads: frozenset[int] = frozenset()
    erased: frozenset[int] = frozenset()
    is_anew: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows or self.erased or self.is_anew)

    def joined(self, later: "Carried") -> "Carried":
        """This and what was carried later."""
        rows = {t: self.rows.get(t, 0) + later.rows.get(t, 0) for t in {*self.rows, *later.rows}}
        return Carried(
            rows,
            self.uploads | later.uploads,
            self.erased | later.erased,
            self.is_anew or later.is_anew,
        )


@dataclass(frozen=True, slots=True)
class Additions:
    """What one end is known to have more: the tables with more rows, and the new uploads."""

    tables: Collection[str]
    uploads: frozenset[int]


def carry(
    source: StoreEnd,
    target: StoreEnd,
    additions: Additions | None = None,
    known: StoreEnd | None = None,
) -> Carried:
    """Add to the target what it lacks of the source, and take out what was erased there.

    Where the `additions` are known nothing else is looked for. `known` holds what the target holds,
    where that is asked with less effort.
    """
    held = known or target
    tables = additions.tables if additions else KEPT_TABLES
    growing = [table for table in GROWING if table in tables]
    by_upload = [table for table in BY_UPLOAD if table in tables]
    here = held.sizes(growing)
    if not additions:
        growing = [table for table, size in source.sizes(growing).items() if size > here[table]]
    erased, fresh = set[int](), set[int]()
    if "erasure" in growing:
        erasures = source.rows("erasure", after=here["erasure"])
        erased = source.numbers(f"SELECT upload FROM ({erasures})")  # noqa: S608 - our own names
    if by_upload:
        every = "SELECT upload FROM upload"
        fresh = set(additions.uploads) if additions else source.numbers(every)
        fresh -= held.numbers(every)
    erased -= fresh
    rows = dict[str, int]()
    for table in by_upload:
        if erased:
            target.cursor.execute(f"DELETE FROM {table} WHERE {_among(erased)}")  # noqa: S608
        if fresh or erased:
            rows[table] = sum(
                target.add(table, source, source.rows(table, _among(uploads)))
                for uploads in _groups(fresh | erased, _FILES if table == "upload_file" else None)
            )
    for table in growing:
        rows[table] = target.add(table, source, source.rows(table, after=here[table]))
    filled = {table: number for table, number in rows.items() if number}
    return Carried(filled, frozenset(fresh), frozenset(erased))


def is_part(copy: StoreEnd, whole: StoreEnd) -> bool:
    """Whether one end holds no upload and no row of a growing table that the other has not."""
    every, there = "SELECT upload FROM upload", whole.sizes()
    grown = all(size <= there[table] for table, size in copy.sizes().items())
    return grown and copy.numbers(every) <= whole.numbers(every)


def clear(target: Cursor) -> None:
    """Take out all that people brought and said: that of another store takes its place."""
    for table in KEPT_TABLES:
        target.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


def digests(end: StoreEnd, carried: Carried) -> Mapping[str, tuple[int, int]]:
    """Rows and a hash of them by table, of what was carried: the same at both ends."""
    among = _among(carried.uploads | carried.erased)
    columns = f"* EXCLUDE ({PLACE})" if end.is_central else "*"
    parts = [
        f"SELECT '{table}', count(*), coalesce(bit_xor(hash(row)), 0) FROM "  # noqa: S608
        f"(SELECT {columns} FROM {table}"
        + (f" WHERE {among}" if table in BY_UPLOAD else "")
        + ") AS row"
        for table in carried.rows
    ]
    if not parts:
        return {}
    rows = end.cursor.execute(" UNION ALL ".join(parts)).fetchall()
    return {str(table): (int(count), int(digest)) for table, count, digest in rows}


def kept_columns(local: Cursor) -> Columns:
    """The columns of the tables of what people brought and said, which a central store has too."""
    every = copies.columns(local)
    return {table: every[table] for table in KEPT_TABLES}


def _groups(uploads: Collection[int], size: int | None) -> Sequence[Sequence[int]]:
    in_order = sorted(uploads)
    step = size or len(in_order)
    return [in_order[at : at + step] for at in range(0, len(in_order), step)]


def _among(uploads: Collection[int]) -> str:
    numbers = ", ".join(map(str, sorted(uploads)))
    return f"upload IN ({numbers})" if numbers else "false"
