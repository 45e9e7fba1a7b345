"""Every code that a finding can have: how much it matters, and what it means.

docs/findings.md shows this table to people; a test holds both to what the source raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: a rejected file or quarantined row stops a publish."""

    REJECT = "reject"
    QUARANTINE = "quarantine"
    WARN = "warn"
    INFO = "info"


class FindingCode(StrEnum):
    """What a finding is about; the table below says what each means."""

    AGES_DO_NOT_ADD_UP = "ages_do_not_add_up"
    ALIAS_USED = "alias_used"
    AMENDED = "amended"
    AREA_UNSURE = "area_unsure"
    BAD_CELL = "bad_cell"
    BAD_PERIOD = "bad_period"
    BARE_FRACTION = "bare_fraction"
    CODE_AND_NAME_DIFFER = "code_and_name_differ"
    CODE_IS_A_DATE = "code_is_a_date"
    COMMENTS = "comments"
    COMPANION = "companion"
    CONFLICT = "conflict"
    COULD_NOT_BE_READ_SAFELY = "could_not_be_read_safely"
    DAMAGED = "damaged"
    DOWNLOADED = "downloaded"
    DTD = "dtd"
    DUPLICATE_HEADING = "duplicate_heading"
    DUPLICATE_PARTS = "duplicate_parts"
    DUPLICATE_SHEETS = "duplicate_sheets"
    EMPTY = "empty"
    ERROR_CELL = "error_cell"
    EXTERNAL_LINKS = "external_links"
    FAR_FROM_LAST_YEAR = "far_from_last_year"
    FEWER_ROWS = "fewer_rows"
    FOREIGN_NAME = "foreign_name"
    FORMULA_NOT_CALCULATED = "formula_not_calculated"
    FRACTIONS = "fractions"
    HIDDEN_COLUMNS = "hidden_columns"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_SHEET = "hidden_sheet"
    ILLUSTRATIVE = "illustrative"
    IMPLAUSIBLE_PERIOD = "implausible_period"
    JUMP = "jump"
    KPI_MISSING = "kpi_missing"
    KPI_REDEFINED = "kpi_redefined"
    KPI_RENAMED = "kpi_renamed"
    LATE = "late"
    LINES_DISAGREE = "lines_disagree"
    MACROS = "macros"
    MANY_ERRORS = "many_errors"
    MISSING_HEADING = "missing_heading"
    NAME_ABOVE = "name_above"
    NAME_TOO_LONG = "name_too_long"
    NEGATIVE_COUNT = "negative_count"
    NOT_OURS = "not_ours"
    NOT_WHOLE = "not_whole"
    NO_AREA = "no_area"
    NO_CODE = "no_code"
    NO_FIGURE = "no_figure"
    NO_HEADING = "no_heading"
    NO_INDICATOR = "no_indicator"
    NO_LAYOUT = "no_layout"
    NO_PERIOD = "no_period"
    NO_PLAN = "no_plan"
    NO_REASON = "no_reason"
    NO_ROWS = "no_rows"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_VALUE = "not_a_value"
    NUMBERS_AS_TEXT = "numbers_as_text"
    FOOTNOTE_MARK = "footnote_mark"
    IN_THOUSANDS = "in_thousands"
    PROJECTION = "projection"
    TURNED_TABLE = "turned_table"
    DECIMAL_COMMAS = "decimal_commas"
    UNKNOWN_STATISTIC = "unknown_statistic"
    STATISTIC_BY_NAME = "statistic_by_name"
    MONTHS_DIFFER = "months_differ"
    PERIOD_BESIDE = "period_beside"
    PERIOD_END = "period_end"
    PERIOD_ON_COVER = "period_on_cover"
    OTHER_SHEET = "other_sheet"
    OUT_OF_BOUNDS = "out_of_bounds"
    PASSWORD = "password"  # noqa: S105 - a kind of finding
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    TARGET_OUT_OF_RANGE = "target_out_of_range"
    PLAN_ROW = "plan_row"
    PLAN_ROW_REMOVED = "plan_row_removed"
    POLARITY_DIFFERS = "polarity_differs"
    READ_AS = "read_as"
    REPEATED_HEADING = "repeated_heading"
    REVISION = "revision"
    SECOND_HEADING = "second_heading"
    SHEET_NOT_READ = "sheet_not_read"
    STATUS_BY_COLOUR = "status_by_colour"
    STATUS_DIFFERS = "status_differs"
    STRUCK_OUT = "struck_out"
    TABLE_NOT_READ = "table_not_read"
    TABLE_NOT_TAKEN = "table_not_taken"
    TARGET_CHANGED = "target_changed"
    TARGET_UNIT_DIFFERS = "target_unit_differs"
    TARGET_ZERO = "target_zero"
    THREE_IDENTICAL = "three_identical"
    TOO_LARGE = "too_large"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_PARTS = "too_many_parts"
    TOTAL = "total"
    UNACCOUNTED = "unaccounted"
    UNCLOSED_QUOTE = "unclosed_quote"
    UNIT_DIFFERS = "unit_differs"
    UNKNOWN_ACTIVITY = "unknown_activity"
    UNKNOWN_AREA_CODE = "unknown_area_code"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNKNOWN_HEADING = "unknown_heading"
    UNKNOWN_KPI = "unknown_kpi"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_STATUS_WORD = "unknown_status_word"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNREADABLE_PERIOD = "unreadable_period"
    UNUSUAL = "unusual"
    UNUSUAL_CHARACTERS = "unusual_characters"
    VINTAGE_UNKNOWN = "vintage_unknown"
    YEAR_ABOVE = "year_above"
    YEAR_BEGINS = "year_begins"
    WRONG_EXTENSION = "wrong_extension"
    WRONG_KIND = "wrong_kind"
    ZERO_BYTES = "zero_bytes"


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """One kind of finding; `acceptable` says that a person may take the figure as it was read.

    `severities` are those that it can have, the usual one first.
    """

    code: FindingCode
    severities: tuple[Severity, ...]
    means: str
    acceptable: bool = False


