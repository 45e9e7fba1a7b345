"""The store: what is published, withdrawn, reinstated and said, each in one whole transaction."""

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd

from data import (
    admissible_rows,
    audit,
    council_contents,
    councils,
    database_setting,
    erasing,
    free_space,
    loaded_reference,
    reference_files,
    second_person,
    typed_texts,
    upload_steps,
    uploads,
)
from data.actor import SHIPPED, Actor, KnownBy
from data.audit import Action, ChangeLog
from data.councils import Council
from data.database import backups
from data.database.central_store import CentralStore
from data.database.copies import VALUE_TABLES
from data.database.database import Database
from data.database.transfer import BY_UPLOAD
from data.erasing import Erasure
from data.errors import BasisChanged, StoreProblem
from data.reference_tables import UPLOADED_TABLES
from data.uploads import Alias, KpiEvent, StoredFile, Upload, now
from data.write_permission import WritePermission

log = logging.getLogger("district")
# What people said of columns, names and KPIs, and of uploads too.
COPIED_TABLES = ("column_mapping", "alias", "kpi_event", "erasure", "council_choice", "waiting")
SAID_TABLES = ("withdrawal", "reinstatement", "approval", "upload_step", *COPIED_TABLES)
# How much later than now a stored time may be before somebody is told of the clock.
CLOCK_LEEWAY = timedelta(minutes=1)


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
        self,
        actor: Actor,
        change_log: ChangeLog,
        *,
        needs_room: bool = False,
        is_shared: bool = True,
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, where the actor may write; what it changes is logged once it is stored.

        Every write begins here. Raises ReadOnly in a read-only dashboard, NotAllowed where the
        actor's role does not allow it, and DiskFull where the disk is nearly full and what is
        written `needs_room`.
        """
        with audit.logged(actor, change_log):
            self.write_permission.check(actor, change_log.attempted)
            if needs_room:
                free_space.refuse_when_full(self.path)
            with super().writing(is_shared=is_shared) as cursor:
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
            for table in BY_UPLOAD:
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
            upload_steps.withdraw(cursor, number, by, why, withdrawn_at or now())

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
                if second_person.brings_plans(cursor, number):
                    self.write_permission.check(actor, Action.PLAN)
                if stale:
                    raise BasisChanged(
                        "Somebody published, approved or withdrew something meanwhile, so nothing "
                        "was approved. Look at what it would change again, and approve then."
                    )
                upload_steps.approve(cursor, number, by, why, now())

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
            upload_steps.refuse_erased(cursor, number)
            upload_steps.reinstate(cursor, number, by, why, reinstated_at or now())

    def repeat_step(self, actor: Actor, kind: str, number: int, why: str, moment: datetime) -> None:
        """Withdraw, reinstate or approve again as before, in the words of then: for a rebuild.

        `kind` is withdrawn, reinstated or approved, as the table of steps has it.
        """
        with self.writing(actor, ChangeLog(Action.REBUILD)) as cursor:
            upload_steps.REPEATABLE[kind](cursor, number, actor.recorded_name, why, moment)

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
                fingerprint = upload_steps.erase_confirmed(cursor, erasure, confirmed)
                upload_steps.note_erasure(cursor, erasure, by, why, now())
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
        return reference_files.council(folder, council_contents.chosen_area(self))

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
                council_contents.refuse_brought(self, before)
                why = f"the council is now {council.name}"
                for number in council_contents.uploads_of_sample(self):
                    upload_steps.erase_sample(cursor, number, by, why, now())
            choice = [council.code, by, now()]
            cursor.execute("INSERT INTO council_choice VALUES (?, ?, ?)", choice)
            loaded_reference.replace_reference(cursor, council, tables, fingerprint)

    def is_anybodys(self) -> bool:
        """Whether nobody brought plans, figures or notes of a council, withdrawn or not."""
        return council_contents.is_anybodys(self)

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
        council_contents.refuse_other_council(
            self, council, reference_files.default_council(folder)
        )
        fingerprint = reference_files.fingerprint(folder, council.code)
        if loaded_reference.loaded_fingerprint(self) == fingerprint:
            return
        tables = reference_files.tables(folder, council.code)
        done = audit.single_change(Action.REFERENCE, fingerprint=fingerprint)
        # Every server loads them from files of its own.
        with self.writing(actor, done, is_shared=False) as cursor:
            loaded_reference.replace_reference(cursor, council, tables, fingerprint)

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
        admissible_rows.refuse_inadmissible(rows)
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


def _load_plans(store: Database) -> None:
    """Load the plans of another council where it was chosen on another server."""
    if isinstance(store, Store):
        store.load_reference(SHIPPED)


_shared: dict[Path, Store] = {}
_shared_lock = threading.Lock()


def shared() -> Store:
    """The one open store of this process, opened when first asked for."""
    path = database_setting.database_path()
    # Asked at every question: one that is open is found without waiting for anybody.
    if (open_store := _shared.get(path)) is not None:
        return open_store
    with _shared_lock:
        if path not in _shared:
            store = Store(path, backups.folder(path), database_setting.central_store())
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


def _recorded(actor: Actor, missing: str) -> str:
    """The name that the record keeps; `missing` is the sentence where there is none."""
    return replace(actor, name=typed_texts.name(actor.name, missing)).recorded_name
