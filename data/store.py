"""The store: what is published, withdrawn, reinstated and said, each in one whole transaction."""

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from data import audit, councils, erasing, reference_files, second_person, typed_texts, uploads
from data.actor import SHIPPED, Actor, KnownBy
from data.audit import Action, ChangeLog
from data.councils import Council
from data.database import backups, local_copy
from data.database.central_address import CentralAddress, central_address, is_central
from data.database.central_store import CentralStore
from data.database.copies import VALUE_TABLES
from data.database.database import Database
from data.erasing import Erasure
from data.errors import BasisChanged, DiskFull, StoreProblem
from data.reference_tables import UPLOADED_TABLES
from data.uploads import Alias, KpiEvent, StoredFile, Upload, now
from data.write_permission import WritePermission

__all__ = [
    "VALUE_TABLES",
    "Alias",
    "BasisChanged",
    "KpiEvent",
    "Store",
    "StoreProblem",
    "StoredFile",
    "Upload",
]

DEFAULT_DATABASE = Path(__file__).parent / "live" / "district.duckdb"
LOCAL_COPY = DEFAULT_DATABASE.with_name("copy.duckdb")
log = logging.getLogger("district")
T = TypeVar("T")
KPI_SERVICE = "kpi_service"
# What belongs to one council; statistics are everybody's.
COUNCIL_TABLES = ("kpi_value", "activity_update", "kpi_event", *UPLOADED_TABLES)
# What people said of columns, names and KPIs, and of uploads too.
COPIED_TABLES = ("column_mapping", "alias", "kpi_event", "erasure", "council_choice", "waiting")
SAID_TABLES = ("withdrawal", "reinstatement", "approval", "upload_step", *COPIED_TABLES)
# How much later than now a stored time may be before somebody is told of the clock.
CLOCK_LEEWAY = timedelta(minutes=1)
# Below this much free disk nothing is added: a full one costs everybody seconds. Withdrawals, which
# take what is wrong off the pages, are tried all the same.
FREE_SPACE_FLOOR = 50_000_000


