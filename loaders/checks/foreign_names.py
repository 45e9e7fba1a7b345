"""A code of ours beside a name that is nothing like the KPI's: codes are alike between councils."""

import re
from collections.abc import Iterator

from data.records import Record
from loaders.checks.kpi_file import KpiFile
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import row_finding
from loaders.plans.current_plans import text_in
from loaders.reading import Row

# So many first letters make words the same: collected and collection.
_STEM = 5
_WORD = re.compile(r"[a-z]{3,}")
# What names have in common that are of different things.
_COMMON = frozenset((
    "the", "and", "for", "with", "from", "withi", "per", "all", "new", "total", "numbe", "perce",
    "rate", "share", "avera", "annua", "quart", "month", "year", "date", "counc", "distr", "targe",
))  # fmt: skip


def findings(file: KpiFile) -> Iterator[Finding]:
    """The figures of KPIs whose name in the file shares no word with what the plans say of them.

    They wait where most names of the file are so, which is then another council's. One among many
    is this council's own short name.
    """
    named = {key: rows for key, rows in file.by_kpi.items() if _words(rows[0].name)}
    foreign = [rows for rows in named.values() if _is_foreign(rows[0], file.kpi(rows[0]))]
    if 2 * len(foreign) > len(named):
        yield from (_foreign(row, file.kpi(row)) for rows in foreign for row in rows)


def _is_foreign(row: Row, kpi: Record) -> bool:
    known = (text_in(kpi[column]) for column in ("name", "aliases", "definition"))
    return not _words(row.name) & _words(" ".join(known))


def _words(text: str | None) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall((text or "").lower())) - _COMMON


def _foreign(row: Row, kpi: Record) -> Finding:
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.FOREIGN_NAME,
        row=row,
        problem=f'{row.code} is here called "{row.name}"',
        expected=f'a name like "{kpi["name"]}"',
        action="Leave it out if it is another council's; accept it if it is the same measure.",
        found=row.name,
    )
