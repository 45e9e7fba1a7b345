"""What is asked of plans: their rows, priorities, outcomes, profiles of targets."""

import pandas as pd

from data.reference_tables import KEYS, PLAN_TABLES, TABLES
from data.store import Store


def reference_texts(store: Store) -> dict[str, pd.DataFrame]:
    """Every reference table as it stands, by table, its cells as text and missing where empty.

    The same as data.reference_files.texts() gives of the files, but for the labels of rows.
    """
    views = {t: f"current_{t}" if t in PLAN_TABLES else t for t in TABLES.values()}
    return {
        table: store.ask(f"SELECT COLUMNS(*)::TEXT FROM {view}").astype("str")  # noqa: S608 - ours
        for table, view in views.items()
    }


def plan_rows(store: Store, upload: int) -> dict[str, pd.DataFrame]:
    """The rows that an upload brought of plans, by table, as loaders.plans.plan_rows has them."""
    frames = {
        table: store.ask(
            f"SELECT COLUMNS(* EXCLUDE (upload, removed))::TEXT, removed FROM uploaded_{table} "  # noqa: S608 - our own names
            "WHERE upload = ? ORDER BY rowid",
            [upload],
        )
        for table in PLAN_TABLES
    }
    return {table: frame for table, frame in frames.items() if len(frame)}


def plans_before(store: Store, upload: int) -> dict[str, pd.DataFrame]:
    """The tables of plans as they were before an upload, by table, cells as text.

    Uploads that were withdrawn before or since count, as they were published; those that wait for
    a second person do not.
    """
    return {
        table: store.ask(
            f"""
            WITH brought AS (
                SELECT 0 AS upload, false AS removed, * FROM {table}
                UNION ALL BY NAME SELECT * FROM uploaded_{table}
                WHERE upload < ? AND upload IN (SELECT upload FROM known_upload)
            ),
            newest AS (
                SELECT * FROM brought QUALIFY row_number() OVER (
                    PARTITION BY {", ".join(KEYS[table])} ORDER BY upload DESC
                ) = 1
            )
            SELECT COLUMNS(* EXCLUDE (upload, removed, sheet, cell))::TEXT
            FROM newest WHERE NOT removed
            """,  # noqa: S608 - our own names
            [upload],
        )
        for table in PLAN_TABLES
    }


def kpi_values_in_need(store: Store, upload: int) -> pd.DataFrame:
    """The figures that stand but would be seen no more without this upload: upload, position.

    They came with other uploads, and no other standing upload nor the files have their KPI.
    """
    return store.ask(
        """
        WITH kept AS (
            FROM overlaid('kpi', 'uploaded_kpi')
            WHERE upload <> $upload
            QUALIFY row_number() OVER (PARTITION BY plan, code ORDER BY upload DESC) = 1
        ),
        lost AS (
            SELECT plan, code FROM current_kpi
            EXCEPT SELECT plan, code FROM kept WHERE NOT removed
        )
        SELECT upload, position FROM kpi_value
        WHERE (upload, position) IN (SELECT (upload, position) FROM current_kpi_value)
            -- Under the plan that it came with: in others it is seen only as its KPI goes on there.
            AND (plan, code) IN (SELECT (plan, code) FROM lost)
            AND upload <> $upload
        ORDER BY upload, position
        """,
        {"upload": upload},
    )


def plans(store: Store) -> pd.DataFrame:
    """Every plan with the columns of table `plan`, the newest that has begun first.

    Those that begin later come after all others.
    """
    return store.ask(
        """
        SELECT * FROM current_plan
        ORDER BY starts <= coalesce(getvariable('as_of')::DATE, current_date) DESC, starts DESC
        """
    )


def priorities(store: Store, plan: str) -> pd.DataFrame:
    """The plan's priorities in their order, with the columns of table `priority`."""
    return store.ask("SELECT * FROM current_priority WHERE plan = ? ORDER BY position", [plan])


def outcomes(store: Store, plan: str) -> pd.DataFrame:
    """The plan's critical outcomes in their order, with the columns of table `outcome`."""
    return store.ask("SELECT * FROM current_outcome WHERE plan = ? ORDER BY position", [plan])


def local_outcomes(store: Store, plan: str) -> pd.DataFrame:
    """The national outcomes as the council filled them in, as table `local_outcome`, in order."""
    return store.ask("SELECT * FROM current_local_outcome WHERE plan = ? ORDER BY position", [plan])


def profile_figures(store: Store, plan: str) -> pd.DataFrame:
    """The district profile as printed, with the columns of table `profile_figure`."""
    return store.ask(
        "SELECT * FROM current_profile_figure WHERE plan = ? ORDER BY position", [plan]
    )
