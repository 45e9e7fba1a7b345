"""Uploads and findings as plain values with fixed names, for programs of analysts.

docs/interface.md describes every name; names are only ever added.
"""

from collections.abc import Sequence

from insights.answer_values import Answer
from insights.cache import remembered
from insights.upload_history import PublishedUpload, UploadFinding, findings, uploads

_COUNTS = ("kpi_values", "activity_updates", "statistic_values", "plan_rows")


@remembered
def upload_answers() -> Sequence[Answer]:
    """Every upload, the newest first, withdrawn ones too."""
    return tuple(map(_upload_answer, uploads()))


@remembered
def finding_answers() -> Sequence[Answer]:
    """What was noticed in each upload, those of the newest first."""
    return tuple(
        _finding_answer(upload.number, finding)
        for upload in uploads()
        for finding in findings(upload.number)
    )


def _upload_answer(upload: PublishedUpload) -> Answer:
    withdrawn_at = upload.withdrawn_at
    return {
        "upload": upload.number,
        "file": upload.file,
        "layout": upload.layout,
        "state": upload.state,
        "published_at": upload.published_at.isoformat(),
        "published_by": upload.published_by,
        "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
        "withdrawn_by": upload.withdrawn_by,
        **{name: getattr(upload, name) for name in _COUNTS},
    }


def _finding_answer(upload: int, finding: UploadFinding) -> Answer:
    names = ("severity", "code", "message", "sheet", "cell", "found", "expected", "action")
    return {"upload": upload, **{name: getattr(finding, name) for name in names}}
