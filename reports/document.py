"""A report as values: sections of prose, tables and charts, whichever file they are written to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from charts.prepared_chart import PreparedChart


class ProseKind(StrEnum):
    """How a paragraph is set: as text, as the answer, as a remark, or as a notice in a frame."""

    BODY = "body"
    LEAD = "lead"
    QUIET = "quiet"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A status in its own word, which writers set with shape and colour; `remark` follows it."""

    word: str
    remark: str = ""

    @property
    def text(self) -> str:
        """`off target`, `on track (Green)`."""
        return f"{self.word} ({self.remark})" if self.remark else self.word


TextCell = str | StatusCell


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a section, one level below the section's; `level` is 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of plain text; a line break begins a new line."""

    text: str
    kind: ProseKind = ProseKind.BODY


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table under its caption: as many texts in each row as there are headings.

    `weights` share the width among the columns; `numeric` are the headings of columns of numbers.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[TextCell]]
    weights: Sequence[float]
    numeric: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart with its caption; its description is the chart's own."""

    chart: PreparedChart
    caption: str


Block = SubHeading | Prose | ReportTable | ReportChart


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section under a heading of the first level; `is_wide` asks for a page on its side."""

    title: str
    blocks: Sequence[Block]
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """A whole report: what stands on its cover, and its sections.

    `facts` are labels and values of the cover; `notice` is empty where no figure is invented;
    `is_brief` asks for one side of paper.
    """

    title: str
    subtitle: str
    council: str
    made_on: date
    facts: Sequence[tuple[str, str]]
    notice: str
    sections: Sequence[ReportSection]
    file_stem: str
    is_brief: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block of every section, in order."""
        for section in self.sections:
            yield from section.blocks

    @property
    def charts(self) -> Sequence[ReportChart]:
        """Its charts, in order."""
        return [block for block in self.blocks() if isinstance(block, ReportChart)]