_TABLE: Mapping[Severity, Mapping[FindingCode, str]] = {
    Severity.REJECT: {
        FindingCode.COMPANION: "the description beside a table is not a JSON object",
        FindingCode.COULD_NOT_BE_READ_SAFELY: "reading took too long, too much memory, or failed",
        FindingCode.DAMAGED: "the file contradicts itself or is cut short",
        FindingCode.DTD: "the XML declares a document type, as attacks do",
        FindingCode.DUPLICATE_HEADING: "two columns whose headings cannot be told apart",
        FindingCode.DUPLICATE_PARTS: "the archive holds a part twice",
        FindingCode.DUPLICATE_SHEETS: "two sheets of one name",
        FindingCode.EMPTY: "there is nothing in the file",
        FindingCode.MANY_ERRORS: "more than 5 % of the value cells hold errors",
        FindingCode.NO_LAYOUT: "no table was recognised",
        FindingCode.NO_PERIOD: "nothing says for which period the figures are",
        FindingCode.NO_REASON: "a decision without its reason",
        FindingCode.NO_ROWS: "the table was recognised and holds no figure",
        FindingCode.PASSWORD: "the file is protected by a password",
        FindingCode.PLAN_ROW: (
            "a row of a workbook of plans with a cell that is wrong, or that names nothing"
        ),
        FindingCode.REPEATED_HEADING: "a statistics file has a heading twice",
        FindingCode.TABLE_NOT_TAKEN: (
            "a publisher's table that is known and not the one that is used"
        ),
        FindingCode.TOO_LARGE: "the file is larger, or has more lines, than is allowed",
        FindingCode.TOO_MANY_CELLS: "a sheet spans more cells than is allowed",
        FindingCode.TOO_MANY_PARTS: "the archive holds more parts than is allowed",
        FindingCode.UNACCOUNTED: "cells that reading lost, which is our own mistake",
        FindingCode.UNCLOSED_QUOTE: "a quotation mark in a table of text is never closed",
        FindingCode.UNKNOWN_ENCODING: "no encoding explains the text",
        FindingCode.UNPACKS_TOO_LARGE: "the archive would unpack to more than is allowed",
        FindingCode.WRONG_KIND: "the file is no workbook and no table of text",
        FindingCode.ZERO_BYTES: "the text holds zero bytes",
    },
    Severity.QUARANTINE: {
        FindingCode.AREA_UNSURE: "a name in a statistics file that is like one area's and is none",
        FindingCode.BAD_CELL: "a cell of a statistics file that is not what its column holds",
        FindingCode.BAD_PERIOD: (
            "words that look like a period and are none; in a heading they refuse all"
        ),
        FindingCode.BARE_FRACTION: "a percentage KPI with a bare number up to 1, such as 0.831",
        FindingCode.CODE_AND_NAME_DIFFER: "the code of one KPI beside the name of another",
        FindingCode.FOREIGN_NAME: "a code of ours beside a name that is nothing like the KPI's",
        FindingCode.CODE_IS_A_DATE: "Excel turned a KPI's code into a date",
        FindingCode.CONFLICT: (
            "rows that disagree about one KPI or key activity and period: one is to be kept"
        ),
        FindingCode.ERROR_CELL: "a value cell holds an error such as #DIV/0!",
        FindingCode.FORMULA_NOT_CALCULATED: "a formula that was never calculated",
        FindingCode.IMPLAUSIBLE_PERIOD: (
            "a figure of a period that has not begun, or a target 10 years on"
        ),
        FindingCode.JUMP: "a figure at least 50 times larger or smaller than the KPI's others",
        FindingCode.LINES_DISAGREE: "lines of a statistics file that disagree about one figure",
        FindingCode.NEGATIVE_COUNT: "a count below zero",
        FindingCode.MONTHS_DIFFER: "a period whose name and months contradict each other",
        FindingCode.NOT_OURS: "a figure of another area than the council's, or of a part of it",
        FindingCode.NOT_WHOLE: "a count of things that is not a whole number",
        FindingCode.STRUCK_OUT: (
            "a figure that is struck out; a warning where a part of the cell is"
        ),
        FindingCode.UNKNOWN_STATISTIC: "an indicator of a table that is no known statistic",
        FindingCode.NO_CODE: "a figure in a row that names no KPI or activity",
        FindingCode.NO_INDICATOR: "a line of a statistics file that names no indicator",
        FindingCode.NO_PLAN: "no plan was running in an activity's quarter",
        FindingCode.NOT_A_NUMBER: "a figure of a statistics file that is no number",
        FindingCode.NOT_A_VALUE: "text that is neither a number nor a word for its absence",
        FindingCode.OUT_OF_BOUNDS: (
            "a figure of 1e15 or more, a day before 1990 or after 2100, or a text that is too long"
        ),
        FindingCode.PERCENT_OUT_OF_RANGE: "a share of a whole below 0 or above 100 %",
        FindingCode.POLARITY_DIFFERS: "the file and the plan disagree about which way is good",
        FindingCode.REVISION: "a published figure that the file has otherwise",
        FindingCode.TARGET_OUT_OF_RANGE: "a target of a share below 0 or above 100 %",
        FindingCode.TARGET_UNIT_DIFFERS: "a target in another unit than its figure",
        FindingCode.UNIT_DIFFERS: "a figure in another unit than the KPI's",
        FindingCode.UNKNOWN_ACTIVITY: "a key activity that the plan does not know",
        FindingCode.UNKNOWN_AREA_CODE: "a line of a statistics file whose area is no area code",
        FindingCode.UNKNOWN_KPI: "a KPI that no plan knows",
        FindingCode.UNKNOWN_STATUS: "a key activity's status that is none",
        FindingCode.UNREADABLE_PERIOD: "a period of a statistics file that is none",
    },
    Severity.WARN: {
        FindingCode.AGES_DO_NOT_ADD_UP: "single years of age that are not the published total",
        FindingCode.FAR_FROM_LAST_YEAR: "more than 50 % from the same period last year",
        FindingCode.DECIMAL_COMMAS: "figures read with dots for thousands and commas for decimals",
        FindingCode.FOOTNOTE_MARK: (
            "marks raised behind figures, taken for footnotes and not for digits"
        ),
        FindingCode.IN_THOUSANDS: "figures multiplied, as their heading says thousands or millions",
        FindingCode.PERIOD_END: "a month or date read as the quarter or year that ends with it",
        FindingCode.PERIOD_ON_COVER: "figures of the period that a sheet of words in front says",
        FindingCode.NAME_ABOVE: "rows of a list that leave out the name of the KPI above them",
        FindingCode.FEWER_ROWS: "over 10 % fewer rows than the last file of this kind",
        FindingCode.FRACTIONS: "shares below one in a column named by hand, read as percent",
        FindingCode.KPI_MISSING: "a KPI that the last file of this kind had, or most of its KPIs",
        FindingCode.KPI_REDEFINED: "a KPI with published figures that would be judged otherwise",
        FindingCode.KPI_RENAMED: "a new plan's KPI that goes on under another name",
        FindingCode.LATE: "a newest figure more than 120 days after the end of its period",
        FindingCode.NAME_TOO_LONG: (
            "a service, lead or portfolio too long for a name, which was kept in the note"
        ),
        FindingCode.NO_FIGURE: "a KPI's row without a figure",
        FindingCode.NO_HEADING: "figures in a column without a heading",
        FindingCode.PLAN_ROW_REMOVED: "a row that would be taken out of a plan",
        FindingCode.STATISTIC_BY_NAME: (
            "a statistic recognised by its name in a table that no publisher is known for"
        ),
        FindingCode.STATUS_DIFFERS: (
            "the reported status is not the one computed from figure and target"
        ),
        FindingCode.TARGET_CHANGED: "a target other than the published one",
        FindingCode.TARGET_ZERO: "a target of 0, except where less is better",
        FindingCode.THREE_IDENTICAL: "three identical figures in a row, up to the newest",
        FindingCode.UNKNOWN_STATUS_WORD: "a KPI's status in a word that is not known",
        FindingCode.YEAR_ABOVE: "rows that leave out their year, read as of the year above them",
        FindingCode.YEAR_BEGINS: (
            "quarters or months beside a year such as 2025, which may be of two years"
        ),
        FindingCode.UNUSUAL: "more than 4 robust standard deviations from the KPI's middle",
        FindingCode.UNUSUAL_CHARACTERS: "characters that look like a wrong encoding",
    },
    Severity.INFO: {
        FindingCode.ALIAS_USED: "words that were read as somebody said of them before",
        FindingCode.AMENDED: "a row that was read as a person said it is meant",
        FindingCode.COMMENTS: "cells with comments, which were not read",
        FindingCode.PROJECTION: "a column of projections or forecasts, which are no figures",
        FindingCode.TURNED_TABLE: "a table with KPIs across and periods down",
        FindingCode.EXTERNAL_LINKS: "the workbook takes figures from other workbooks",
        FindingCode.HIDDEN_COLUMNS: "hidden columns that were read",
        FindingCode.HIDDEN_ROWS: "hidden rows that were read",
        FindingCode.DOWNLOADED: "rows of a download that are not to be read again",
        FindingCode.HIDDEN_SHEET: "a hidden sheet",
        FindingCode.ILLUSTRATIVE: "the file says that its figures are invented",
        FindingCode.MACROS: "macros, which were not run",
        FindingCode.MISSING_HEADING: "a statistics file lacks a heading",
        FindingCode.NO_AREA: "lines for groups and places that are no known area, left out",
        FindingCode.NUMBERS_AS_TEXT: "numbers that the workbook holds as text, which were read",
        FindingCode.OTHER_SHEET: "a sheet that holds no cells, such as a chart",
        FindingCode.PERIOD_BESIDE: (
            "targets, statuses or notes read as those of the period before them"
        ),
        FindingCode.READ_AS: "what kind of file it was read as",
        FindingCode.SECOND_HEADING: "a second column of the same meaning",
        FindingCode.SHEET_NOT_READ: "a sheet without a table",
        FindingCode.STATUS_BY_COLOUR: "statuses that only the colours of cells told",
        FindingCode.TABLE_NOT_READ: "a second table on a sheet that holds no KPIs",
        FindingCode.TOTAL: "a row of totals, which are not read",
        FindingCode.UNKNOWN_HEADING: (
            "a column whose heading is not known; a warning where it has figures"
        ),
        FindingCode.VINTAGE_UNKNOWN: "a statistics file without its date of publication",
        FindingCode.WRONG_EXTENSION: "a file that is called something else than it is",
    },
}  # fmt: skip

