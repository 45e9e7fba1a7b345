"""The sheets of a workbook of plans: names and headings, as it is written and as it is read."""

from collections.abc import Mapping

from data.reference_tables import PLAN_TABLES, columns
from loaders.parsing.normalise import plain

# Table to the name of its sheet, in the order of the workbook.
TITLES: Mapping[str, str] = {
    "plan": "Plans",
    "priority": "Priorities",
    "outcome": "Outcomes",
    "kpi": "KPIs",
    "kpi_summary": "KPI summary",
    "kpi_counterpart": "KPI beside statistics",
    "activity": "Activities",
    "activity_outcome": "Activities to outcomes",
    "activity_line": "Activity lines",
    "profile_figure": "District profile",
    "local_outcome": "Local outcomes",
}
INSTRUCTIONS = "Instructions"
TARGETS = "Targets"
# For the reader only: what files call KPIs and areas, as people said.
ALIASES = "Names in files"
ALIAS_HEADINGS = ("In files", "Means", "Of", "By", "When")
# The last column of each sheet, and the words in it that take a row out.
REMOVE = "Remove"
YES = frozenset(("yes", "y", "x", "true", "1"))
# The columns of the sheet of targets; name and unit are there for the reader and not read.
TARGET_HEADINGS = ("Plan", "Code", "Name", "Unit", "Period", "Target")


def heading_of(column: str) -> str:
    """The heading of a column of a reference table: `Tolerance kind`, `KPI`."""
    return "KPI" if column == "kpi" else column.replace("_", " ").capitalize()


def columns_by_heading(table: str) -> Mapping[str, str]:
    """The columns of a reference table by the words of their headings."""
    return {plain(heading_of(column)): column for column in columns()[table]}


def table_named(title: str) -> str | None:
    """The reference table that a sheet of this name holds."""
    return next((table for table in PLAN_TABLES if plain(TITLES[table]) == plain(title)), None)
