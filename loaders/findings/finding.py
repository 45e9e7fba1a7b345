"""One finding: how much it matters, which kind it is, and the sentence about it."""

from dataclasses import dataclass

from loaders.findings.codes import FindingCode, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed in a file: `message` is a whole sentence, the rest says where and what."""

    severity: Severity
    code: FindingCode
    message: str
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    expected: str | None = None
    action: str | None = None