# A person may take these as read: the figure and whose it is are known, only its size is in doubt.
ACCEPTABLE = frozenset((
    FindingCode.AREA_UNSURE,
    FindingCode.BARE_FRACTION,
    FindingCode.CONFLICT,
    FindingCode.FOREIGN_NAME,
    FindingCode.IMPLAUSIBLE_PERIOD,
    FindingCode.JUMP,
    FindingCode.NEGATIVE_COUNT,
    FindingCode.NOT_WHOLE,
    FindingCode.PERCENT_OUT_OF_RANGE,
    FindingCode.POLARITY_DIFFERS,
    FindingCode.REVISION,
    FindingCode.UNIT_DIFFERS,
))  # fmt: skip

# The figure of a cell that nobody can tell by itself: a person who knows it may type it.
UNREAD = frozenset((
    FindingCode.BAD_CELL,
    FindingCode.ERROR_CELL,
    FindingCode.FORMULA_NOT_CALCULATED,
    FindingCode.NOT_A_VALUE,
    FindingCode.STRUCK_OUT,
))  # fmt: skip

# A target in a cell of its own that was left out: a person says what it is.
DOUBTED_TARGET = frozenset((FindingCode.BARE_FRACTION, FindingCode.TARGET_UNIT_DIFFERS))

_ALSO: Mapping[FindingCode, tuple[Severity, ...]] = {
    FindingCode.BAD_PERIOD: (Severity.REJECT,),
    FindingCode.FOOTNOTE_MARK: (Severity.INFO,),
    FindingCode.NAME_ABOVE: (Severity.INFO,),
    FindingCode.NOT_OURS: (Severity.INFO,),
    FindingCode.PERIOD_END: (Severity.INFO,),
    FindingCode.SECOND_HEADING: (Severity.WARN,),
    FindingCode.STRUCK_OUT: (Severity.WARN, Severity.INFO),
    FindingCode.UNKNOWN_HEADING: (Severity.WARN,),
}

CODES: Mapping[FindingCode, CodeMeaning] = {
    code: CodeMeaning(code, (severity, *_ALSO.get(code, ())), means, code in ACCEPTABLE)
    for severity, codes in _TABLE.items()
    for code, means in codes.items()
}
