-- Run on every new database and on every older one, before the statements that schema.py writes for
-- each table of plans and before views.sql. Reference tables and views are made again, for both come
-- from files; a table of what was uploaded is left alone where it is there. So a later version may
-- add tables and change the rest; a table of what was uploaded never changes.

-- What people decide: plans, their activities and KPIs, areas and statistics.
-- Filled from the CSV files in data/reference, whose columns are these.
-- reporting_from: the day from which figures are due, where that is later than the start.
CREATE OR REPLACE TABLE plan (
    plan TEXT, title TEXT, council TEXT, area TEXT, starts DATE, ends DATE, reporting_from DATE, source TEXT
);
CREATE OR REPLACE TABLE priority (plan TEXT, code TEXT, position INTEGER, name TEXT, description TEXT);
CREATE OR REPLACE TABLE outcome (plan TEXT, code TEXT, position INTEGER, priority TEXT, title TEXT);
-- An activity's key is (plan, position): some lost their code in the printed plan.
CREATE OR REPLACE TABLE activity (
    plan TEXT, position INTEGER, code TEXT, priority TEXT, title TEXT, lead TEXT, portfolio TEXT
);
CREATE OR REPLACE TABLE activity_outcome (plan TEXT, activity INTEGER, outcome TEXT);
-- kind: sub_action, service_output, customer_output or community_outcome; kpi where the line names one.
CREATE OR REPLACE TABLE activity_line (
    plan TEXT, activity INTEGER, kind TEXT, position INTEGER, text TEXT, kpi TEXT
);
-- polarity: maximise, minimise, range or none; kind: discrete, cumulative, snapshot or ratio.
-- tolerance: percent of target (tolerance_kind percent) or units of the KPI (absolute).
-- members: the single codes a range stands for; aliases: other spellings; both separated by "; ".
CREATE OR REPLACE TABLE kpi (
    plan TEXT, code TEXT, position INTEGER, name TEXT, unit TEXT, decimals INTEGER, polarity TEXT,
    frequency TEXT, kind TEXT, tolerance DOUBLE, tolerance_kind TEXT, service TEXT, lead TEXT,
    portfolio TEXT, parent TEXT, members TEXT, aliases TEXT, definition TEXT
);
-- The official title of a KPI (item: its code) or key activity (item: its position) as the plan prints it;
-- stated: which of unit, polarity, frequency, kind and tolerance the plan itself states, separated by
-- "; "; singular and plural: what the figures of a KPI count, where they count something.
CREATE OR REPLACE TABLE plan_wording (
    kind TEXT, plan TEXT, item TEXT, title TEXT, stated TEXT, singular TEXT, plural TEXT
);
CREATE OR REPLACE TABLE kpi_summary (plan TEXT, priority TEXT, position INTEGER, kpi TEXT, text TEXT);
-- The published statistics beside a KPI; relation: same (both count the same thing) or context.
CREATE OR REPLACE TABLE kpi_counterpart (
    plan TEXT, kpi TEXT, position INTEGER, statistic TEXT, relation TEXT, note TEXT
);
CREATE OR REPLACE TABLE area (code TEXT, name TEXT, kind TEXT, parent TEXT);
-- Groups of areas that a council chose to be compared with; the others follow from areas.
CREATE OR REPLACE TABLE comparison_group (
    council TEXT, code TEXT, name TEXT, area TEXT, position INTEGER, source TEXT
);
-- estimate: survey where both the district's figure and a nation's come from a sample.
-- topic: what it is about, whatever a plan's priorities are; cadence: how often it is published.
CREATE OR REPLACE TABLE statistic (
    code TEXT, position INTEGER, name TEXT, short_name TEXT, unit TEXT, decimals INTEGER,
    polarity TEXT, theme TEXT, publisher TEXT, source TEXT, licence TEXT, method TEXT, caveat TEXT,
    estimate TEXT, topic TEXT, cadence TEXT
);
-- What else an area is called (alias), its code before 2011 (old code), and the code of the area that
-- took its place (successor).
CREATE OR REPLACE TABLE area_name (area TEXT, kind TEXT, name TEXT);
-- From which period on the figures of a statistic are not to be joined with those before, and why.
CREATE OR REPLACE TABLE series_break (statistic TEXT, starts DATE, reason TEXT);
-- The areas most like an area in a sense (overall, demographic or economic), nearest first, as their
-- codes with "; " between.
CREATE OR REPLACE TABLE similar_area (area TEXT, sense TEXT, nearest TEXT);
-- A statistic worked out of two published ones: per x numerator / denominator, where the denominator
-- is of the same period or of a day within it.
CREATE OR REPLACE TABLE derived_statistic (code TEXT, numerator TEXT, denominator TEXT, per DOUBLE);
-- The district profile as the plan printed it, with what to check it against.
CREATE OR REPLACE TABLE profile_figure (
    plan TEXT, position INTEGER, theme TEXT, name TEXT, printed TEXT, value DOUBLE, unit TEXT,
    comparator TEXT, comparator_printed TEXT, comparator_value DOUBLE, comparator_area TEXT,
    statistic TEXT, period_start DATE, derived TEXT, check_note TEXT
);

