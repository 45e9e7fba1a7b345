"""From files to the store: read, check, preview, publish; and what a new store starts with."""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakSet

import pandas as pd

from data import reference_files, write_permission
from data import store as stores
from data.errors import DiskFull
from data.questions import stored_kpis, stored_plans, stored_uploads
from data.store import Store, StoredFile, Upload
from data.uploads import ACKNOWLEDGED
from loaders import frames
from loaders.check import Checked, Plans, Published, check, decide
from loaders.checks import admission, decisions
from loaders.checks.decisions import Decision
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.parsing import periods
from loaders.plans import plan_rows
from loaders.reading import FileRefused, RowKind
from loaders.sandbox import parent
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.column_mapping import to_json as mapping_to_json
from loaders.tables.kpi_codes import kpi_codes_of

log = logging.getLogger("district")

SHIPPED_BY = "Shipped with the software"
SHIPPED_STATISTICS = reference_files.REFERENCE_FOLDER / "statistic_values.csv"
SAMPLES = Path(stores.__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file as a person gave it: its companions (a JSON description), and what they said.

    `mappings` are the columns named by hand that it was read by, and is to be read by again;
    `decisions` are those about its quarantined rows and its warnings.
    """

    file: StoredFile
    companion: StoredFile | None = None
    period: str | None = None
    mappings: Sequence[ColumnMapping] = ()
    decisions: Sequence[Decision] = ()

    @property
    def files(self) -> Sequence[StoredFile]:
        """The file and its companion, if any."""
        return (self.file, self.companion) if self.companion else (self.file,)

    @property
    def hints(self) -> str:
        """What the person said, as JSON, so that the file can be read again alike."""
        hints: dict[str, object] = {"period": self.period} if self.period else {}
        if self.mappings:
            in_order = sorted(self.mappings, key=lambda mapping: mapping.signature)
            hints["mappings"] = [mapping_to_json(mapping) for mapping in in_order]
        about_figures, acknowledged = decisions.apart(self.decisions)
        if about_figures:
            hints["decisions"] = decisions.to_json(about_figures)
        if acknowledged:
            hints[ACKNOWLEDGED] = decisions.to_json(acknowledged)
        return json.dumps(hints)


def read(
    submitted: SubmittedFile,
    plans: Plans,
    published: Published | None = None,
    *,
    mappings: Sequence[ColumnMapping] = (),
) -> Checked:
    """Read a file safely and check it; a refused file is a Checked with that one finding.

    `published` is what its figures are compared with. `mappings` are the columns named by hand that
    are kept; what was said with the file goes first.
    """
    companion = submitted.companion
    by_hand = {mapping.signature: mapping for mapping in (*mappings, *submitted.mappings)}
    try:
        reading = parent.read_bytes(
            submitted.file.name,
            submitted.file.content,
            companion=(companion.name, companion.content) if companion else None,
            hints=Hints(
                period=periods.read_period(submitted.period) if submitted.period else None,
                mappings=tuple(by_hand.values()),
                kpi_codes=kpi_codes_of(plans.spellings),
            ),
        )
    except FileRefused as refusal:
        finding = admission.cleaned_finding(refusal.finding)
        return Checked("", (), (finding,), {}, first_rows=refusal.first_rows)
    checked = decide(check(reading, plans, published), submitted.decisions)
    return replace(checked, mappings=[by_hand[signature] for signature in reading.mapped])


def plans(store: Store) -> Plans:
    """The plans as they stand: those of the files, and over them what workbooks brought."""
    return Plans(stored_plans.reference_texts(store))


def published(store: Store) -> Published:
    """What stands for KPIs now, for the figures of a file to be compared with."""
    return Published(
        stored_kpis.real_and_illustrative_figures(store), stored_kpis.last_kpi_uploads(store)
    )


def preview(store: Store, checked: Checked) -> Mapping[str, pd.DataFrame]:
    """What publishing would change: by table, its rows with `change` and `old_*` columns."""
    return {
        table: frames.changes(
            RowKind(table), frame, stored_uploads.current_rows(store, table, frame["code"])
        )
        for table, frame in frames.frames(checked.rows).items()
    }


def publish(
    store: Store,
    submitted: SubmittedFile,
    checked: Checked,
    published_by: str,
    *,
    basis: str | None = None,
) -> int:
    """Publish what was read and checked, all or nothing; the upload's number is returned.

    `basis` is the edition of the store that the preview was made on. Raises FileRefused with the
    first reason against it, or with that a decision gives none, and BasisChanged where the store
    holds something else by now: the preview is then to be renewed.
    """
    return publish_together(store, [(submitted, checked)], published_by, basis=basis)[0]


def publish_together(
    store: Store,
    files: Sequence[tuple[SubmittedFile, Checked]],
    published_by: str,
    begun: Callable[[SubmittedFile], None] = lambda _: None,
    *,
    basis: str | None = None,
) -> Sequence[int]:
    """Publish several files in one transaction: all or none; the uploads' numbers are returned.

    `begun` is told of each file as its turn comes. Raises FileRefused and BasisChanged as `publish`
    does, before anything is written.
    """
    for _, checked in files:
        _refuse_unfit(checked)
    return store.publish_together(_uploads(files, published_by, begun), basis)


def _uploads(
    files: Sequence[tuple[SubmittedFile, Checked]],
    published_by: str,
    begun: Callable[[SubmittedFile], None],
) -> Iterator[tuple[Upload, Mapping[str, pd.DataFrame]]]:
    for submitted, checked in files:
        begun(submitted)
        upload = Upload(
            files=submitted.files,
            layout=checked.layout,
            published_by=published_by,
            hints=replace(submitted, mappings=checked.mappings, decisions=checked.decisions).hints,
            illustrative=checked.illustrative,
        )
        findings = frames.findings_frame(checked.findings_in_words(published_by))
        yield upload, rows_of(checked) | {"finding": findings}


def rows_of(checked: Checked) -> dict[str, pd.DataFrame]:
    """What is stored of a file: frames by the names of their tables."""
    return frames.frames(checked.rows) | plan_rows.frames(checked.plan_rows)


def _refuse_unfit(checked: Checked) -> None:
    if not checked.publishable:
        raise FileRefused(_first_reason(checked))
    if any(not decision.reason.strip() for decision in checked.decisions):
        raise FileRefused(_NO_REASON)


def pair(files: Sequence[StoredFile], period: str | None = None) -> Sequence[SubmittedFile]:
    """Put each JSON description with the CSV of the same name; the rest stand alone."""
    stems = {Path(file.name).stem: file for file in files if file.name.lower().endswith(".json")}
    tables = [file for file in files if not file.name.lower().endswith(".json")]
    paired = [SubmittedFile(file, stems.pop(Path(file.name).stem, None), period) for file in tables]
    return paired + [SubmittedFile(file, None, period) for file in stems.values()]


_ready: WeakSet[Store] = WeakSet()
_ready_lock = threading.Lock()


def ready() -> Store:
    """The open store with its reference tables, shipped statistics and, when new, the samples."""
    store = stores.shared()
    with _ready_lock:
        if store not in _ready:
            with write_permission.filling():
                _fill(store)
            _ready.add(store)
    return store


def _fill(store: Store) -> None:
    store.load_reference()
    uploads = stored_uploads.uploads(store)
    shipped = [SHIPPED_STATISTICS]
    # Samples are for a store that nobody has used, and one that was withdrawn stays so.
    if set(uploads["published_by"]) <= {SHIPPED_BY}:
        samples = sorted(SAMPLES.glob("*.xlsx"))
        shipped += [path for path in samples if path.name not in set(uploads["file"])]
    files = [SubmittedFile(StoredFile(path.name, path.read_bytes())) for path in shipped]
    stored = set(uploads["fingerprint"])
    missing = [file for file in files if _fingerprint(file) not in stored]
    if missing:
        # None of them is a workbook of plans, so what one was read by is what all are read by.
        current_plans = plans(store)
        try:
            for submitted in missing:
                publish(store, submitted, read(submitted, current_plans), SHIPPED_BY)
        except DiskFull:
            # What people brought is shown without it; the next start tries again.
            log.exception("What the software ships with was not published")


def _fingerprint(submitted: SubmittedFile) -> str:
    return Upload(submitted.files, "", "", submitted.hints).fingerprint


def _first_reason(checked: Checked) -> Finding:
    reasons = [*checked.findings_of(Severity.REJECT), *checked.undecided]
    return reasons[0] if reasons else _NOTHING_LEFT


_NOTHING_LEFT = Finding(Severity.REJECT, FindingCode.NO_ROWS, "No figure remains to be published.")
_NO_REASON = Finding(
    Severity.REJECT, FindingCode.NO_REASON, "Give a reason for each decision: the history keeps it."
)
