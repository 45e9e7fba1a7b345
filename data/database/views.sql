-- What stands of figures, updates and events: run after schema.sql and the views of plans.

-- A KPI of one plan goes on in another where code and unit are the same, so a figure that came under
-- one plan is also the other's. One whose KPI no plan has any more stays under the plan it came with.
CREATE OR REPLACE VIEW kpi_goes_on AS
SELECT stored.plan AS stored_under, stored.code, kpi.plan
FROM current_kpi AS stored
JOIN current_kpi AS kpi ON kpi.code = stored.code AND kpi.unit = stored.unit;

CREATE OR REPLACE VIEW kpi_figure AS
SELECT kpi_value.* REPLACE (coalesce(kpi_goes_on.plan, kpi_value.plan) AS plan),
       kpi_value.plan AS stored_under
FROM kpi_value
LEFT JOIN kpi_goes_on
    ON kpi_goes_on.stored_under = kpi_value.plan AND kpi_goes_on.code = kpi_value.code;

-- The plans with a real figure. A word that stands for good in place of one is a figure too; one that
-- says that it is awaited, and targets alone, as a plan's workbook brings them, are none.
CREATE OR REPLACE VIEW plan_with_real_figure AS
SELECT DISTINCT plan FROM kpi_figure
WHERE (value IS NOT NULL OR state <> 'awaited')
    AND upload IN (SELECT upload FROM standing_upload WHERE NOT illustrative);

-- The figures that count: an invented one only as long as no real figure stands of its plan, be it the
-- one that it came under or the one that it goes on in, so that no count, change or report is made of
-- both. Until then a real word that a figure is awaited says no more than a target alone.
CREATE OR REPLACE VIEW counting_kpi_figure AS
SELECT figure.* EXCLUDE (stored_under) REPLACE (
    CASE WHEN figure.state = 'awaited' AND NOT upload.illustrative
        AND figure.plan NOT IN (FROM plan_with_real_figure)
    THEN NULL ELSE figure.state END AS state
)
FROM kpi_figure AS figure
JOIN standing_upload AS upload ON upload.upload = figure.upload
WHERE NOT upload.illustrative
    OR NOT EXISTS (
        FROM plan_with_real_figure AS real
        WHERE real.plan IN (figure.plan, figure.stored_under)
    );

-- A blank in a new file means "not in this file". A row with neither value nor state brings a target
-- only: the figure is that of the newest row that has one, the target that of the newest row that
-- names one, and a period with nothing but a target awaits its figure. Status and note stay with the
-- figure that they were written about.
CREATE OR REPLACE VIEW current_kpi_value AS
SELECT * EXCLUDE (targets, only_target) REPLACE (
    CASE WHEN only_target THEN 'awaited' ELSE state END AS state,
    targets.target AS target, targets.target_upper AS target_upper,
    targets.target_state AS target_state
)
FROM (
    SELECT * REPLACE (
        first_value(reported_status IGNORE NULLS) OVER same_figure AS reported_status,
        first_value(note IGNORE NULLS) OVER same_figure AS note,
        first_value(lead IGNORE NULLS) OVER same_period AS lead,
        first_value(portfolio IGNORE NULLS) OVER same_period AS portfolio
    ),
    first_value(
        CASE WHEN target IS NOT NULL OR target_state IS NOT NULL
        THEN {'target': target, 'target_upper': target_upper, 'target_state': target_state} END
        IGNORE NULLS
    ) OVER same_period AS targets,
    value IS NULL AND state IS NULL AS only_target
    FROM counting_kpi_figure
    WINDOW
        same_period AS (
            PARTITION BY plan, code, period_kind, period_start, period_end
            ORDER BY upload DESC, position DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ),
        same_figure AS (
            -- By fifteen digits, as figures are compared everywhere: see data.figure_digits.
            PARTITION BY
                plan, code, period_kind, period_start, period_end,
                printf('%.15g', value + 0.0), state
            ORDER BY upload DESC, position DESC
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        )
)
QUALIFY row_number() OVER (
    PARTITION BY plan, code, period_kind, period_start, period_end
    ORDER BY only_target, upload DESC, position DESC
) = 1;

