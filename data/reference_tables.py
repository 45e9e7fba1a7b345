"""The shape of reference data: its tables, their keys, and what their cells must hold."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from data.admissible import NAME_LENGTH, NOTE_LENGTH, REASON_LENGTH, cleaned, on_one_line

SCHEMA = Path(__file__).parent / "database" / "schema.sql"

# File stem to table; a file's columns are the columns of its table in schema.sql.
TABLES: Mapping[str, str] = {
    "plans": "plan",
    "priorities": "priority",
    "outcomes": "outcome",
    "activities": "activity",
    "activity_outcomes": "activity_outcome",
    "activity_lines": "activity_line",
    "kpis": "kpi",
    "kpi_summary": "kpi_summary",
    "plan_wording": "plan_wording",
    "kpi_counterparts": "kpi_counterpart",
    "profile_figures": "profile_figure",
    "local_outcomes": "local_outcome",
    "profile_statistics": "profile_statistic",
    "areas": "area",
    "area_names": "area_name",
    "comparison_groups": "comparison_group",
    "statistics": "statistic",
    "derived_statistics": "derived_statistic",
    "series_breaks": "series_break",
    "similar_areas": "similar_area",
}
# A file that layouts read by themselves: checked like the others, and no table of the database.
LAYOUT_TABLES: Mapping[str, str] = {"pay_surveys": "pay_survey"}
CHECKED_TABLES = {**TABLES, **LAYOUT_TABLES}
STEMS = {table: stem for stem, table in CHECKED_TABLES.items()}
_LAYOUT_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "pay_survey": {"year": "INTEGER", "survey_day": "DATE", "published": "DATE"},
}

KEYS: Mapping[str, Sequence[str]] = {
    "plan": ["plan"],
    "priority": ["plan", "code"],
    "outcome": ["plan", "code"],
    "activity": ["plan", "position"],
    "activity_outcome": ["plan", "activity", "outcome"],
    "activity_line": ["plan", "activity", "kind", "position"],
    "kpi": ["plan", "code"],
    "kpi_summary": ["plan", "position"],
    "plan_wording": ["kind", "plan", "item"],
    "kpi_counterpart": ["plan", "kpi", "statistic"],
    "profile_figure": ["plan", "position"],
    "local_outcome": ["plan", "position"],
    "profile_statistic": ["part", "theme", "position", "choice"],
    "area": ["code"],
    "comparison_group": ["council", "code", "area"],
    "statistic": ["code"],
    "derived_statistic": ["code"],
    "series_break": ["statistic", "starts"],
    "similar_area": ["area", "sense"],
    "area_name": ["area", "kind", "name"],
    "pay_survey": ["year"],
}
# What a council says of its plans; people may also bring it as a workbook.
PLAN_TABLES = tuple(table for table, key in KEYS.items() if key[0] == "plan")
UPLOADED_TABLES = tuple(f"uploaded_{table}" for table in PLAN_TABLES)
# Unique where it is given: an activity may have lost its code, but no two share one.
UNIQUE_WHERE_GIVEN = {"activity": ["plan", "code"]}

# What a row must say beside its key.
REQUIRED: Mapping[str, Sequence[str]] = {
    "plan": ["title", "council", "area", "starts", "ends"],
    "priority": ["position", "name"],
    "outcome": ["position", "priority", "title"],
    "activity": ["priority", "title"],
    "activity_line": ["text"],
    "kpi": ["position", "name", "unit", "decimals", "polarity", "frequency", "kind", "definition"],
    "kpi_summary": ["priority", "text"],
    "plan_wording": ["title"],
    "profile_figure": ["theme", "name", "printed", "value", "unit"],
    "local_outcome": ["outcome", "metric"],
    "profile_statistic": ["statistic"],
    "area": ["name"],
    "comparison_group": ["name"],
    "statistic": ["name", "topic", "cadence"],
    "series_break": ["reason"],
    "similar_area": ["nearest"],
    "derived_statistic": ["numerator", "denominator", "per"],
    "kpi_counterpart": ["position", "relation"],
    "pay_survey": ["survey_day"],
}

LINE_KINDS = ["sub_action", "service_output", "customer_output", "community_outcome"]
KPI_UNITS = ["number", "percent", "pounds", "days", "working days", "minutes", "seconds"]
KPI_UNITS += ["per 1,000", "tonnes CO2e", "years", "score"]
TOPICS = ["people", "housing", "planning", "health", "skills", "economy", "environment"]
TOPICS += ["travel", "culture", "crime"]
# How often a statistic is published: paused ones are to come back, ended ones are not.
CADENCES = ["monthly", "quarterly", "three times a year", "yearly", "once", "paused", "ended"]
CHOICES: Mapping[tuple[str, str], Sequence[str]] = {
    ("activity_line", "kind"): LINE_KINDS,
    ("kpi", "unit"): KPI_UNITS,
    ("kpi", "polarity"): ["maximise", "minimise", "range", "none"],
    ("kpi", "frequency"): ["monthly", "quarterly", "annual"],
    ("kpi", "kind"): ["discrete", "cumulative", "snapshot", "ratio"],
    ("kpi", "tolerance_kind"): ["percent", "absolute"],
    ("kpi_counterpart", "relation"): ["same", "context"],
    ("plan_wording", "kind"): ["kpi", "activity"],
    ("statistic", "estimate"): ["survey"],
    ("profile_statistic", "part"): ["tile", "chart"],
    ("statistic", "topic"): TOPICS,
    ("statistic", "cadence"): CADENCES,
    ("similar_area", "sense"): ["overall", "demographic", "economic"],
    ("area_name", "kind"): ["alias", "old code", "successor"],
}

# Cells of a row that are given both or not at all, two of which the second is not the smaller, and
# the largest number that a cell may hold.
BOTH_OR_NEITHER = [("kpi", "tolerance", "tolerance_kind")]
IN_ORDER = [
    ("plan", "starts", "ends"),
    ("plan", "starts", "reporting_from"),
    ("plan", "reporting_from", "ends"),
    ("pay_survey", "survey_day", "published"),
]
AT_MOST = [("kpi", "decimals", 4)]

# Columns that hold the code of a row itself, and whether it may have a slash: a priority's is part
# of an address.
CODES: Mapping[tuple[str, str], bool] = {
    ("plan", "plan"): True,
    ("priority", "code"): False,
    ("outcome", "code"): False,
    ("activity", "code"): True,
    ("kpi", "code"): True,
    ("area", "code"): False,
    ("comparison_group", "code"): False,
}
# How long a cell of text may be, where it is no name.
_SENTENCES: Sequence[str] = (
    "title", "text", "printed", "source", "derived", "members", "aliases", "check_note", "reason",
    "nearest", "metric",
)  # fmt: skip
_NOTES = ("description", "definition", "method", "caveat", "note")
LENGTHS: Mapping[str, int] = {
    **dict.fromkeys(_SENTENCES, REASON_LENGTH),
    **dict.fromkeys(_NOTES, NOTE_LENGTH),
}

# Columns of one table that name a row of another, where the last of them is given.
LINKS: Sequence[tuple[str, Sequence[str], str, Sequence[str]]] = [
    ("plan", ["area"], "area", ["code"]),
    ("priority", ["plan"], "plan", ["plan"]),
    ("outcome", ["plan", "priority"], "priority", ["plan", "code"]),
    ("activity", ["plan", "priority"], "priority", ["plan", "code"]),
    ("activity_outcome", ["plan", "activity"], "activity", ["plan", "position"]),
    ("activity_outcome", ["plan", "outcome"], "outcome", ["plan", "code"]),
    ("activity_line", ["plan", "activity"], "activity", ["plan", "position"]),
    ("activity_line", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("kpi", ["plan"], "plan", ["plan"]),
    ("kpi", ["plan", "parent"], "kpi", ["plan", "code"]),
    ("kpi_counterpart", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("kpi_counterpart", ["statistic"], "statistic", ["code"]),
    ("derived_statistic", ["code"], "statistic", ["code"]),
    ("series_break", ["statistic"], "statistic", ["code"]),
    ("similar_area", ["area"], "area", ["code"]),
    ("derived_statistic", ["numerator"], "statistic", ["code"]),
    ("derived_statistic", ["denominator"], "statistic", ["code"]),
    ("kpi_summary", ["plan", "priority"], "priority", ["plan", "code"]),
    ("kpi_summary", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("profile_figure", ["plan", "theme"], "priority", ["plan", "code"]),
    ("profile_figure", ["comparator_area"], "area", ["code"]),
    ("profile_figure", ["statistic"], "statistic", ["code"]),
    ("local_outcome", ["plan"], "plan", ["plan"]),
    ("local_outcome", ["statistic"], "statistic", ["code"]),
    ("local_outcome", ["plan", "kpi"], "kpi", ["plan", "code"]),
    ("profile_statistic", ["statistic"], "statistic", ["code"]),
    ("area", ["parent"], "area", ["code"]),
    ("comparison_group", ["council"], "area", ["code"]),
    ("comparison_group", ["area"], "area", ["code"]),
    ("area_name", ["area"], "area", ["code"]),
]


@cache
def columns() -> Mapping[str, Mapping[str, str]]:
    """Table to column to type: as schema.sql says, or the files that layouts read themselves."""
    schema = SCHEMA.read_text(encoding="utf-8")
    created = re.findall(r"CREATE OR REPLACE TABLE (\w+) \((.*?)\);", schema, re.DOTALL)
    stored = {table: dict(re.findall(r"(\w+) ([A-Z]+)", body)) for table, body in created}
    return {**stored, **_LAYOUT_COLUMNS}


def longest(column: str) -> int:
    """How long a cell of text in a column may be."""
    return LENGTHS.get(column, NAME_LENGTH)


def cleaned_cell(column: str, text: str) -> str:
    """A cell's text as it is kept; a name stands on one line."""
    return cleaned(text) if column in LENGTHS else on_one_line(text)
