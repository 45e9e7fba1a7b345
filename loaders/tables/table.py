"""One table of a sheet: its headings, what each column holds, which rows lie below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.findings.finding import Finding
from loaders.parsing.cells import words_at
from loaders.tables.columns import Column
from loaders.tables.headings import Role
from loaders.workbook import Cell, Sheet

# Texts that are kept of each role: of a row much is asked more than once.
_MOST_TEXTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A block of headings with the rows below it, up to the next block or the end of the sheet.

    `head` are the rows of its headings, `span` its columns; `passed_over` has the finding of each
    column, by its number, whose heading is not known.
    """

    sheet: Sheet
    heading_row: int
    columns: Sequence[Column]
    body: range
    findings: Sequence[Finding]
    passed_over: Mapping[int, Finding] = field(default_factory=dict)
    head: range = range(0)
    span: range = range(0)
    _columns_of: dict[tuple[Role, ...], Sequence[Column]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _roles: dict[int, Role] = field(default_factory=dict, repr=False, compare=False)
    _numbers_of: dict[frozenset[Role], frozenset[int]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _texts: dict[Role, dict[int, str]] = field(default_factory=dict, repr=False, compare=False)
    _absent: set[Role] = field(default_factory=set, repr=False, compare=False)

    def columns_of(self, *roles: Role) -> Sequence[Column]:
        """The columns with these roles, from left to right."""
        columns = self._columns_of.get(roles)
        if columns is None:
            columns = [column for column in self.columns if column.role in roles]
            self._columns_of[roles] = columns
        return columns

    def with_columns(self, columns: Sequence[Column]) -> "Table":
        """The same table with its columns understood otherwise."""
        return Table(
            sheet=self.sheet,
            heading_row=self.heading_row,
            columns=columns,
            body=self.body,
            findings=self.findings,
            passed_over=self.passed_over,
            head=self.head,
            span=self.span,
        )

    @property
    def roles(self) -> Mapping[int, Role]:
        """What each column holds, by its number."""
        if not self._roles:
            self._roles.update((column.number, column.role) for column in self.columns)
        return self._roles

    def numbers_of(self, roles: frozenset[Role]) -> frozenset[int]:
        """The numbers of the columns with these roles."""
        numbers = self._numbers_of.get(roles)
        if numbers is None:
            numbers = frozenset(column.number for column in self.columns if column.role in roles)
            self._numbers_of[roles] = numbers
        return numbers

    def text(self, row: int, role: Role) -> str:
        """The words in a row under a role, empty without any."""
        if role in self._absent:
            return ""
        texts = self._texts.get(role)
        if texts is None:
            if not self.columns_of(role):
                self._absent.add(role)
                return ""
            texts = self._texts[role] = {}
        text = texts.get(row)
        if text is None:
            text = ""
            for column in self.columns_of(role):
                text = words_at(self.sheet, row, column.number)
                if text:
                    break
            if len(texts) == _MOST_TEXTS:
                texts.clear()
            texts[row] = text
        return text

    def filled_column(self, row: int, role: Role) -> Column | None:
        """Of the columns with a role the first whose cell in the row says something."""
        columns = self.columns_of(role)
        if len(columns) < 2:
            return columns[0] if self.text(row, role) else None
        for column in columns:
            if words_at(self.sheet, row, column.number):
                return column
        return None

    def cells(self, row: int) -> Sequence[Cell]:
        """The cells of a row within the table that say something, formulas without value too."""
        return [cell for cell in self.sheet.filled_in(row) if cell.column in self.span]

    def filled(self, row: int) -> Sequence[int]:
        """The same cells by column alone: cheaper where their values are not asked for."""
        columns = self.sheet.filled_columns(row)
        if not columns or (columns[0] in self.span and columns[-1] in self.span):
            return columns
        return [column for column in columns if column in self.span]

    def head_cells(self) -> Iterator[Cell]:
        """The cells of the headings."""
        return (cell for row in self.head for cell in self.cells(row))

    def every_cell(self) -> Iterator[Cell]:
        """The cells of the headings and of every row below them."""
        return (cell for row in (*self.head, *self.body) for cell in self.cells(row))
