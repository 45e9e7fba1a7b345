"""What is asked of KPIs: definitions, figures, targets, history, events, counterparts."""

import pandas as pd

from data.figure_digits import digits
from data.store import Store


def kpis(store: Store) -> pd.DataFrame:
    """Every KPI with the columns of table `kpi` and its priority codes as one text.

    Beside them `official_title`, and `stated`, `singular` and `plural` of table `plan_wording`;
    `confirmed` says that a standing workbook of plans has the KPI.
    """
    return store.ask(
        """
        SELECT kpi.*, coalesce(placed.priorities, '') AS priorities,
               wording.title AS official_title, wording.stated, wording.singular, wording.plural,
               (kpi.plan, kpi.code) IN (
                   SELECT (plan, code) FROM uploaded_kpi
                   WHERE upload IN (SELECT upload FROM standing_upload)
               ) AS confirmed
        FROM current_kpi AS kpi
        LEFT JOIN plan_wording AS wording
            ON wording.kind = 'kpi' AND wording.plan = kpi.plan AND wording.item = kpi.code
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


def kpi_summary(store: Store, plan: str) -> pd.DataFrame:
    """The plan's own summary of KPIs in its order, with the columns of table `kpi_summary`."""
    return store.ask("SELECT * FROM current_kpi_summary WHERE plan = ? ORDER BY position", [plan])


def targets(store: Store, plan: str) -> pd.DataFrame:
    """The standing targets of a plan's KPIs for periods within it, in the order of KPIs.

    Columns: code, name, unit, decimals, period (its label), target, target_upper, target_state. A
    KPI without any has one row without a target, for the plan's first financial year. Invented
    targets are left out: a plan that comes back would bring them as the council's.
    """
    return store.ask(
        """
        SELECT kpi.code, kpi.name, kpi.unit, kpi.decimals, figure.target, figure.target_upper,
               figure.target_state,
               coalesce(figure.period_label, format('{}/{:02d}', year(plan.starts),
                                                    (year(plan.starts) + 1) % 100)) AS period
        FROM current_kpi AS kpi
        JOIN current_plan AS plan ON plan.plan = kpi.plan
        LEFT JOIN (
            FROM current_kpi_value
            JOIN current_target_mark
                USING (plan, code, period_kind, period_start, period_end)
            WHERE NOT target_illustrative
        ) AS figure
            ON figure.plan = kpi.plan AND figure.code = kpi.code
            AND figure.period_start >= plan.starts AND figure.period_end <= plan.ends
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
    """Every standing KPI figure in period order, with file, person and illustrative mark.

    The mark `target_illustrative` is that of its target, which another upload may have brought.
    """
    return store.ask(
        """
        SELECT figure.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative,
               coalesce(mark.target_illustrative, false) AS target_illustrative
        FROM current_kpi_value AS figure
        JOIN upload ON upload.upload = figure.upload
        LEFT JOIN current_target_mark AS mark
            USING (plan, code, period_kind, period_start, period_end)
        ORDER BY figure.plan, figure.code, figure.period_end, figure.period_start DESC
        """
    )


def kpis_that_go_on(store: Store) -> pd.DataFrame:
    """The plan in which a KPI stands now that figures were stored under: stored_under, code, plan.

    A KPI that no plan has after its own stands in its own.
    """
    return store.ask("SELECT stored_under, code, plan FROM kpi_goes_on ORDER BY ALL")


def kpi_services(store: Store) -> pd.DataFrame:
    """The service that the newest standing file names beside each KPI: plan, code, service, file.

    A KPI that goes on in another plan has it there too.
    """
    return store.ask(
        """
        SELECT coalesce(kpi_goes_on.plan, named.plan) AS plan, named.code, named.service,
               upload.file
        FROM kpi_service AS named
        JOIN standing_upload AS upload ON upload.upload = named.upload
        LEFT JOIN kpi_goes_on
            ON kpi_goes_on.stored_under = named.plan AND kpi_goes_on.code = named.code
        QUALIFY row_number() OVER (
            PARTITION BY coalesce(kpi_goes_on.plan, named.plan), named.code
            ORDER BY named.upload DESC, named.position DESC
        ) = 1
        ORDER BY plan, named.code
        """
    )


def replaced_kpi_values(store: Store) -> pd.DataFrame:
    """KPI figures of standing uploads that a later one replaced, with the columns of kpi_values().

    Rows that brought a target alone are none; whose the targets are is not asked.
    """
    return store.ask(
        """
        SELECT figure.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative
        FROM counting_kpi_figure AS figure
        JOIN upload ON upload.upload = figure.upload
        WHERE (figure.value IS NOT NULL OR figure.state IS NOT NULL)
            AND (figure.upload, figure.position) NOT IN (
                SELECT (upload, position) FROM current_kpi_value
            )
        ORDER BY figure.plan, figure.code, figure.period_end, figure.upload DESC
        """
    )


def kpi_history(store: Store, plan: str, code: str) -> pd.DataFrame:
    """Every figure ever published for a KPI, newest upload first, `stands` and `withdrawn` marked.

    `counts` is false of what has no part in the figures that stand: what was withdrawn, what waits,
    and what was invented where a real figure stands. What was withdrawn comes without its note,
    which may be why it was.
    """
    return store.ask(
        """
        SELECT figure.* EXCLUDE (stored_under) REPLACE (
                   CASE WHEN figure.upload NOT IN (SELECT upload FROM current_withdrawal)
                   THEN note END AS note
               ),
               upload.file, upload.published_by, upload.published_at,
               upload.illustrative,
               figure.upload IN (SELECT upload FROM current_withdrawal) AS withdrawn,
               (figure.upload, figure.position) IN (
                   SELECT (upload, position) FROM current_kpi_value
               ) AS stands,
               (figure.upload, figure.position) IN (
                   SELECT (upload, position) FROM counting_kpi_figure
               ) AS counts
        FROM kpi_figure AS figure
        JOIN known_upload AS upload ON upload.upload = figure.upload
        WHERE figure.plan = ? AND figure.code = ?
        ORDER BY figure.period_end DESC, figure.upload DESC
        """,
        [plan, code],
    )


def real_and_illustrative_figures(store: Store) -> pd.DataFrame:
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


def kpi_counterparts(store: Store, plan: str) -> pd.DataFrame:
    """The published statistics beside a plan's KPIs in their order, columns of their table."""
    return store.ask(
        "SELECT * FROM current_kpi_counterpart WHERE plan = ? ORDER BY kpi, position", [plan]
    )


def kpi_events(store: Store, plan: str) -> pd.DataFrame:
    """What happened to a plan's KPIs, in order, without what was taken back, as `kpi_event`."""
    return store.ask(
        "SELECT * FROM current_kpi_event WHERE plan = ? ORDER BY code, day, kind", [plan]
    )


def kpi_changes(store: Store, upload: int) -> pd.DataFrame:
    """An upload's KPI figures, each `new`, `changed` or the `same` as what stood when it came.

    Columns of `kpi_value`, published_by, old_value, old_state, old_target, old_target_upper,
    old_reported_status, old_note, old_upload, old_by (who published it) and change. What the row
    leaves blank is not in the file and changes nothing, as in the preview of an upload; beside a
    real figure what was invented is nothing.
    """
    return store.ask(
        f"""
        WITH published AS (
            SELECT max(step) AS step FROM upload_step
            WHERE kind = 'published' AND upload = $upload
        ),
        stood AS (
            SELECT upload_step.upload FROM upload_step, published
            WHERE upload_step.step <= published.step
            GROUP BY upload_step.upload
            HAVING arg_max(kind, upload_step.step) <> 'withdrawn'
                -- What waited then for a second person stood nowhere, whenever it was approved.
                AND (
                    upload_step.upload = $upload
                    OR upload_step.upload NOT IN (SELECT upload FROM waiting)
                    OR bool_or(kind = 'approved')
                )
        ),
        -- Real figures are set beside real ones, and a sample beside whatever stood.
        comparable AS (
            SELECT upload FROM known_upload
            WHERE NOT illustrative
                OR (SELECT illustrative FROM known_upload WHERE upload = $upload)
        ),
        figure AS (
            SELECT kpi_value.*, known_upload.published_by,
                   lag(kpi_value.upload) OVER same_period AS row_before,
                   last_value(
                       CASE WHEN value IS NOT NULL OR state IS NOT NULL
                       THEN {{'value': value, 'state': state, 'upload': kpi_value.upload,
                              'by': published_by}} END IGNORE NULLS
                   ) OVER before AS old,
                   last_value(
                       CASE WHEN target IS NOT NULL OR target_state IS NOT NULL
                       THEN {{'target': target, 'upper': target_upper}} END IGNORE NULLS
                   ) OVER before AS old_targets,
                   last_value(reported_status IGNORE NULLS) OVER same_figure AS old_status,
                   last_value(note IGNORE NULLS) OVER same_figure AS old_note
            FROM kpi_value
            JOIN known_upload ON known_upload.upload = kpi_value.upload
            WHERE kpi_value.upload IN (SELECT upload FROM stood)
                AND kpi_value.upload IN (SELECT upload FROM comparable)
            WINDOW
                same_period AS (
                    PARTITION BY code, unit, period_kind, period_start, period_end
                    ORDER BY kpi_value.upload, position
                ),
                before AS (
                    PARTITION BY code, unit, period_kind, period_start, period_end
                    ORDER BY kpi_value.upload, position
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ),
                same_figure AS (
                    PARTITION BY code, unit, period_kind, period_start, period_end,
                                 {digits("value")}, state
                    ORDER BY kpi_value.upload, position
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                )
        ),
        compared AS (
            SELECT *,
                   (value IS NULL AND state IS NULL)
                   OR ({digits("old.value")} IS NOT DISTINCT FROM {digits("value")}
                       AND old.state IS NOT DISTINCT FROM state) AS alike
            FROM figure
        )
        SELECT compared.* EXCLUDE (row_before, old, old_targets, old_status, old_note, alike,
                                   published_by),
               compared.published_by,
               old.value AS old_value, old.state AS old_state,
               old_targets.target AS old_target, old_targets.upper AS old_target_upper,
               old_status AS old_reported_status, old_note,
               coalesce(old.upload, row_before) AS old_upload,
               coalesce(old.by, before.published_by) AS old_by,
               CASE WHEN row_before IS NULL THEN 'new'
                    WHEN alike
                         AND (target IS NULL OR {digits("target")}
                              IS NOT DISTINCT FROM {digits("old_targets.target")})
                         AND (target_upper IS NULL OR {digits("target_upper")}
                              IS NOT DISTINCT FROM {digits("old_targets.upper")})
                         AND (reported_status IS NULL
                              OR reported_status IS NOT DISTINCT FROM old_status)
                         AND (note IS NULL OR note IS NOT DISTINCT FROM old_note) THEN 'same'
                    ELSE 'changed' END AS change
        FROM compared
        LEFT JOIN (SELECT upload AS number, published_by FROM upload) AS before
            ON before.number = row_before
        WHERE compared.upload = $upload
        ORDER BY code, period_end
        """,  # noqa: S608 - our own names
        {"upload": upload},
    )
