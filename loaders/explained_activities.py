"""Key activities under codes that no plan has, as people said which ones they are."""

from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.plans.current_plans import Plans
from loaders.reading import Reading, Row, RowKind
from loaders.tables.activity_rows import agreeing_activities
from loaders.tables.kpi_codes import alias_key


def explained(reading: Reading, plans: Plans, meanings: Mapping[str, str]) -> Reading:
    """A reading whose unknown activities are those that people said, by the words of `meanings`.

    What is not the council's own is left out; a code that the plan has means itself.
    """
    by_key = {alias_key(words): meaning for words, meaning in meanings.items()}
    rows: list[Row] = []
    used: dict[str, str] = {}
    for row in reading.rows:
        meaning = by_key.get(alias_key(row.code)) if _is_unknown(row, plans) else None
        if meaning is None:
            rows.append(row)
            continue
        used[row.code] = meaning
        if meaning:
            rows.append(structs.replace(row, code=meaning))
    if not used:
        return reading
    # What was explained may be reported under its own code as well.
    activities = [row for row in rows if row.kind is RowKind.ACTIVITY_UPDATE]
    cells = {(row.sheet, row.cell) for row in activities}
    findings = [
        f
        for f in reading.findings
        if f.code is not FindingCode.CONFLICT or (f.sheet, f.cell) not in cells
    ]
    agreed = agreeing_activities(activities, findings)
    others = [row for row in rows if row.kind is not RowKind.ACTIVITY_UPDATE]
    findings += [_finding(words, meaning) for words, meaning in used.items()]
    return replace(reading, rows=[*others, *agreed], findings=findings)


def _is_unknown(row: Row, plans: Plans) -> bool:
    if row.kind is not RowKind.ACTIVITY_UPDATE:
        return False
    return (row.plan or plans.plan_in(row.period), row.code) not in plans.activities


def _finding(words: str, meaning: str) -> Finding:
    read_as = f"read as {meaning}" if meaning else "left out as not ours"
    message = f'"{words}" was {read_as}, as somebody said of these words before.'
    return Finding(Severity.INFO, FindingCode.ALIAS_USED, message, found=words)
