"""What a column was read as, in words: `Code`, `Value for Q1 2024/25`, `Frequency, not kept`."""

from collections.abc import Collection, Iterable, Mapping

from loaders.tables.headings import Role
from loaders.tables.table import Table
from metrics.period import Period
from metrics.words.kpi_wording import capital

NOT_READ = "not read"

# Where the role's own name does not say it.
WORDS: Mapping[Role, str] = {
    Role.DIRECTION: "Direction of travel",
    Role.OWNER: "Lead or officer",
    Role.POLARITY: "Which way is good",
    Role.ROW_KIND: "Actual figures or targets",
}


def table_words(table: Table, kept: Collection[Role]) -> Mapping[int, str]:
    """What each column of a table was read as, by its number; of roles not `kept` it says so."""
    headed = (cell.column for cell in table.head_cells())
    words = {
        column.number: column_words(column.role, column.period, is_kept=column.role in kept)
        for column in table.columns
    }
    return words_by_column(headed, words)


def column_words(role: Role, period: Period | None = None, *, is_kept: bool = True) -> str:
    """A role in words, with the period that its heading names."""
    words = WORDS.get(role) or capital(role.value.replace("_", " "))
    dated = f"{words} for {period.label}" if period else words
    return dated if is_kept else f"{dated}, not kept"


def words_by_column(headed: Iterable[int], words: Mapping[int, str]) -> Mapping[int, str]:
    """What each column was read as; a column that is `headed` and has no words, not."""
    return dict.fromkeys(headed, NOT_READ) | dict(words)
