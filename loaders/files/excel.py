"""Excel workbooks (.xlsx, .xlsm): the parts of the package as sheets of typed cells.

Read by the format's own rules (ECMA-376) and not through openpyxl: one pass gives values and
formulas together, a small file costs a tenth of openpyxl's import, escapes are undone, and what
contradicts itself is refused instead of being half read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from loaders.files import inside
from loaders.files.archive import Archive, refuse_other_packages
from loaders.files.excel_cells import CellValues
from loaders.files.excel_colours import theme_colours
from loaders.files.excel_dates import EPOCH_1900, EPOCH_1904
from loaders.files.excel_package import Relation, relations, strings_of, tree_of
from loaders.files.excel_sheet import TRUE, TooManyCellsError, WorksheetReader
from loaders.files.excel_styles import Styles, styles
from loaders.files.kinds import UPLOAD
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.refusal import (
    damaged,
    refusal,
    refuse_same_names,
    too_many_cells,
    wrong_kind,
)
from loaders.files.xml_part import PartDamagedError
from loaders.findings.codes import FindingCode
from loaders.findings.finding import Finding
from loaders.workbook import Sheet, Workbook

USUAL_WORKBOOK = "xl/workbook.xml"
OTHER_SHEETS = {
    "chartsheet": "is a chart",
    "dialogsheet": "is a dialogue",
    "xlMacrosheet": "holds macros",
    "xlIntlMacrosheet": "holds macros",
}
COMMENTS = frozenset(("comments", "threadedComment"))


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet as the workbook lists it: its name, whether it is shown, and its part."""

    name: str
    visible: bool
    relation: Relation

    @property
    def is_worksheet(self) -> bool:
        """Whether it holds cells, as charts and dialogues do not."""
        return self.relation.kind not in OTHER_SHEETS


def read_excel(
    archive: Archive, metadata: Mapping[str, object] | None = None, limits: FileLimits = LIMITS
) -> Workbook:
    """The workbook in a package that was looked at; raises FileRefused when it is damaged.

    Every worksheet is read, hidden ones too, with a finding for each thing that is not what a
    person would see on opening the file.
    """
    part = _workbook_part(archive)
    workbook = tree_of(archive, part)
    if workbook.tag != "workbook":
        raise damaged(archive.file, f"its part {part} is not a workbook")
    related = relations(archive, part)
    entries = _entries(archive.file, workbook, related)
    values = _cell_values(archive, workbook, related)
    sheets = [_sheet(archive, entry, values, limits) for entry in entries if entry.is_worksheet]
    macros = any(name.endswith("vbaproject.bin") for name in archive.parts)
    links = any(name.startswith("xl/externallinks/") for name in archive.parts)
    file_format = "xlsm" if macros else "xlsx"
    findings = (
        inside.read_as(archive.file, file_format, "an Excel workbook"),
        *_sheet_findings(archive.file, entries),
        *inside.comments(archive.file, _commented(archive, entries)),
        *inside.beside_cells(archive.file, has_macros=macros, has_links=links),
    )
    return Workbook(archive.file, file_format, sheets, metadata, findings)


def _workbook_part(archive: Archive) -> str:
    if USUAL_WORKBOOK not in archive:
        refuse_other_packages(archive)
    named = [r.part for r in relations(archive, "").values() if r.kind == "officeDocument"]
    for part in (*named, USUAL_WORKBOOK):
        if part in archive:
            return part
    raise wrong_kind(archive.file, "a zip archive without a workbook", UPLOAD)


def _entries(file: str, workbook: Element, related: Mapping[str, Relation]) -> Sequence[SheetEntry]:
    entries = []
    for listed in workbook.iterfind("sheets/sheet"):
        name, relation = listed.get("name", ""), related.get(listed.get("id", ""))
        if relation is None:
            raise damaged(file, f"its sheet {name} leads nowhere")
        entries.append(SheetEntry(name, listed.get("state", "visible") == "visible", relation))
    refuse_same_names(file, [entry.name for entry in entries])
    if not any(entry.is_worksheet for entry in entries):
        raise refusal(file, FindingCode.EMPTY, "is a workbook without worksheets", UPLOAD)
    return entries


def _cell_values(
    archive: Archive, workbook: Element, related: Mapping[str, Relation]
) -> CellValues:
    parts = {relation.kind: relation.part for relation in related.values()}
    strings = strings_of(archive, parts.get("sharedStrings", ""))
    properties = workbook.find("workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in TRUE
    epoch = EPOCH_1904 if from_1904 else EPOCH_1900
    return CellValues(strings, _styles(archive, parts), epoch)


def _styles(archive: Archive, parts: Mapping[str, str]) -> Styles:
    theme, stylesheet = parts.get("theme", ""), parts.get("styles", "")
    if stylesheet not in archive:
        return Styles()
    colours = theme_colours(tree_of(archive, theme)) if theme in archive else []
    try:
        return styles(tree_of(archive, stylesheet), colours)
    except ValueError as error:
        raise damaged(archive.file, f"its styles cannot be read: {error}") from error


def _sheet(archive: Archive, entry: SheetEntry, values: CellValues, limits: FileLimits) -> Sheet:
    reader = WorksheetReader(values, entry.name, limits)
    try:
        with archive.open_xml(entry.relation.part) as stream:
            return reader.read(stream, visible=entry.visible)
    except (PartDamagedError, ValueError) as error:
        raise damaged(archive.file, str(error), sheet=entry.name) from error
    except TooManyCellsError as error:
        raise too_many_cells(archive.file, limits, str(error), sheet=entry.name) from error


def _sheet_findings(file: str, entries: Sequence[SheetEntry]) -> Iterator[Finding]:
    for entry in entries:
        what = OTHER_SHEETS.get(entry.relation.kind)
        if what is not None:
            yield inside.other_sheet(file, entry.name, what)
        elif not entry.visible:
            yield inside.hidden_sheet(file, entry.name)


def _commented(archive: Archive, entries: Sequence[SheetEntry]) -> Iterator[str]:
    if not any("comment" in name for name in archive.parts):
        return
    for entry in entries:
        kinds = {relation.kind for relation in relations(archive, entry.relation.part).values()}
        if kinds & COMMENTS:
            yield entry.name
