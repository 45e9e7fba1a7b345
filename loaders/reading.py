"""What a file says: rows, and findings about what could not or should not be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import msgspec

from data.errors import UserError
from loaders.findings.finding import Finding
from metrics.period import Period


class RowKind(StrEnum):
    """The three kinds of figure that files bring."""

    KPI_VALUE = "kpi_value"
    ACTIVITY_UPDATE = "activity_update"
    STATISTIC_VALUE = "statistic_value"


# A struct is made fifteen times as fast as a dataclass of as many fields, and large files have a
# hundred thousand; as it refers to nothing that could refer to it, no search for garbage counts it.
class Row(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One figure, or one activity's update, with the cell it came from.

    `value` is a number in `unit` (83.1 for 83.1 %), or None with the reason as `state`, one of
    metrics.status.State. `target` to `target_upper` is a range when both are given. `note` holds an
    activity's progress or a KPI's comment, exactly as typed. A row with neither value nor state
    brings a target only. `polarity` is one of metrics.status.Polarity where the file says it; it is
    checked and not stored.
    """

    kind: RowKind
    code: str
    period: Period
    sheet: str
    cell: str
    plan: str | None = None
    area: str | None = None
    name: str | None = None
    value: float | None = None
    state: str | None = None
    unit: str | None = None
    target: float | None = None
    target_upper: float | None = None
    target_state: str | None = None
    reported_status: str | None = None
    note: str | None = None
    next_steps: str | None = None
    lead: str | None = None
    portfolio: str | None = None
    service: str | None = None
    lower: float | None = None
    upper: float | None = None
    provisional: bool = False
    vintage: date | None = None
    polarity: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one layout read from one workbook; `counts` has at least cells, rows.

    `mapped` has the headings (signatures of column mappings) whose columns were named by hand;
    `pictures` are for a person to look at, a sheet each, and count for nothing else. `plan_sheets`
    are those of a workbook of plans. `unknown_areas` are names of areas that nobody knows, with the
    lines that were left out for them; a word such as `E05` is what codes of a kind begin with.
    `first_rows` are those of a file that was read by common words, for a person to say otherwise.
    `unread` are rows of KPIs whose figure could not be read: they are none until it is typed.
    `unread_targets` are rows of nothing but a doubted target, at the target's own cell, with what
    was read of it: they are none until somebody says what the target is.
    """

    layout: str
    rows: Sequence[Row]
    findings: Sequence[Finding] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    mapped: Sequence[tuple[str, ...]] = ()
    pictures: Sequence["SheetView"] = ()
    plan_sheets: Sequence["PlanSheet"] = ()
    unknown_areas: Mapping[str, int] = field(default_factory=dict)
    first_rows: Sequence["FirstRows"] = ()
    unread: Sequence[Row] = ()
    unread_targets: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One sheet of a workbook of plans: rows of a reference table, every cell as text.

    `columns` are column names of the table with the letters they stand under; the texts of a row go
    by them, empty where the cell is. `removed` are the numbers of rows to be taken out.
    """

    table: str
    sheet: str
    columns: Mapping[str, str]
    rows: Mapping[int, tuple[str, ...]]
    removed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(len(texts) != len(self.columns) for texts in self.rows.values()):
            raise ValueError("every column of a sheet of plans has a text in each row")


@dataclass(frozen=True, slots=True)
class SheetViewRow:
    """A row of a sheet: its number, and under each column of its picture the text and the outcome.

    A outcome is a word of loaders.accounting.cell_ledger, empty where nothing stands.
    """

    number: int
    texts: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """Rows of a sheet as its spreadsheet shows them, and what was read as what.

    `columns` are numbers from 1; `last_row` and `width` say how far the sheet goes. `read_as` has,
    by the number of the last row of headings, what each column was read as, in words.
    """

    sheet: str
    is_read: bool
    columns: tuple[int, ...] = ()
    rows: Sequence[SheetViewRow] = ()
    read_as: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    last_row: int = 0
    width: int = 0

    def __post_init__(self) -> None:
        under_columns = [*self.read_as.values()]
        for row in self.rows:
            under_columns += (row.texts, row.outcomes)
        if any(len(texts) != len(self.columns) for texts in under_columns):
            raise ValueError("every column of a sheet has a text and an outcome in each row")


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first rows of a sheet, for a person to say what its columns hold.

    `rows` are the cells' texts from column A on, the first of them row `first_row`, long ones cut.
    `signatures` are those of column mappings, row by row; empty where a row can be no headings.
    """

    sheet: str
    first_row: int
    rows: Sequence[tuple[str, ...]]
    signatures: Sequence[tuple[str, ...]]

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.signatures):
            raise ValueError("every row has a signature")


class FileRefused(UserError):
    """A file that a person can mend: carries the one finding that says why it was refused.

    `first_rows` are those of the sheets of a file in which no table was recognised.
    """

    def __init__(self, finding: Finding, first_rows: Sequence[FirstRows] = ()) -> None:
        super().__init__(finding.message)
        self.finding = finding
        self.first_rows = first_rows


@dataclass(frozen=True, slots=True)
class StatisticKey:
    """What figures count: the statistic's code, its name and its unit.

    `facts` are what a person said of one that no reference file defines, by the names in
    loaders.tables.column_mapping.FACTS.
    """

    code: str
    name: str
    unit: str
    note: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)
