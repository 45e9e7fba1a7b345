"""The child process: opens one file that may be hostile, reads it, and answers on stdout.

Forked by `fork_server`, or started as `python -m loaders.sandbox.child` where nothing can be
forked. A request comes on stdin: one line of JSON (see wire_format.Request), then the file's bytes,
then its companion's. The answer is one JSON object, a reading or a refusal (see
wire_format.Answer).
"""

import gc
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO

from data.reference_tables import columns
from loaders.accounting.cell_ledger import unaccounted
from loaders.accounting.first_rows import first_rows
from loaders.accounting.marked_cells import with_marks
from loaders.accounting.sheet_findings import hidden_parts
from loaders.accounting.unread_headings import describe_headings
from loaders.files.opening import open_workbook
from loaders.files.preparing import prepare
from loaders.files.refusal import refusal
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints, Layout, layout_for, layout_instead, layouts
from loaders.layouts.ons_earnings.survey_dates import pay_surveys
from loaders.parsing.area_names import explained_areas, known_areas
from loaders.reading import FileRefused, FirstRows, Reading
from loaders.sandbox import landlock
from loaders.sandbox.confinement import forbid_io, limit_resources
from loaders.sandbox.lifeline import SYSTEM_TELLS, end_with, end_with_parent
from loaders.sandbox.unsafe_file import TOO_MUCH_MEMORY, unsafe_file
from loaders.sandbox.wire_format import (
    Read,
    Refused,
    Request,
    decoded_request,
    encoded_answer,
)
from loaders.statistics.statistic_names import known_statistics
from loaders.statistics.unknown_table import describe_columns
from loaders.tables.column_mapping import ColumnMapping, signature_of
from loaders.tables.kpi_codes import alias_key
from loaders.workbook import Workbook

# So many names of areas that nobody knows are asked about at once.
MOST_UNKNOWN_AREAS = 1_000


def main(parent: int | None = None) -> int:
    """Answer the one request on stdin; `parent` is the process with which this one ends."""
    if parent is not None:
        end_with_parent(parent)
    answers = _stdout_of_our_own()
    # Nothing here lives long enough to be worth collecting, and collecting costs a third.
    gc.disable()
    request = decoded_request(sys.stdin.buffer.readline())
    limit_resources(request.limits)
    content = sys.stdin.buffer.read(request.size)
    companion = sys.stdin.buffer.read(request.companion_size) if request.companion else None
    if parent is not None and not SYSTEM_TELLS:
        end_with(sys.stdin.buffer)
    fetch_what_every_file_needs()
    prepare(content)
    if not forbid_io():
        sys.stderr.write(f"{landlock.NOT_APPLIED}\n")
    with answers:
        answers.write(answer(request, content, companion))
    return 0


def fetch_what_every_file_needs() -> None:
    """Import and remember what reading needs from the disk, whatever the file is."""
    layouts()
    columns()
    known_areas()
    pay_surveys()
    known_statistics()


def answer(request: Request, content: bytes, companion: bytes | None) -> bytes:
    """The reading of a file, or the finding that says why it was refused, for the parent.

    Whatever goes wrong is a refusal; its traceback goes to stderr, for the log.
    """
    try:
        return encoded_answer(Read(_reading(request, content, companion)))
    except FileRefused as refused:
        return encoded_answer(Refused(refused.finding, refused.first_rows))
    except MemoryError:
        traceback.print_exc()
        return encoded_answer(Refused(unsafe_file(request.name, TOO_MUCH_MEMORY).finding))
    except Exception:  # noqa: BLE001 - the file is hostile, or a reader's code is wrong
        traceback.print_exc()
        return encoded_answer(Refused(unsafe_file(request.name).finding))


def _reading(request: Request, content: bytes, companion: bytes | None) -> Reading:
    metadata = None if companion is None else metadata_of(str(request.companion), companion)
    workbook = open_workbook(request.name, content, metadata, request.limits)
    return read_workbook(workbook, request.hints)


def _read_by(layout: Layout, workbook: Workbook, hints: Hints) -> tuple[Layout, Hints, Reading]:
    """What a layout reads; where a publisher's finds nothing, what another one does.

    The layout that read it stands before it, and the hints that it was read by.
    """
    of_layout = hints if layout.takes_any(hints.mappings) else replace(hints, mappings=())
    reading = layout.read(workbook, of_layout)
    if layout.is_general or of_layout.mappings or not _says_nothing(reading):
        return layout, of_layout, reading
    instead = layout_instead(workbook, hints, layout)
    other = instead.read(workbook, hints) if instead else reading
    if instead is None or _says_nothing(other):
        return layout, of_layout, reading
    return instead, hints, other