-- Whether the target that stands was invented: it may be of another upload than the figure beside it.
CREATE OR REPLACE VIEW current_target_mark AS
SELECT figure.plan, figure.code, figure.period_kind, figure.period_start, figure.period_end,
       max_by(upload.illustrative, upload.upload) AS target_illustrative
FROM counting_kpi_figure AS figure
JOIN upload ON upload.upload = figure.upload
WHERE figure.target IS NOT NULL OR figure.target_state IS NOT NULL
GROUP BY ALL;

CREATE OR REPLACE VIEW current_activity_update AS
SELECT * REPLACE (
    first_value(reported_status IGNORE NULLS) OVER same_quarter AS reported_status,
    first_value(note IGNORE NULLS) OVER same_quarter AS note,
    first_value(next_steps IGNORE NULLS) OVER same_quarter AS next_steps,
    first_value(lead IGNORE NULLS) OVER same_quarter AS lead,
    first_value(portfolio IGNORE NULLS) OVER same_quarter AS portfolio
)
FROM activity_update
WHERE upload IN (SELECT upload FROM standing_upload)
WINDOW same_quarter AS (
    PARTITION BY plan, code, period_kind, period_start, period_end
    ORDER BY upload DESC, position DESC
    ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
)
QUALIFY row_number() OVER (
    PARTITION BY plan, code, period_kind, period_start, period_end ORDER BY upload DESC, position DESC
) = 1;

-- A re-issued series is a new vintage: the newest vintage wins, then the newest upload. A question
-- that names codes asks for them by list_contains(), which reaches below the window; IN does not.
CREATE OR REPLACE VIEW current_statistic_value AS
SELECT * FROM statistic_value
WHERE upload IN (SELECT upload FROM standing_upload)
QUALIFY row_number() OVER (
    PARTITION BY code, area, period_kind, period_start, period_end
    ORDER BY vintage DESC NULLS LAST, upload DESC, position DESC
) = 1;

-- A KPI belongs to a priority through the activities that name it and the plan's KPI summary.
CREATE OR REPLACE VIEW kpi_priority AS
SELECT DISTINCT line.plan, line.kpi AS code, activity.priority
FROM current_activity_line AS line
JOIN current_activity AS activity
    ON activity.plan = line.plan AND activity.position = line.activity
WHERE line.kpi IS NOT NULL
UNION
SELECT plan, kpi AS code, priority FROM current_kpi_summary WHERE kpi IS NOT NULL;

-- Headings by headings, what was said last; nothing where that was set aside.
CREATE OR REPLACE VIEW current_column_mapping AS
SELECT * FROM (
    SELECT * FROM column_mapping
    QUALIFY row_number() OVER (PARTITION BY signature ORDER BY mapping DESC) = 1
)
WHERE NOT set_aside;

-- Words by words, what was said last of whose they are; nothing where that was set aside.
CREATE OR REPLACE VIEW current_alias AS
SELECT * FROM (
    SELECT * FROM alias
    QUALIFY row_number() OVER (PARTITION BY kind, lower(words) ORDER BY alias DESC) = 1
)
WHERE NOT set_aside;

-- What happened, KPI by KPI, without what was taken back.
CREATE OR REPLACE VIEW current_kpi_event AS
SELECT * FROM (
    SELECT kpi_event.* REPLACE (coalesce(kpi_goes_on.plan, kpi_event.plan) AS plan)
    FROM kpi_event
    LEFT JOIN kpi_goes_on
        ON kpi_goes_on.stored_under = kpi_event.plan AND kpi_goes_on.code = kpi_event.code
    WHERE coalesce(said_at::DATE <= getvariable('as_of')::DATE, true)
)
QUALIFY row_number() OVER (PARTITION BY plan, code, day, kind ORDER BY event DESC) = 1
    AND NOT set_aside;