-- The council that the database is for; the last row counts.
CREATE TABLE IF NOT EXISTS council (area TEXT, named_at TIMESTAMP);
-- Which council an administrator chose where no setting names one; the last row counts.
CREATE TABLE IF NOT EXISTS council_choice (area TEXT, chosen_by TEXT, chosen_at TIMESTAMP);
-- The national outcomes for local government, as the council fills them in: a metric of an outcome,
-- and the statistic or the KPI here that it is read from.
CREATE OR REPLACE TABLE local_outcome (
    plan TEXT, position INTEGER, outcome TEXT, metric TEXT, statistic TEXT, kpi TEXT, note TEXT
);
-- Which statistics the district profile shows. part: tile or chart; of the rows of one part, theme and
-- position the first counts whose statistic has a figure for the area.
CREATE OR REPLACE TABLE profile_statistic (
    part TEXT, theme TEXT, position INTEGER, choice INTEGER, statistic TEXT
);

-- Which reference files are loaded, and which shape of tables this is.
CREATE TABLE IF NOT EXISTS reference_version (fingerprint TEXT, loaded_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS schema_version (version INTEGER);
-- The reference tables above are empty now, so their files are loaded at the next start.
DELETE FROM reference_version;

-- What files brought: append-only, never updated, never deleted.
CREATE TABLE IF NOT EXISTS upload (
    upload INTEGER, fingerprint TEXT, file TEXT, sha256 TEXT, layout TEXT, illustrative BOOLEAN,
    published_by TEXT, published_at TIMESTAMP, hints TEXT
);
CREATE TABLE IF NOT EXISTS upload_file (upload INTEGER, position INTEGER, file TEXT, sha256 TEXT, content BLOB);
-- An upload is withdrawn while it was withdrawn more often than reinstated; the two take turns.
CREATE TABLE IF NOT EXISTS withdrawal (upload INTEGER, withdrawn_by TEXT, withdrawn_at TIMESTAMP, why TEXT);
CREATE TABLE IF NOT EXISTS reinstatement (
    upload INTEGER, reinstated_by TEXT, reinstated_at TIMESTAMP, why TEXT
);
-- Uploads that wait for a second person, or waited: why, and a key of whoever published it that is the same
-- at every sign-in, empty where nobody signed in. They stand once they are approved.
CREATE TABLE IF NOT EXISTS waiting (upload INTEGER, person TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS approval (
    upload INTEGER, approved_by TEXT, approved_at TIMESTAMP, why TEXT
);
-- What was taken out of an upload for good, and by whom; scope: upload (its files, figures, findings and
-- what was said of it) or note (one note, and the files that hold it).
CREATE TABLE IF NOT EXISTS erasure (
    upload INTEGER, scope TEXT, erased_by TEXT, erased_at TIMESTAMP, why TEXT
);
-- In which order uploads were published, approved, withdrawn and reinstated, whatever the clock said; kind:
-- published, approved, withdrawn or reinstated. The n-th step of an upload and kind is the n-th row in its table.
CREATE TABLE IF NOT EXISTS upload_step (step INTEGER, kind TEXT, upload INTEGER);
-- A database from before this table: uploads by number, and after each what was withdrawn and
-- reinstated by the clock before the next, but never before the upload itself or in another turn.
INSERT INTO upload_step
WITH taken AS (
    SELECT 'withdrawn' AS kind, upload, withdrawn_at AS moment,
           2 * row_number() OVER (PARTITION BY upload ORDER BY rowid) - 1 AS turn
    FROM withdrawal
    UNION ALL
    SELECT 'reinstated', upload, reinstated_at,
           2 * row_number() OVER (PARTITION BY upload ORDER BY rowid)
    FROM reinstatement
),
placed AS (
    SELECT *, greatest(upload, (
        SELECT max(earlier.upload) FROM upload AS earlier
        WHERE earlier.published_at <= taken.moment
    )) AS after_upload
    FROM taken
),
step AS (
    SELECT kind, upload, turn,
           max(after_upload) OVER turns AS after_upload, max(moment) OVER turns AS moment
    FROM placed WINDOW turns AS (PARTITION BY upload ORDER BY turn)
    UNION ALL
    SELECT 'published', upload, 0, upload, NULL FROM upload
)
SELECT row_number() OVER (ORDER BY after_upload, moment NULLS FIRST, upload, turn), kind, upload
FROM step
WHERE NOT EXISTS (SELECT 1 FROM upload_step);
CREATE TABLE IF NOT EXISTS finding (
    upload INTEGER, position INTEGER, severity TEXT, code TEXT, message TEXT, sheet TEXT, cell TEXT,
    found TEXT, expected TEXT, action TEXT
);
CREATE TABLE IF NOT EXISTS kpi_value (
    upload INTEGER, position INTEGER, plan TEXT, code TEXT, period_kind TEXT, period_start DATE,
    period_end DATE, period_label TEXT, value DOUBLE, state TEXT, unit TEXT, target DOUBLE,
    target_upper DOUBLE, target_state TEXT, reported_status TEXT, note TEXT, lead TEXT,
    portfolio TEXT, provisional BOOLEAN, sheet TEXT, cell TEXT
);
-- The services that a file names beside its KPIs: a table of its own, as kpi_value does not change.
CREATE TABLE IF NOT EXISTS kpi_service (
    upload INTEGER, position INTEGER, plan TEXT, code TEXT, service TEXT, sheet TEXT, cell TEXT
);
CREATE TABLE IF NOT EXISTS activity_update (
    upload INTEGER, position INTEGER, plan TEXT, code TEXT, period_kind TEXT, period_start DATE,
    period_end DATE, period_label TEXT, name TEXT, reported_status TEXT, note TEXT,
    next_steps TEXT, lead TEXT, portfolio TEXT, sheet TEXT, cell TEXT
);
CREATE TABLE IF NOT EXISTS statistic_value (
    upload INTEGER, position INTEGER, code TEXT, area TEXT, name TEXT, period_kind TEXT,
    period_start DATE, period_end DATE, period_label TEXT, value DOUBLE, state TEXT, unit TEXT,
    lower DOUBLE, upper DOUBLE, vintage DATE, note TEXT, sheet TEXT, cell TEXT
);
-- What a person said that the columns under some headings hold (loaders.mapping as JSON); a row that
-- is set aside says that what was said of these headings before counts no more.
CREATE TABLE IF NOT EXISTS column_mapping (
    mapping INTEGER, signature TEXT, roles TEXT, set_aside BOOLEAN, said_by TEXT, said_at TIMESTAMP
);
-- What else a KPI, an area or a key activity is called in files, as a person says it. kind: kpi, area or activity; meaning: the code
-- that the words stand for, empty where they are not ours. A row that is set aside says that what was said
-- of these words before counts no more.
CREATE TABLE IF NOT EXISTS alias (
    alias INTEGER, kind TEXT, words TEXT, meaning TEXT, set_aside BOOLEAN, said_by TEXT,
    said_at TIMESTAMP
);
-- What happened to a KPI on a day, as a person says it; kind: note, rebase (control limits begin anew) or
-- definition (what is counted changed)
-- or target (why the target changed), or forecast (what an officer expects the year that ends on the day
-- to come to: its words begin with the number). A row that is set aside repeats the event it takes back.
CREATE TABLE IF NOT EXISTS kpi_event (
    event INTEGER, plan TEXT, code TEXT, day DATE, kind TEXT, words TEXT, set_aside BOOLEAN,
    said_by TEXT, said_at TIMESTAMP
);

-- Every question can be asked as of a day: Store.ask sets the variable `as_of`, and what was published,
-- withdrawn, reinstated or said later does not count. Without it everything counts, at no cost. Days are
-- those of UTC, as stored. Reference tables that come from files are always as they are now.
-- What waits for a second person is not known yet, but to whoever may approve it.
CREATE OR REPLACE VIEW known_upload AS
SELECT * FROM upload
WHERE coalesce(published_at::DATE <= getvariable('as_of')::DATE, true)
    AND (
        upload NOT IN (SELECT upload FROM waiting)
        OR upload IN (
            SELECT upload FROM approval
            WHERE coalesce(approved_at::DATE <= getvariable('as_of')::DATE, true)
        )
    );

-- The withdrawals that count: the last one of each upload that was not reinstated after it.
CREATE OR REPLACE VIEW current_withdrawal AS
WITH reinstated AS (
    SELECT upload, count(*) AS times FROM reinstatement
    WHERE coalesce(reinstated_at::DATE <= getvariable('as_of')::DATE, true)
    GROUP BY upload
)
SELECT withdrawal.* FROM withdrawal
LEFT JOIN reinstated ON reinstated.upload = withdrawal.upload
WHERE coalesce(withdrawn_at::DATE <= getvariable('as_of')::DATE, true)
QUALIFY count(*) OVER (PARTITION BY withdrawal.upload) > coalesce(times, 0)
    AND row_number() OVER (PARTITION BY withdrawal.upload ORDER BY withdrawal.rowid DESC) = 1;

-- What stands: figure by figure, the newest upload that is not withdrawn.
CREATE OR REPLACE VIEW standing_upload AS
SELECT * FROM known_upload WHERE upload NOT IN (SELECT upload FROM current_withdrawal);

-- Plans as they stand: the rows of the files, and over them what standing workbooks brought.
CREATE OR REPLACE MACRO overlaid(of_files, uploaded) AS TABLE
SELECT 0 AS upload, false AS removed, * FROM query_table(of_files)
UNION ALL BY NAME
SELECT * FROM query_table(uploaded) WHERE upload IN (SELECT upload FROM standing_upload);


        CREATE TABLE IF NOT EXISTS uploaded_plan AS
        SELECT 0 AS upload, false AS removed, plan.*, '' AS sheet, '' AS cell
        FROM plan WHERE false;
        ALTER TABLE uploaded_plan ADD COLUMN IF NOT EXISTS reporting_from DATE;
    

        CREATE TABLE IF NOT EXISTS uploaded_priority AS
        SELECT 0 AS upload, false AS removed, priority.*, '' AS sheet, '' AS cell
        FROM priority WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_outcome AS
        SELECT 0 AS upload, false AS removed, outcome.*, '' AS sheet, '' AS cell
        FROM outcome WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_activity AS
        SELECT 0 AS upload, false AS removed, activity.*, '' AS sheet, '' AS cell
        FROM activity WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_activity_outcome AS
        SELECT 0 AS upload, false AS removed, activity_outcome.*, '' AS sheet, '' AS cell
        FROM activity_outcome WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_activity_line AS
        SELECT 0 AS upload, false AS removed, activity_line.*, '' AS sheet, '' AS cell
        FROM activity_line WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_kpi AS
        SELECT 0 AS upload, false AS removed, kpi.*, '' AS sheet, '' AS cell
        FROM kpi WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_kpi_summary AS
        SELECT 0 AS upload, false AS removed, kpi_summary.*, '' AS sheet, '' AS cell
        FROM kpi_summary WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_kpi_counterpart AS
        SELECT 0 AS upload, false AS removed, kpi_counterpart.*, '' AS sheet, '' AS cell
        FROM kpi_counterpart WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_profile_figure AS
        SELECT 0 AS upload, false AS removed, profile_figure.*, '' AS sheet, '' AS cell
        FROM profile_figure WHERE false;
        
    

        CREATE TABLE IF NOT EXISTS uploaded_local_outcome AS
        SELECT 0 AS upload, false AS removed, local_outcome.*, '' AS sheet, '' AS cell
        FROM local_outcome WHERE false;
        
    

        CREATE OR REPLACE VIEW current_plan AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('plan', 'uploaded_plan')
            QUALIFY row_number() OVER (
                PARTITION BY plan ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_priority AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('priority', 'uploaded_priority')
            QUALIFY row_number() OVER (
                PARTITION BY plan, code ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_outcome AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('outcome', 'uploaded_outcome')
            QUALIFY row_number() OVER (
                PARTITION BY plan, code ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_activity AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('activity', 'uploaded_activity')
            QUALIFY row_number() OVER (
                PARTITION BY plan, position ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_activity_outcome AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('activity_outcome', 'uploaded_activity_outcome')
            QUALIFY row_number() OVER (
                PARTITION BY plan, activity, outcome ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_activity_line AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('activity_line', 'uploaded_activity_line')
            QUALIFY row_number() OVER (
                PARTITION BY plan, activity, kind, position ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_kpi AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('kpi', 'uploaded_kpi')
            QUALIFY row_number() OVER (
                PARTITION BY plan, code ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_kpi_summary AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('kpi_summary', 'uploaded_kpi_summary')
            QUALIFY row_number() OVER (
                PARTITION BY plan, position ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_kpi_counterpart AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('kpi_counterpart', 'uploaded_kpi_counterpart')
            QUALIFY row_number() OVER (
                PARTITION BY plan, kpi, statistic ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_profile_figure AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('profile_figure', 'uploaded_profile_figure')
            QUALIFY row_number() OVER (
                PARTITION BY plan, position ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    

        CREATE OR REPLACE VIEW current_local_outcome AS
        SELECT * EXCLUDE (upload, removed, sheet, cell) FROM (
            FROM overlaid('local_outcome', 'uploaded_local_outcome')
            QUALIFY row_number() OVER (
                PARTITION BY plan, position ORDER BY upload DESC
            ) = 1
        ) WHERE NOT removed;
    
CREATE OR REPLACE VIEW plan_row AS SELECT upload FROM uploaded_plan UNION ALL SELECT upload FROM uploaded_priority UNION ALL SELECT upload FROM uploaded_outcome UNION ALL SELECT upload FROM uploaded_activity UNION ALL SELECT upload FROM uploaded_activity_outcome UNION ALL SELECT upload FROM uploaded_activity_line UNION ALL SELECT upload FROM uploaded_kpi UNION ALL SELECT upload FROM uploaded_kpi_summary UNION ALL SELECT upload FROM uploaded_kpi_counterpart UNION ALL SELECT upload FROM uploaded_profile_figure UNION ALL SELECT upload FROM uploaded_local_outcome;
-- What stands of figures, updates and events: run after schema.sql and the views of plans.

-- A KPI of one plan goes on in another where code and unit are the same, so a figure that came under
-- one plan is also the other's. One whose KPI no plan has any more stays under the plan it came with.
CREATE OR REPLACE VIEW kpi_goes_on AS
SELECT stored.plan AS stored_under, stored.code, kpi.plan
FROM current_kpi AS stored
JOIN current_kpi AS kpi ON kpi.code = stored.code AND kpi.unit = stored.unit;

CREATE OR REPLACE VIEW kpi_figure AS
SELECT kpi_value.* REPLACE (coalesce(kpi_goes_on.plan, kpi_value.plan) AS plan)
FROM kpi_value
LEFT JOIN kpi_goes_on
    ON kpi_goes_on.stored_under = kpi_value.plan AND kpi_goes_on.code = kpi_value.code;

-- The figures that count: an invented one only as long as no real figure of its KPI stands. A word in
-- place of a figure is a real one too; targets alone, as a plan's workbook brings them, are none.
CREATE OR REPLACE VIEW counting_kpi_figure AS
SELECT figure.*
FROM kpi_figure AS figure
JOIN standing_upload AS upload ON upload.upload = figure.upload
WHERE NOT upload.illustrative
    OR NOT EXISTS (
        FROM kpi_figure AS real
        WHERE real.plan = figure.plan AND real.code = figure.code
            AND (real.value IS NOT NULL OR real.state IS NOT NULL)
            AND real.upload IN (SELECT upload FROM standing_upload WHERE NOT illustrative)
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
