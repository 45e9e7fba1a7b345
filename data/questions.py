"""The questions that screens ask, one function each; every answer is a frame."""

from collections.abc import Iterable, Sequence

import pandas as pd

from data.reference_shape import KEYS, PLAN_TABLES, TABLES
from data.store import Store


def reference_texts(store: Store) -> dict[str, pd.DataFrame]:
    """Every reference table as it stands, by table, its cells as text and missing where empty.

    The same as data.reference.texts() gives of the files, but for the labels of rows.
    """
    views = {t: f"current_{t}" if t in PLAN_TABLES else t for t in TABLES.values()}
    return {
        table: store.ask(f"SELECT COLUMNS(*)::TEXT FROM {view}").astype("str")  # noqa: S608 - ours
        for table, view in views.items()
    }


def plan_rows(store: Store, upload: int) -> dict[str, pd.DataFrame]:
    """The rows that an upload brought of plans, by table, as loaders.plan_rows has them."""
    found = {
        table: store.ask(
            f"SELECT COLUMNS(* EXCLUDE (upload, removed))::TEXT, removed FROM uploaded_{table} "  # noqa: S608 - our own names
            "WHERE upload = ? ORDER BY rowid",
            [upload],
        )
        for table in PLAN_TABLES
    }
    return {table: frame for table, frame in found.items() if len(frame)}


