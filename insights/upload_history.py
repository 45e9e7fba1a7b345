"""Every upload: what it brought, whether it stands, and what it changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_kpis, stored_uploads
from data.records import Record, records
from insights import cache
from insights.cache import remembered
from insights.formatting import count, figure, figure_or_state
from insights.kpi_records import number, word
from metrics.decimals import same_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedUpload:
    """An upload as published: its file, who published it, how many rows of each kind it holds.

    `withdrawn_by` and `withdrawn_at` are None as long as it stands. `waits` is why it waits for a
    second person, None where it does not.
    """

    number: int
    file: str
    layout: str
    illustrative: bool
    published_by: str
    published_at: datetime
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    kpi_values: int
    activity_updates: int
    statistic_values: int
    plan_rows: int
    waits: str | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back and not brought back since."""
        return self.withdrawn_by is not None

    @property
    def state(self) -> str:
        """`published`, `illustrative`, `waiting` or `withdrawn`."""
        if self.is_withdrawn:
            return "withdrawn"
        if self.waits:
            return "waiting"
        return "illustrative" if self.illustrative else "published"

    @property
    def contents(self) -> str:
        """What it holds, in words: `480 KPI values`."""
        counted = (
            (self.kpi_values, ("KPI value",)),
            (self.activity_updates, ("activity update",)),
            (self.statistic_values, ("statistical figure",)),
            (self.plan_rows, ("row of plans", "rows of plans")),
        )
        return ", ".join(count(rows, *words) for rows, words in counted if rows)

    @property
    def last_change(self) -> "UploadChange":
        """When it was published, or withdrawn where it was, and by whom."""
        if self.withdrawn_by is not None and self.withdrawn_at is not None:
            return UploadChange("withdrawn", self.withdrawn_at, self.withdrawn_by)
        return UploadChange("published", self.published_at, self.published_by)


@dataclass(frozen=True, slots=True)
class UploadChange:
    """Something that a person did to an upload: its kind, when, who, and why where that is kept."""

    kind: str
    moment: datetime
    person: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UploadFinding:
    """What was noticed in an upload when it was checked, of which kind, and where in its file.

    `found`, `expected` and `action` are the parts of the message where it has such.
    """

    severity: str
    message: str
    code: str = ""
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    expected: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigureChange:
    """A KPI's figure that an upload changed: what it was, what it became, and whose it was.

    `others` are what else changed of it: target, status or note, as it was and as it became.
    """

    code: str
    period_label: str
    unit: str
    old_value: float | None
    old_state: str | None
    value: float | None
    state: str | None
    old_published_by: str
    old_upload: int
    sheet: str
    cell: str
    others: Sequence[tuple[str, str, str]] = ()

    @property
    def old_figure(self) -> str:
        """What stood, in its unit; and below it what else of the row was otherwise."""
        return self._with_others(self.old_value, self.old_state, 1)

    @property
    def figure(self) -> str:
        """What stands since, in its unit; and below it what else of the row is another."""
        brings_figure = self.value is not None or self.state is not None
        if not brings_figure:
            return self._with_others(self.old_value, self.old_state, 2)
        return self._with_others(self.value, self.state, 2)

    def _with_others(self, value: float | None, state: str | None, part: int) -> str:
        lines = [f"{other[0]}: {other[part] or 'nothing'}" for other in self.others]
        return "\n".join([figure_or_state(value, state, self.unit), *lines])


@dataclass(frozen=True, slots=True)
class KpiFigureChanges:
    """An upload's KPI figures beside those that stood before: counts by change, the changed."""

    counts: Mapping[str, int]
    changed: Sequence[KpiFigureChange]


@remembered
def uploads() -> Sequence[PublishedUpload]:
    """Every upload, newest first, withdrawn ones too; without those that wait for approval."""
    return tuple(map(_upload, records(cache.ask(stored_uploads.uploads))))


