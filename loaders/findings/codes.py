"""Every code that a finding can have: how much it matters, and what it means.

docs/findings.md shows this table to people; a test holds both to what the source raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from loaders.reading import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding; `acceptable` says that a person may take the figure as it was read.

    `severities` are those that it can have, the usual one first.
    """

    code: str
    severities: tuple[Severity, ...]
    means: str
    acceptable: bool = False


_TABLE: Mapping[Severity, Mapping[str, str]] = {
    Severity.REJECT: {
        "companion": "the description beside a table is not a JSON object",
        "conflict": "rows that disagree about one KPI and period",
        "could_not_be_read_safely": "reading took too long, too much memory, or failed",
        "damaged": "the file contradicts itself or is cut short",
        "dtd": "the XML declares a document type, as attacks do",
        "duplicate_activity": "one key activity reported twice",
        "duplicate_heading": "two columns whose headings cannot be told apart",
        "duplicate_parts": "the archive holds a part twice",
        "duplicate_sheets": "two sheets of one name",
        "empty": "there is nothing in the file",
        "many_errors": "more than 5 % of the value cells hold errors",
        "no_layout": "no table was recognised",
        "no_period": "nothing says for which period the figures are",
        "no_reason": "a decision without its reason",
        "no_rows": "the table was recognised and holds no figure",
        "password": "the file is protected by a password",
        "plan_row": "a row of a workbook of plans with a cell that is wrong, or that names nothing",
        "repeated_heading": "a statistics file has a heading twice",
        "table_not_taken": "a publisher's table that is known and not the one that is used",
        "too_large": "the file is larger, or has more lines, than is allowed",
        "too_many_cells": "a sheet spans more cells than is allowed",
        "too_many_parts": "the archive holds more parts than is allowed",
        "unaccounted": "cells that reading lost, which is our own mistake",
        "unclosed_quote": "a quotation mark in a table of text is never closed",
        "unknown_encoding": "no encoding explains the text",
        "unpacks_too_large": "the archive would unpack to more than is allowed",
        "wrong_kind": "the file is no workbook and no table of text",
        "zero_bytes": "the text holds zero bytes",
    },
    Severity.QUARANTINE: {
        "area_unsure": "a name in a statistics file that is like one area's and is none",
        "bare_fraction": "a percentage KPI with a bare number up to 1, such as 0.831",
        "bad_period": "words that look like a period and are none; in a heading they refuse all",
        "code_and_name_differ": "the code of one KPI beside the name of another",
        "code_is_a_date": "Excel turned a KPI's code into a date",
        "error_cell": "a value cell holds an error such as #DIV/0!",
        "formula_not_calculated": "a formula that was never calculated",
        "implausible_period": "a period before 1990, or after next year",
        "jump": "a figure at least 50 times larger or smaller than the KPI's others",
        "lines_disagree": "lines of a statistics file that disagree about one figure",
        "negative_count": "a count below zero",
        "no_code": "a figure in a row that names no KPI or activity",
        "no_plan": "no plan was running in an activity's quarter",
        "not_a_number": "a figure of a statistics file that is no number",
        "not_a_value": "text that is neither a number nor a word for its absence",
        "percent_out_of_range": "a share of a whole below 0 or above 100 %",
        "polarity_differs": "the file and the plan disagree about which way is good",
        "revision": "a published figure that the file has otherwise",
        "target_unit_differs": "a target in another unit than its figure",
        "unit_differs": "a figure in another unit than the KPI's",
        "unreadable_period": "a period of a statistics file that is none",
        "unknown_activity": "a key activity that the plan does not know",
        "unknown_kpi": "a KPI that no plan knows",
        "unknown_status": "a key activity's status that is none",
    },
    Severity.WARN: {
        "ages_do_not_add_up": "single years of age that are not the published total",
        "far_from_last_year": "more than 50 % from the same period last year",
        "fewer_rows": "over 10 % fewer rows than the last upload of the layout",
        "fractions": "shares below one in a column named by hand, read as percent",
        "kpi_missing": "a KPI that the last upload of the layout had",
        "kpi_redefined": "a KPI with published figures that would be judged otherwise",
        "kpi_renamed": "a new plan's KPI that goes on under another name",
        "late": "a newest figure more than 120 days after the end of its period",
        "no_figure": "a KPI's row without a figure",
        "no_heading": "figures in a column without a heading",
        "plan_row_removed": "a row that would be taken out of a plan",
        "status_differs": "the reported status is not the one computed from figure and target",
        "target_changed": "a target other than the published one",
        "target_zero": "a target of 0, except where less is better",
        "three_identical": "three identical figures in a row, up to the newest",
        "unknown_status_word": "a KPI's status in a word that is not known",
        "unusual": "more than 4 robust standard deviations from the KPI's middle",
        "unusual_characters": "characters that look like a wrong encoding",
    },
    Severity.INFO: {
        "comments": "cells with comments, which were not read",
        "external_links": "the workbook takes figures from other workbooks",
        "hidden_columns": "hidden columns that were read",
        "hidden_rows": "hidden rows that were read",
        "hidden_sheet": "a hidden sheet",
        "illustrative": "the file says that its figures are invented",
        "macros": "macros, which were not run",
        "missing_heading": "a statistics file lacks a heading",
        "no_area": "lines for groups and places that are no known area, left out",
        "numbers_as_text": "numbers that the workbook holds as text, which were read",
        "other_sheet": "a sheet that holds no cells, such as a chart",
        "read_as": "what kind of file it was read as",
        "second_heading": "a second column of the same meaning",
        "sheet_not_read": "a sheet without a table",
        "status_by_colour": "statuses that only the colours of cells told",
        "table_not_read": "a second table on a sheet that holds no KPIs",
        "total": "a row of totals, which are not read",
        "unknown_heading": "a column whose heading is not known; a warning where it has figures",
        "vintage_unknown": "a statistics file without its date of publication",
        "wrong_extension": "a file that is called something else than it is",
    },
}  # fmt: skip
# A person may take these as read: the figure and whose it is are known, only its size is in doubt.
ACCEPTABLE = frozenset((
    "area_unsure", "bare_fraction", "implausible_period", "jump", "negative_count",
    "percent_out_of_range", "polarity_differs", "revision", "unit_differs",
))  # fmt: skip

_ALSO: Mapping[str, tuple[Severity, ...]] = {
    "bad_period": (Severity.REJECT,),
    "unknown_heading": (Severity.WARN,),
}

CODES: Mapping[str, Code] = {
    code: Code(code, (severity, *_ALSO.get(code, ())), means, code in ACCEPTABLE)
    for severity, of_severity in _TABLE.items()
    for code, means in of_severity.items()
}
