"""What a table that no layout reads has for headings, and what is missing from it, in its words."""

from collections.abc import Sequence

from loaders.parsing.period_patterns import NotAPeriod
from loaders.reading import FirstRows
from loaders.tables.column_mapping import likely_heading_row
from loaders.tables.headings import IDENTITY, Heading, Role, read_heading

_SHOWN = 6
_FIGURES = frozenset((Role.VALUE, Role.TARGET))


def describe_headings(sheets: Sequence[FirstRows]) -> str | None:
    """The likely headings of the first sheet that has any, and what is missing beside them."""
    for sheet in sheets:
        row = likely_heading_row(sheet)
        headings = [text for text in sheet.rows[row - sheet.first_row] if text] if row else []
        if row and len(headings) > 1:
            listed = ", ".join(headings[:_SHOWN])
            more = f" and {len(headings) - _SHOWN} more" if len(headings) > _SHOWN else ""
            where = f"sheet {sheet.sheet}, row {row}" if len(sheets) > 1 else f"row {row}"
            return f"{where} has the headings {listed}{more}, and {_missing(headings)}"
    return None


def _missing(headings: Sequence[str]) -> str:
    roles: list[Heading] = []
    for text in headings:
        try:
            heading = read_heading(text)
        except NotAPeriod as problem:
            return f"a heading is in doubt: {problem}"
        if heading:
            roles.append(heading)
    known = {heading.role for heading in roles}
    if not known & IDENTITY:
        return "none of them says where a KPI's code or name stands, such as Code or Indicator"
    if not known & _FIGURES and not any(heading.period for heading in roles):
        return "none of them says where the figures stand, such as Value or Q1 2019/20"
    return "no row below them has a KPI and a figure"