def plans_before(store: Store, upload: int) -> dict[str, pd.DataFrame]:
    """The tables of plans as they were before an upload, by table, cells as text.

    Uploads that were withdrawn before or since count, as they were published.
    """
    return {
        table: store.ask(
            f"""
            WITH brought AS (
                SELECT 0 AS upload, false AS removed, * FROM {table}
                UNION ALL BY NAME SELECT * FROM uploaded_{table} WHERE upload < ?
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


def activities(store: Store) -> pd.DataFrame:
    """Every key activity of every plan with its priority's name and its outcomes as one text."""
    return store.ask(
        """
        SELECT activity.*, priority.name AS priority_name, priority.position AS priority_position,
               coalesce(served.outcomes, '') AS outcomes
        FROM current_activity AS activity
        JOIN current_priority AS priority
            ON priority.plan = activity.plan AND priority.code = activity.priority
        LEFT JOIN (
            SELECT link.plan, link.activity,
                   string_agg(link.outcome, '; ' ORDER BY outcome.position) AS outcomes
            FROM current_activity_outcome AS link
            JOIN current_outcome AS outcome
                ON outcome.plan = link.plan AND outcome.code = link.outcome
            GROUP BY link.plan, link.activity
        ) AS served ON served.plan = activity.plan AND served.activity = activity.position
        ORDER BY activity.plan DESC, activity.position
        """
    )


def activity_lines(store: Store, plan: str) -> pd.DataFrame:
    """What each activity of a plan consists of, with the columns of table `activity_line`."""
    return store.ask(
        "SELECT * FROM current_activity_line WHERE plan = ? ORDER BY activity, kind, position",
        [plan],
    )


def activity_updates(store: Store) -> pd.DataFrame:
    """The standing update of each activity and quarter, with file, person and illustrative mark."""
    return store.ask(
        """
        SELECT reported.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative
        FROM current_activity_update AS reported
        JOIN upload ON upload.upload = reported.upload
        ORDER BY reported.plan DESC, reported.period_start DESC, reported.code
        """
    )


def kpis(store: Store) -> pd.DataFrame:
    """Every KPI with the columns of table `kpi` and its priority codes as one text."""
    return store.ask(
        """
        SELECT kpi.*, coalesce(placed.priorities, '') AS priorities
        FROM current_kpi AS kpi
        LEFT JOIN (
            SELECT link.plan, link.code,
                   string_agg(link.priority, '; ' ORDER BY priority.position) AS priorities
            FROM kpi_priority AS link
            JOIN current_priority AS priority
                ON priority.plan = link.plan AND priority.code = link.priority
            GROUP BY link.plan, link.code
        ) AS placed ON placed.plan = kpi.plan AND placed.code = kpi.code
        ORDER BY kpi.plan DESC, kpi.position
        """
    )


def targets(store: Store, plan: str) -> pd.DataFrame:
    """The standing targets of a plan's KPIs for periods within it, in the order of KPIs.

    Columns: code, name, unit, decimals, period (its label), target, target_upper, target_state. A
    KPI without any has one row without a target, for the plan's first financial year.
    """
    return store.ask(
        """
        SELECT kpi.code, kpi.name, kpi.unit, kpi.decimals, figure.target, figure.target_upper,
               figure.target_state,
               coalesce(figure.period_label, format('{}/{:02d}', year(plan.starts),
                                                    (year(plan.starts) + 1) % 100)) AS period
        FROM current_kpi AS kpi
        JOIN current_plan AS plan ON plan.plan = kpi.plan
        LEFT JOIN current_kpi_value AS figure
            ON figure.plan = kpi.plan AND figure.code = kpi.code
            AND figure.period_start >= plan.starts AND figure.period_end <= plan.ends
            AND (figure.target IS NOT NULL OR figure.target_state IS NOT NULL)
        WHERE kpi.plan = ?
        ORDER BY kpi.position, figure.period_start, figure.period_end
        """,
        [plan],
    )


def kpi_activities(store: Store, plan: str, code: str) -> pd.DataFrame:
    """The activities that name a KPI: position, code, title."""
    return store.ask(
        """
        SELECT DISTINCT activity.position, activity.code, activity.title
        FROM current_activity_line AS line
        JOIN current_activity AS activity
            ON activity.plan = line.plan AND activity.position = line.activity
        WHERE line.plan = ? AND line.kpi = ?
        ORDER BY activity.position
        """,
        [plan, code],
    )


def kpi_values(store: Store) -> pd.DataFrame:
    """Every standing KPI figure in period order, with file, person and illustrative mark."""
    return store.ask(
        """
        SELECT figure.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative
        FROM current_kpi_value AS figure
        JOIN upload ON upload.upload = figure.upload
        ORDER BY figure.plan, figure.code, figure.period_end, figure.period_start DESC
        """
    )


def kpi_history(store: Store, plan: str, code: str) -> pd.DataFrame:
    """Every figure ever published for a KPI, newest upload first, withdrawn ones marked."""
    return store.ask(
        """
        SELECT figure.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative,
               figure.upload IN (SELECT upload FROM current_withdrawal) AS withdrawn
        FROM kpi_figure AS figure
        JOIN known_upload AS upload ON upload.upload = figure.upload
        WHERE figure.plan = ? AND figure.code = ?
        ORDER BY figure.period_end DESC, figure.upload DESC
        """,
        [plan, code],
    )


def kpi_figures_by_trust(store: Store) -> pd.DataFrame:
    """What stands of each KPI and period, illustrative and real figures apart.

    Columns: illustrative, plan, code, period_kind, period_start, period_end, value, state,
    provisional, published_by, published_at (all of the newest upload that has a figure), target,
    target_upper (of the newest that has a target).
    """
    return store.ask(
        """
        SELECT upload.illustrative, figure.plan, figure.code, figure.period_kind,
               figure.period_start, figure.period_end,
               unnest(last({
                   'value': figure.value, 'state': figure.state,
                   'provisional': figure.provisional, 'published_by': upload.published_by,
                   'published_at': upload.published_at
               } ORDER BY upload.upload, figure.position)
               FILTER (WHERE figure.value IS NOT NULL OR figure.state IS NOT NULL)),
               unnest(last({'target': figure.target, 'target_upper': figure.target_upper}
                   ORDER BY upload.upload, figure.position)
               FILTER (WHERE figure.target IS NOT NULL))
        FROM kpi_figure AS figure
        JOIN standing_upload AS upload ON upload.upload = figure.upload
        GROUP BY upload.illustrative, figure.plan, figure.code, figure.period_kind,
                 figure.period_start, figure.period_end
        """
    )


def last_kpi_uploads(store: Store) -> pd.DataFrame:
    """The KPIs in the last standing upload of each layout, illustrative and real ones apart.

    Columns: layout, illustrative, file, published_by, published_at, code, rows (how many the upload
    has of the KPI).
    """
    return store.ask(
        """
        SELECT upload.layout, upload.illustrative, upload.file, upload.published_by,
               upload.published_at, figure.code, count(*) AS rows
        FROM kpi_value AS figure
        JOIN standing_upload AS upload ON upload.upload = figure.upload
        WHERE upload.upload IN (
            SELECT max(upload) FROM standing_upload
            WHERE upload IN (SELECT upload FROM kpi_value)
            GROUP BY layout, illustrative
        )
        GROUP BY ALL
        ORDER BY upload.layout, upload.illustrative, figure.code
        """
    )


def statistics(store: Store) -> pd.DataFrame:
    """Every statistic in screen order, with the columns of table `statistic`."""
    return store.ask("SELECT * FROM statistic ORDER BY position")


# The standing figures of some statistics, those worked out of two published ones too: of these
# `per` x `numerator` / `denominator` is the figure, and the note names the parts.
_FIGURES = """
    WITH part AS (SELECT * FROM current_statistic_value WHERE list_contains($parts, code)),
    figure AS (
        SELECT *, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, NULL::DOUBLE AS per
        FROM current_statistic_value WHERE list_contains($codes, code)
        UNION ALL BY NAME
        SELECT above.* REPLACE (
                   derived.code AS code, statistic.name AS name, statistic.unit AS unit,
                   derived.per * above.value / below.value AS value, NULL AS lower, NULL AS upper,
                   greatest(above.vintage, below.vintage) AS vintage,
                   format('{}, {}: {:,}; {}, {}: {:,}', upper_part.name, above.period_label,
                          above.value::BIGINT, lower_part.name, below.period_label,
                          below.value::BIGINT) AS note
               ),
               above.value AS numerator, below.value AS denominator, derived.per
        FROM derived_statistic AS derived
        JOIN statistic ON statistic.code = derived.code
        JOIN statistic AS upper_part ON upper_part.code = derived.numerator
        JOIN statistic AS lower_part ON lower_part.code = derived.denominator
        JOIN part AS above ON above.code = derived.numerator
        JOIN part AS below ON below.code = derived.denominator AND below.area = above.area AND (
            (below.period_start = above.period_start AND below.period_end = above.period_end)
            OR (below.period_start = below.period_end
                AND below.period_start BETWEEN above.period_start AND above.period_end)
        )
        WHERE list_contains($codes, derived.code) AND above.value IS NOT NULL AND below.value > 0
    )
"""


def statistic_values(store: Store, codes: Sequence[str], areas: Sequence[str]) -> pd.DataFrame:
    """Standing figures of some statistics and areas in period order, with area names and source.

    `numerator` and `denominator` are the parts of a figure worked out of two published ones.
    """
    return store.ask(
        f"""
        {_FIGURES}
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, upload.file,
               upload.published_by, upload.published_at
        FROM figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        WHERE list_contains($areas, figure.area)
        ORDER BY figure.code, figure.area, figure.period_end
        """,  # noqa: S608 - our own text
        {"codes": list(codes), "areas": list(areas), "parts": _parts(store, codes)},
    )


def statistic_codes(store: Store) -> pd.DataFrame:
    """The statistics that have a standing figure: code, name and unit as published, areas."""
    return store.ask(
        """
        WITH published AS (
            SELECT code, any_value(name) AS name, any_value(unit) AS unit,
                   count(DISTINCT area) AS areas
            FROM current_statistic_value WHERE value IS NOT NULL
            GROUP BY code
        )
        SELECT * FROM published
        UNION ALL
        SELECT derived.code, statistic.name, statistic.unit, above.areas
        FROM derived_statistic AS derived
        JOIN statistic ON statistic.code = derived.code
        JOIN published AS above ON above.code = derived.numerator
        JOIN published AS below ON below.code = derived.denominator
        ORDER BY code
        """
    )


def statistic_everywhere(store: Store, code: str) -> pd.DataFrame:
    """Standing figures of a statistic for all areas in period order: names, kinds, file, person.

    `numerator` and `denominator` as in statistic_values.
    """
    return store.ask(
        f"""
        {_FIGURES}
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, area.kind AS area_kind,
               upload.file, upload.published_by, upload.published_at
        FROM figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        ORDER BY figure.period_end, figure.period_start, area_name
        """,  # noqa: S608 - our own text
        {"codes": [code], "parts": _parts(store, [code])},
    )


def _parts(store: Store, codes: Sequence[str]) -> list[str]:
    """The statistics that some statistics are worked out of."""
    found = store.ask(
        "SELECT numerator, denominator FROM derived_statistic WHERE list_contains(?, code)",
        [list(codes)],
    )
    return sorted({*found["numerator"], *found["denominator"]})


def statistic_revisions(store: Store, code: str, areas: Sequence[str]) -> pd.DataFrame:
    """Figures that a later edition published otherwise, newest period first.

    Columns: area_name, period_label, period_end, old, old_vintage, new, new_vintage.
    """
    return store.ask(
        """
        WITH edition AS (
            SELECT figure.*, coalesce(area.name, figure.area) AS area_name,
                   lag(value) OVER issues AS old, lag(vintage) OVER issues AS old_vintage
            FROM statistic_value AS figure
            JOIN standing_upload USING (upload)
            LEFT JOIN area ON area.code = figure.area
            WHERE figure.code = $code AND list_contains($areas, figure.area)
                  AND vintage IS NOT NULL AND value IS NOT NULL
            WINDOW issues AS (
                PARTITION BY figure.area, period_kind, period_start, period_end
                ORDER BY vintage, upload, position
            )
        )
        SELECT area_name, period_label, period_end, old, old_vintage, value AS new,
               vintage AS new_vintage
        FROM edition
        WHERE old <> value AND old_vintage < vintage
        ORDER BY period_end DESC, area_name, new_vintage DESC
        """,
        {"code": code, "areas": list(areas)},
    )


def comparison_groups(store: Store) -> pd.DataFrame:
    """Every comparison group with its areas in the order of the reference file, as its table."""
    return store.ask("SELECT * FROM comparison_group ORDER BY rowid")


def kpi_counterparts(store: Store, plan: str, code: str) -> pd.DataFrame:
    """The published statistics beside a KPI in their order, with the columns of their table."""
    return store.ask(
        "SELECT * FROM current_kpi_counterpart WHERE plan = ? AND kpi = ? ORDER BY position",
        [plan, code],
    )


def kpi_events(store: Store, plan: str) -> pd.DataFrame:
    """What happened to a plan's KPIs, in order, without what was taken back, as `kpi_event`."""
    return store.ask(
        "SELECT * FROM current_kpi_event WHERE plan = ? ORDER BY code, day, kind", [plan]
    )


def profile_figures(store: Store, plan: str) -> pd.DataFrame:
    """The district profile as printed, with the columns of table `profile_figure`."""
    return store.ask(
        "SELECT * FROM current_profile_figure WHERE plan = ? ORDER BY position", [plan]
    )


def uploads(store: Store) -> pd.DataFrame:
    """Every upload, newest first, with its row counts and its withdrawal, if any."""
    return store.ask(
        """
        SELECT upload.*, withdrawal.withdrawn_by, withdrawal.withdrawn_at, withdrawal.why,
               counted.kpi_values, counted.activity_updates, counted.statistic_values,
               counted.plan_rows
        FROM known_upload AS upload
        LEFT JOIN current_withdrawal AS withdrawal ON withdrawal.upload = upload.upload
        LEFT JOIN (
            SELECT upload.upload,
                   (SELECT count(*) FROM kpi_value AS k WHERE k.upload = upload.upload)
                       AS kpi_values,
                   (SELECT count(*) FROM activity_update AS a WHERE a.upload = upload.upload)
                       AS activity_updates,
                   (SELECT count(*) FROM statistic_value AS s WHERE s.upload = upload.upload)
                       AS statistic_values,
                   (SELECT count(*) FROM plan_row AS p WHERE p.upload = upload.upload)
                       AS plan_rows
            FROM upload
        ) AS counted ON counted.upload = upload.upload
        ORDER BY upload.upload DESC
        """
    )


def withdrawals(store: Store, upload: int) -> pd.DataFrame:
    """Each time an upload was withdrawn or reinstated, in order: kind, by, moment (UTC), why."""
    found = all_withdrawals(store)
    return found[found["upload"] == upload].reset_index(drop=True)


def all_withdrawals(store: Store) -> pd.DataFrame:
    """Each withdrawal and reinstatement in order: kind, upload, by, moment (UTC), why."""
    return store.ask(
        """
        SELECT * FROM (
            SELECT 'withdrawn' AS kind, upload, withdrawn_by AS by, withdrawn_at AS moment, why
            FROM withdrawal
            UNION ALL
            SELECT 'reinstated', upload, reinstated_by, reinstated_at, why FROM reinstatement
        )
        WHERE coalesce(moment::DATE <= getvariable('as_of')::DATE, true)
        ORDER BY moment
        """
    )


def kpi_changes(store: Store, upload: int) -> pd.DataFrame:
    """An upload's KPI figures, each `new`, `changed` or the `same` as the newest one before it.

    Columns of `kpi_value`, change, old_value, old_state, old_upload and old_by (who published it).
    Uploads that were withdrawn before or since count, as this is what was published.
    """
    return store.ask(
        """
        WITH figure AS (
            SELECT kpi_value.*, known_upload.published_by,
                   lag({'value': value, 'state': state, 'upload': kpi_value.upload,
                        'by': published_by}) OVER (
                       PARTITION BY code, unit, period_kind, period_start, period_end
                       ORDER BY kpi_value.upload, position
                   ) AS old
            FROM kpi_value
            JOIN known_upload ON known_upload.upload = kpi_value.upload
            WHERE value IS NOT NULL OR state IS NOT NULL
        )
        SELECT * EXCLUDE (old), old.value AS old_value, old.state AS old_state,
               old.upload AS old_upload, old.by AS old_by,
               CASE WHEN old.upload IS NULL THEN 'new'
                    WHEN old.value IS NOT DISTINCT FROM value
                         AND old.state IS NOT DISTINCT FROM state THEN 'same'
                    ELSE 'changed' END AS change
        FROM figure WHERE upload = ?
        ORDER BY code, period_end
        """,
        [upload],
    )


def column_mappings(store: Store) -> pd.DataFrame:
    """What counts now of columns named by hand, newest first: the columns of `column_mapping`."""
    return store.ask("SELECT * FROM current_column_mapping ORDER BY mapping DESC")


def findings(store: Store, upload: int) -> pd.DataFrame:
    """What was noticed in an upload, with the columns of table `finding`."""
    return store.ask("SELECT * FROM finding WHERE upload = ? ORDER BY position", [upload])


def standing(store: Store, table: str, codes: Iterable[str] | None = None) -> pd.DataFrame:
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


def every_row(store: Store, table: str) -> pd.DataFrame:
    """All that was ever stored in a table, withdrawn or not, in an order of its own."""
    return store.ask(f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608 - our own table names


def areas(store: Store) -> pd.DataFrame:
    """Every area, with the columns of table `area`."""
    return store.ask("SELECT * FROM area ORDER BY name")
