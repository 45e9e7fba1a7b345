"""What is asked of key activities: what they are, their lines and updates."""

import pandas as pd

from data.store import Store


def activities(store: Store) -> pd.DataFrame:
    """Every key activity of every plan with its priority's name and its outcomes as one text.

    `official_title` is its title as the plan prints it.
    """
    return store.ask(
        """
        SELECT activity.*, priority.name AS priority_name, priority.position AS priority_position,
               coalesce(served.outcomes, '') AS outcomes, wording.title AS official_title
        FROM current_activity AS activity
        LEFT JOIN plan_wording AS wording
            ON wording.kind = 'activity' AND wording.plan = activity.plan
            AND wording.item = activity.position::TEXT
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


def replaced_updates(store: Store) -> pd.DataFrame:
    """Updates of standing uploads that a later one replaced, columns as activity_updates()."""
    return store.ask(
        """
        SELECT reported.*, upload.file, upload.published_by, upload.published_at,
               upload.illustrative
        FROM activity_update AS reported
        JOIN standing_upload AS upload ON upload.upload = reported.upload
        WHERE (reported.upload, reported.position) NOT IN (
            SELECT (upload, position) FROM current_activity_update
        )
        ORDER BY reported.plan DESC, reported.period_start DESC, reported.code
        """
    )
