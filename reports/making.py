"""Making a report: one at a time, with progress, and remembered until the figures change."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from insights import cache
from insights.report_scope import ReportScope
from reports.brief import one_page_brief
from reports.committee import committee_report
from reports.document import ReportDocument
from reports.formats import FORMATS, ReportFormat
from reports.progress import Progress, to_nobody

# About 700 kB each.
KEPT_REPORTS = 8
# Which share of the time the contents take; the rest is writing.
_SHARE_OF_CONTENTS = 0.6
# The newest edition of the store, and what was asked of which edition.
_Key = tuple[Hashable, Hashable]
_made: "OrderedDict[_Key, MadeReport]" = OrderedDict()
_making = threading.Lock()


class ReportKind(StrEnum):
    """What is made of a quarter; its value is what the screen calls it."""

    FULL = "Full report"
    BRIEF = "One page"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A finished file with its name and kind."""

    name: str
    media_type: str
    content: bytes


def made(scope: ReportScope, kind: ReportKind, file_format: ReportFormat) -> MadeReport | None:
    """The report as it was made of the figures that stand; None before it is."""
    return _made.get(_key(scope, kind, file_format))


def make(
    scope: ReportScope,
    kind: ReportKind,
    file_format: ReportFormat,
    progress: Progress | None = None,
) -> MadeReport:
    """The report as a file; one is made at a time, as each takes a processor for itself.

    It is begun anew where something is published meanwhile. `progress` is told the share that is
    done, and of what. Raises UserError where it cannot be.
    """
    if progress:
        progress(0.0, "Waiting until another report is ready" if _making.locked() else "Reading")
    with _making:
        return cache.in_one_edition(
            lambda: _made_or_kept(scope, kind, file_format, progress or to_nobody)
        )


def _made_or_kept(
    scope: ReportScope, kind: ReportKind, file_format: ReportFormat, progress: Progress
) -> MadeReport:
    # Asked before: what is published meanwhile must not let this report pass for a newer one.
    key = _key(scope, kind, file_format)
    finished = _made.get(key)
    if finished is None:
        finished = _make(scope, kind, file_format, progress)
        _keep(key, finished)
    return finished


def _make(
    scope: ReportScope, kind: ReportKind, file_format: ReportFormat, progress: Progress
) -> MadeReport:
    facts = FORMATS[file_format]
    report = _contents(
        scope, kind, file_format, lambda share, words: progress(_SHARE_OF_CONTENTS * share, words)
    )
    content = facts.write(
        report,
        lambda share, words: progress(_SHARE_OF_CONTENTS + (1 - _SHARE_OF_CONTENTS) * share, words),
    )
    progress(1.0, "Ready")
    return MadeReport(f"{report.file_stem}.{file_format}", facts.media_type, content)


def _contents(
    scope: ReportScope, kind: ReportKind, file_format: ReportFormat, progress: Progress
) -> ReportDocument:
    if kind is ReportKind.BRIEF:
        return one_page_brief(scope, progress, file_format)
    return committee_report(scope, progress)


def _keep(key: _Key, finished: MadeReport) -> None:
    """Remember a report; those of what stood before the last change go."""
    _made[key] = finished
    for old in [known for known in _made if known[0] != key[0]]:
        del _made[old]
    while len(_made) > KEPT_REPORTS:
        _made.popitem(last=False)


def _key(scope: ReportScope, kind: ReportKind, file_format: ReportFormat) -> _Key:
    store = cache.store()
    return store.newest_edition(), (store.edition(), scope, kind, file_format)