@remembered
def uploads_with_waiting() -> Sequence[PublishedUpload]:
    """Every upload, newest first, those that wait for a second person or were declined too."""
    rows = cache.ask(stored_uploads.uploads, with_waiting=True)
    return tuple(map(_upload, records(rows)))


def illustrative_beside_real() -> Sequence[PublishedUpload]:
    """The standing illustrative uploads where real KPI figures stand too; none otherwise."""
    standing = [upload for upload in uploads() if not upload.is_withdrawn]
    has_real_kpis = any(upload.kpi_values and not upload.illustrative for upload in standing)
    return [upload for upload in standing if upload.illustrative and has_real_kpis]


def shows_invented_figures() -> bool:
    """Whether an invented KPI figure counts: those of a plan without any real one do."""
    return bool(cache.ask(stored_kpis.kpi_values)["illustrative"].any())


@remembered
def findings(number: int) -> Sequence[UploadFinding]:
    """What was noticed in an upload."""
    return tuple(
        UploadFinding(
            row["severity"],
            row["message"],
            str(row["code"]),
            *(word(row[name]) for name in ("sheet", "cell", "found", "expected", "action")),
        )
        for row in records(cache.ask(stored_uploads.findings, number))
    )


def original_names(number: int) -> Sequence[str]:
    """The names of the files of an upload as they were given, the main one first."""
    originals = cache.ask(stored_uploads.originals)
    return originals["file"][originals["upload"] == number].tolist()


def is_erased(number: int) -> bool:
    """Whether all that an upload brought was erased; one without a note of it stands."""
    return number in cache.ask(stored_uploads.erased)["upload"].tolist()


@remembered
def withdrawals(number: int) -> Sequence[UploadChange]:
    """Each time an upload was approved, withdrawn or brought back, in order."""
    return tuple(
        UploadChange(str(row["kind"]), row["moment"], row["by"], row["why"])
        for row in records(cache.ask(stored_uploads.withdrawals, number))
    )


@remembered
def kpi_figure_changes(number: int) -> KpiFigureChanges:
    """What an upload changed of the KPI figures that stood before it."""
    rows = records(cache.ask(stored_kpis.kpi_changes, number))
    counts = Counter(str(row["change"]) for row in rows)
    return KpiFigureChanges(counts, [_change(row) for row in rows if row["change"] == "changed"])


def _upload(row: Record) -> PublishedUpload:
    withdrawn_by = word(row["withdrawn_by"])
    return PublishedUpload(
        number=int(row["upload"]),
        file=row["file"],
        layout=row["layout"],
        illustrative=bool(row["illustrative"]),
        published_by=row["published_by"],
        published_at=row["published_at"],
        withdrawn_by=withdrawn_by,
        withdrawn_at=row["withdrawn_at"] if withdrawn_by else None,
        kpi_values=int(row["kpi_values"]),
        activity_updates=int(row["activity_updates"]),
        statistic_values=int(row["statistic_values"]),
        plan_rows=int(row["plan_rows"]),
        waits=word(row["waits"]),
    )


def _change(row: Record) -> KpiFigureChange:
    return KpiFigureChange(
        code=row["code"],
        period_label=row["period_label"],
        unit=str(row["unit"]),
        old_value=number(row["old_value"]),
        old_state=word(row["old_state"]),
        value=number(row["value"]),
        state=word(row["state"]),
        old_published_by=row["old_by"],
        old_upload=int(row["old_upload"]),
        sheet=row["sheet"],
        cell=row["cell"],
        others=tuple(_others(row)),
    )


def _others(row: Record) -> Iterator[tuple[str, str, str]]:
    """Name, old and new words of what the row brings and what stood otherwise."""
    unit = str(row["unit"])
    target, old_target = number(row["target"]), number(row["old_target"])
    if target is not None and not same_figure(target, old_target):
        yield "Target", "" if old_target is None else figure(old_target, unit), figure(target, unit)
    for name, words in (("reported_status", "Status"), ("note", "Note")):
        new, old = word(row[name]), word(row[f"old_{name}"])
        if new and new != old:
            yield words, old or "", new
