"""A code of ours beside a name that is nothing like the KPI's: codes are alike between councils."""

import re
from collections.abc import Iterator, Sequence

from data.records import Record
from loaders.checks.kpi_file import KpiFile
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import row_finding
from loaders.parsing.normalise import plain
from loaders.plans.current_plans import text_in
from loaders.reading import Row

# So many letters of a word are compared: `activity` is `activities`.
_BEGINNING = 5
# Words of names that say nothing of what is measured.
_OF_ANY_MEASURE = frozenset((
    "number", "percentage", "percent", "total", "rate", "average", "annual", "quarterly", "monthly",
    "year", "measure", "indicator", "performance", "council", "district", "new", "with", "within",
    "from", "that", "this", "their", "which", "were", "for", "the", "and", "per", "all", "who",
    "are", "not", "has", "its", "was", "our", "out",
))  # fmt: skip


def findings(file: KpiFile, read: Sequence[Finding]) -> Iterator[Finding]:
    """The figures of KPIs whose name in the file shares no word with what the plans say of them.

    They wait where most names of the file are so, which is then another council's. One among many
    is this council's own short name. What `read`, the reader's findings, says that a person has
    explained is asked of nobody, and says nothing of the other names.
    """
    aliases = [finding for finding in read if finding.code is FindingCode.ALIAS_USED]
    words, codes = ({f.found for f in aliases}, {f.expected for f in aliases})
    rows_of = {
        key: [row for row in rows if row.name not in words and row.code not in codes]
        for key, rows in file.by_kpi.items()
    }
    named = {key: rows for key, rows in rows_of.items() if rows and _beginnings(rows[0].name or "")}
    foreign = [rows for rows in named.values() if _is_foreign(rows[0], file.kpi(rows[0]))]
    if 2 * len(foreign) > len(named):
        yield from (_foreign(row, file.kpi(row)) for rows in foreign for row in rows)


def _is_foreign(row: Row, kpi: Record) -> bool:
    called = ("name", "official_title", "aliases", "definition")
    known = " ".join(text_in(kpi.get(column)) for column in called)
    return not _beginnings(row.name or "") & _beginnings(known)


def _beginnings(words: str) -> frozenset[str]:
    return frozenset(
        word[:_BEGINNING]
        for word in re.findall(r"[a-z]{3,}", plain(words))
        if word not in _OF_ANY_MEASURE
    )


def _foreign(row: Row, kpi: Record) -> Finding:
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.FOREIGN_NAME,
        row=row,
        problem=f'{row.code} is here called "{row.name}"',
        expected=f'a name like "{kpi["name"]}"',
        action="Leave it out if it is another council's; accept it if it is the same measure.",
    )
