"""From files to the store: read, check, preview, publish; and what a new store starts with."""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakSet

import pandas as pd

from data import reference_files
from data import store as stores
from data.actor import SHIPPED, Actor
from data.errors import DiskFull
from data.questions import stored_kpis, stored_plans, stored_uploads
from data.store import Store
from data.uploads import ACKNOWLEDGED, Alias, StoredFile, Upload
from loaders import (
    explained_activities,
    frames,
    shipped_statistics,
    stored_aliases,
    stored_mappings,
)
from loaders.check import Checked, Plans, Published, check, decide
from loaders.checks import admission, decided_rows, decisions
from loaders.checks.decisions import Decision, SheetAndCell
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.layouts import Hints, dashboard_download
from loaders.parsing import periods
from loaders.plans import plan_rows
from loaders.reading import FileRefused, Reading, RowKind
from loaders.sandbox import parent
from loaders.statistics.agreement import agreed
from loaders.tables.activity_rows import agreeing_activities
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.column_mapping import to_json as mapping_to_json
from loaders.tables.kpi_codes import kpi_codes_of
from loaders.tables.kpi_rows import agreeing

log = logging.getLogger("district")

SAMPLES = Path(stores.__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file as a person gave it: its companions (a JSON description), and what they said.

    `mappings` are the columns named by hand that it was read by, and is to be read by again, and
    `aliases` the words of which somebody said whose they are; `decisions` are those about its
    quarantined rows and its warnings. `changed` are the cells of the rows that were stored, where
    the others stood already.
    """

    file: StoredFile
    companion: StoredFile | None = None
    period: str | None = None
    mappings: Sequence[ColumnMapping] = ()
    decisions: Sequence[Decision] = ()
    aliases: Sequence[Alias] = ()
    changed: Sequence[SheetAndCell] | None = None

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
        if self.aliases:
            hints["aliases"] = stored_aliases.to_json(self.aliases)
        if self.changed is not None:
            hints["changed"] = sorted(map(list, self.changed))
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
    aliases: Sequence[Alias] = (),
) -> Checked:
    """Read a file safely and check it; a refused file is a Checked with that one finding.

    `published` is what its figures are compared with. `mappings` are the columns named by hand that
    are kept, `aliases` what was said of the words of files; what was said with the file goes first.
    """
    companion = submitted.companion
    both = (*submitted.aliases, *aliases)
    by_hand = {mapping.signature: mapping for mapping in (*mappings, *submitted.mappings)}
    try:
        reading = parent.read_bytes(
            submitted.file.name,
            submitted.file.content,
            companion=(companion.name, companion.content) if companion else None,
            hints=Hints(
                period=periods.read_period(submitted.period) if submitted.period else None,
                mappings=tuple(by_hand.values()),
                kpi_codes=kpi_codes_of(
                    plans.spellings,
                    plans.area,
                    aliases=stored_aliases.meanings(both, stored_aliases.KPI),
                    areas=stored_aliases.meanings(both, stored_aliases.AREA),
                ),
            ),
        )
    except FileRefused as refusal:
        finding = admission.cleaned_finding(refusal.finding)
        return Checked("", (), (finding,), {}, first_rows=refusal.first_rows)
    explained = explained_activities.explained(
        reading, plans, stored_aliases.meanings(both, stored_aliases.ACTIVITY)
    )
    amended, answered = _amended(explained, submitted.decisions)
    checked = replace(check(amended, plans, published), answered=answered)
    checked = decide(checked, submitted.decisions)
    words = [f.found or "" for f in explained.findings if f.code is FindingCode.ALIAS_USED]
    return replace(
        checked,
        mappings=[by_hand[signature] for signature in reading.mapped],
        aliases=list(dict.fromkeys(stored_aliases.used(both, words))),
    )


def _amended(reading: Reading, decided: Sequence[Decision]) -> tuple[Reading, Set[SheetAndCell]]:
    """A reading whose rows are what a person said, and the cells that were typed.

    Which of the rows disagree is looked at again. Those whose figure or target could not be read
    and was typed are among them.
    """
    if not any(decision.amends for decision in decided):
        return reading, frozenset()
    unread = decided_rows.amended(reading.unread, decided)
    typed = decided_rows.filled(unread, decided)
    figures = [*reading.rows, *reading.unread]
    doubted = decided_rows.as_figures_are(reading.unread_targets, figures, decided)
    with_targets = decided_rows.with_targets(doubted, decided)
    answered = frozenset((row.sheet, row.cell) for row in (*typed, *with_targets))
    unread = [row for row in unread if (row.sheet, row.cell) not in answered]
    doubted = [row for row in doubted if (row.sheet, row.cell) not in answered]
    rows = [*decided_rows.amended(reading.rows, decided), *typed, *with_targets]
    findings = [f for f in reading.findings if f.code is not FindingCode.CONFLICT]
    of_kpis = agreeing((row for row in rows if row.kind is RowKind.KPI_VALUE), findings)
    figures = agreed((row for row in rows if row.kind is RowKind.STATISTIC_VALUE), findings)
    activities = agreeing_activities(
        (row for row in rows if row.kind is RowKind.ACTIVITY_UPDATE), findings
    )
    rows = [*of_kpis, *figures, *activities]
    amended = replace(reading, rows=rows, findings=findings, unread=unread, unread_targets=doubted)
    return amended, answered


def plans(store: Store) -> Plans:
    """The plans as they stand: those of the files, and over them what workbooks brought."""
    return Plans(stored_plans.reference_texts(store), store.council())


def published(store: Store) -> Published:
    """What stands for KPIs now, for the figures of a file to be compared with."""
    return Published(
        stored_kpis.real_and_illustrative_figures(store), stored_kpis.last_kpi_uploads(store)
    )


def preview(store: Store, checked: Checked) -> Mapping[str, pd.DataFrame]:
    """What publishing would change: by table, its rows with `change` and `old_*` columns.

    Of a file with real figures the invented ones that stand are nothing: its rows are new there.
    """
    return {
        table: frames.changes(
            RowKind(table), frame, _beside(store, table, frame, illustrative=checked.illustrative)
        )
        for table, frame in frames.frames(checked.rows).items()
    }


def _beside(store: Store, table: str, frame: pd.DataFrame, *, illustrative: bool) -> pd.DataFrame:
    """What stands of the codes of a frame, and is real unless the frame itself is illustrative."""
    standing = stored_uploads.current_rows(store, table, frame["code"])
    if illustrative:
        return standing
    return standing[~standing["upload"].isin(stored_uploads.illustrative_uploads(store))]


def preview_of_waiting(store: Store, number: int) -> Mapping[str, pd.DataFrame]:
    """What an upload that waits for a second person would change now, as `preview` has it.

    A row of which a later upload says otherwise is `older`: that one goes on standing.
    """
    stored = stored_uploads.rows_of_upload(store, number)
    previews, is_invented = {}, number in stored_uploads.illustrative_uploads(store)
    for kind in (kind for kind in RowKind if kind.value in stored):
        rows = stored[kind.value].drop(columns=["upload", "position"])
        standing = _beside(store, kind.value, rows, illustrative=is_invented)
        preview = frames.changes(kind, rows, standing)
        is_older = (preview["old_upload"] > number) & (preview["change"] != "same")
        previews[kind.value] = preview.assign(change=preview["change"].where(~is_older, "older"))
    return previews


def changes_nothing(store: Store, checked: Checked) -> bool:
    """Whether it is a download of this dashboard, every row of which stands already as it is.

    What waits for a decision and is no row, a cell that was spoilt, may change something yet.
    """
    cells = {(row.sheet, row.cell) for row in checked.rows}
    if not cells or checked.findings_of(Severity.REJECT):
        return False
    if {(finding.sheet, finding.cell) for finding in checked.undecided} - cells:
        return False
    return not only_changed(store, checked).rows


def only_changed(store: Store, checked: Checked) -> Checked:
    """A download of this dashboard without the rows that stand already as they are.

    What is stored keeps its sources then; any other file may confirm what stands and stays whole.
    """
    if checked.layout != dashboard_download.NAME:
        return checked
    same: set[SheetAndCell] = set()
    for frame in preview(store, checked).values():
        unchanged = frame[frame["change"] == "same"]
        same.update(zip(unchanged["sheet"], unchanged["cell"], strict=True))
    if not same:
        return checked
    rows = [row for row in checked.rows if (row.sheet, row.cell) not in same]
    stand = f"{len(same):,} rows stand" if len(same) > 1 else "1 row stands"
    finding = Finding(
        Severity.INFO,
        FindingCode.DOWNLOADED,
        f"{stand} already as the download has it. What stands is not stored again.",
    )
    counts = dict(checked.counts) | {"rows": len(rows)}
    return replace(checked, rows=rows, findings=[*checked.findings, finding], counts=counts)


def publish(
    store: Store,
    submitted: SubmittedFile,
    checked: Checked,
    actor: Actor,
    *,
    basis: str | None = None,
) -> int:
    """Publish what was read and checked, all or nothing; the upload's number is returned.

    `basis` is the edition of the store that the preview was made on. Raises FileRefused with the
    first reason against it, or with that a decision gives none, and BasisChanged where the store
    holds something else by now: the preview is then to be renewed.
    """
    return publish_together(store, [(submitted, checked)], actor, basis=basis)[0]


def publish_together(
    store: Store,
    files: Sequence[tuple[SubmittedFile, Checked]],
    actor: Actor,
    begun: Callable[[SubmittedFile], None] = lambda _: None,
    *,
    basis: str | None = None,
) -> Sequence[int]:
    """Publish several files in one transaction: all or none; the uploads' numbers are returned.

    `begun` is told of each file as its turn comes. Raises FileRefused and BasisChanged as `publish`
    does, before anything is written.
    """
    brought = []
    for submitted, checked in files:
        _refuse_unfit(checked)
        changed = only_changed(store, checked)
        if not changed.size:
            raise FileRefused(_nothing_changes(submitted.file.name))
        cells = [(row.sheet, row.cell) for row in changed.rows] if changed is not checked else None
        brought.append((replace(submitted, changed=cells), changed))
    return store.publish_together(actor, _uploads(brought, actor, begun), basis)


def _uploads(
    files: Sequence[tuple[SubmittedFile, Checked]],
    actor: Actor,
    begun: Callable[[SubmittedFile], None],
) -> Iterator[tuple[Upload, Mapping[str, pd.DataFrame]]]:
    for submitted, checked in files:
        begun(submitted)
        upload = Upload(
            files=submitted.files,
            layout=checked.layout,
            hints=replace(
                submitted,
                mappings=checked.mappings,
                decisions=checked.decisions,
                aliases=checked.aliases,
            ).hints,
            illustrative=checked.illustrative,
        )
        findings = frames.findings_frame(checked.findings_in_words(actor.recorded_name))
        yield upload, rows_of(checked) | {"finding": findings}


def rows_of(checked: Checked) -> dict[str, pd.DataFrame]:
    """What is stored of a file: frames by the names of their tables."""
    return (
        frames.frames(checked.rows)
        | frames.services_frame(checked.rows)
        | plan_rows.frames(checked.plan_rows)
    )


def stored_rows(
    submitted: SubmittedFile, layout: str, current_plans: Plans
) -> Mapping[str, pd.DataFrame]:
    """What was stored of a file that was published as `layout`: the same again from its bytes."""
    if layout == shipped_statistics.NAME:
        return shipped_statistics.shipped_rows(submitted.file.content)
    checked = read(submitted, current_plans)
    if submitted.changed is not None:
        cells = set(submitted.changed)
        stored = [row for row in checked.rows if (row.sheet, row.cell) in cells]
        checked = replace(checked, rows=stored)
    return rows_of(checked)


def submitted_again(store: Store, number: int, hints_text: str) -> SubmittedFile:
    """The originals of an upload with what was said of them, to be read again alike."""
    files, hints = store.files_of(number), json.loads(hints_text)
    return SubmittedFile(
        files[0],
        files[1] if len(files) > 1 else None,
        hints.get("period"),
        stored_mappings.in_hints(hints),
        decisions.from_json(hints.get("decisions", ())),
        stored_aliases.in_hints(hints),
        [(sheet, cell) for sheet, cell in hints["changed"]] if "changed" in hints else None,
    )


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


def has_samples(store: Store) -> bool:
    """Whether the samples are of this council's KPIs: it is the one whose plans are shipped."""
    return store.council() == reference_files.default_council()


_ready: WeakSet[Store] = WeakSet()
_ready_lock = threading.Lock()


def ready() -> Store:
    """The open store with its reference tables, shipped statistics and, when new, the samples."""
    store = stores.shared()
    with _ready_lock:
        if store not in _ready:
            _fill(store)
            _ready.add(store)
    return store


def _fill(store: Store) -> None:
    store.load_reference(SHIPPED)
    uploads = stored_uploads.uploads(store)
    try:
        _publish_statistics(store, set(uploads["fingerprint"]))
        # Samples are for a store that nobody has used, and one that was withdrawn stays so.
        if has_samples(store) and set(uploads["published_by"]) <= {SHIPPED.recorded_name}:
            _publish_samples(store, set(uploads["file"]))
    except DiskFull:
        # What people brought is shown without it; the next start tries again.
        log.exception("What the software ships with was not published")


def _publish_statistics(store: Store, stored: Set[str]) -> None:
    """Publish the shipped statistics, unless exactly they are stored, withdrawn or not."""
    path = shipped_statistics.SHIPPED_STATISTICS
    file = StoredFile(path.name, path.read_bytes())
    upload = Upload((file,), shipped_statistics.NAME)
    if upload.fingerprint not in stored:
        store.publish(SHIPPED, upload, shipped_statistics.shipped_rows(file.content))


def _publish_samples(store: Store, stored: Set[str]) -> None:
    paths = [path for path in sorted(SAMPLES.glob("*.xlsx")) if path.name not in stored]
    if not paths:
        return
    # None of them is a workbook of plans, so what one was read by is what all are read by.
    current_plans = plans(store)
    for path in paths:
        submitted = SubmittedFile(StoredFile(path.name, path.read_bytes()))
        publish(store, submitted, read(submitted, current_plans), SHIPPED)


def _first_reason(checked: Checked) -> Finding:
    reasons = [*checked.findings_of(Severity.REJECT), *checked.undecided]
    return reasons[0] if reasons else _NOTHING_LEFT


def _nothing_changes(file: str) -> Finding:
    return Finding(
        Severity.REJECT,
        FindingCode.NO_ROWS,
        f"{file} was downloaded here, and every figure in it stands already as it is. Nothing "
        "is published.",
    )


_NOTHING_LEFT = Finding(Severity.REJECT, FindingCode.NO_ROWS, "No figure remains to be published.")
_NO_REASON = Finding(
    Severity.REJECT, FindingCode.NO_REASON, "Give a reason for each decision: the history keeps it."
)
