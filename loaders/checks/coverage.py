"""The file as a whole: KPIs and rows that are missing, lateness, and too many error cells."""

from collections.abc import Iterator, Sequence

from data.records import Record
from insights.formatting import count, day
from loaders.checks.kpi_file import KpiFile
from loaders.checks.published_figures import LastUpload
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import row_finding
from loaders.reading import Row
from metrics.period import Period

# A quarter's figures are reported in the next quarter (92 days at most) and its first four weeks.
LATE_DAYS = 120
NAMED_AT_MOST = 5
SHARE_OF_ROWS_LOST = 0.1
SHARE_OF_KPIS = 0.25
SHARE_OF_ERRORS = 0.05
UNREADABLE = (
    FindingCode.ERROR_CELL,
    FindingCode.FORMULA_NOT_CALCULATED,
    FindingCode.NOT_A_VALUE,
)


def findings(file: KpiFile) -> Iterator[Finding]:
    """What the last upload of the layout had and this file has not, and figures that come late."""
    last = file.last_upload
    # A file about other KPIs altogether is another report, not the next one.
    if last and (again := last.rows.keys() & file.codes):
        if len(again) >= SHARE_OF_KPIS * len(last.rows):
            yield from _missing(file, last)
            yield from _fewer(file, last)
        else:
            yield from _mostly_missing(file, last, len(again))
    if not file.illustrative:
        yield from _late(file)


def many_errors(rows: Sequence[Row], read: Sequence[Finding]) -> Iterator[Finding]:
    """A refusal where more than one value cell in twenty holds an error such as #N/A."""
    unreadable = [finding for finding in read if finding.code in UNREADABLE]
    errors = [finding for finding in unreadable if finding.code == FindingCode.ERROR_CELL]
    cells = len(rows) + len(unreadable)
    if len(errors) <= SHARE_OF_ERRORS * cells:
        return
    first, most = errors[0], f"at most {SHARE_OF_ERRORS * 100:.0f} % of them"
    problem = f"{len(errors):,} of {cells:,} value cells hold errors"
    action = "Correct the formulas, save the workbook and give it again."
    message = (
        f"Sheet {first.sheet}, from cell {first.cell} on: {problem}; expected {most}. {action}"
    )
    yield Finding(
        Severity.REJECT,
        FindingCode.MANY_ERRORS,
        message,
        first.sheet,
        first.cell,
        problem,
        most,
        action,
    )


def _missed(file: KpiFile, last: LastUpload) -> Iterator[tuple[str, Record]]:
    """The KPIs that are not in the file; one that a new plan ended is not missed."""
    plans = {row.plan for row in file.rows}
    for code in sorted(last.rows.keys() - file.codes):
        kpi = file.plans.kpis.get(code)
        if kpi is not None and kpi["plan"] in plans:
            yield code, kpi


def _missing(file: KpiFile, last: LastUpload) -> Iterator[Finding]:
    for code, kpi in _missed(file, last):
        problem = f"{code} ({kpi['name']}) of the plan {kpi['plan']} is not in this file"
        action = "Nothing is lost: what is published stands. Check that it was left out on purpose."
        yield _about(
            file, FindingCode.KPI_MISSING, problem, f"a row for it, as in {_named(last)}", action
        )


def _mostly_missing(file: KpiFile, last: LastUpload, again: int) -> Iterator[Finding]:
    """One warning in place of many: it may be a report about a few KPIs, or have lost a sheet."""
    missed = sum(1 for _ in _missed(file, last))
    if missed:
        problem = f"only {again:,} of the {count(again + missed, 'KPI')} of the last file are here"
        action = "The others stand as they are. Check that no sheet or column was lost."
        yield _about(
            file, FindingCode.KPI_MISSING, problem, f"rows for all, as in {_named(last)}", action
        )


def _fewer(file: KpiFile, last: LastUpload) -> Iterator[Finding]:
    had, has = sum(last.rows.values()), len(file.rows)
    if has >= (1 - SHARE_OF_ROWS_LOST) * had:
        return
    problem = f"the file has {has:,} rows, {(had - has) / had * 100:.0f} % fewer than the last one"
    expected = f"about {had:,} rows, as in {_named(last)}"
    action = "Check that no sheet or column was lost."
    yield _about(file, FindingCode.FEWER_ROWS, problem, expected, action)


def _about(file: KpiFile, code: FindingCode, problem: str, expected: str, action: str) -> Finding:
    """A finding about no cell of its own: it names the sheet that the rows begin on."""
    sheet = file.rows[0].sheet
    message = f"Sheet {sheet}: {problem}; expected {expected}. {action}"
    return Finding(Severity.WARN, code, message, sheet, None, problem, expected, action)


def _named(last: LastUpload) -> str:
    when = day(last.published_at)
    return f"{last.file}, published by {last.published_by} on {when}"


def _late(file: KpiFile) -> Iterator[Finding]:
    """One warning for each period that ended long ago and whose figures are new, and the newest."""
    late: dict[Period, list[Row]] = {}
    for rows in file.by_kpi.values():
        newest = _newest(file, rows)
        if newest and (file.today - newest.period.end).days > LATE_DAYS:
            late.setdefault(newest.period, []).append(newest)
    for period, rows in sorted(late.items()):
        days = (file.today - period.end).days
        whose = ", ".join(row.code for row in rows[:NAMED_AT_MOST])
        others = len(rows) - NAMED_AT_MOST
        whose += f" and {others:,} more" if others > 0 else ""
        problem = (
            f"the newest figures of {whose} are for {period.label}, which ended {days:,} days ago"
        )
        expected, action = f"figures within {LATE_DAYS} days", "Check that this is the newest file."
        yield row_finding(
            Severity.WARN,
            FindingCode.LATE,
            row=rows[0],
            problem=problem,
            expected=expected,
            action=action,
        )


def _newest(file: KpiFile, rows: Sequence[Row]) -> Row | None:
    """A KPI's newest figure where the file brings it."""
    valued = [row for row in rows if row.value is not None]
    newest = max(valued, key=lambda row: row.period.end, default=None)
    if newest is None or not file.is_new(newest):
        return None
    published = file.published_figures(newest).items()
    ends = [period.end for period, figure in published if figure.value is not None]
    return newest if newest.period.end >= max(ends, default=newest.period.end) else None
