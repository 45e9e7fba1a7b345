"""Key activities: what officers report of each, by plan, quarter, status, lead and portfolio."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.questions import stored_activities
from data.records import Record, records
from insights import cache
from insights.formatting import count, day
from pages.shared import html_tables
from pages.shared.choices import choose_many

NOT_REPORTED = "not reported"
NONE_NAMED = "none named"
HEADINGS = (
    "Key activity",
    "Status",
    "Progress",
    "Next steps",
    "CMT lead",
    "Portfolio",
    "Outcomes",
)
# Heading of the choice, column of the table, key in the address.
CHOICES = (
    ("Plan", "plan", "plan"),
    ("Quarter", "period_label", "quarter"),
    ("Status", "status", "status"),
    ("CMT lead", "lead", "lead"),
    ("Portfolio", "portfolio", "portfolio"),
    ("Outcome", "outcome", "outcome"),
)


def render() -> None:
    """The choices, the counts by status, and every activity that fits."""
    st.title("Key activities")
    listed = reported_activities()
    chosen = _chosen(listed)
    if chosen.empty:
        st.info("No key activity fits these choices. Take one away to see more.")
        return
    _counts(chosen)
    for (plan, quarter), of_plan in chosen.groupby(["plan", "period_label"], sort=False):
        _table(str(plan), str(quarter), of_plan)


def reported_activities() -> pd.DataFrame:
    """Every activity of every plan with its update, one row an activity and quarter."""
    planned = cache.ask(stored_activities.activities)
    updates = cache.ask(stored_activities.activity_updates)
    joined = planned.merge(updates, on=["plan", "code"], how="left", suffixes=("_planned", ""))
    for name in ("lead", "portfolio"):
        joined[name] = joined[name].fillna(joined[f"{name}_planned"]).fillna(NONE_NAMED)
    joined["status"] = joined["reported_status"].fillna(NOT_REPORTED)
    joined["period_label"] = joined["period_label"].fillna("no quarter yet")
    # Reports stand before activities that nothing was reported of, the newest first.
    return joined.sort_values("period_start", ascending=False, na_position="last", kind="stable")


def _chosen(listed: pd.DataFrame) -> pd.DataFrame:
    options = {"outcome": _outcomes(listed)}
    choices = st.container(horizontal=True)
    chosen = listed
    for label, column, key in CHOICES:
        with choices:
            known = options.get(column) or sorted(listed[column].unique())
            picked = choose_many(label, known, key)
        if not picked:
            continue
        if column == "outcome":
            chosen = chosen[_serves(chosen, picked)]
        else:
            chosen = chosen[chosen[column].isin(picked)]
    return chosen


def _outcomes(listed: pd.DataFrame) -> list[str]:
    return [
        f"{plan} {outcome}"
        for plan, of_plan in listed.groupby("plan", sort=False)
        for outcome in dict.fromkeys(o for text in of_plan["outcomes"] for o in text.split("; "))
        if outcome
    ]


def _serves(listed: pd.DataFrame, outcomes: list[str]) -> pd.Series:
    wanted = set(outcomes)
    return listed.apply(
        lambda row: any(f"{row['plan']} {o}" in wanted for o in row["outcomes"].split("; ")), axis=1
    )


def _counts(chosen: pd.DataFrame) -> None:
    by_status = chosen["status"].value_counts()
    words = [f"{number} {status}" for status, number in by_status.items()]
    st.markdown(f"**{count(len(chosen), 'activity', 'activities')}**: {', '.join(words)}.")


def _table(plan: str, quarter: str, listed: pd.DataFrame) -> None:
    rows: Sequence[Sequence[html_tables.Cell]] = [
        [
            _name(activity),
            html_tables.badge(activity["status"]),
            _text(activity["note"]),
            _text(activity["next_steps"]),
            activity["lead"],
            activity["portfolio"],
            activity["outcomes"],
        ]
        for activity in records(listed)
    ]
    headings, rows = without_empty_columns(HEADINGS, rows)
    html_tables.table(f"Plan {plan}, {quarter}", headings, rows)
    for source in records(listed.dropna(subset=["file"]).drop_duplicates("file")):
        html_tables.quiet(
            f"From {source['file']}, published {day(source['published_at'])} "
            f"by {source['published_by']}."
        )


def without_empty_columns(
    headings: Sequence[str], rows: Sequence[Sequence[html_tables.Cell]]
) -> tuple[Sequence[str], Sequence[Sequence[html_tables.Cell]]]:
    """The table without columns in which no row says anything."""
    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    return [headings[p] for p in kept], [[row[p] for p in kept] for row in rows]


def _name(activity: Record) -> str:
    code = activity["code"]
    return f"{code} {activity['title']}" if isinstance(code, str) else str(activity["title"])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
