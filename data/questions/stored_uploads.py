"""What is asked of uploads: who brought what, findings, withdrawals, standing rows."""

from collections.abc import Iterable, Sequence

import pandas as pd

from data.database.copies import VALUE_TABLES
from data.store import Store


def uploads(store: Store, *, with_waiting: bool = False) -> pd.DataFrame:
    """Every upload, newest first, with its row counts and its withdrawal, if any.

    Those that wait for a second person are left out, or `with_waiting` stand among the others;
    `waits` says why, NULL where an upload does not.
    """
    every = "upload" if with_waiting else "known_upload"
    return store.ask(
        f"""
        SELECT upload.*, withdrawal.withdrawn_by, withdrawal.withdrawn_at, withdrawal.why,
               coalesce(counted.kpi_values, 0) AS kpi_values,
               coalesce(counted.activity_updates, 0) AS activity_updates,
               coalesce(counted.statistic_values, 0) AS statistic_values,
               coalesce(counted.plan_rows, 0) AS plan_rows,
               CASE WHEN upload.upload NOT IN (SELECT upload FROM known_upload)
               THEN waiting.reason END AS waits
        FROM {every} AS upload
        LEFT JOIN waiting ON waiting.upload = upload.upload
        LEFT JOIN current_withdrawal AS withdrawal ON withdrawal.upload = upload.upload
        LEFT JOIN (
            SELECT upload,
                   count(*) FILTER (kind = 'kpi') AS kpi_values,
                   count(*) FILTER (kind = 'activity') AS activity_updates,
                   count(*) FILTER (kind = 'statistic') AS statistic_values,
                   count(*) FILTER (kind = 'plan') AS plan_rows
            FROM (
                SELECT upload, 'kpi' AS kind FROM kpi_value
                UNION ALL SELECT upload, 'activity' FROM activity_update
                UNION ALL SELECT upload, 'statistic' FROM statistic_value
                UNION ALL SELECT upload, 'plan' FROM plan_row
            )
            GROUP BY upload
        ) AS counted ON counted.upload = upload.upload
        ORDER BY upload.upload DESC
        """  # noqa: S608 - one of two names
    )


def originals(store: Store) -> pd.DataFrame:
    """The name of each original file, without its content: upload, file, in their order."""
    return store.ask("SELECT upload, file FROM upload_file ORDER BY upload, position")


def erased(store: Store) -> pd.DataFrame:
    """The uploads of which all that they brought was erased, not only one note of it: upload."""
    return store.ask("SELECT DISTINCT upload FROM erasure WHERE scope = 'upload'")


def withdrawals(store: Store, upload: int) -> pd.DataFrame:
    """Each time one was approved, withdrawn or reinstated: kind, by, moment (UTC), why."""
    every_upload = all_withdrawals(store)
    return every_upload[every_upload["upload"] == upload].reset_index(drop=True)


def all_withdrawals(store: Store) -> pd.DataFrame:
    """Each approval, withdrawal and return in order: kind, upload, by, moment (UTC), why."""
    steps = upload_steps(store)
    return steps[steps["kind"] != "published"].reset_index(drop=True)


def upload_steps(store: Store) -> pd.DataFrame:
    """Each publication, approval, withdrawal and return in the order in which they were made.

    Columns: kind (published, approved, withdrawn, reinstated), upload, by, moment (UTC, as the
    clock said), why.
    """
    return store.ask(
        """
        WITH signed AS (
            SELECT 'published' AS kind, upload, published_by AS by, published_at AS moment,
                   NULL AS why, rowid AS row
            FROM upload
            UNION ALL
            SELECT 'withdrawn', upload, withdrawn_by, withdrawn_at, why, rowid FROM withdrawal
            UNION ALL
            SELECT 'reinstated', upload, reinstated_by, reinstated_at, why, rowid
            FROM reinstatement
            UNION ALL
            SELECT 'approved', upload, approved_by, approved_at, why, rowid FROM approval
        ),
        numbered AS (
            SELECT *, row_number() OVER (PARTITION BY kind, upload ORDER BY row) AS number
            FROM signed
        ),
        step AS (
            SELECT *, row_number() OVER (PARTITION BY kind, upload ORDER BY step) AS number
            FROM upload_step
        )
        SELECT numbered.* EXCLUDE (row, number)
        FROM numbered JOIN step USING (kind, upload, number)
        WHERE coalesce(moment::DATE <= getvariable('as_of')::DATE, true)
        ORDER BY step
        """
    )


def column_mappings(store: Store) -> pd.DataFrame:
    """What counts now of columns named by hand, newest first: the columns of `column_mapping`."""
    return store.ask("SELECT * FROM current_column_mapping ORDER BY mapping DESC")


def aliases(store: Store) -> pd.DataFrame:
    """What counts now of what files call KPIs and areas, newest first: the columns of `alias`."""
    return store.ask("SELECT * FROM current_alias ORDER BY alias DESC")


def findings(store: Store, upload: int) -> pd.DataFrame:
    """What was noticed in an upload, with the columns of table `finding`."""
    return store.ask("SELECT * FROM finding WHERE upload = ? ORDER BY position", [upload])


def illustrative_uploads(store: Store) -> frozenset[int]:
    """The numbers of the uploads that said that their figures are invented."""
    return frozenset(store.ask("SELECT upload FROM upload WHERE illustrative")["upload"])


def current_rows(store: Store, table: str, codes: Iterable[str] | None = None) -> pd.DataFrame:
    """Every figure that stands now in one of the value tables, with that table's columns.

    With `codes` only those of these KPIs, activities or statistics.
    """
    views = {
        "kpi_value": "SELECT * FROM current_kpi_value",
        "activity_update": "SELECT * FROM current_activity_update",
        "statistic_value": "SELECT * FROM current_statistic_value",
    }
    if codes is None:
        return store.ask(views[table])
    return store.ask(f"{views[table]} WHERE list_contains(?, code)", [sorted(set(codes))])


def every_row(store: Store, table: str, without: Sequence[int] = ()) -> pd.DataFrame:
    """All that was ever stored in a table, withdrawn or not, in an order of its own.

    Those of the uploads `without` are left out; a table that has no uploads knows none.
    """
    if not without:
        return store.ask(f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608 - our own names
    return store.ask(
        f"SELECT * FROM {table} WHERE NOT list_contains(?, upload) ORDER BY ALL",  # noqa: S608
        [list(without)],
    )


def rows_and_hash(store: Store, table: str, uploads: Sequence[int]) -> pd.DataFrame:
    """How many rows some uploads brought to a table, and a hash of them all as text."""
    return store.ask(
        f"""
        SELECT count(*) AS rows, coalesce(bit_xor(hash(brought)), 0)::TEXT AS hash
        FROM {table} AS brought WHERE list_contains(?, upload)
        """,  # noqa: S608 - our own table names
        [list(uploads)],
    )


def rows_of_upload(store: Store, upload: int) -> dict[str, pd.DataFrame]:
    """The figures and rows of plans that an upload brought, by table, without those of no rows."""
    frames = {
        table: store.ask(
            f"SELECT * FROM {table} WHERE upload = ? ORDER BY rowid",  # noqa: S608 - our own names
            [upload],
        )
        for table in VALUE_TABLES
    }
    return {table: frame for table, frame in frames.items() if len(frame)}
