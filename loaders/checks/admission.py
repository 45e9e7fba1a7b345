"""The door that every row of a file comes through: texts cleaned, the inadmissible kept out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from msgspec import structs

from data import admissible
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import Sentence, figure_of, row_finding
from loaders.reading import Reading, Row, RowKind

_NUMBERS = ("value", "target", "target_upper", "lower", "upper")
_LENGTHS: Mapping[str, int] = {
    "code": admissible.NAME_LENGTH,
    "area": admissible.CODE_LENGTH,
    "sheet": admissible.NAME_LENGTH,
    "name": admissible.REASON_LENGTH,
    "plan": admissible.CODE_LENGTH,
    "state": admissible.NAME_LENGTH,
    "unit": admissible.NAME_LENGTH,
    "target_state": admissible.NAME_LENGTH,
    "reported_status": admissible.NAME_LENGTH,
    "lead": admissible.NAME_LENGTH,
    "portfolio": admissible.NAME_LENGTH,
    "service": admissible.NAME_LENGTH,
    "note": admissible.NOTE_LENGTH,
    "next_steps": admissible.NOTE_LENGTH,
}
# The service last: earlier versions kept the note without it (loaders.rebuild.figures_hash).
_WHOSE = ("lead", "portfolio", "service")
_texts_of, _numbers_of, _whose = (attrgetter(*names) for names in (_LENGTHS, _NUMBERS, _WHOSE))
_TEXTS_OF_FINDING = ("message", "sheet", "cell", "found", "expected", "action")


def cleaned_reading(reading: Reading) -> Reading:
    """A reading whose rows and findings have their texts cleaned."""
    return replace(
        reading,
        rows=[_cleaned_row(row) for row in reading.rows],
        unread=[_cleaned_row(row) for row in reading.unread],
        unread_targets=[_cleaned_row(row) for row in reading.unread_targets],
        findings=[cleaned_finding(finding) for finding in reading.findings],
    )


def cleaned_finding(finding: Finding) -> Finding:
    """A finding whose texts are cleaned, and cut where they are longer than any note."""
    texts = {name: getattr(finding, name) for name in _TEXTS_OF_FINDING}
    changed = {
        name: new for name, text in texts.items() if text and (new := _cut(text)) is not text
    }
    return replace(finding, **changed) if changed else finding  # type: ignore[arg-type]


def apart(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Finding]]:
    """The rows that are admissible, and a finding about each of the others.

    A service, lead or portfolio of a KPI that is too long for a name goes to its note, which a
    finding says too.
    """
    noted = [_with_long_names_noted(row) for row in rows]
    rows = [row for row, _ in noted]
    refused = {number: sentence for number, row in enumerate(rows) if (sentence := _problem(row))}
    admitted = [row for number, row in enumerate(rows) if number not in refused]
    out_of_bounds = [_out_of_bounds(rows[number], refused[number]) for number in refused]
    return admitted, [*out_of_bounds, *(finding for _, findings in noted for finding in findings)]


def _with_long_names_noted(row: Row) -> tuple[Row, Sequence[Finding]]:
    """A KPI's row without names that are too long, which stand in its note; a finding for each."""
    if row.kind is not RowKind.KPI_VALUE:
        return row, ()
    texts = zip(_WHOSE, _whose(row), strict=True)
    long = {name: text for name, text in texts if text and len(text) > _LENGTHS[name]}
    if not long:
        return row, ()
    note = "\n".join(filter(None, [row.note, *(f"{n.capitalize()}: {t}" for n, t in long.items())]))
    emptied: dict[str, str | None] = dict.fromkeys(long)
    findings = [_noted(row, name, text) for name, text in long.items()]
    return structs.replace(row, note=note, **emptied), findings


def _noted(row: Row, name: str, text: str) -> Finding:
    return row_finding(
        Severity.WARN,
        FindingCode.NAME_TOO_LONG,
        row=row,
        problem=f'the {name} of {figure_of(row)}, "{admissible.shortened(text)}", has '
        f"{len(text):,} characters and was kept in its note",
        expected=admissible.at_most(_LENGTHS[name]),
        action=f"Shorten it in the file if it is the name of a {name}.",
    )


def _cut(text: str) -> str:
    kept = admissible.cleaned(text)
    return kept if len(kept) <= admissible.NOTE_LENGTH else f"{kept[: admissible.NOTE_LENGTH]}…"


def _cleaned_row(row: Row) -> Row:
    changed: dict[str, str] = {}
    for name, text in zip(_LENGTHS, _texts_of(row), strict=True):
        if text and (kept := admissible.cleaned(text)) is not text and kept != text:
            changed[name] = kept
    return structs.replace(row, **changed) if changed else row


def _problem(row: Row) -> Sentence | None:
    """The first thing that keeps a row out, None where nothing does."""
    return _length_problem(row) or _number_problem(row) or _day_problem(row) or _code_problem(row)


def _number_problem(row: Row) -> Sentence | None:
    for name, number in zip(_NUMBERS, _numbers_of(row), strict=True):
        if number is not None and not admissible.is_number(number):
            words = name.replace("_", " ")
            return Sentence(
                problem=f"{figure_of(row)} has {number:g} as its {words}",
                expected=admissible.NUMBER,
                action="Correct the figure, or leave it out.",
            )
    return None


def _day_problem(row: Row) -> Sentence | None:
    for day in (row.period.start, row.period.end, row.vintage):
        if day is not None and not admissible.is_day(day):
            return Sentence(
                problem=f"{figure_of(row)} is of {day}",
                expected=admissible.DAY,
                action="Correct the day, or leave the figure out.",
            )
    return None


def _length_problem(row: Row) -> Sentence | None:
    for (name, longest), text in zip(_LENGTHS.items(), _texts_of(row), strict=True):
        if text and len(text) > longest:
            words = name.replace("_", " ")
            return Sentence(
                problem=f'the {words} "{admissible.shortened(text)}" has {len(text):,} characters',
                expected=admissible.at_most(longest),
                action="Shorten it, or leave the row out.",
            )
    return None


def _code_problem(row: Row) -> Sentence | None:
    """Those of statistics and areas; of KPIs and activities only known ones come in at all."""
    if row.kind is not RowKind.STATISTIC_VALUE:
        return None
    for words, code, longest, expected in (
        ("statistic", row.code, admissible.NAME_LENGTH, admissible.STATISTIC_CODE),
        ("area", row.area or "", admissible.CODE_LENGTH, admissible.CODE),
    ):
        if code and not admissible.is_code(code, longest=longest):
            return Sentence(
                problem=f'"{admissible.shortened(code)}" is no code of a {words}',
                expected=expected,
                action="Correct the code, or leave the figure out.",
            )
    return None


def _out_of_bounds(row: Row, sentence: Sentence) -> Finding:
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.OUT_OF_BOUNDS,
        row=row if len(row.sheet) <= admissible.NAME_LENGTH else _under_short_title(row),
        **sentence,
    )


def _under_short_title(row: Row) -> Row:
    return structs.replace(row, sheet=admissible.shortened(row.sheet))
