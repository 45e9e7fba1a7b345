"""What changed of late: statuses that moved in the latest report, and files that came or went."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_uploads
from data.records import records
from insights import cache
from insights.cache import remembered
from insights.figure_wording import outturn_words
from insights.kpi_records import word
from insights.kpis import current_kpis
from insights.quarter_changes import StatusMove, quarter_changes
from insights.upload_history import PublishedUpload, kpi_figure_changes, uploads
from metrics.words.status_words import on_target_words

_STEPS = {
    "published": "Published",
    "approved": "Approved",
    "withdrawn": "Withdrawn",
    "reinstated": "Brought back",
}
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class RecentChange:
    """A change: a key that stays the same, when (UTC), in words, and the page that shows it.

    `person` is who made it; empty where it follows from figures.
    """

    key: str
    moment: datetime
    title: str
    summary: str
    page: str
    choices: tuple[tuple[str, str], ...]
    person: str = ""


@remembered
def recent_changes() -> Sequence[RecentChange]:
    """The newest changes, the latest first."""
    changes = [*_moves(), *_steps()]
    return tuple(sorted(changes, key=lambda change: change.moment, reverse=True)[:MOST_CHANGES])


def _moves() -> Iterator[RecentChange]:
    moved, since = quarter_changes(current_kpis()), _stands_since()
    for move in (*moved.worse, *moved.better):
        latest = move.kpi.position.latest if move.kpi.position else None
        if latest is None:
            continue
        kpi, period = move.kpi, latest.figure.period
        stands_since = max(since[int(row["upload"])] for row in kpi.figures)
        yield RecentChange(
            f"status-{kpi.plan}-{kpi.code}-{period.label}",
            stands_since,
            f"{kpi.name}: {_words(move)}",
            f"{period.label}: {outturn_words(kpi, latest)}.{_made_up(kpi.illustrative)} "
            f"{kpi.sentence}",
            "kpi",
            (("kpi", kpi.code),),
        )


def _stands_since() -> Mapping[int, datetime]:
    """Since when each upload has stood: its approval or return, where it had one (UTC)."""
    steps = records(cache.ask(stored_uploads.upload_steps))
    return {
        int(step["upload"]): step["moment"].to_pydatetime()
        for step in steps
        if step["kind"] != "withdrawn"
    }


def _words(move: StatusMove) -> str:
    now, was = on_target_words(move.kpi.status), on_target_words(move.was)
    return f"{'got worse' if move.is_worse else 'got better'}, {now}, was {was}"


def _made_up(is_illustrative: bool) -> str:  # noqa: FBT001 - one fact, in words
    return " Illustrative: the figures are invented." if is_illustrative else ""


def _steps() -> Iterator[RecentChange]:
    known = {upload.number: upload for upload in uploads()}
    counted: dict[tuple[str, int], int] = {}
    for row in records(cache.ask(stored_uploads.upload_steps)):
        kind, number = str(row["kind"]), int(row["upload"])
        counted[kind, number] = counted.get((kind, number), 0) + 1
        if number in known:
            why = word(row["why"])
            yield RecentChange(
                f"upload-{number}-{kind}-{counted[kind, number]}",
                row["moment"].to_pydatetime(),
                f"{_STEPS[kind]}: {known[number].file}",
                f"{_brought(known[number])}.{f' Reason: {why}.' if why else ''}",
                "history",
                (("upload", str(number)),),
                word(row["by"]) or "",
            )


def _brought(upload: PublishedUpload) -> str:
    """What a file holds, and how many KPI figures it changed."""
    changes = kpi_figure_changes(upload.number).counts
    counts = [f"{changes[kind]} {kind}" for kind in ("new", "changed") if changes.get(kind)]
    changed = f"; of the KPI figures {', '.join(counts)}" if counts else ""
    made_up = ". Illustrative: the figures are invented" if upload.illustrative else ""
    return f"{upload.contents or 'Nothing'}{changed}{made_up}"
