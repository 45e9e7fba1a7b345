"""Headings to roles: what the words above a column promise about the cells below it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from loaders.findings.codes import FindingCode
from loaders.parsing.normalise import dashed, plain, text_of
from loaders.parsing.period_patterns import WHOLE_YEAR, NotAPeriod
from loaders.parsing.periods import PeriodWords, find_period
from loaders.parsing.vocabulary import MONEY, SCALED_UNITS, UNITS
from loaders.workbook import CellValue
from metrics.period import Period, PeriodKind, financial_year


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    CODE_AND_NAME = "code_and_name"
    CATEGORY = "category"
    PERIOD = "period"
    YEAR = "year"
    VALUE = "value"
    TARGET = "target"
    STATUS = "status"
    DIRECTION = "direction"
    NOTE = "note"
    OWNER = "owner"
    PORTFOLIO = "portfolio"
    SERVICE = "service"
    FREQUENCY = "frequency"
    POLARITY = "polarity"
    UNIT = "unit"
    LAST_UPDATED = "last_updated"
    PROGRESS = "progress"
    NEXT_STEPS = "next_steps"
    KEY_ACTIVITY = "key_activity"
    LAST_QUARTER = "last_quarter"
    LAST_YEAR = "last_year"
    SAME_QUARTER_LAST_YEAR = "same_quarter_last_year"
    ROW_KIND = "row_kind"  # whether a row holds actual figures or targets
    YEAR_START = "year_start"  # the month in which a KPI's collection year begins
    AREA = "area"  # whose figure it is: the council's, another area's, that of a part of it
    INDICATOR = "indicator"  # in tidy tables: which statistic a row is of
    MULTIPLIER = "multiplier"  # thousands, millions
    OTHER_AREA = "other_area"  # a column of figures of another area than the council's
    # Of a table of statistics, where a person says so; no heading promises it.
    FIGURE = "figure"


EARLIER = frozenset((Role.LAST_QUARTER, Role.LAST_YEAR, Role.SAME_QUARTER_LAST_YEAR))
IDENTITY = frozenset((Role.CODE, Role.NAME, Role.CODE_AND_NAME))

# The words that officers put above their columns; extend freely.
WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.CODE: (
        "code", "pi code", "kpi code", "ref", "pi ref", "kpi ref", "reference", "kpi", "pi",
        "indicator code", "indicator ref", "kpi no", "pi no", "kpi id", "measure ref",
        "measure reference", "measure code", "measure id", "indicator id", "indicator no",
        "indicator reference", "kpi reference", "pi reference", "kpi number", "measure no",
    ),
    Role.NAME: (
        "name", "short name", "pi name", "kpi name", "title", "description", "indicator",
        "indicator name", "indicator description", "performance indicator", "kpi description",
        "pi description", "measure", "measure name", "performance measure", "pi short name",
        "measure title", "measure description", "indicator title", "kpi title", "pi title",
    ),
    Role.CODE_AND_NAME: (
        "code and name", "code and short name", "pi code and short name", "pi code and name",
        "kpi code and name", "code name", "code short name", "pi code short name",
    ),
    Role.CATEGORY: ("cat", "category", "theme", "priority", "section"),
    Role.PERIOD: (
        "period", "reporting period", "quarter", "month", "time period", "date period",
        "period end", "period ending", "period ended", "end of period", "period end date",
        "quarter end", "quarter ending", "quarter ended", "month end", "month ending",
        "latest period", "latest quarter", "latest month", "period reported", "data period",
        "current period", "period covered", "reporting quarter", "reporting month", "year quarter",
        "period of latest value", "period of data", "data for", "as at", "data as at", "date to",
        "qtr", "year ending", "year end date",
    ),
    Role.AREA: (
        "area code", "area name", "areacode", "areaname", "area", "ward", "ward name", "ward code",
        "parish", "parish name", "district", "district name", "local authority",
        "local authority name", "local authority code", "la name", "la code", "lad code",
        "lad name", "authority", "authority name", "council", "council name", "county", "borough",
        "region", "region name", "nation", "country", "geography", "geography name",
        "geography code", "geographic area", "locality", "location", "place", "lsoa", "msoa",
        "lsoa code", "lsoa name", "constituency", "division", "electoral division",
        "ons code", "gss code", "comparator",
    ),
    Role.MULTIPLIER: ("multiplier", "scale", "unit multiplier"),
    Role.YEAR: ("year", "financial year"),
    Role.VALUE: (
        "value", "actual", "current value", "outturn", "out turn", "result", "performance",
        "actual value", "figure",
        "this quarter", "current quarter", "current performance", "actual performance",
        "actuals", "figures", "score", "reported value", "latest value", "current", "latest",
        "latest figure", "latest result", "latest performance", "latest actual", "achieved",
        "current figure", "current actual", "current result", "this period", "reported figure",
    ),
    Role.TARGET: (
        "target", "current target", "annual target", "target value", "year end target",
        "full year target", "targets", "goal",
    ),
    Role.STATUS: (
        "status", "rag", "rag status", "rag rating", "traffic light", "traffic light icon",
        "pi status", "kpi status", "current status", "performance status",
    ),
    Role.DIRECTION: (
        "dot", "direction of travel", "short trend", "long trend", "short term trend",
        "long term trend", "short term trend arrow", "long term trend arrow", "trend",
        "short trend last quarter", "long trend last year", "expected outcome",
        "direction", "travel", "change", "trend arrow",
    ),
    # An arrow, or where figures stand below it the figure of the quarter before.
    Role.LAST_QUARTER: ("last quarter", "previous quarter", "prior quarter"),
    # An arrow too; beside figures of the last quarter the figure of the same quarter a year ago.
    Role.LAST_YEAR: ("last year", "previous year", "prior year"),
    Role.SAME_QUARTER_LAST_YEAR: (
        "same quarter last year", "same period last year", "same quarter previous year",
        "same period previous year",
    ),
    Role.NOTE: (
        "note", "notes", "latest note", "latest notes", "comment", "comments", "commentary",
        "latest comment", "latest commentary", "history note", "explanation",
    ),
    Role.OWNER: (
        "managed by", "assigned to", "responsible officer", "lead officer", "cmt lead", "owner",
        "lead", "kpi owner", "data owner", "officer",
    ),
    Role.PORTFOLIO: ("portfolio", "portfolio holder", "cabinet member"),
    Role.SERVICE: ("service", "service area"),
    Role.FREQUENCY: ("frequency", "collection frequency", "reporting frequency"),
    Role.POLARITY: ("good performance", "polarity", "aim", "gauge format", "good is"),
    Role.UNIT: ("unit", "units", "data type", "unit of measure"),
    Role.LAST_UPDATED: ("last updated", "date updated", "last update", "updated"),
    Role.PROGRESS: ("progress", "progress to date", "progress this quarter", "progress update"),
    Role.NEXT_STEPS: ("next steps", "next step", "next actions", "planned actions"),
    Role.KEY_ACTIVITY: ("key activities", "key activity", "key activities in detail"),
    Role.YEAR_START: (
        "year start", "year starts", "year starts in", "collection year start",
        "collection year starts", "collection year", "start of year",
    ),
}  # fmt: skip
_ROLES = {word: role for role, words in WORDS.items() for word in words}
# What a figure is not yet: a projection, a forecast, a plan.
PROJECTIONS = re.compile(
    r"\b(?:project(?:ed|ions?)|forecasts?|predicted|prediction|budget(?:ed)?|planned|trajectory"
    r"|expected|anticipated|estimate(?:d)? outturn)\b"
)
# A unit or scale behind a heading's words: `Actual \u00a3000`, `Value (%)`.
_UNIT_BEHIND = re.compile(
    r"\s(?:in\s)?(?:\u00a3\s?(?:000s?|k|m|thousands?|millions?)|000s?|thousands|millions|%|\u00a3)$"
)
_LONGEST_HEADING = 60
_FOOTNOTE = re.compile(r"^[(\[]?\d[)\]]?$")
_IN_BRACKETS = re.compile(r"\([^()]*\)\s*$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# The months that a quarter's heading repeats beside it: `Q1 2024/05 (Apr-Jun)`.
_MONTHS = re.compile(rf"\b(?P<first>{_MONTH})\s?(?:-|to)\s?(?P<last>{_MONTH})(?!\s?\d)")
# What may stand beside a slip in a year without making it other words: `Quarter 1 2024/05`.
_PERIOD_WORDS = re.compile(
    rf"\b(?:(?:q|qtr|quarter|h|half)\s?\d|(?:first|second|third|fourth|1st|2nd|3rd|4th)\s"
    rf"(?:quarter|qtr|half)|fy|ytd|year to date|academic|year|to|of|{_MONTH})(?!\w)"
)
# What stands beside a period without making it another column: the unit, as in `Q1 2024/25 (%)`.
_ADDS_NOTHING = frozenset((
    "current", "figure", "restated", "revised", "r", "provisional", "p", "unaudited", "final",
    *UNITS, *MONEY, *SCALED_UNITS,
))  # fmt: skip
# What marks the figures below a heading as not final.
_PROVISIONAL = re.compile(r"\(p\)|\sp$|\b(?:provisional|unaudited)\b", re.IGNORECASE)
_SURER = re.compile(r"\(r\)|\sr$|\b(?:restated|revised|final)\b", re.IGNORECASE)
_WITH_PERIOD = frozenset((Role.VALUE, Role.TARGET, Role.STATUS, Role.NOTE, Role.DIRECTION))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading promises: a role, with the period it names; `to_date` as in PeriodWords.

    A heading that is nothing but a period (`Q1 2019/20`) has the role PERIOD and that period;
    the word `Period` above a column of periods has the role PERIOD and none.
    """

    role: Role
    period: Period | None = None
    to_date: bool = False