class Store(Database):
    """What everybody writes to and reads from: a database with the words of the field."""

    def __init__(
        self, path: Path, backup_folder: Path | None = None, central: CentralStore | None = None
    ) -> None:
        super().__init__(path, backup_folder, central)
        self.write_permission = WritePermission()
        self.when_taken_over = {"council_choice": _load_plans}
        self.notice_clock(now())

    @contextmanager
    def writing(  # type: ignore[override] # nobody writes to a store without an actor
        self, actor: Actor, change_log: ChangeLog, *, needs_room: bool = False
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, where the actor may write; what it changes is logged once it is stored.

        Every write begins here. Raises ReadOnly in a read-only dashboard, NotAllowed where the
        actor's role does not allow it, and DiskFull where the disk is nearly full and what is
        written `needs_room`.
        """
        with audit.logged(actor, change_log):
            self.write_permission.check(actor, change_log.attempted)
            if needs_room:
                _refuse_when_full(self.path)
            with super().writing() as cursor:
                yield cursor

    def notice_clock(self, at: datetime) -> str | None:
        """Log and tell where something is stored with a later time than it is now (UTC)."""
        newest = self.changed_at()
        if newest is None or newest <= at + CLOCK_LEEWAY:
            return None
        sentence = (
            f"The clock says {at:%d %B %Y %H:%M} (UTC), but the newest change in the database is "
            f"of {newest:%d %B %Y %H:%M}: one of the two was set wrongly. Set the clock right. "
            "Nothing is lost: what counts and what is backed up goes by the order of uploads."
        )
        log.warning(sentence)
        return sentence

    def newest_upload(self) -> int:
        """The number of the newest upload, 0 before the first."""
        newest = self.ask("SELECT coalesce(max(upload), 0) AS newest FROM upload")
        return int(newest["newest"].iloc[0])

    def publish(
        self,
        actor: Actor,
        upload: Upload,
        rows: Mapping[str, pd.DataFrame],
        basis: str | None = None,
    ) -> int:
        """Add an upload with its rows (table name to frame) and findings; its number is returned.

        A file whose fingerprint already stands changes nothing and gives the standing number. Where
        the setting DISTRICT_SECOND_PERSON says so it waits until another person approves it.
        """
        return self.publish_together(actor, [(upload, rows)], basis)[0]

    def publish_together(
        self,
        actor: Actor,
        submissions: Iterable[tuple[Upload, Mapping[str, pd.DataFrame]]],
        basis: str | None = None,
    ) -> Sequence[int]:
        """Add several uploads as `publish` adds one, in their order: all of them or none.

        They are taken one by one, so that the rows of all need not be in memory together. `basis`
        is the edition that their preview was made on; BasisChanged is raised where it is no more.
        """
        self.refuse_changed_file()
        self.notice_clock(now())
        with self.alone():
            stale = basis is not None and basis != self.edition()
            log = ChangeLog(Action.PUBLISH)
            with self.writing(actor, log, needs_room=True) as cursor:
                return [
                    self._publish(cursor, log, actor, upload, rows, stale=stale)
                    for upload, rows in submissions
                ]

    def put_back(
        self, actor: Actor, number: int, upload: Upload, rows: Mapping[str, pd.DataFrame]
    ) -> None:
        """Add an upload under the number that it had before, whatever stands: for a rebuild."""
        with self.writing(actor, ChangeLog(Action.REBUILD)) as cursor:
            uploads.add(cursor, number, upload, actor.recorded_name, rows)

    def carry_over(self, actor: Actor, number: int, other: "Store") -> None:
        """Take an upload over as it stands in another store, whose original was erased."""
        with self.writing(actor, ChangeLog(Action.REBUILD)) as cursor:
            for table in ("upload", "upload_file", "finding", *VALUE_TABLES):
                sql = f"SELECT * FROM {table} WHERE upload = ?"  # noqa: S608 - our names
                uploads.append(cursor, table, other.ask(sql, [number]))
            uploads.note_step(cursor, "published", number)

    def erased(self) -> set[int]:
        """The uploads whose originals were erased, with all that they brought or with one note."""
        return set(self.ask("SELECT upload FROM erasure")["upload"].tolist())

    def withdraw(
        self, actor: Actor, number: int, why: str, withdrawn_at: datetime | None = None
    ) -> None:
        """Take an upload back, so that the figures before it stand again; nothing is deleted."""
        by = _recorded(actor, "Give the name of the person who withdraws this.")
        why = typed_texts.reason(why, "Give the reason for the withdrawal: the history keeps it.")
        done = audit.single_change(Action.WITHDRAW, upload=number, why=why)
        with self.writing(actor, done) as cursor:
            _withdraw(cursor, number, by, why, withdrawn_at or now())

    def approve(self, actor: Actor, number: int, why: str, basis: str | None = None) -> None:
        """Let an upload stand that waits for a second person, who is not whoever published it.

        `basis` is the edition that the approver looked at; BasisChanged where it is no more.
        """
        by = _recorded(actor, "Give the name of the person who approves this.")
        why = typed_texts.reason(why, "Say what you looked at: the history keeps it.")
        done = audit.single_change(Action.APPROVE, upload=number, why=why)
        with self.alone():
            stale = basis is not None and basis != self.edition()
            with self.writing(actor, done) as cursor:
                if refusal := second_person.approval_refusal(cursor, number, actor):
                    raise StoreProblem(refusal)
                if _brings_plans(cursor, number):
                    self.write_permission.check(actor, Action.PLAN)
                if stale:
                    raise BasisChanged(
                        "Somebody published, approved or withdrew something meanwhile, so nothing "
                        "was approved. Look at what it would change again, and approve then."
                    )
                _approve(cursor, number, by, why, now())

    def approval_refusal(self, actor: Actor, number: int) -> str | None:
        """Why this actor may not approve an upload, as a sentence; None where they may."""
        return self._read(lambda cursor: second_person.approval_refusal(cursor, number, actor))

    def waiting(self) -> Mapping[int, str]:
        """Why each upload waits that waits for a second person, by number."""
        rows = self.ask(
            """
            SELECT upload, reason FROM waiting
            WHERE upload NOT IN (SELECT upload FROM approval)
                AND upload NOT IN (SELECT upload FROM current_withdrawal)
            ORDER BY upload
            """
        )
        return dict(zip(rows["upload"].tolist(), rows["reason"].tolist(), strict=True))

    def reinstate(
        self, actor: Actor, number: int, why: str, reinstated_at: datetime | None = None
    ) -> None:
        """Undo a withdrawal, so that the upload's figures stand again; the history keeps both."""
        by = _recorded(actor, "Give the name of the person who reinstates this.")
        why = typed_texts.reason(why, "Give the reason for reinstating it: the history keeps it.")
        done = audit.single_change(Action.REINSTATE, upload=number, why=why)
        with self.writing(actor, done) as cursor:
            _refuse_erased(cursor, number)
            _reinstate(cursor, number, by, why, reinstated_at or now())

    def repeat_step(self, actor: Actor, kind: str, number: int, why: str, moment: datetime) -> None:
        """Withdraw, reinstate or approve again as before, in the words of then: for a rebuild.

        `kind` is withdrawn, reinstated or approved, as the table of steps has it.
        """
        again = {"withdrawn": _withdraw, "reinstated": _reinstate, "approved": _approve}[kind]
        with self.writing(actor, ChangeLog(Action.REBUILD)) as cursor:
            again(cursor, number, actor.recorded_name, why, moment)

    def erase(
        self, actor: Actor, number: int, why: str, *, confirmed: int, note: str | None = None
    ) -> Sequence[Path]:
        """Take out for good what a withdrawn upload brought, or one note word for word.

        The database and its backups are written anew; backups that could not be are returned, to
        be removed by hand. `confirmed` is the upload's number, given a second time.
        """
        by = _recorded(actor, "Give the name of the person who erases this.")
        why = typed_texts.reason(why, "Give the reason for erasing it: the record keeps it.")
        erasure = Erasure(number, note)
        done = audit.single_change(Action.ERASE, upload=number, scope=erasure.scope, why=why)
        with self.alone():
            with self.writing(actor, done) as cursor:
                fingerprint = _erase(cursor, erasure, confirmed)
                cursor.execute(
                    "INSERT INTO erasure VALUES (?, ?, ?, ?, ?)",
                    [number, erasure.scope, by, now(), why],
                )
            kept = erasing.erase_in_backups(self.path, erasure, fingerprint)
            self.leave_nothing()
        for path in kept:
            log.error("The backup %s holds still what was erased of upload %d", path, number)
        return kept

    def map_columns(
        self, actor: Actor, signature: str, roles: str, *, set_aside: bool = False
    ) -> None:
        """Keep what a person said of the columns under some headings; what was said last counts.

        `signature` and `roles` are those of a column mapping as JSON. With `set_aside` what was
        said before counts no more; it stays in the table.
        """
        by = _recorded(actor, "Give the name of the person who says what the columns hold.")
        typed_texts.refuse_long_headings(signature, roles)
        done = audit.single_change(Action.MAPPING, columns=signature, set_aside=set_aside)
        with self.writing(actor, done, needs_room=True) as cursor:
            cursor.execute(
                """
                INSERT INTO column_mapping
                SELECT coalesce(max(mapping), 0) + 1, ?, ?, ?, ?, ? FROM column_mapping
                """,
                [signature, roles, set_aside, by, now()],
            )

    def add_alias(self, actor: Actor, *aliases: Alias, set_aside: bool = False) -> None:
        """Keep which KPIs or areas words of a file mean; what was said last of them counts.

        With `set_aside` what was said before counts no more; it stays in the table.
        """
        by = _recorded(actor, "Give the name of the person who says whose figures these are.")
        admitted, moment = [typed_texts.admitted_alias(alias) for alias in aliases], now()
        done = ChangeLog(Action.ALIAS)
        for alias in admitted:
            details = {"kind": alias.kind, "words": alias.words, "meaning": alias.meaning}
            done.add(Action.ALIAS, **details, set_aside=set_aside)
        with self.writing(actor, done, needs_room=True) as cursor:
            for alias in admitted:
                cursor.execute(
                    """
                    INSERT INTO alias
                    SELECT coalesce(max(alias), 0) + 1, ?, ?, ?, ?, ?, ? FROM alias
                    """,
                    [*astuple(alias), set_aside, by, moment],
                )

    def add_event(self, actor: Actor, event: KpiEvent, *, set_aside: bool = False) -> None:
        """Keep what happened to a KPI on a day; of one day and kind what was said last counts.

        With `set_aside` the event counts no more; it stays in the table.
        """
        by = _recorded(actor, "Give the name of the person who says what happened.")
        # What is taken back may be older than these rules.
        event = event if set_aside else typed_texts.admitted_event(event)
        details = {"plan": event.plan, "kpi": event.code, "day": str(event.day), "kind": event.kind}
        done = audit.single_change(Action.EVENT, **details, set_aside=set_aside)
        with self.writing(actor, done, needs_room=True) as cursor:
            cursor.execute(
                """
                INSERT INTO kpi_event
                SELECT coalesce(max(event), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM kpi_event
                """,
                [*astuple(event), set_aside, by, now()],
            )

    def copy_said(self, actor: Actor, other: "Store") -> None:
        """Take over, row by row, what people said of columns, names and KPIs in another store."""
        with self.writing(actor, ChangeLog(Action.REBUILD)) as cursor:
            for table in COPIED_TABLES:
                rows = other.ask(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - our names
                uploads.append(cursor, table, rows)

    def files_of(self, number: int) -> Sequence[StoredFile]:
        """The original files of an upload, the main one first."""
        rows = self._read(
            lambda cursor: cursor.execute(
                "SELECT file, content FROM upload_file WHERE upload = ? ORDER BY position", [number]
            ).fetchall()
        )
        return tuple(StoredFile(name, bytes(content)) for name, content in rows)

    def council(self, folder: Path = reference_files.REFERENCE_FOLDER) -> Council:
        """The council that COUNCIL names, else the one chosen here, else that of the shipped plans.

        Raises UnknownCouncil.
        """
        chosen = self.ask("SELECT area FROM council_choice ORDER BY rowid DESC LIMIT 1")["area"]
        return reference_files.council(folder, "".join(chosen))

    def choose_council(
        self, actor: Actor, code: str, folder: Path = reference_files.REFERENCE_FOLDER
    ) -> None:
        """Make this the dashboard of the council of a code, where no setting says whose it is.

        The illustrative sample of another council is erased and its plans go. Raises UnknownCouncil
        for a code of none, and StoreProblem where COUNCIL decides or where somebody brought plans
        or figures of another.
        """
        by = _recorded(actor, "Give the name of the person who chooses the council.")
        if reference_files.is_council_set():
            raise StoreProblem(f"The setting {councils.SETTING} says whose dashboard this is.")
        council, before = reference_files.council(folder, code), self.council(folder)
        tables = reference_files.tables(folder, council.code)
        fingerprint = reference_files.fingerprint(folder, council.code)
        done = audit.single_change(Action.COUNCIL, council=council.code, before=before.code)
        with self.writing(actor, done, needs_room=True) as cursor:
            if council != before:
                self._refuse_brought(before)
                for number in self._brought_by(shipped=True):
                    _erase_sample(cursor, number, by, f"the council is now {council.name}")
            choice = [council.code, by, now()]
            cursor.execute("INSERT INTO council_choice VALUES (?, ?, ?)", choice)
            _replace_reference(cursor, council, tables, fingerprint)

    def is_anybodys(self) -> bool:
        """Whether nobody brought plans, figures or notes of a council, withdrawn or not."""
        return not self._brought_by(shipped=False) and self.ask("SELECT 1 FROM kpi_event").empty

    def load_reference(
        self,
        actor: Actor,
        folder: Path = reference_files.REFERENCE_FOLDER,
        council: Council | None = None,
    ) -> None:
        """Replace the reference tables by the CSV files of `folder`, where those have changed.

        Of plans only those of the council, which is the store's own where none is given. Raises
        StoreProblem where the database holds what belongs to another council.
        """
        council = council or self.council(folder)
        self._refuse_other_council(council, reference_files.default_council(folder))
        fingerprint = reference_files.fingerprint(folder, council.code)
        if self._loaded_reference() == fingerprint:
            return
        tables = reference_files.tables(folder, council.code)
        done = audit.single_change(Action.REFERENCE, fingerprint=fingerprint)
        with self.writing(actor, done) as cursor:
            _replace_reference(cursor, council, tables, fingerprint)

    def changed_at(self) -> datetime | None:
        """When something was last published, withdrawn, reinstated or said (UTC)."""
        changed = self.ask(
            """
            SELECT max(changed) AS changed FROM (
                SELECT max(published_at) AS changed FROM upload
                UNION ALL SELECT max(withdrawn_at) FROM withdrawal
                UNION ALL SELECT max(reinstated_at) FROM reinstatement
                UNION ALL SELECT max(approved_at) FROM approval
                UNION ALL SELECT max(erased_at) FROM erasure
                UNION ALL SELECT max(said_at) FROM column_mapping
                UNION ALL SELECT max(said_at) FROM alias
                UNION ALL SELECT max(said_at) FROM kpi_event
                UNION ALL SELECT max(chosen_at) FROM council_choice
            )
            """
        )["changed"].iloc[0]
        return None if pd.isna(changed) else pd.Timestamp(changed).to_pydatetime()

    def _refuse_other_council(self, council: Council, first: Council) -> None:
        """Plans and figures of two councils are never mixed; statistics are of no council.

        A database from before councils were kept is that of the `first`, whose plans are shipped.
        """
        last = self.ask("SELECT area FROM council ORDER BY rowid DESC LIMIT 1")["area"]
        held = next((str(area) for area in last), first.code)
        if held == council.code or not self._has_plans_or_figures():
            return
        raise StoreProblem(
            f"The database {self.path} holds plans or figures of the council {held}, and "
            f"{councils.SETTING} says {council.name} ({council.code}). Set DISTRICT_DATABASE to a "
            f"new file for {council.name}, or {councils.SETTING} to {held}."
        )

    def _has_plans_or_figures(self) -> bool:
        """Whether anything of a council was ever brought, withdrawn or not."""
        rows = " UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in COUNCIL_TABLES)  # noqa: S608
        return not self.ask(rows).empty

    def _refuse_brought(self, council: Council) -> None:
        """Plans and figures of two councils are never mixed."""
        if not self.is_anybodys():
            raise StoreProblem(
                f"Plans or figures of {council.name} were brought here, so the council cannot be "
                "changed any more. Set DISTRICT_DATABASE to a new file for another council."
            )

    def _brought_by(self, *, shipped: bool) -> Sequence[int]:
        """The uploads with rows of a council: those of the software, or those of people."""
        rows = " UNION ".join(
            f"SELECT upload FROM {table}"  # noqa: S608 - a fixed list of names
            for table in COUNCIL_TABLES
            if table != "kpi_event"
        )
        sign = "=" if shipped else "<>"
        brought = self.ask(
            f"SELECT upload FROM upload WHERE upload IN ({rows}) AND published_by {sign} ?",  # noqa: S608
            [SHIPPED.recorded_name],
        )
        return [int(number) for number in brought["upload"]]

    def _publish(  # noqa: PLR0913 - one upload within the transaction of several
        self,
        cursor: duckdb.DuckDBPyConnection,
        log: ChangeLog,
        actor: Actor,
        upload: Upload,
        rows: Mapping[str, pd.DataFrame],
        *,
        stale: bool,
    ) -> int:
        by = _recorded(actor, "Give the name of the person who publishes this.")
        upload = typed_texts.admitted_upload(upload)
        if any(len(frame) for table, frame in rows.items() if table in UPLOADED_TABLES):
            self.write_permission.check(actor, Action.PLAN)
        standing = uploads.standing(cursor, upload.fingerprint)
        if standing is not None:
            return standing
        if stale:
            raise BasisChanged(
                "Somebody published or withdrew something after this preview was made, so nothing "
                "was published. Look at the preview again, which is renewed, and publish then."
            )
        uploads.refuse_inadmissible(rows)
        number = uploads.next_number(cursor)
        uploads.add(cursor, number, upload, by, rows)
        file = upload.files[0]
        log.add(Action.PUBLISH, upload=number, file=file.name, sha256=file.sha256)
        if upload.decisions:
            log.add(Action.DECISION, upload=number, decisions=upload.decisions)
        self._hold_back(cursor, log, actor, number, rows)
        return number

    @staticmethod
    def _hold_back(
        cursor: duckdb.DuckDBPyConnection,
        log: ChangeLog,
        actor: Actor,
        number: int,
        rows: Mapping[str, pd.DataFrame],
    ) -> None:
        if actor.known_by is KnownBy.SHIPPED:
            return
        tables = [table for table, frame in rows.items() if table in VALUE_TABLES and len(frame)]
        reason = second_person.hold_back(cursor, number, actor, tables)
        if reason:
            log.add(Action.WAIT, upload=number, because=reason)

    def _loaded_reference(self) -> str | None:
        loaded = self.ask("SELECT fingerprint FROM reference_version ORDER BY rowid DESC LIMIT 1")
        return None if loaded.empty else str(loaded.iloc[0, 0])


def _load_plans(store: Database) -> None:
    """Load the plans of another council where it was chosen on another server."""
    if isinstance(store, Store):
        store.load_reference(SHIPPED)


def _replace_reference(
    cursor: duckdb.DuckDBPyConnection,
    council: Council,
    tables: Mapping[str, pd.DataFrame],
    fingerprint: str,
) -> None:
    cursor.execute("INSERT INTO council VALUES (?, ?)", [council.code, now()])
    for table, frame in tables.items():
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a fixed list of names
        uploads.append(cursor, table, frame)
    cursor.execute("INSERT INTO reference_version VALUES (?, ?)", [fingerprint, now()])


_shared: dict[Path, Store] = {}
_shared_lock = threading.Lock()


def database_path() -> Path:
    """Where the database is: DISTRICT_DATABASE, or in data/live a file for each council.

    That of the council whose plans are shipped is district.duckdb. Where DISTRICT_DATABASE names a
    central store it is this server's copy of it: DISTRICT_LOCAL_COPY, or copy.duckdb in data/live.
    """
    setting = _setting()
    if is_central(setting):
        return _resolved(os.environ.get("DISTRICT_LOCAL_COPY") or LOCAL_COPY)
    return _resolved(setting or _of_council())


def central() -> CentralStore | None:
    """The central store that DISTRICT_DATABASE names, opened; None where it names a file.

    Raises UserError where its address cannot be understood, StoreProblem where it does not answer.
    """
    named = address()
    return CentralStore(named) if named else None


def address() -> CentralAddress | None:
    """The address of the central store that DISTRICT_DATABASE names; None where it names a file.

    Raises UserError where it cannot be understood.
    """
    return central_address(_setting()) if is_central(_setting()) else None


def is_there() -> bool:
    """Whether there is a database to ask: a file, or a central store."""
    return is_central(_setting()) or database_path().exists()


def in_place(put: Callable[[Path], T]) -> T:
    """Let `put` put another file in the place of the database; its result is returned.

    Nobody may have it open. Where there is a central store the file takes the place of all that is
    stored there, too, and no other server writes meanwhile.
    """
    path, store = database_path(), central()
    if store is None:
        return put(path)
    with closing(store), store.exclusive():
        result = put(path)
        local_copy.hand_over(path, store)
        return result


def _setting() -> str:
    return os.environ.get("DISTRICT_DATABASE", "").strip()


def _of_council() -> Path:
    council = reference_files.council()
    if council == reference_files.default_council():
        return DEFAULT_DATABASE
    return DEFAULT_DATABASE.with_name(f"{council.code}.duckdb")


# Asked at every question; to resolve a path looks at each of its folders.
@lru_cache(maxsize=8)
def _resolved(path: str | Path) -> Path:
    return Path(path).resolve()


def shared() -> Store:
    """The one open store of this process, opened when first asked for."""
    path = database_path()
    # Asked at every question: one that is open is found without waiting for anybody.
    if (open_store := _shared.get(path)) is not None:
        return open_store
    with _shared_lock:
        if path not in _shared:
            store = Store(path, backups.folder(path), central())
            store.begin_following()
            audit.keep_in(path.with_name(f"{path.name}.audit"))
            # It is found from here on: what anybody writes is in the file of the audit.
            _shared[path] = store
        return _shared[path]


def close_shared() -> None:
    """Close every store that `shared` opened."""
    with _shared_lock:
        # One that is being closed is found by nobody.
        while _shared:
            _shared.popitem()[1].close()
        audit.stop_keeping()


def _refuse_when_full(path: Path) -> None:
    free = shutil.disk_usage(path.parent).free
    # While something is written a copy of the database stands by.
    needed = FREE_SPACE_FLOOR + path.stat().st_size
    if free < needed:
        raise DiskFull(
            f"Only {free // 1_000_000} MB are free where the database is kept and "
            f"{needed // 1_000_000} MB are needed, so nothing was stored. "
            "Free some space and try again."
        )


def _recorded(actor: Actor, missing: str) -> str:
    """The name that the record keeps; `missing` is the sentence where there is none."""
    return replace(actor, name=typed_texts.name(actor.name, missing)).recorded_name


def _withdraw(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    if _is_withdrawn(cursor, number):
        raise StoreProblem(f"Upload {number} is withdrawn already.")
    cursor.execute("INSERT INTO withdrawal VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "withdrawn", number)


def _reinstate(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    if not _is_withdrawn(cursor, number):
        raise StoreProblem(f"Upload {number} is not withdrawn, so it stands already.")
    _refuse_twin(cursor, number)
    cursor.execute("INSERT INTO reinstatement VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "reinstated", number)


def _approve(
    cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str, moment: datetime
) -> None:
    cursor.execute("INSERT INTO approval VALUES (?, ?, ?, ?)", [number, by, moment, why])
    uploads.note_step(cursor, "approved", number)


def _brings_plans(cursor: duckdb.DuckDBPyConnection, number: int) -> bool:
    return bool(cursor.execute("SELECT 1 FROM plan_row WHERE upload = ?", [number]).fetchall())


def _is_withdrawn(cursor: duckdb.DuckDBPyConnection, number: int) -> bool:
    withdrawn = cursor.execute(
        "SELECT upload IN (SELECT upload FROM current_withdrawal) FROM upload WHERE upload = ?",
        [number],
    ).fetchone()
    if withdrawn is None:
        raise StoreProblem(f"There is no upload {number}; `uploads` lists those there are.")
    return bool(withdrawn[0])


def _erase(cursor: duckdb.DuckDBPyConnection, erasure: Erasure, confirmed: int) -> str:
    """Take it out of the open database; the fingerprint of the upload is returned."""
    number = erasure.upload
    is_withdrawn = _is_withdrawn(cursor, number)
    if confirmed != number:
        raise StoreProblem(
            f"Upload {number} was to be erased and {confirmed} was given to confirm it. Nothing "
            "was erased. Give the number of the upload a second time."
        )
    if erasure.scope == erasing.UPLOAD and not is_withdrawn:
        raise StoreProblem(
            f"Upload {number} stands, so its figures are on the pages. Withdraw it, then erase it."
        )
    if not erasing.erase(cursor, erasure) and erasure.note is not None:
        raise StoreProblem(f"No figure or update of upload {number} has this very note.")
    row = cursor.execute("SELECT fingerprint FROM upload WHERE upload = ?", [number]).fetchone()
    return str(row[0]) if row else ""


def _erase_sample(cursor: duckdb.DuckDBPyConnection, number: int, by: str, why: str) -> None:
    """Take out what was invented for another council; the record that it was there remains."""
    if not _is_withdrawn(cursor, number):
        _withdraw(cursor, number, by, why, now())
    erasure = Erasure(number)
    erasing.erase(cursor, erasure)
    cursor.execute(
        "INSERT INTO erasure VALUES (?, ?, ?, ?, ?)", [number, erasure.scope, by, now(), why]
    )


def _refuse_erased(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    if cursor.execute(
        "SELECT 1 FROM erasure WHERE upload = ? AND scope = 'upload'", [number]
    ).fetchall():
        raise StoreProblem(f"Upload {number} was erased, so nothing of it can come back.")


def _refuse_twin(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    """The same bytes may have been published again since; they are not to stand twice."""
    row = cursor.execute("SELECT fingerprint FROM upload WHERE upload = ?", [number]).fetchone()
    twin = uploads.standing(cursor, row[0]) if row else None
    if twin is not None:
        raise StoreProblem(
            f"The same file stands already as upload {twin}, so upload {number} stays withdrawn."
        )
