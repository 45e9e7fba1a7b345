"""What a database holds, table by table, so that a change leaves what is known of the others.

An upload belongs to the tables that it brought rows to. A change of what stands is a change of
these tables alone; where something was erased, a central store was filled anew, or the files that
the software starts with are others, it is one of all tables.
"""

import hashlib
import json
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

import duckdb

from data.database import copies
from data.database.copies import VALUE_TABLES
from data.database.question_tables import UPLOAD_TABLES
from data.reference_tables import TABLES

# Filled from files, and all at once.
_REFERENCE = frozenset((*TABLES.values(), "council"))
# Each holds what it says by itself.
_BY_THEMSELVES = ("column_mapping", "alias", "kpi_event", "council_choice")
# After a change of one of these nothing is known of what is left.
_CHANGES_ALL = ("erasure", "council_choice")
_REFERENCE_LOADED = "SELECT * FROM reference_version ORDER BY rowid DESC LIMIT 1"
# Of more uploads at once it is not looked up what they brought.
_MOST_UPLOADS = 200


@dataclass(frozen=True, slots=True)
class StoredState:
    """The state of a database: its edition, which changes with every change, and its parts.

    `uploads` says by number what became of each, `last_change` by table in which edition its rows
    or what stands of them were last others, `contents` what the other tables hold. `changes` counts
    what was ever published, withdrawn, reinstated and said.
    """

    edition: str
    changes: int
    loaded: str
    uploads: Mapping[int, int]
    last_change: Mapping[str, str]
    contents: Mapping[str, Hashable]

    def content_of(self, tables: Collection[str] | None) -> Hashable:
        """What some tables hold: the same again says that no question to them has another answer.

        None is all that there is.
        """
        if tables is None:
            return self.edition
        return tuple(self._content(table) for table in sorted(tables))

    def _content(self, table: str) -> Hashable:
        if table in self.last_change:
            return self.last_change[table]
        if table in self.contents:
            return self.contents[table]
        return self.loaded if table in _REFERENCE else self.edition


def stored_state(
    cursor: duckdb.DuckDBPyConnection, generation: str | None, former: StoredState | None
) -> StoredState:
    """The state of an open database, where `former` is the one before; two copies have the same.

    `generation` is that of a central store, if there is one.
    """
    changes = copies.changes(cursor)
    ((reference, loaded_at),) = cursor.execute(_REFERENCE_LOADED).fetchall() or [("", "")]
    # Of two stores with the same changes one may be rebuilt from the other by newer software: a
    # file says so by when it was filled, a central store by its generation.
    filled = str(loaded_at) if generation is None else generation
    text = json.dumps([filled, reference, sorted(changes.items())])
    edition = hashlib.sha256(text.encode()).hexdigest()[:16]
    # With another generation the same uploads may have other rows.
    loaded = f"{generation} {loaded_at} {reference}"
    if former and former.edition == edition and former.loaded == loaded:
        return former
    contents = {table: changes[table] for table in (*_BY_THEMSELVES, *_CHANGES_ALL)}
    uploads = _uploads(cursor)
    changed = _changed_tables(cursor, former, loaded, contents, uploads)
    before = former.last_change if former else {}
    last_change = {t: edition if t in changed else before[t] for t in VALUE_TABLES}
    made = sum(rows for rows, _ in changes.values())
    return StoredState(edition, made, loaded, uploads, last_change, contents)


def _changed_tables(
    cursor: duckdb.DuckDBPyConnection,
    former: StoredState | None,
    loaded: str,
    contents: Mapping[str, Hashable],
    uploads: Mapping[int, int],
) -> Collection[str]:
    """The tables of rows whose rows, or what stands of them, may be others than before."""
    if former is None or former.loaded != loaded:
        return VALUE_TABLES
    if any(former.contents[table] != contents[table] for table in _CHANGES_ALL):
        return VALUE_TABLES
    changed = [number for number, state in uploads.items() if former.uploads.get(number) != state]
    if former.uploads.keys() - uploads.keys() or len(changed) > _MOST_UPLOADS:
        return VALUE_TABLES
    return _tables_with(cursor, changed)


def _tables_with(cursor: duckdb.DuckDBPyConnection, uploads: Collection[int]) -> Collection[str]:
    """The tables that have a row of one of these uploads."""
    if not uploads:
        return ()
    numbers = ", ".join(map(str, uploads))
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (FROM {table} WHERE upload IN ({numbers}))"
        for table in VALUE_TABLES
    )
    return [str(table) for (table,) in cursor.execute(asked).fetchall()]


def _uploads(cursor: duckdb.DuckDBPyConnection) -> Mapping[int, int]:
    """Of each upload a number that changes with all that is known of it."""
    rows = " UNION ALL ".join(
        f"SELECT upload, hash('{table}', row) AS hash FROM {table} AS row"  # noqa: S608
        for table in sorted(UPLOAD_TABLES)
    )
    asked = f"SELECT upload, sum(hash)::TEXT FROM ({rows}) GROUP BY upload"  # noqa: S608
    return {int(upload): int(state) for upload, state in cursor.execute(asked).fetchall()}