# Every row of every file is asked.
@lru_cache(maxsize=10_000)
def is_identity(text: str) -> bool:
    """Whether a heading announces KPIs or key activities, by code or by name."""
    if len(text) > _LONGEST_HEADING:
        return False
    role = _role_of(text)
    return role in IDENTITY or role is Role.KEY_ACTIVITY


def says_provisional(text: str) -> bool:
    """Whether a heading says of its figures that they are not final: `Q2 2025/26 (p)`."""
    return _PROVISIONAL.search(text) is not None


def standing(text: str) -> int:
    """How far a heading's figures stand over others of its period: restated 1, provisional -1."""
    return bool(_SURER.search(text)) - says_provisional(text)


def read_heading(
    words: CellValue, *, number_format: str = "General", year: int | None = None
) -> Heading | None:
    """What a heading cell promises, None where its words are not known.

    `year` is the calendar year in which the financial year around a bare `Q1` began. Raises
    NotAPeriod for a heading that is meant as a period and is none, such as `2024/05`.
    """
    role = _role_of(text_of(words))
    if role is not None:
        return _outturn(words, year) or Heading(role)
    try:
        dated = _period_in(words, number_format, year)
    except NotAPeriod as problem:
        if isinstance(words, date) or _is_meant(text_of(words), problem):
            raise
        return None
    if dated is None:
        return None
    rest = _UNIT_BEHIND.sub("", plain(_FOOTNOTE.sub(" ", dated.rest)))
    is_year = dated.period.kind is PeriodKind.FINANCIAL_YEAR
    adds_nothing = not rest or rest in _ADDS_NOTHING or (is_year and rest in WHOLE_YEAR)
    beside = Role.PERIOD if adds_nothing else _ROLES.get(rest)
    if beside is Role.PERIOD or beside in _WITH_PERIOD:
        return Heading(beside, dated.period, dated.to_date)
    return None