def _says_nothing(reading: Reading) -> bool:
    """Whether nothing was found in a file, and nothing that is to be mended either."""
    parts = (reading.rows, reading.unread, reading.unread_targets, reading.plan_sheets)
    stops = (Severity.REJECT, Severity.QUARANTINE)
    return not any(parts) and not any(f.severity in stops for f in reading.findings)


def read_workbook(workbook: Workbook, hints: Hints) -> Reading:
    """What the first layout that recognises the workbook reads, with the workbook's own findings.

    Raises FileRefused with the first rows of its sheets when no layout recognises it.
    """
    fitted = _mappings_of(workbook, hints.mappings)
    hints = replace(hints, mappings=[mapping for mapping, _ in fitted])
    layout = layout_for(workbook, hints)
    if layout is None:
        rows = first_rows(workbook)
        raise FileRefused(_unknown(workbook, rows).finding, rows)
    areas = hints.kpi_codes.areas
    with explained_areas(
        lambda name: areas.get(alias_key(name)) if areas else None
    ) as explanations:
        layout, hints, reading = _read_by(layout, workbook, hints)
    reading = with_marks(workbook, reading)
    bug = unaccounted(workbook.file, reading)
    if bug:
        raise FileRefused(bug)
    may_be_named = layout.is_general or hints.mappings or _says_nothing(reading)
    by_layout = {(finding.code, finding.sheet) for finding in reading.findings}
    of_workbook = [
        finding
        for finding in (*workbook.findings, *hidden_parts(workbook))
        if (finding.code, finding.sheet) not in by_layout
    ]
    return replace(
        reading,
        findings=(*of_workbook, *reading.findings, *_aliases_used(explanations.used, reading)),
        unknown_areas=dict(explanations.unknown.most_common(MOST_UNKNOWN_AREAS)),
        first_rows=first_rows(workbook) if may_be_named else (),
        mapped=tuple(dict.fromkeys(kept for _, kept in fitted)) if hints.mappings else (),
    )


def _aliases_used(names: Iterable[str], reading: Reading) -> Iterator[Finding]:
    """Names of areas that were read as people said, where the layout does not tell of them."""
    by_layout = {f.found for f in reading.findings if f.code is FindingCode.ALIAS_USED}
    for name in sorted(set(names) - by_layout):
        message = f'"{name}" was read as somebody said of this name before.'
        yield Finding(Severity.INFO, FindingCode.ALIAS_USED, message, found=name)


def _unknown(workbook: Workbook, rows: Sequence[FirstRows]) -> FileRefused:
    """Why no layout reads a workbook, with what was recognised of areas, years and figures.

    Of a table without areas its headings are told, and what is missing beside them.
    """
    contents = describe_columns(workbook)
    headings = describe_headings(rows) if contents is None else None
    if headings:
        problem = f"has no table that can be recognised: {headings}"
        action = "correct the headings, or say on the Upload page once what each column holds"
        return refusal(workbook.file, FindingCode.NO_LAYOUT, problem, action)
    if contents is None:
        action = "check that its headings stand in one row, with codes, periods and values below"
        return refusal(
            workbook.file, FindingCode.NO_LAYOUT, "has no table that can be recognised", action
        )
    problem = f"has no table of a known layout, but this was recognised: {contents}"
    action = "on the Upload page say once which columns hold the area, the period and the figures"
    return refusal(workbook.file, FindingCode.NO_LAYOUT, problem, action, found=contents)


def _mappings_of(
    workbook: Workbook, mappings: Sequence[ColumnMapping]
) -> Sequence[tuple[ColumnMapping, tuple[str, ...]]]:
    """The mappings whose headings stand in a row of the workbook, all of areas or all of KPIs.

    One made for other periods is fitted to the headings as they are; each has the signature that it
    was kept under.
    """
    if not mappings:
        return []
    rows = (row for sheet in workbook.sheets if sheet.visible for row in sheet.rows)
    signatures = dict.fromkeys(signature for row in rows if (signature := signature_of(row)))
    kept = {mapping.signature: mapping for mapping in mappings}
    exact = [(kept[s], s) for s in kept if s in signatures]
    others = [s for s in signatures if s not in kept]
    fitted = [(f, m.signature) for s in others for m in mappings if (f := m.fitted(s))]
    matches = [*exact, *fitted]
    return [(m, s) for m, s in matches if m.of_areas == matches[0][0].of_areas]


def metadata_of(name: str, content: bytes) -> Mapping[str, object]:
    """The JSON description published beside a CSV; FileRefused when it is not a JSON object."""
    try:
        metadata = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        metadata = None
    if not isinstance(metadata, dict):
        action = "upload the table without it, or fetch it again from its publisher"
        raise refusal(name, FindingCode.COMPANION, "is not a JSON description of a table", action)
    return metadata


def _stdout_of_our_own() -> IO[bytes]:
    """Standard output for the answer alone: what any other code prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