@lru_cache(maxsize=10_000)
def _role_of(text: str) -> Role | None:
    """The role of a heading's words, with or without what stands behind them in brackets."""
    words = (plain(text), plain(_IN_BRACKETS.sub("", text)), _UNIT_BEHIND.sub("", plain(text)))
    return next((_ROLES[each] for each in words if each in _ROLES), None)


def _period_in(words: CellValue, number_format: str, year: int | None) -> PeriodWords | None:
    """The period of a heading, with or without what stands behind it in brackets."""
    dated = find_period(words, number_format=number_format, year=year)
    bare = _IN_BRACKETS.sub("", words) if isinstance(words, str) else words
    return dated if dated or bare == words else find_period(bare, year=year)


def _outturn(words: CellValue, year: int | None) -> Heading | None:
    """A year's outturn where the year is known; elsewhere the word is one for a value."""
    if year is None or plain(text_of(words)) not in ("outturn", "out turn"):
        return None
    return Heading(Role.VALUE, financial_year(year))


def _is_meant(text: str, problem: NotAPeriod) -> bool:
    """Whether a heading is a failed period and not other words with such figures in them."""
    if problem.finding.code is FindingCode.MONTHS_DIFFER:
        return True
    rest = dashed(text).replace((problem.finding.found or "").casefold(), " ")
    if not plain(rest):
        return True
    beside = plain(_PERIOD_WORDS.sub(" ", _MONTHS.sub(" ", plain(rest))))
    return not beside or beside in _ROLES
